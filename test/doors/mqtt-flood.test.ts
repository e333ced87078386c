/** A broker, or whoever may publish on it, that says too much: too often, too long, or without end. */
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { broker, configOf, console, mosquitto, output, relay } from './broker.ts';
import { closing } from './peer.ts';
import { within } from '../fakes/patience.ts';

const SKIPPED = 'SKIPPED, Mosquitto is not installed (apt-get install mosquitto): ';
const named = (name: string): string => (mosquitto ? name : SKIPPED + name);
const SET = 'lintel/door-1/lock/set';
const STATE = 'lintel/door-1/lock/state';

describe.skipIf(!mosquitto)(named('with Mosquitto'), () => {
  test('two thousand commands at once: each is heard, and the state is not told two thousand times', async () => {
    const server = await broker();
    const desk = await console(server.port);
    const device = await relay(server.port);
    const door = output(configOf(server.port, { remote: true }));
    onTestFinished(closing(door, device, desk, server));
    let asked = 0;
    door.onRequest(() => (asked += 1));
    expect(await within(8_000, () => desk.of('lintel/door-1/status').includes('online'))).toBe(true);
    const before = desk.of(STATE).length;
    for (let i = 0; i < 2000; i += 1) desk.client.publish(SET, 'OPEN', { qos: 1 });
    // The broker itself drops what its queue does not hold; all that it delivers is heard.
    expect(await within(20_000, () => asked >= 900)).toBe(true);
    expect((await door.pulse(3_000)).ok).toBe(true);
    expect(desk.of(STATE).length - before).toBeLessThan(200);
  });

  test.each([5, 4] as const)('a word of a megabyte is nothing, and the door goes on (MQTT %i)', async (protocol) => {
    const server = await broker();
    const desk = await console(server.port);
    const device = await relay(server.port);
    const door = output(configOf(server.port, { remote: true, protocol }));
    onTestFinished(closing(door, device, desk, server));
    const asked: string[] = [];
    door.onRequest((request) => asked.push(request));
    expect(await within(8_000, () => desk.of('lintel/door-1/status').includes('online'))).toBe(true);
    desk.client.publish(SET, 'OPEN'.repeat(250_000), { qos: 1 });
    desk.client.publish(SET, 'x'.repeat(1_001), { qos: 1 });
    // At once, or after the line that was full of it was given up and made anew.
    expect((await door.pulse(8_000)).ok).toBe(true);
    expect(device.lock.isOpen()).toBe(true);
    expect(asked).toEqual([]);
  });
});

/** What speaks MQTT just far enough, and then does as the test says. */
async function hostile(
  then: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly connections: () => number; close(): Promise<void> }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      connections += 1;
      // CONNACK: welcome.
      socket.write(Buffer.from([0x20, 2, 0, 0]));
      // SUBSCRIBE and PUBLISH of QoS 1: answered as soon as they come, by their number.
      socket.on('data', (bytes: Buffer) => {
        for (let at = 0; at + 4 <= bytes.length; at += 2 + bytes[at + 1]!) {
          const kind = bytes[at]! >> 4;
          if (kind === 8) socket.write(Buffer.from([0x90, 3, bytes[at + 2]!, bytes[at + 3]!, 1]));
          if (kind === 3) {
            const id = 4 + bytes.readUInt16BE(at + 2);
            socket.write(Buffer.from([0x40, 2, bytes[at + id]!, bytes[at + id + 1]!]));
          }
        }
        then(socket);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a packet without end costs no memory: the line is given up', async () => {
  const begun = new Set<Socket>();
  const peer = await hostile((socket) => {
    if (begun.has(socket)) return;
    begun.add(socket);
    // PUBLISH of 268,435,455 bytes, the longest that there is, which then comes and comes.
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0, SET.length]));
    socket.write(SET);
    const more = (): void => {
      if (socket.destroyed) return;
      if (socket.write(Buffer.alloc(65_536, 0x41))) setImmediate(more);
      else socket.once('drain', more);
    };
    more();
  });
  const door = output(configOf(peer.port, { protocol: 4, confirm: null }));
  onTestFinished(closing(door, peer));
  void door.hold(false);
  expect(await within(20_000, () => begun.size >= 2 && [...begun].some((socket) => socket.destroyed))).toBe(true);
  // What the two kernels hold between them comes on top of what was looked at.
  for (const socket of begun) expect(socket.bytesWritten).toBeLessThan(12_000_000);
});

test('a broker that never stops is hung up on, so that the doors have the processor', async () => {
  // PUBLISH of QoS 0.
  const word = Buffer.concat([Buffer.from([0x30, 2 + SET.length + 4, 0, SET.length]), Buffer.from(`${SET}OPEN`)]);
  const flood = Buffer.concat(Array.from({ length: 500 }, () => word));
  const begun = new Set<Socket>();
  let sent = 0;
  const peer = await hostile((socket) => {
    if (begun.has(socket)) return;
    begun.add(socket);
    const more = (): void => {
      if (socket.destroyed) return;
      sent += 500;
      if (socket.write(flood)) setImmediate(more);
      else socket.once('drain', more);
    };
    more();
  });
  const door = output(configOf(peer.port, { protocol: 4, remote: true, confirm: null }));
  onTestFinished(closing(door, peer));
  let asked = 0;
  door.onRequest(() => (asked += 1));
  void door.hold(false);
  expect(await within(20_000, () => begun.size > 0 && [...begun].every((socket) => socket.destroyed))).toBe(true);
  expect(sent).toBeGreaterThan(asked);
  expect(asked).toBeGreaterThan(0);
  // A line's burst, and some seconds of the rest; the connection that guards the door is not told a word.
  expect(asked / begun.size).toBeLessThan(4_000);
});
