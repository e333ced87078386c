/** A broker that asks without end, through the whole app: few openings, few rows, and sums that are exact. */
import { afterEach, describe, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { broker, configOf, console, mosquitto, relay } from '../../../test/doors/broker.ts';
import { REMOTE_A_MINUTE } from '../../domain/access/remote.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import { EVERY_EVENT, listEvents } from '../../storage/log/events.ts';
import { within } from '../../../test/fakes/patience.ts';

const SET = 'lintel/door-1/lock/set';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function atABroker() {
  const server = await broker();
  const desk = await console(server.port);
  const device = await relay(server.port);
  const t: TestApp = await startTestApp();
  ends.push(server.close, desk.close, device.close, t.close, () => t.app.stop());
  value(await t.call('setup.complete', SETUP));
  const door = value(await t.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'North' }, openTo: null }));
  const config = configOf(server.port, { remote: true, discovery: null });
  value(await t.call('outputs.save', { doorId: door.id, config, secrets: { password: null, key: null } }));
  expect(await within(10_000, () => desk.of('lintel/door-1/status').includes('online'))).toBe(true);
  const rows = (reason: string) =>
    listEvents(value(t.app.site()).own, EVERY_EVENT, null, 5000).rows.filter((r) => r.reason === reason);
  return {
    t,
    desk,
    device,
    rows,
    total: () => [...rows('remote-open'), ...rows('remote-ignored')].reduce((sum, r) => sum + (r.more ?? 1), 0),
    sumUp: () => value(t.app.site()).sumUp(),
    doorId: door.id,
  };
}

describe.skipIf(!mosquitto)(
  mosquitto ? 'with Mosquitto' : 'SKIPPED, Mosquitto is not installed (apt-get install mosquitto)',
  () => {
    test('OPEN, two thousand times at once: six openings, each with its rows; the rest is counted to the last', async () => {
      const w = await atABroker();
      // What the broker delivers is known to somebody who listens beside: its own queue drops what it does not hold.
      for (let i = 0; i < 2000; i += 1) w.desk.client.publish(SET, 'OPEN', { qos: 1 });
      let heard = -1;
      let seen = 0;
      // Until nothing more has come for a while.
      while (heard !== seen) {
        heard = seen;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        w.sumUp();
        seen = w.total();
      }
      expect(w.rows('remote-open')).toHaveLength(REMOTE_A_MINUTE);
      expect(await within(10_000, () => w.rows('opened').length === REMOTE_A_MINUTE)).toBe(true);
      expect(w.rows('remote-ignored').length).toBeLessThan(40);
      expect(w.total()).toBeGreaterThan(900);
      expect(w.total()).toBeLessThanOrEqual(2000);
    });

    test('and a minute later it opens again', async () => {
      const w = await atABroker();
      const open = () => w.desk.client.publishAsync(SET, 'OPEN', { qos: 1 });
      for (let i = 0; i < 8; i += 1) await open();
      expect(await within(10_000, () => w.total() === 8)).toBe(true);
      expect(w.rows('remote-open')).toHaveLength(REMOTE_A_MINUTE);
      w.t.clock.monotonic += 61_000;
      await open();
      expect(await within(10_000, () => w.rows('remote-open').length === REMOTE_A_MINUTE + 1)).toBe(true);
    });

    test('LOCK, five hundred times: locked, by a word or two, and not by five hundred', async () => {
      const w = await atABroker();
      await w.desk.client.publishAsync(SET, 'OPEN', { qos: 1 });
      expect(await within(10_000, () => w.device.lock.isOpen())).toBe(true);
      const before = w.desk.of('cmnd/door/POWER').length;
      for (let i = 0; i < 500; i += 1) w.desk.client.publish(SET, 'LOCK', { qos: 1 });
      expect(await within(10_000, () => !w.device.lock.isOpen())).toBe(true);
      await w.desk.client.publishAsync(SET, 'LOCK', { qos: 1 });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(w.desk.of('cmnd/door/POWER').length - before).toBeLessThan(300);
      expect(w.device.lock.isOpen()).toBe(false);
    });
  },
);
