/** The fire panel's wire, through real protocols: an alarm opens, a cut wire is an alarm, silence is said and opens nothing. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FireInputConfig } from '../../src/shared/fire-inputs.ts';
import { broker, mosquitto } from '../doors/broker.ts';
import { receiver } from '../doors/http-receiver.ts';
import { coilBoard } from '../doors/modbus-boards.ts';
import { shellySimulator, type ShellySimulator } from '../doors/shelly-simulator.ts';
import { connectAsync } from 'mqtt';
import { reasonsOf, safeSite, type SafeSite } from './site.ts';
import { within } from '../fakes/patience.ts';

/** Asked every half second, believed twice; the rest is for two cores that do nine things at once. */
const SOON = 15_000;
/** Ten seconds of silence are an alarm row. */
const SILENT = 30_000;

const shellyAt = (shelly: ShellySimulator, normally: 'closed' | 'open'): FireInputConfig => ({
  kind: 'shelly',
  host: '127.0.0.1',
  port: shelly.port,
  generation: 2,
  username: '',
  input: 0,
  normally,
});

async function house(userData?: string) {
  const site = await safeSite(userData ? { userData } : {});
  const relay = await receiver();
  onTestFinished(() => relay.close());
  return { site, relay };
}
async function panel(): Promise<ShellySimulator> {
  const shelly = await shellySimulator({ generation: 2, password: 'p' });
  onTestFinished(() => shelly.close());
  return shelly;
}
const save = (site: SafeSite, config: FireInputConfig, doorId: number | null = null, password: string | null = 'p') =>
  site.must('fireInputs.save', { id: null, fields: { name: 'Panel', doorId, config }, password });
const reads = async (site: SafeSite) => (await site.must('safety.state', null)).inputs[0];
/** Until what the input says is as wanted. */
async function until(site: SafeSite, wanted: object, ms = SOON): Promise<void> {
  for (let turns = Math.ceil(ms / 100); turns > 0; turns--) {
    const now = await reads(site);
    if (Object.entries(wanted).every(([k, v]) => now?.[k as keyof typeof now] === v)) return;
    await within(100, () => false);
  }
  expect(await reads(site)).toMatchObject(wanted);
}
const opens = (site: SafeSite): boolean => site.app.safety.overrides().emergency.site;

describe('normally closed', () => {
  test('an alarm, or a wire that is cut, opens every door with nobody signed in; the panel’s quiet does not lock them', async () => {
    const { site, relay } = await house();
    const shelly = await panel();
    await site.wire(relay);
    shelly.input = true;
    await save(site, shellyAt(shelly, 'closed'));
    await until(site, { reading: 'quiet', silent: false });
    expect(opens(site)).toBe(false);
    site.app.setRole('anyone');
    // The wire is cut: no current.
    shelly.input = false;
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    site.app.setRole('admin');
    expect(reasonsOf(await site.rows())).toContain('emergency-on-by-fire-input');
    // Nobody locks the doors from a desk while the panel says that there is a fire.
    expect(await site.call('access.emergency', { doorId: null, on: false })).toEqual({
      ok: false,
      error: { code: 'fire-input-on' },
    });
    shelly.input = true;
    await until(site, { reading: 'quiet' });
    expect(opens(site)).toBe(true);
    await site.must('access.emergency', { doorId: null, on: false });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
  });

  test('with a disk that takes nothing, and after a restart in the middle', async () => {
    const { site, relay } = await house();
    const shelly = await panel();
    await site.wire(relay);
    shelly.input = true;
    await save(site, shellyAt(shelly, 'closed'));
    await until(site, { reading: 'quiet' });
    site.readOnly(true);
    shelly.input = false;
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    site.readOnly(false);
    await site.app.stop();
    relay.forget();
    const again = await safeSite({ userData: site.userData });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    expect(opens(again)).toBe(true);
  });

  test('no contact with its device: said after ten seconds, and again when it is back; it opens nothing by itself', async () => {
    const { site, relay } = await house();
    const shelly = await panel();
    await site.wire(relay);
    shelly.input = true;
    await save(site, shellyAt(shelly, 'closed'));
    await until(site, { reading: 'quiet' });
    await shelly.down();
    await until(site, { reading: null, silent: true }, SILENT);
    expect(opens(site)).toBe(false);
    expect(relay.lock.history).toEqual([]);
    await shelly.up();
    await until(site, { reading: 'quiet', silent: false });
    const rows = (await site.rows()).concat();
    const { rows: faults } = await site.must('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['fault'], search: '' },
      before: null,
      limit: 20,
    });
    expect(reasonsOf(faults).toReversed()).toEqual(['fire-input-silent', 'fire-input-answers']);
    expect(faults[0]?.about).toBe(faults[1]?.id);
    expect(reasonsOf(rows)).not.toContain('emergency-on-by-fire-input');
    // What it says when it is back is what counts, also where it was away meanwhile.
    await shelly.down();
    shelly.input = false;
    await shelly.up();
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
  });
});

