import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type IPublishPacket } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DOOR_FAULTS, type DoorFault } from '../../src/domain/errors.ts';
import { behaves } from './behaves.ts';
import { broker, configOf, console, mosquitto, mqttPeer, output, PASSWORD, relay, USER } from './broker.ts';
import { closing, tcpPeer } from './peer.ts';
import { ownTime, within } from '../fakes/patience.ts';

const SKIPPED = 'SKIPPED, Mosquitto is not installed (apt-get install mosquitto): ';
const named = (name: string): string => (mosquitto ? name : SKIPPED + name);

describe.skipIf(!mosquitto)(named('MQTT with Mosquitto'), () => {
  behaves('MQTT 5', {
    make: () => mqttPeer(),
    locks: ['secure'],
    gone: ['door-unreachable', 'door-timeout'],
    closes: 'at once',
    locksFirst: true,
    garbles: false,
  });

  describe.concurrent('MQTT', () => {
    test('MQTT 3.1.1 too', async ({ expect: expects, onTestFinished: after }) => {
      const peer = await mqttPeer({ protocol: 4 });
      const door = peer.output();
      after(closing(door, peer));
      expects(await door.pulse(900)).toEqual({ ok: true, value: null });
      expects(peer.lock.isOpen()).toBe(true);
      expects(await within(1500, () => !peer.lock.isOpen())).toBe(true);
    });

    test('a sensor that speaks JSON, and one that says other words than were agreed: that is told, once', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const desk = await console(server.port);
      const contact = { topic: 'zigbee2mqtt/door', open: 'false', closed: 'true', path: 'contact' };
      const door = output(configOf(server.port, { contact }));
      after(closing(door, desk, server));
      const heard: (boolean | null)[] = [];
      const unclear: (string | null)[] = [];
      door.onContact((open) => heard.push(open));
      door.onUnclear?.((is) => unclear.push(is));
      await door.pulse(300);
      for (const payload of ['{"battery":100,"contact":false}', '{"battery":99,"contact":true}', '{"battery":98}', 'OFFLINE'])
        await desk.client.publishAsync('zigbee2mqtt/door', payload, { qos: 1 });
      expects(await within(2500, () => unclear.length === 1)).toBe(true);
      await desk.client.publishAsync('zigbee2mqtt/door', '{"contact":false}', { qos: 1 });
      expects(await within(2500, () => unclear.length === 2)).toBe(true);
      expects(heard).toEqual([true, false, true]);
      expects(unclear).toEqual(['{"battery":98}', null]);
    });

    test('what Lintel says: status, state and discovery retained; commands and events not, all of QoS 1', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const desk = await console(server.port);
      const device = await relay(server.port);
      const door = output(configOf(server.port, { contact: { topic: 'door/contact', open: 'OPEN', closed: 'CLOSED' } }));
      after(closing(door, device, desk, server));
      await door.pulse(700);
      await within(
        2500,
        () => desk.of('cmnd/door/POWER').length === 3 && desk.of('lintel/door-1/lock/state').at(-1) === 'LOCKED',
      );
      door.tell({ type: 'granted', direction: 'in', reason: null, at: Date.UTC(2026, 10, 24) });
      await within(1000, () => desk.of('lintel/door-1/event').length === 1);
      expects(desk.of('lintel/door-1/status')).toEqual(['online']);
      expects(desk.of('cmnd/door/POWER')).toEqual(['OFF', 'ON', 'OFF']);
      expects(desk.of('lintel/door-1/lock/state').slice(-2)).toEqual(['UNLOCKED', 'LOCKED']);
      expects(JSON.parse(desk.of('lintel/door-1/event')[0]!)).toEqual({
        event_type: 'granted',
        direction: 'in',
        at: '2026-11-24T00:00:00.000Z',
      });
      expects(desk.heard.every((h) => h.qos === 1)).toBe(true);

      // Who comes later finds what is retained, and only that.
      const late = await console(server.port);
      after(late.close);
      await within(1000, () => late.heard.length >= 5);
      await sleep(200);
      expects(late.heard.map((h) => h.topic).sort()).toEqual([
        'homeassistant/binary_sensor/lintel_lintel_door_1/door/config',
        'homeassistant/event/lintel_lintel_door_1/visit/config',
        'homeassistant/lock/lintel_lintel_door_1/lock/config',
        'lintel/door-1/lock/state',
        'lintel/door-1/status',
      ]);
      const lock = JSON.parse(late.of('homeassistant/lock/lintel_lintel_door_1/lock/config')[0]!) as Record<string, unknown>;
      expects(lock).toMatchObject({
        unique_id: 'lintel_lintel_door_1_lock',
        command_topic: 'lintel/door-1/lock/set',
        state_topic: 'lintel/door-1/lock/state',
        availability_topic: 'lintel/door-1/status',
        payload_open: 'OPEN',
        retain: false,
        qos: 1,
        device: { name: 'Front door' },
      });
      expects(JSON.parse(late.of('homeassistant/binary_sensor/lintel_lintel_door_1/door/config')[0]!)).toMatchObject({
        device_class: 'door',
        state_topic: 'door/contact',
        payload_on: 'OPEN',
      });
    });

    test('a retained command on the broker is not obeyed, nor one that is published retained; a live one is, where it is allowed', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const desk = await console(server.port);
      const device = await relay(server.port);
      after(closing(device, desk, server));
      await desk.client.publishAsync('lintel/door-1/lock/set', 'UNLOCK', { qos: 1, retain: true });
      for (const protocol of [5, 4] as const) {
        const door = output(configOf(server.port, { remote: true, protocol }));
        const asked: string[] = [];
        door.onRequest((request) => asked.push(request));
        await within(2000, () => desk.of('lintel/door-1/status').includes('online'));
        await sleep(300);
        expects(asked).toEqual([]);
        if (protocol === 5) {
          await desk.client.publishAsync('lintel/door-1/lock/set', 'OPEN', { qos: 1, retain: true });
          await sleep(300);
          expects(asked).toEqual([]);
        }
        await desk.client.publishAsync('lintel/door-1/lock/set', 'OPEN', { qos: 1 });
        await desk.client.publishAsync('lintel/door-1/lock/set', 'LOCK', { qos: 1 });
        await desk.client.publishAsync('lintel/door-1/lock/set', 'open sesame', { qos: 1 });
        await within(1000, () => asked.length === 2);
        expects(asked).toEqual(['open', 'lock']);
        await door.close();
      }
      expects(device.lock.history).toEqual([]);
    });

    test('where it is not allowed, nobody opens over MQTT, and Home Assistant is told the true state', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const desk = await console(server.port);
      const door = output(configOf(server.port));
      after(closing(door, desk, server));
      const asked: string[] = [];
      door.onRequest((request) => asked.push(request));
      await within(2000, () => desk.of('lintel/door-1/status').includes('online'));
      const before = desk.of('lintel/door-1/lock/state').length;
      await desk.client.publishAsync('lintel/door-1/lock/set', 'OPEN', { qos: 1 });
      expects(await within(1000, () => desk.of('lintel/door-1/lock/state').length > before)).toBe(true);
      expects(desk.of('lintel/door-1/lock/state').at(-1)).toBe('LOCKED');
      expects(asked).toEqual([]);
    });

    test('nobody is subscribed: said at once, and not "opened"', async ({ expect: expects, onTestFinished: after }) => {
      const server = await broker();
      const door = output(configOf(server.port, { confirm: null }));
      after(closing(door, server));
      const said: string[] = [];
      expects(await door.pulse(600, (direction, text) => said.push(`${direction} ${text}`))).toEqual({
        ok: false,
        error: { code: 'door-unreachable' },
      });
      expects(said.join('\n')).toContain('nobody is subscribed');
    });

    test('a relay that is subscribed and does not confirm is door-timeout; without a confirmation the broker is believed', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const device = await relay(server.port, { confirms: false });
      const doubting = output(configOf(server.port));
      after(closing(doubting, device, server));
      expects(await doubting.pulse(700)).toEqual({ ok: false, error: { code: 'door-timeout' } });
      expects(await within(1500, () => !device.lock.isOpen())).toBe(true);
      const trusting = output(configOf(server.port, { confirm: null }));
      after(() => trusting.close());
      expects((await trusting.pulse(700)).ok).toBe(true);
    });

    test('a relay that was away, with a queue at the broker, does not open when it is back after the pulse', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const first = await relay(server.port, { persistent: true });
      await first.close();
      const door = output(configOf(server.port, { confirm: null, contact: null }));
      after(closing(door, server));
      // The broker takes it for the queue: all that it can say is that it has it.
      expects((await door.pulse(1000)).ok).toBe(true);
      await sleep(2_500);
      const back = await relay(server.port, { persistent: true });
      after(back.close);
      await sleep(700);
      expects(back.lock.history).toEqual([]);
    });

    test('said again and again to a relay that is away: MQTT 5 lets it expire, 3.1.1 does not queue it; the lock after it arrives', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const ear = await connectAsync(`mqtt://127.0.0.1:${server.port}`, { protocolVersion: 5 });
      const said: { readonly payload: string; readonly qos: number; readonly expires: number | undefined }[] = [];
      ear.on('message', (_topic: string, payload: Buffer, { qos, properties }: IPublishPacket) =>
        said.push({ payload: payload.toString(), qos, expires: properties?.messageExpiryInterval }),
      );
      await ear.subscribeAsync('cmnd/door/POWER', { qos: 1 });
      after(closing({ close: () => ear.endAsync(true) }, server));
      for (const protocol of [5, 4] as const) {
        const first = await relay(server.port, { persistent: true });
        await first.close();
        const door = output(configOf(server.port, { confirm: null, protocol }));
        after(() => door.close());
        await within(1000, () => said.length === 1);
        said.length = 0;
        for (let i = 0; i < 3; i += 1) expects((await door.hold(true, true)).ok).toBe(true);
        expects((await door.hold(false)).ok).toBe(true);
        await within(1000, () => said.length === 4);
        const again = protocol === 5 ? { payload: 'ON', qos: 1, expires: 15 } : { payload: 'ON', qos: 0, expires: undefined };
        expects(said).toEqual([again, again, again, { payload: 'OFF', qos: 1, expires: undefined }]);
        const back = await relay(server.port, { persistent: true });
        after(back.close);
        await within(1000, () => back.lock.history.length > 0);
        expects(back.lock.isOpen()).toBe(false);
        await back.close();
        await door.close();
        said.length = 0;
      }
    });

    test('its own command is no confirmation, whatever the configuration says', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const door = output(configOf(server.port, { confirm: { topic: 'cmnd/door/POWER', open: 'ON' } }));
      after(closing(door, server));
      expects((await door.pulse(600)).ok).toBe(false);
    });

    test('the broker restarts in mid-pulse: locked when it is back, and online again', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const device = await relay(server.port);
      const door = output(configOf(server.port));
      after(closing(door, device, server));
      expects((await door.pulse(800)).ok).toBe(true);
      await server.down();
      await sleep(1_500);
      expects(device.lock.isOpen()).toBe(true);
      await server.up();
      expects(await within(6_000, () => !device.lock.isOpen())).toBe(true);
      const desk = await console(server.port);
      after(desk.close);
      expects(await within(4_000, () => desk.of('lintel/door-1/status').at(-1) === 'online')).toBe(true);
      expects((await door.pulse(700)).ok).toBe(true);
    });

    test('this program is killed in mid-pulse: the broker closes the door by the last will, and says offline', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const device = await relay(server.port);
      const desk = await console(server.port);
      after(closing(desk, device, server));
      const program = `import { mqttDoor } from ${JSON.stringify(new URL('../../src/doors/mqtt/mqtt.ts', import.meta.url).href)};
        const door = mqttDoor(${JSON.stringify(configOf(server.port))}, '', 'Front door', false);
        await door.pulse(30000);
        console.log('open');
        setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      after(() => void child.kill('SIGKILL'));
      expects(await within(10_000, device.lock.isOpen)).toBe(true);
      child.kill('SIGKILL');
      expects(await within(12_000, () => !device.lock.isOpen())).toBe(true);
      expects(await within(3_000, () => desk.of('lintel/door-1/status').at(-1) === 'offline')).toBe(true);
    });

    test('wrong password and no password are door-password; the trace has no password', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker({ password: true });
      after(server.close);
      for (const [username, password] of [
        [USER, 'wr0ng-secret'],
        ['', ''],
      ] as const) {
        for (const protocol of [5, 4] as const) {
          const door = output(configOf(server.port, { username, protocol }), false, password);
          const said: string[] = [];
          expects(await door.pulse(900, (direction, text) => said.push(`${direction} ${text}`))).toEqual({
            ok: false,
            error: { code: 'door-password' },
          });
          expects(said.join('\n')).not.toContain('wr0ng');
          await door.close();
        }
      }
      const right = output(configOf(server.port, { username: USER, confirm: null }), false, PASSWORD);
      after(() => right.close());
      // Let in; that nobody is subscribed is another matter.
      expects(await right.pulse(700)).toEqual({ ok: false, error: { code: 'door-unreachable' } });
    });

    test('the contact: retained at the start, then each change; other words are nothing', async ({
      expect: expects,
      onTestFinished: after,
    }) => {
      const server = await broker();
      const desk = await console(server.port);
      await desk.client.publishAsync('door/contact', 'OPEN', { qos: 1, retain: true });
      const door = output(configOf(server.port, { contact: { topic: 'door/contact', open: 'OPEN', closed: 'CLOSED' } }));
      after(closing(door, desk, server));
      const seen: (boolean | null)[] = [];
      door.onContact((open) => seen.push(open));
      expects(await within(2000, () => seen.length === 1)).toBe(true);
      for (const word of ['OPEN', 'ajar', 'CLOSED', 'CLOSED', 'OPEN'])
        await desk.client.publishAsync('door/contact', word, { qos: 1 });
      await within(1000, () => seen.length === 3);
      expects(seen).toEqual([true, false, true]);
      await server.down();
      expects(await within(2000, () => seen.at(-1) === null)).toBe(true);
    });
  });
});

test('something that is no broker is an error within the pulse', async () => {
  const tcp = await tcpPeer(() => undefined);
  tcp.mode = 'garble';
  const door = output(configOf(tcp.port));
  onTestFinished(closing(door, { close: tcp.down }));
  const own = ownTime();
  const answer = await door.pulse(1200);
  expect(own.ms()).toBeLessThan(2500);
  expect(answer.ok ? 'opened' : answer.error.code).toSatisfy((code) => DOOR_FAULTS.includes(code as DoorFault));
});
