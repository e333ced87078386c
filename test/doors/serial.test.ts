import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lcusCommand } from '../../src/doors/serial.ts';
import { behaves } from './behaves.ts';
import { closing } from './peer.ts';
import { board, socat } from './serial-board.ts';
import { within } from '../fakes/patience.ts';

test.each([
  [1, true, 'a00101a2'],
  [1, false, 'a00100a1'],
  [2, true, 'a00201a3'],
  [8, false, 'a00800a8'],
] as const)('LCUS channel %d, %s', (channel, on, hex) => {
  expect(Buffer.from(lcusCommand(channel, on)).toString('hex')).toBe(hex);
});

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
