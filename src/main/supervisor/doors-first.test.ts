/** The app ends because of a fault: its doors come before everything else, whatever else is broken; one that an emergency holds open stays open. */
import { afterEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { fakeEngine } from '../../../test/fakes/engine.ts';
import { value } from '../../../tools/value.ts';
import { shellySimulator } from '../../../test/doors/shelly-simulator.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import { EVERY_EVENT, listEvents } from '../../storage/log/events.ts';
import { within } from '../../../test/fakes/patience.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function broken() {
  const shelly = await shellySimulator({ generation: 2 });
  const engine = fakeEngine();
  const order: string[] = [];
  const fails = (what: string) => (): never => {
    order.push(what);
    throw new Error(`${what} cannot end`);
  };
  const t: TestApp = await startTestApp({
    overrides: { engine: { ...engine, close: fails('engine') }, imports: { read: fails('imports'), cancel: fails('imports') } },
  });
  ends.push(() => shelly.close(), t.close);
  value(await t.call('setup.complete', SETUP));
  const { id: doorId } = value(
    await t.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'North', pulseMs: 30_000 }, openTo: null }),
  );
  const config = {
    kind: 'shelly',
    host: '127.0.0.1',
    port: shelly.port,
    generation: 2,
    channel: 0,
    username: '',
    lock: 'secure',
    contact: null,
  } as const;
  value(await t.call('outputs.save', { doorId, config, secrets: { password: null, key: null } }));
  return { t, shelly, doorId, order };
}

test('what cannot end in order keeps neither the door nor the row from being seen to', async () => {
  const { t, shelly, doorId, order } = await broken();
  t.app.outputs.open(doorId, null, 30_000);
  expect(await within(10_000, () => shelly.lock.isOpen())).toBe(true);
  await t.app.stop('main-died');
  // The relay’s own timer ends what it was told; what matters is that nothing was waited for that had failed.
  expect(order).toEqual(['engine', 'imports']);
  const again = await startTestApp({ userData: t.userData });
  ends.push(again.close);
  const { rows } = listEvents(value(again.app.site()).db, EVERY_EVENT, null, 10);
  expect(rows.map((r) => r.reason)).toEqual(expect.arrayContaining(['main-died', 'stopped']));
  expect(rows.findIndex((r) => r.reason === 'main-died')).toBeGreaterThan(rows.findIndex((r) => r.reason === 'stopped'));
});

test('in an emergency the door stays open', async () => {
  const { t, shelly, doorId } = await broken();
  value(await t.call('access.emergency', { doorId, on: true }));
  expect(await within(10_000, () => shelly.lock.isOpen())).toBe(true);
  await t.app.stop('main-died');
  expect(shelly.lock.isOpen()).toBe(true);
});
