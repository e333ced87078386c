/** A door output: something that can be told to let a person through. A kind of output is a folder or file of its own. */
import type { AppError } from '../domain/errors.ts';
import type { Result } from '../domain/result.ts';
import type { FireReading } from '../shared/fire-inputs.ts';
import type { OutputKind, TraceLine } from '../shared/outputs.ts';

/** Is told what goes over the wire, secrets masked already; for the test button. */
export type Trace = (direction: TraceLine['direction'], text: string) => void;

/** What a broker is told of a visit; nobody's name. */
export type DoorEvent = {
  readonly type: 'granted' | 'denied' | 'spoof' | 'unknown';
  readonly direction: 'in' | 'out' | null;
  readonly reason: string | null;
  /** ms since the epoch. */
  readonly at: number;
};

/** What came in from the other side (MQTT): let somebody through, or lock now. */
export type DoorRequest = 'open' | 'lock';

export type DoorOutput = {
  readonly kind: OutputKind | 'drawn';
  /**
   * Opens for `milliseconds`, then closes by itself; during a pulse it prolongs it. While it is held open, the device is told once more
   * to stay open: that it was told before says nothing of what it is. Tries again while the pulse lasts and never opens after it. Never
   * throws; the answer is what the device said. Errors: the DOOR_FAULTS.
   */
  pulse(milliseconds: number, trace?: Trace): Promise<Result<null>>;
  /**
   * Stays open until it is told false, which locks at once and ends every pulse. Always said to the device, whatever was said before. One
   * try. @param lasting whoever says it says it again in a few seconds (an emergency, a lockdown): nothing need keep it until the device is there
   */
  hold(open: boolean, lasting?: boolean): Promise<Result<null>>;
  /** Calls back with what a wired door contact says, first when it is known, then at each change; null = it has gone silent. Answers how to stop. */
  onContact(listener: (open: boolean | null) => void): () => void;
  /** Calls back with what the contact says when that is not understood (shortened), and with null when it is again. Absent where a contact is a wire and has no words. */
  onUnclear?(listener: (said: string | null) => void): () => void;
  /** Calls back when the other side asks. Answers how to stop. */
  onRequest(listener: (request: DoorRequest) => void): () => void;
  /** Hands a visit's outcome on, where somebody listens. */
  tell(event: DoorEvent): void;
  /** Lets go of the device; the door is left locked, or open while it is held. Takes two seconds at most. */
  close(): Promise<void>;
};

/** A wire of the fire panel, however it is read. */
export type FireWire = {
  /** Calls back with what it says, at each change, and with its own words where they are not understood; before the first call nothing is known. Answers how to stop. */
  onReading(listener: (reading: FireReading, said: string | null) => void): () => void;
  /** Lets go of the device. */
  close(): void;
};

export const never = (): (() => void) => () => undefined;
export const silent: Trace = () => undefined;

/** Asked anew after each await: TypeScript thinks that what was false stays false. */
export const aborted = (signal: AbortSignal): boolean => signal.aborted;

/** One try at the device: when to give up, and whom to tell. */
export type Attempt = { readonly signal: AbortSignal; readonly trace: Trace };

const UNREACHABLE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
  'EPIPE',
];

/** What a failed connection or request comes to. */
export function doorFault(error: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) return { code: 'door-timeout' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ETIMEDOUT') return { code: 'door-timeout' };
  return { code: UNREACHABLE.includes(code) ? 'door-unreachable' : 'door-answer' };
}

/** What an error says of itself, for the trace: a code where there is one. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
