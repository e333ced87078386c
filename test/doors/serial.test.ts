import { existsSync, lstatSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lcusCommand, serialDoor } from '../../src/doors/serial.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { behaves } from './behaves.ts';
import { closing, lock as newLock, type Peer, tcpPeer, within } from './peer.ts';
import { findProgram, start, type Program } from './program.ts';

const socat = findProgram('socat');

test.each([
  [1, true, 'a00101a2'],
  [1, false, 'a00100a1'],
  [2, true, 'a00201a3'],
  [8, false, 'a00800a8'],
] as const)('LCUS channel %d, %s', (channel, on, hex) => {
  expect(Buffer.from(lcusCommand(channel, on)).toString('hex')).toBe(hex);
});

/** A pty whose other end is a board of two relays, behind a socket. Unplugging it ends the pty. */
async function board(kind: 'secure' | 'safe'): Promise<Peer & { readonly frames: string[] }> {
  const path = join(mkdtempSync(join(tmpdir(), 'lintel-pty-')), 'ttyUSB0');
  const lock = newLock();
  const frames: string[] = [];
  const tcp = await tcpPeer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (; bytes.length >= 4; bytes = bytes.subarray(4)) {
        frames.push(bytes.subarray(0, 4).toString('hex'));
        const [head = 0, channel = 0, on = 0, sum = 0] = bytes;
        // A board takes a frame only when its sum is right.
        if (head === 0xa0 && channel === 2 && sum === ((head + channel + on) & 0xff)) lock.set((on === 1) !== (kind === 'safe'));
      }
    });
  });
  let pty: Program | null = null;
  async function up(): Promise<void> {
    pty = await start(socat!, [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${tcp.port}`]);
    if (!(await within(5_000, () => existsSync(path)))) throw new Error('socat made no pty');
  }
  async function down(): Promise<void> {
    await pty?.stop();
    pty = null;
    // Not rmSync: it leaves a link whose end is gone, and the next pty of that number would be found behind it.
    if (lstatSync(path, { throwIfNoEntry: false })) unlinkSync(path);
  }
  await up();
  const config: ConfigOf<'serial'> = { kind: 'serial', path, board: 'lcus', baud: 9600, channel: 2, lock: kind };
  const close = async (): Promise<void> => {
    await down();
    await tcp.down();
    rmSync(dirname(path), { recursive: true, force: true });
  };
  return { frames, lock, output: (held = false) => serialDoor(config, held), up, down, hang: null, garble: null, close };
}

describe.skipIf(!socat)(
  socat ? 'a serial board on a pty pair' : 'SKIPPED, socat is not installed: a serial board on a pty pair',
  () => {
    behaves('serial', {
      make: board,
      locks: ['secure', 'safe'],
      gone: ['door-port'],
      closes: 'at once',
      locksFirst: true,
      answers: false,
    });

    test('the exact bytes: locked at the start, on, off', async () => {
      const peer = await board('secure');
      const door = peer.output();
      onTestFinished(closing(door, peer));
      await within(2000, () => peer.frames.length === 1);
      await door.pulse(700);
      await within(2000, () => peer.frames.length === 3);
      expect(peer.frames).toEqual(['a00200a2', 'a00201a3', 'a00200a2']);
    });

    test('unplugged in mid-pulse and plugged in again: locked before anything else', async () => {
      const peer = await board('secure');
      const door = peer.output();
      onTestFinished(closing(door, peer));
      await door.pulse(900);
      expect(await within(300, peer.lock.isOpen)).toBe(true);
      await peer.down();
      await sleep(1_200);
      await peer.up();
      expect(await within(12_000, () => !peer.lock.isOpen())).toBe(true);
      expect(peer.frames.at(-1)).toBe('a00200a2');
      expect((await door.pulse(600)).ok).toBe(true);
    });

    test('a port that somebody else holds is door-port', async () => {
      const peer = await board('secure');
      const first = peer.output();
      expect((await first.pulse(700)).ok).toBe(true);
      // Each locks first thing: whoever comes first has the port.
      const second = peer.output();
      onTestFinished(closing(first, second, peer));
      expect(await second.pulse(700)).toEqual({ ok: false, error: { code: 'door-port' } });
    });
  },
);
