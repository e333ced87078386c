/** Modbus TCP relay boards as the tests need them: plain coils, and Waveshare's flash commands. */
import { connect, type Socket } from 'node:net';
import { ServerTCP } from 'modbus-serial';
import { modbusDoor } from '../../src/doors/modbus.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { freePort, lineOf, lock as newLock, type Peer, tcpPeer, wiredBy } from './peer.ts';

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
export async function coilBoard(kind: Config['lock'], more: Partial<Config> = {}): Promise<Board> {
  const lock = newLock();
  const writes: string[] = [];
  const safe = kind === 'safe';
  const inner = await freePort();
  const server = new ServerTCP(
    {
      setCoil: (address: number, on: boolean, unit: number) => {
        if (unit !== UNIT || address !== RELAY) throw Object.assign(new Error('no such coil'), { modbusErrorCode: 2 });
        writes.push(on ? 'on' : 'off');
        lock.hear(on !== safe);
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
    wired: wiredBy(config),
    ...lineOf(tcp, () => lock.set(safe)),
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
export async function flashBoard(kind: Config['lock'], timer: 'its own' | 'ignores it' = 'its own'): Promise<Board> {
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
      if (flash === undefined) lock.hear((value === 0xff00) !== safe);
      else {
        lock.hear(flash !== safe);
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
    wired: wiredBy(config),
    ...lineOf(tcp, () => {
      clearTimeout(running);
      relay(false);
    }),
    close: async () => {
      clearTimeout(running);
      await tcp.down();
    },
  };
}
