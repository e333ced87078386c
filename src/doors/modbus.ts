/**
 * Modbus TCP. A plain coil (FC05, FF00 and 0000) has no timer, so Lintel switches it off again; some boards time it themselves by
 * "flash" commands, which are FC05 too: coil address 0x0200 + relay (on, then off again) or 0x0400 + relay (off, then on again), the
 * value in tenths of a second. (Waveshare, Modbus RTU Relay and Modbus POE ETH Relay, "Flash ON / Flash OFF")
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ModbusRTU } from 'modbus-serial/ModbusRTU.js';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConfigOf } from '../shared/outputs.ts';
import { ATTEMPT_MS } from './attempts.ts';
import { aborted, doorFault, errorWords, type Attempt, type DoorOutput } from './door.ts';
import { switchedDoor } from './switched.ts';
import { timedDoor, type TimedDevice } from './timed.ts';

type Config = ConfigOf<'modbus'>;
type Device = Pick<Config, 'host' | 'port' | 'unit'>;
const FLASH_ON = 0x0200;
const FLASH_OFF = 0x0400;
/** Tenths of a second that a board can count to. */
const FLASH_MAX = 0x7fff;

type Line = {
  ask<T>(use: (client: ModbusRTU) => Promise<T>, call: Attempt): Promise<Result<T>>;
  drop(): void;
};

/** One connection, made when it is needed, thrown away at the first doubt. */
function modbusLine({ host, port, unit }: Device): Line {
  let open: { readonly client: ModbusRTU; readonly socket: Socket } | null = null;

  function drop(): void {
    // [Note: late packets] (request.ts): what is still unsent must never arrive.
    open?.socket.resetAndDestroy();
    open = null;
  }

  async function dial(signal: AbortSignal): Promise<ModbusRTU> {
    if (open && !open.socket.destroyed) return open.client;
    open = null;
    // Loaded when a door is wired this way: it brings much that the others do not need.
    const { default: Client } = await import('modbus-serial');
    const socket = connect({
      host: host.replace(/^\[|\]$/g, ''),
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 5_000,
    });
    // From the start: also one that is given up may fail later. What becomes of it is found out by the next request.
    socket.on('error', () => undefined);
    try {
      await once(socket, 'connect', { signal });
    } catch (error) {
      // Nothing was sent: no reset, which would wait for the connection that is given up.
      socket.destroy();
      throw error;
    }
    const client = new Client();
    client.on('error', () => undefined);
    await client.linkTCP(socket, { port });
    // Given up meanwhile: what was to be said must not be said now.
    if (aborted(signal)) {
      socket.resetAndDestroy();
      throw new Error('no answer in time');
    }
    client.setID(unit);
    client.setTimeout(ATTEMPT_MS);
    open = { client, socket };
    return client;
  }

  return {
    async ask(use, { signal, trace }) {
      const { promise: gaveUp, reject } = Promise.withResolvers<never>();
      const onAbort = (): void => reject(new Error('no answer in time'));
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        if (signal.aborted) throw new Error('no answer in time');
        return ok(await Promise.race([dial(signal).then(use), gaveUp]));
      } catch (error) {
        trace('note', errorWords(error));
        // A Modbus exception is an answer: the line is good.
        if (error instanceof Error && 'modbusCode' in error) return err({ code: 'door-answer' });
        drop();
        return err(doorFault(error, signal));
      } finally {
        signal.removeEventListener('abort', onAbort);
        gaveUp.catch(() => undefined);
      }
    },
    drop,
  };
}

const hex = (...bytes: number[]): string => bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join(' ');
const words = (...values: number[]): number[] => values.flatMap((v) => [v >> 8, v & 0xff]);

/** FC05 with any value; the board echoes it. */
async function force(line: Line, { unit }: Config, address: number, value: number, call: Attempt): Promise<Result<null>> {
  call.trace('sent', `unit ${unit}: ${hex(5, ...words(address, value))}`);
  const echo = await line.ask((client) => client.customFunction(5, words(address, value)) as Promise<unknown>, call);
  if (!echo.ok) return echo;
  const said = echo.value as { readonly address?: unknown; readonly state?: unknown };
  call.trace('received', `echo: coil ${String(said.address)}`);
  return said.address === address && said.state === (value === 0xff00) ? ok(null) : err({ code: 'door-answer' });
}

/** One discrete input: true = on. `release` lets go of the line. */
export function modbusInput(device: Device & { readonly input: number }): {
  read(call: Attempt): Promise<Result<boolean>>;
  release(): void;
} {
  const line = modbusLine(device);
  return {
    read: async (call) => {
      const read = await line.ask((client) => client.readDiscreteInputs(device.input, 1), call);
      return read.ok ? ok(read.value.data[0] === true) : read;
    },
    release: line.drop,
  };
}

export function modbusDoor(config: Config, held: boolean): DoorOutput {
  const line = modbusLine(config);
  const on = (open: boolean): boolean => open === (config.lock === 'secure');
  const set = (open: boolean, call: Attempt): Promise<Result<null>> =>
    force(line, config, config.coil, on(open) ? 0xff00 : 0, call);
  const wired = config.contact;
  const contact =
    wired &&
    (async (call: Attempt): Promise<Result<boolean>> => {
      const read = await line.ask((client) => client.readDiscreteInputs(wired.input, 1), call);
      if (!read.ok) return read;
      return ok(read.value.data[0] === wired.openWhen);
    });
  if (config.mode === 'coil') {
    return switchedDoor(
      'modbus',
      {
        write: (open, _lasts, call) => set(open, call),
        contact,
        release: () => {
          line.drop();
          return Promise.resolve();
        },
      },
      { held, safe: config.lock === 'safe' },
    );
  }
  const device: TimedDevice = {
    open: (ms, call) => {
      const tenths = Math.min(FLASH_MAX, Math.max(1, Math.floor(ms / 100)));
      return force(line, config, (on(true) ? FLASH_ON : FLASH_OFF) + config.coil, tenths, call);
    },
    set,
    contact,
    release: line.drop,
  };
  return timedDoor('modbus', device, config.lock === 'safe');
}
