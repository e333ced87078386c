import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { behaves } from './behaves.ts';
import { coilBoard, flashBoard } from './modbus-boards.ts';
import { modbusDoor, modbusInput } from '../../src/doors/modbus.ts';
import { silent } from '../../src/doors/door.ts';
import { closing, freePort } from './peer.ts';
import { within } from '../fakes/patience.ts';

behaves('Modbus TCP, coil', {
  make: (lock) => coilBoard(lock),
  locks: ['secure', 'safe'],
  gone: ['door-unreachable'],
  closes: 'at once',
  locksFirst: true,
});
behaves('Modbus TCP, flash', {
  make: flashBoard,
  locks: ['secure', 'safe'],
  gone: ['door-unreachable'],
  closes: 'by its timer',
  locksFirst: false,
});

describe('Modbus TCP', () => {
  test('flash: the exact frames, both ways', async () => {
    for (const [kind, first] of [
      ['secure', '0502020019'],
      ['safe', '0504020019'],
    ] as const) {
      const board = await flashBoard(kind);
      const door = board.output();
      await door.pulse(2_550);
      expect(board.writes).toEqual([first]);
      await door.close();
      await board.close();
    }
  });

  test('given up while it is being dialled, and refused afterwards: nothing is thrown that nobody catches', async () => {
    const port = await freePort();
    const { config } = await (async () => {
      const board = await coilBoard('secure');
      await board.close();
      return board;
    })();
    const thrown: unknown[] = [];
    const keep = (error: unknown): void => void thrown.push(error);
    process.on('uncaughtException', keep);
    onTestFinished(() => void process.off('uncaughtException', keep));
    for (let i = 0; i < 5; i += 1) {
      const door = modbusDoor({ ...config, port }, false);
      void door.pulse(1_000);
      const closing = new AbortController();
      const input = modbusInput({ ...config, port, input: 0 });
      const read = input.read({ signal: closing.signal, trace: silent });
      // Far enough to be dialling, and not to be answered.
      await new Promise((done) => setImmediate(done));
      closing.abort();
      input.release();
      expect((await read).ok).toBe(false);
      await door.close();
    }
    await sleep(500);
    expect(thrown).toEqual([]);
  });

  test('coil: locked at the start, on, off', async () => {
    const board = await coilBoard('secure');
    const door = board.output();
    onTestFinished(closing(door, board));
    await within(1000, () => board.writes.length === 1);
    await door.pulse(700);
    await within(1500, () => board.writes.length === 3);
    expect(board.writes).toEqual(['off', 'on', 'off']);
  });

  test('the board goes away in mid-pulse: "off" is written as soon as it is back', async () => {
    const board = await coilBoard('secure');
    const door = board.output();
    onTestFinished(closing(door, board));
    await door.pulse(800);
    await board.down();
    await sleep(1_500);
    expect(board.lock.isOpen()).toBe(true);
    await board.up();
    expect(await within(4_000, () => !board.lock.isOpen())).toBe(true);
  });

  test('an exception is door-answer and leaves the line up', async () => {
    const board = await coilBoard('secure', { coil: 7 });
    const door = board.output();
    onTestFinished(closing(door, board));
    const said: string[] = [];
    expect(await door.pulse(600, (direction, text) => said.push(`${direction} ${text}`))).toEqual({
      ok: false,
      error: { code: 'door-answer' },
    });
    expect(said.join('\n')).toContain('sent unit 3: 05 00 07 FF 00');
    expect(said.join('\n')).toMatch(/Modbus exception 2/);
  });

  test('the contact is a discrete input', async () => {
    const board = await coilBoard('secure', { contact: { input: 9, openWhen: false } });
    const door = board.output();
    onTestFinished(closing(door, board));
    const seen: (boolean | null)[] = [];
    door.onContact((open) => seen.push(open));
    expect(await within(2000, () => seen.length === 1)).toBe(true);
    board.input = true;
    expect(await within(2000, () => seen.length === 2)).toBe(true);
    await board.down();
    await board.up();
    board.input = false;
    expect(await within(5000, () => seen.length === 3)).toBe(true);
    await board.down();
    // One lost answer is no silence; three are.
    expect(await within(8000, () => seen.length === 4)).toBe(true);
    expect(seen).toEqual([true, false, true, null]);
  });
});