test('normally open: current is the alarm; an input at one door opens that door alone', async () => {
  const { site, relay } = await house();
  const other = await receiver();
  onTestFinished(() => other.close());
  const shelly = await panel();
  const [here, there] = [await site.wire(relay), await site.wire(other)];
  await save(site, shellyAt(shelly, 'open'), here);
  await until(site, { reading: 'quiet' });
  shelly.input = true;
  expect(await within(SOON, relay.lock.isOpen)).toBe(true);
  expect(site.app.safety.modeOf(there)).toBe('normal');
  expect(other.lock.history).toEqual([]);
  // An input goes with its door, and with it what it would not let anybody end.
  await site.must('access.deleteDoor', { id: here });
  expect(await site.must('fireInputs.list', null)).toEqual([]);
  expect((await site.must('safety.state', null)).inputs).toEqual([]);
});

test('a try reads once, says what was said without the password, stores nothing and opens nothing', async () => {
  const { site, relay } = await house();
  const shelly = await panel();
  await site.wire(relay);
  const config = shellyAt(shelly, 'closed');
  const look = (more: object = {}, password: string | null = 'p', id: number | null = null) =>
    site.must('fireInputs.test', { id, config: { ...config, ...more }, password });
  shelly.input = true;
  const quiet = await look();
  expect(quiet).toMatchObject({ error: null, reading: 'quiet' });
  expect(JSON.stringify(quiet.lines)).toContain('Input.GetStatus');
  shelly.input = false;
  expect(await look()).toMatchObject({ error: null, reading: 'alarm' });
  expect(await look({ normally: 'open' })).toMatchObject({ error: null, reading: 'quiet' });
  expect(await look({}, 'wrong-word')).toMatchObject({ error: { code: 'door-password' }, reading: null });
  expect(await look({ input: 5 })).toMatchObject({ error: { code: 'door-answer' }, reading: null });
  const stored = await save(site, { ...config, normally: 'open' } as FireInputConfig);
  expect(await look({}, null, stored.id)).toMatchObject({ error: null });
  // What is stored goes to its own address alone.
  expect(await look({ host: 'localhost' }, null, stored.id)).toMatchObject({ error: { code: 'door-password' } });
  await shelly.down();
  expect(await look()).toMatchObject({ error: { code: 'door-unreachable' }, reading: null });
  expect(opens(site)).toBe(false);
  expect(relay.lock.history).toEqual([]);
});

test('Modbus: a discrete input', async () => {
  const { site, relay } = await house();
  const board = await coilBoard('secure');
  onTestFinished(() => board.close());
  await site.wire(relay);
  const { host, port, unit } = board.config;
  board.input = true;
  const config: FireInputConfig = { kind: 'modbus', host, port, unit, input: 9, normally: 'closed' };
  expect(await site.must('fireInputs.test', { id: null, config, password: null })).toMatchObject({ reading: 'quiet' });
  await save(site, config);
  await until(site, { reading: 'quiet' });
  board.input = false;
  expect(await within(SOON, relay.lock.isOpen)).toBe(true);
});

