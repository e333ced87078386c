import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerTCP } from 'modbus-serial';
import { describe, expect, onTestFinished, test } from 'vitest';
import { modbusDoor } from '../../src/doors/modbus.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { behaves } from './behaves.ts';
import { closing, freePort, lineOf, lock as newLock, type Peer, tcpPeer, within } from './peer.ts';

type Config = ConfigOf<'modbus'>;
type Board = Peer & { readonly writes: string[]; input: boolean; readonly config: Config };

const UNIT = 3;
const RELAY = 2;

const configOf = (mode: Config['mode'], port: number, lock: Config['lock'], more: Partial<Config> = {}): Config => ({
  kind: 'modbus',
  host: '127.0.0.1',
  port,
  unit: UNIT,
  mode,
  coil: RELAY,
  watchdog: true,
  lock,
  contact: null,
  ...more,
});

/** modbus-serial's own server behind a port that can go away; its coils are the relays. */
async function coilBoard(kind: Config['lock'], more: Partial<Config> = {}): Promise<Board> {
  const lock = newLock();
  const writes: string[] = [];
  const safe = kind === 'safe';
  const inner = await freePort();
  const server = new ServerTCP(
    {
      setCoil: (address: number, on: boolean, unit: number) => {
        if (unit !== UNIT || address !== RELAY) throw Object.assign(new Error('no such coil'), { modbusErrorCode: 2 });
        writes.push(on ? 'on' : 'off');
        lock.set(on !== safe);
      },
      getDiscreteInput: (address: number) => {
        if (address !== 9) throw Object.assign(new Error('no such input'), { modbusErrorCode: 2 });
        return board.input;
      },
    },
    { host: '127.0.0.1', port: inner, unitID: UNIT },
  );
  const { promise: listening, resolve } = Promise.withResolvers<undefined>();
  server.on('initialized', () => resolve(undefined));
  await listening;
  const tcp = await tcpPeer((socket: Socket) => {
    const through = connect(inner, '127.0.0.1');
    through.on('error', () => socket.destroy());
    socket.on('close', () => through.destroy());
    socket.pipe(through).pipe(socket);
  });
  const config = configOf('coil', tcp.port, kind, more);
  const board: Board = {
    config,
    writes,
    input: false,
    lock,
    output: (held = false) => modbusDoor(config, held),
    ...lineOf(tcp),
    close: async () => {
      await tcp.down();
      const { promise, resolve: closed } = Promise.withResolvers<undefined>();
      server.close(() => closed(undefined));
      await promise;
    },
  };
  return board;
}

/** A board with Waveshare's flash commands, byte by byte: it times its relay itself. */
async function flashBoard(kind: Config['lock'], timer: 'its own' | 'ignores it' = 'its own'): Promise<Board> {
  const lock = newLock();
  const writes: string[] = [];
  const safe = kind === 'safe';
  let running: ReturnType<typeof setTimeout> | undefined;
  const relay = (on: boolean): void => lock.set(on !== safe);
  const tcp = await tcpPeer((socket) => {
    socket.on('data', (data: Buffer) => {
      const [unit, code, address, value] = [data[6]!, data[7]!, data.readUInt16BE(8), data.readUInt16BE(10)];
      writes.push(data.subarray(7).toString('hex'));
      const answer = (pdu: Buffer): void => {
        const head = Buffer.from(data.subarray(0, 7));
        head.writeUInt16BE(pdu.length + 1, 4);
        socket.write(Buffer.concat([head, pdu]));
      };
      if (unit !== UNIT || code !== 5 || (address & 0xff) !== RELAY) {
        answer(Buffer.from([code | 0x80, 2]));
        return;
      }
      const flash = { 0x02: true, 0x04: false }[address >> 8];
      clearTimeout(running);
      if (flash === undefined) relay(value === 0xff00);
      else {
        relay(flash);
        if (timer === 'its own') running = setTimeout(() => relay(!flash), value * 100);
      }
      answer(data.subarray(7, 12));
    });
  });
  const config = configOf('flash', tcp.port, kind);
  return {
    config,
    writes,
    input: false,
    lock,
    output: (held = false) => modbusDoor(config, held),
    ...lineOf(tcp),
    close: async () => {
      clearTimeout(running);
      await tcp.down();
    },
  };
}

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
