import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { shellySimulator, type ShellySimulator } from '../../../test/doors/shelly-simulator.ts';
import { eventId } from '../../domain/ids.ts';
import { drawnDoor } from '../../doors/drawn.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import type { CallName, Input } from '../../shared/contract.ts';
import type { OutputConfig } from '../../shared/outputs.ts';
import { cpuMs, within } from '../../../test/fakes/patience.ts';

let t: TestApp;
afterEach(async () => {
  await t.app.stop();
  t.close();
});

const must = async <N extends CallName>(name: N, input: Input<N>) => value(await t.call(name, input), name);
const rows = async (kinds: ('door' | 'system')[] = ['door']) =>
  (
    await must('log.list', { filter: { personId: null, from: null, to: null, kinds, search: '' }, before: null, limit: 50 })
  ).rows.toReversed();
const reasons = async () => (await rows()).map((r) => r.reason);

/** A punch's row, by hand: what the door did is about it. */
function punch(doorId: number | null): number {
  const site = t.app.site();
  if (!site.ok) throw new Error('no site');
  const row = site.value.record({ kind: 'refused', reason: 'not-recognised', doorId });
  if (!row.ok) throw new Error(row.error.code);
  return row.value.id;
}

async function wired(
  options: Parameters<typeof shellySimulator>[0] = { generation: 2 },
  fields: Partial<typeof NEW_DOOR> = {},
): Promise<{ shelly: ShellySimulator; doorId: number; config: OutputConfig }> {
  const shelly = await shellySimulator(options);
  onTestFinished(() => shelly.close());
  const { id: doorId } = await must('access.saveDoor', {
    id: null,
    fields: { ...NEW_DOOR, name: 'North', ...fields },
    openTo: null,
  });
  const config: OutputConfig = {
    kind: 'shelly',
    host: '127.0.0.1',
    port: shelly.port,
    generation: options.generation,
    channel: 0,
    username: '',
    lock: 'secure',
    contact: options.contact ?? null,
  };
  await must('outputs.save', { doorId, config, secrets: { password: options.password ?? '', key: null } });
  return { shelly, doorId, config };
}