describe.skipIf(!mosquitto)(mosquitto ? 'MQTT' : 'SKIPPED, Mosquitto is not installed: MQTT', () => {
  const TOPIC = 'building/fire';
  const configAt = (port: number, protocol: 4 | 5 = 5): FireInputConfig => ({
    kind: 'mqtt',
    url: `mqtt://127.0.0.1:${port}`,
    username: '',
    protocol,
    topic: TOPIC,
    alarm: 'FIRE',
    quiet: 'OK',
    gone: { topic: 'building/panel/status', payload: 'offline' },
  });

  test.each([5, 4] as const)(
    'version %i: a word that is retained counts, another word is said as one that is not understood, the device’s last will is silence',
    async (protocol) => {
      const server = await broker();
      const desk = await connectAsync(`mqtt://127.0.0.1:${server.port}`);
      onTestFinished(async () => {
        await desk.endAsync(true);
        await server.close();
      });
      const { site, relay } = await house();
      await site.wire(relay);
      const look = () => site.must('fireInputs.test', { id: null, config: configAt(server.port, protocol), password: null });
      expect(await look()).toMatchObject({ error: null, reading: null });
      await desk.publishAsync(TOPIC, 'OK', { retain: true, qos: 1 });
      expect(await look()).toMatchObject({ error: null, reading: 'quiet' });
      await save(site, configAt(server.port, protocol), null, '');
      await until(site, { reading: 'quiet' });
      await desk.publishAsync(TOPIC, 'unavailable', { qos: 1 });
      await until(site, { reading: 'unclear', said: 'unavailable' });
      await desk.publishAsync(TOPIC, ' ok\u0000', { qos: 1 });
      await until(site, { reading: 'quiet', said: null });
      await desk.publishAsync('building/panel/status', '{"state":"Offline"}', { qos: 1 });
      await until(site, { reading: null });
      await desk.publishAsync('building/panel/status', 'online', { qos: 1 });
      await until(site, { reading: 'quiet' });
      expect(opens(site)).toBe(false);
      await desk.publishAsync(TOPIC, 'FIRE', { retain: true, qos: 1 });
      expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    },
  );

  test('alarm in other capitals is an alarm; what is not understood after it is no quiet', async () => {
    const server = await broker();
    const desk = await connectAsync(`mqtt://127.0.0.1:${server.port}`);
    onTestFinished(async () => {
      await desk.endAsync(true);
      await server.close();
    });
    await desk.publishAsync(TOPIC, 'OK', { retain: true, qos: 1 });
    const { site, relay } = await house();
    await site.wire(relay);
    await save(site, configAt(server.port), null, '');
    await until(site, { reading: 'quiet' });
    await desk.publishAsync(TOPIC, '"Fire"', { retain: true, qos: 1 });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    await desk.publishAsync(TOPIC, 'reset?', { retain: true, qos: 1 });
    await until(site, { reading: 'unclear', said: 'reset?' });
    expect(await site.call('access.emergency', { doorId: null, on: false })).toEqual({
      ok: false,
      error: { code: 'fire-input-on' },
    });
    await desk.publishAsync(TOPIC, 'ok', { retain: true, qos: 1 });
    await until(site, { reading: 'quiet' });
    await site.must('access.emergency', { doorId: null, on: false });
    const { rows } = await site.must('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['fault'], search: '' },
      before: null,
      limit: 20,
    });
    expect(reasonsOf(rows).toReversed()).toEqual(['fire-input-unclear', 'fire-input-clear', 'fire-input-quiet']);
    expect(rows[1]?.about).toBe(rows[2]?.id);
  });

  test('the broker goes and comes back with the alarm that was raised meanwhile', async () => {
    const server = await broker();
    const desk = await connectAsync(`mqtt://127.0.0.1:${server.port}`);
    await desk.publishAsync(TOPIC, 'OK', { retain: true, qos: 1 });
    const { site, relay } = await house();
    onTestFinished(server.close);
    await site.wire(relay);
    await save(site, configAt(server.port), null, '');
    await until(site, { reading: 'quiet' });
    await desk.publishAsync(TOPIC, 'FIRE', { retain: true, qos: 1 });
    await until(site, { reading: 'alarm' });
    await desk.endAsync(true);
    await server.down();
    await until(site, { reading: null, silent: true }, SILENT);
    // Nobody knows what the panel says now: an administrator may decide.
    await site.must('access.emergency', { doorId: null, on: false });
    await server.up();
    await until(site, { reading: 'alarm', silent: false });
    expect(opens(site)).toBe(true);
  });
});

test('what is stored: no password comes back, it stays with its address, a name is there once', async () => {
  const { site } = await house();
  const shelly = await panel();
  const config = shellyAt(shelly, 'closed');
  const made = await save(site, config, null, 'geheim-42');
  expect(made).toEqual({ id: made.id, name: 'Panel', doorId: null, config, password: true });
  expect(JSON.stringify([await site.must('fireInputs.list', null), site.emitted])).not.toContain('geheim-42');
  const change = (fields: Partial<{ name: string; config: FireInputConfig; doorId: number }>, password: string | null = null) =>
    site.call('fireInputs.save', { id: made.id, fields: { name: 'Panel', doorId: null, config, ...fields }, password });
  expect(await change({ name: 'West' })).toMatchObject({ ok: true, value: { name: 'West', password: true } });
  expect(await change({ config: { ...config, port: 9 } as FireInputConfig })).toMatchObject({
    ok: true,
    value: { password: false },
  });
  expect(
    await site.call('fireInputs.save', { id: null, fields: { name: 'ｐanel', doorId: null, config }, password: null }),
  ).toEqual({
    ok: false,
    error: { code: 'access-name-taken', name: 'Panel' },
  });
  expect(await change({ doorId: 99 })).toEqual({ ok: false, error: { code: 'access-gone' } });
  await site.must('fireInputs.delete', { id: made.id });
  expect(await site.call('fireInputs.delete', { id: made.id })).toEqual({ ok: false, error: { code: 'access-gone' } });
  site.app.setRole('kiosk');
  expect(await site.call('fireInputs.list', null)).toEqual({ ok: false, error: { code: 'not-allowed' } });
});
