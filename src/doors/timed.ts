/** Outputs whose device ends the pulse by its own timer: a crash of ours, or of the network, cannot leave the door open. */
import type { Result } from '../domain/result.ts';
import { ATTEMPT_MS, attempted, limited, SHUT_AGAIN_MS, SHUT_SOON_MS, withinPulse } from './attempts.ts';
import { watchContact } from './contact.ts';
import { never, silent, type Attempt, type DoorOutput } from './door.ts';

export type TimedDevice = {
  /** Opens; the device itself closes after `ms`. */
  open(ms: number, call: Attempt): Promise<Result<null>>;
  /** Open or locked, without an end. */
  set(open: boolean, call: Attempt): Promise<Result<null>>;
  /** True = the door stands open; null where no contact is wired. */
  readonly contact: ((call: Attempt) => Promise<Result<boolean>>) | null;
  release(): void;
};

/** @param safe fail-safe: without power it is open */
export function timedDoor(kind: DoorOutput['kind'], device: TimedDevice, safe = false): DoorOutput {
  const closing = new AbortController();
  /** Aborted by "lock": an "open" that is on its way must not arrive after it. */
  let pulses = new AbortController();
  let until = 0;
  let held = false;
  const contact = device.contact && watchContact(device.contact, closing.signal);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborted by "open": a "lock" that is on its way must not arrive after it. */
  let shutting = new AbortController();

  function shutIn(ms: number): void {
    clearTimeout(timer);
    if (!safe || closing.signal.aborted) return;
    timer = setTimeout(() => void shut(), ms);
    timer.unref();
  }

  /** [Note: fail-safe] (attempts.ts). */
  async function shut(): Promise<void> {
    const left = until - performance.now();
    if (left > 0) {
      shutIn(left + 1);
      return;
    }
    const mine = shutting.signal;
    const signal = limited(ATTEMPT_MS, AbortSignal.any([closing.signal, mine]));
    const done = await attempted((call) => device.set(false, call), { signal, trace: silent });
    if (!mine.aborted) shutIn(done.ok ? SHUT_AGAIN_MS : SHUT_SOON_MS);
  }

  /** Nothing that was to lock it is on its way any more. */
  function stopShutting(): void {
    clearTimeout(timer);
    shutting.abort();
    shutting = new AbortController();
  }

  shutIn(SHUT_SOON_MS);

  return {
    kind,
    pulse(milliseconds, trace = silent) {
      until = Math.max(until, performance.now() + milliseconds);
      stopShutting();
      if (!held) shutIn(until - performance.now() + 1);
      return withinPulse(
        () => until,
        // A timer would end what is held; and a lock that was told while this is tried ends it.
        (left, call) => attempted((c) => (held ? device.set(true, c) : device.open(left, c)), call),
        AbortSignal.any([closing.signal, pulses.signal]),
        trace,
      );
    },
    hold(open) {
      // Before the device has answered: a pulse that is still tried must neither end what is held nor open what is locked.
      held = open;
      stopShutting();
      if (!open) {
        shutIn(SHUT_AGAIN_MS);
        until = 0;
        pulses.abort();
        pulses = new AbortController();
      }
      return attempted((call) => device.set(open, call), { signal: limited(ATTEMPT_MS, closing.signal), trace: silent });
    },
    onContact: contact ?? never,
    onRequest: never,
    tell: () => undefined,
    close() {
      clearTimeout(timer);
      closing.abort();
      device.release();
      return Promise.resolve();
    },
  };
}