describe('a wired door', () => {
  beforeEach(async () => {
    t = await startTestApp();
    await must('setup.complete', SETUP);
  });

  test('opens for a punch, and what it did is a second row about the first', async () => {
    const { shelly, doorId } = await wired({ generation: 2, password: 'p' });
    const about = punch(doorId);
    t.app.outputs.open(doorId, eventId(about), 1000);
    // Nobody waits for it.
    expect(await reasons()).toEqual([]);
    expect(await within(3000, shelly.lock.isOpen)).toBe(true);
    await within(1000, () =>
      t.emitted.some((e) => e.name === 'log.appended' && (e.payload as { reason?: string } | null)?.reason === 'opened'),
    );
    expect((await rows())[0]).toMatchObject({ kind: 'door', reason: 'opened', about, doorId });
  });

  test('a dead one: the error is the second row, after the pulse at the latest', async () => {
    const { shelly, doorId } = await wired();
    await shelly.down();
    const about = eventId(punch(doorId));
    const began = cpuMs();
    t.app.outputs.open(doorId, about, 1000);
    // Nobody waits for it, however busy this machine is.
    expect(cpuMs() - began).toBeLessThan(800);
    await within(2500, () =>
      t.emitted.some((e) => e.name === 'log.appended' && (e.payload as { kind?: string } | null)?.kind === 'door'),
    );
    expect(await reasons()).toEqual(['door-unreachable']);
  });

  test('no pulse is longer than thirty seconds, whatever is asked', async () => {
    const { shelly, doorId } = await wired();
    t.app.outputs.open(doorId, null, 600_000);
    await within(2000, shelly.lock.isOpen);
    expect(shelly.requests.at(-1)).toMatch(/"toggle_after":(30|29\.\d)\}/);
  });

  test('a changed configuration replaces the output at once; taken away, nothing opens and nothing is booked', async () => {
    const { shelly, doorId, config } = await wired();
    const other = await shellySimulator({ generation: 2 });
    onTestFinished(() => other.close());
    await must('outputs.save', {
      doorId,
      config: { ...config, port: other.port } as OutputConfig,
      secrets: { password: null, key: null },
    });
    t.app.outputs.open(doorId, null, 1000);
    expect(await within(2000, other.lock.isOpen)).toBe(true);
    expect(shelly.lock.history).toEqual([]);
    await within(1000, () =>
      t.emitted.some((e) => e.name === 'log.appended' && (e.payload as { reason?: string } | null)?.reason === 'opened'),
    );
    await must('outputs.save', { doorId, config: { kind: 'none' }, secrets: { password: null, key: null } });
    t.app.outputs.open(doorId, null, 1000);
    expect(await reasons()).toEqual(['opened']);
  });

  test('lockdown and emergency reach the outputs, of doors that are wired meanwhile too', async () => {
    await must('access.emergency', { doorId: null, on: true });
    const { shelly, doorId } = await wired();
    expect(await within(3000, shelly.lock.isOpen)).toBe(true);
    await must('access.lockdown', { doorId, on: true });
    await must('access.emergency', { doorId: null, on: false });
    expect(await within(3000, () => !shelly.lock.isOpen())).toBe(true);
    t.app.outputs.open(doorId, null, 1000);
    await within(2000, () =>
      t.emitted.some(
        (e) => e.name === 'log.appended' && (e.payload as { reason?: string } | null)?.reason === 'door-locked-down',
      ),
    );
    expect(await reasons()).toEqual(['door-locked-down']);
    expect(shelly.lock.isOpen()).toBe(false);
    await must('access.lockdown', { doorId, on: false });
    t.app.outputs.open(doorId, null, 1000);
    expect(await within(2000, shelly.lock.isOpen)).toBe(true);
  });

  test('the test button: booked before it opens, and everything that was said, without the password', async () => {
    const { doorId } = await wired({ generation: 2, password: 'geheim-42' });
    const said = await must('outputs.test', { doorId });
    expect(said.error).toBeNull();
    expect(said.lines.map((l) => l.direction)).toEqual(['sent', 'received', 'sent', 'received']);
    expect(said.lines.at(-1)?.text).toContain('"was_on":false');
    expect(JSON.stringify(said)).not.toContain('geheim-42');
    expect((await rows()).map((r) => [r.reason, r.about === null])).toEqual([
      ['door-tested', true],
      ['opened', false],
    ]);
    expect(await t.call('outputs.test', { doorId: doorId + 1 })).toMatchObject({ ok: false });
  });

  test('secrets never come back, and are forgotten with their address', async () => {
    const { doorId, config } = await wired({ generation: 2, password: 'geheim-42' });
    const view = await must('outputs.get', { doorId });
    expect(view.secrets).toEqual({ password: true, key: false });
    expect(JSON.stringify(t.emitted) + JSON.stringify(view)).not.toContain('geheim-42');
    const moved = await must('outputs.save', {
      doorId,
      config: { ...config, host: 'attacker.example' } as OutputConfig,
      secrets: { password: null, key: null },
    });
    expect(moved.secrets.password).toBe(false);
    expect(await t.call('outputs.get', { doorId: 99 })).toEqual({ ok: false, error: { code: 'access-gone' } });
    await must('session.signOut', null);
    expect(await t.call('outputs.get', { doorId })).toEqual({ ok: false, error: { code: 'not-allowed' } });
  });

  test('lockdown: nothing opens; emergency: open until it ends, asked again until the device has heard it', async () => {
    const { shelly, doorId } = await wired();
    await must('access.lockdown', { doorId, on: true });
    t.app.outputs.open(doorId, null, 1000);
    await within(1000, () => t.emitted.some((e) => (e.payload as { reason?: string } | null)?.reason === 'door-locked-down'));
    expect(await reasons()).toContain('door-locked-down');
    expect(shelly.lock.history).toEqual([]);
    await must('access.lockdown', { doorId, on: false });
    await shelly.down();
    await must('access.emergency', { doorId: null, on: true });
    await within(1000, () => t.emitted.some((e) => (e.payload as { reason?: string } | null)?.reason === 'door-unreachable'));
    await shelly.up();
    expect(await within(6000, shelly.lock.isOpen)).toBe(true);
    await must('access.emergency', { doorId: null, on: false });
    expect(await within(3000, () => !shelly.lock.isOpen())).toBe(true);
    // Once, not at every try.
    expect((await reasons()).filter((r) => r === 'door-unreachable')).toHaveLength(1);
  });

  test('a contact: forced open, held open, closed again; and nothing after a pulse', async () => {
    const { shelly, doorId } = await wired({ generation: 2, contact: { input: 0, openWhen: true } }, { heldOpenSeconds: 1 });
    const heard: (boolean | null)[] = [];
    t.app.outputs.onContact((id, open) => id === doorId && heard.push(open));
    const count = async (n: number) => {
      for (let turns = 100; turns > 0 && (await reasons()).length < n; turns--) await within(50, () => false);
      return reasons();
    };
    await within(2000, () => shelly.requests.some((r) => r.includes('Input.GetStatus')));
    await within(600, () => false);
    shelly.input = true;
    expect(await count(1)).toEqual(['forced-open']);
    shelly.input = false;
    expect(await count(2)).toEqual(['forced-open', 'forced-open-over']);
    expect((await rows())[1]?.about).toBe((await rows())[0]?.id);
    t.app.outputs.open(doorId, null, 1000);
    await count(3);
    t.clock.monotonic += 500;
    shelly.input = true;
    await within(1500, () => heard.at(-1) === true);
    expect(await reasons()).toEqual(['forced-open', 'forced-open-over', 'opened']);
    // The app's clock stands still in tests: the limit passes by hand.
    t.clock.monotonic += 2000;
    expect(await count(4)).toEqual(['forced-open', 'forced-open-over', 'opened', 'held-open']);
  });

  test('stopping the app opens nothing any more and books nothing on a closed site', async () => {
    const { shelly, doorId } = await wired();
    await t.app.stop();
    t.app.outputs.open(doorId, null, 1000);
    await within(300, () => false);
    expect(shelly.lock.history).toEqual([]);
  });
});

test('where nothing is wired the drawn door of the demonstration opens, with a door and without one', async () => {
  const seen: boolean[] = [];
  t = await startTestApp({ overrides: { door: drawnDoor((open) => seen.push(open)) } });
  await must('setup.complete', SETUP);
  t.app.outputs.open(null, eventId(punch(null)), 60_000);
  await within(500, () => seen.length === 1);
  const { id } = await must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'North' }, openTo: null });
  t.app.outputs.open(id, eventId(punch(id)), 60_000);
  await within(500, () => t.emitted.filter((e) => (e.payload as { reason?: string } | null)?.reason === 'opened').length === 2);
  expect(seen).toEqual([true, true]);
  expect(await reasons()).toEqual(['opened', 'opened']);
});
