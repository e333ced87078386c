/**
 * Relay boards on a serial port. LCUS boards (LCUS-1, -2, -4, -8; CH340): A0, channel, 01 or 00, sum of the three. They neither answer nor
 * time anything: "opened" means that the bytes have left this computer.
 */
import { once } from 'node:events';
import type { SerialPort } from 'serialport';
import { err, ok, type Result } from '../domain/result.ts';
import type { ConfigOf, SerialPortInfo } from '../shared/outputs.ts';
import { aborted, errorWords, type Attempt, type DoorOutput } from './door.ts';
import { switchedDoor } from './switched.ts';

type Config = ConfigOf<'serial'>;

/** @param channel from 1 */
export function lcusCommand(channel: number, on: boolean): Uint8Array {
  const bytes = [0xa0, channel, on ? 1 : 0];
  return Uint8Array.from([...bytes, bytes.reduce((a, b) => a + b) & 0xff]);
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0').toUpperCase()).join(' ');

export function serialDoor(config: Config, held: boolean): DoorOutput {
  let port: SerialPort | null = null;

  async function opened(): Promise<SerialPort> {
    if (port?.isOpen) return port;
    port = null;
    // Native code: loaded only where a door is wired this way.
    const { SerialPort: Port } = await import('serialport');
    const made = new Port({ path: config.path, baudRate: config.baud, autoOpen: false });
    // Unplugged, or a board that resets: the next write finds out.
    made.on('error', () => undefined);
    // What a board sends is of no use here, but must not fill up.
    made.resume();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    made.open((error) => (error ? reject(error) : resolve(undefined)));
    await promise;
    port = made;
    return made;
  }

  /** @param discard what the port has not sent yet must not be sent later */
  async function shut(discard: boolean): Promise<void> {
    const old = port;
    port = null;
    if (!old?.isOpen) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const close = (): void => old.close(() => resolve(undefined));
    if (discard) old.flush(close);
    else close();
    await Promise.race([promise, once(AbortSignal.timeout(500), 'abort')]);
  }

  async function send(bytes: Uint8Array): Promise<void> {
    const to = await opened();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    to.write(Buffer.from(bytes), (error) => {
      if (error) reject(error);
      else to.drain((failed) => (failed ? reject(failed) : resolve(undefined)));
    });
    await promise;
  }

  async function write(open: boolean, { signal, trace }: Attempt): Promise<Result<null>> {
    if (signal.aborted) return err({ code: 'door-timeout' });
    const bytes = lcusCommand(config.channel, open === (config.lock === 'secure'));
    trace('sent', `${config.path}: ${hex(bytes)}`);
    const { promise: gaveUp, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(new Error('no answer in time'));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([send(bytes), gaveUp]);
      trace('note', 'written; these boards do not answer');
      return ok(null);
    } catch (error) {
      trace('note', errorWords(error));
      await shut(true);
      return err({ code: aborted(signal) ? 'door-timeout' : 'door-port' });
    } finally {
      signal.removeEventListener('abort', onAbort);
      gaveUp.catch(() => undefined);
    }
  }

  return switchedDoor(
    'serial',
    { write: (open, _lasts, call) => write(open, call), contact: null, release: () => shut(false) },
    { held, safe: config.lock === 'safe' },
  );
}

/** The ports of this computer. Empty where they cannot be listed. */
export async function serialPorts(): Promise<SerialPortInfo[]> {
  try {
    const { SerialPort: Port } = await import('serialport');
    // Its types are in a package of its own.
    const ports = (await Port.list()) as readonly {
      readonly path: string;
      readonly manufacturer?: string;
      readonly serialNumber?: string;
    }[];
    return ports.map(({ path, manufacturer, serialNumber }) => ({
      path,
      label: [path, manufacturer, serialNumber].filter(Boolean).join(' · '),
    }));
  } catch {
    return [];
  }
}
