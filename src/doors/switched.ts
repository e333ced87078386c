/**
 * Outputs without a timer of their own: we unlock, and we lock again.
 * [Note: lock first] Whatever the last run left behind, the first thing that is written is "lock"; what cannot be written is written
 * as soon as the device is there. Locking is tried for ever, unlocking within its pulse only.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { err, type Result } from '../domain/result.ts';
import { ATTEMPT_MS, attempted, limited, SHUT_AGAIN_MS, withinPulse } from './attempts.ts';
import { watchContact } from './contact.ts';
import { never, silent, type Attempt, type DoorOutput } from './door.ts';

export type Lasts = {
  /** How long it may stay so; null = for good. */
  readonly leftMs: number | null;
  /** It is said again in a few seconds: nothing need keep it for a device that is away. */
  readonly again: boolean;
};
const FOR_GOOD = (): Lasts => ({ leftMs: null, again: false });

export type SwitchedDevice = {
  /** Always goes to the device. */
  write(unlocked: boolean, lasts: Lasts, call: Attempt): Promise<Result<null>>;
  readonly contact: ((call: Attempt) => Promise<Result<boolean>>) | null;
  release(): Promise<void>;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** The last write when the app ends. */
const LAST_MS = 1_500;

export type SwitchedOptions = {
  /** Held open from the start (an emergency that outlives a restart): then nothing is locked first. */
  readonly held?: boolean;
  /** Fail-safe: without power it is open. */
  readonly safe?: boolean;
  /** What was last written and answered. */
  readonly onState?: (unlocked: boolean) => void;
};

type Writer = {
  /** Goes to the device once what was asked before has gone. */
  write(open: boolean, howLong: () => Lasts, call: Attempt): Promise<Result<null>>;
  /** What was last written and answered; null = nobody knows: a write that was not answered may have been heard. */
  unlocked(): boolean | null;
  /** Nothing is under way any more. */
  idle(): Promise<unknown>;
};

/** One write at a time, in the order asked. */
function createWriter(device: SwitchedDevice, onState: SwitchedOptions['onState']): Writer {
  let unlocked: boolean | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    write(open: boolean, howLong: () => Lasts, call: Attempt): Promise<Result<null>> {
      const turn = last.then(async () => {
        const lasts = howLong();
        // It stood in line for too long, or somebody has locked meanwhile.
        if (open && lasts.leftMs !== null && lasts.leftMs <= 0) return err({ code: 'door-timeout' } as const);
        if (call.signal.aborted) return err({ code: 'door-timeout' } as const);
        unlocked = null;
        const done = await attempted((c) => device.write(open, lasts, c), call);
        if (done.ok) {
          unlocked = open;
          onState?.(open);
        }
        return done;
      });
      last = turn;
      return turn;
    },
    unlocked: () => unlocked,
    idle: () => last.catch(() => undefined),
  };
}

export function switchedDoor(kind: DoorOutput['kind'], device: SwitchedDevice, options: SwitchedOptions = {}): DoorOutput {
  const closing = new AbortController();
  const { signal: closed } = closing;
  let until = 0;
  let held = options.held ?? false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let locking = false;
  const writer = createWriter(device, options.onState);
  const { write } = writer;
  const mayBeOpen = (): boolean => held || performance.now() < until;

  async function lock(): Promise<void> {
    if (locking) return;
    locking = true;
    let wait = FIRST_WAIT_MS;
    while (!closed.aborted && !mayBeOpen()) {
      const done = await write(false, FOR_GOOD, { signal: limited(ATTEMPT_MS, closed), trace: silent });
      if (done.ok) break;
      await sleep(wait, undefined, { signal: closed, ref: false }).catch(() => undefined);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
    locking = false;
    shutAgain();
  }

  /** [Note: fail-safe] (attempts.ts). */
  function shutAgain(): void {
    if (!options.safe || closed.aborted || mayBeOpen()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void lock(), SHUT_AGAIN_MS);
    timer.unref();
  }

  /** Locks when the pulse is over; a pulse that was prolonged looks again at its new end. */
  function lockLater(): void {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        if (!mayBeOpen()) void lock();
        else if (!held) lockLater();
      },
      Math.max(0, until - performance.now()) + 1,
    );
  }

  if (!held) void lock();

  return {
    kind,
    async pulse(milliseconds, trace = silent) {
      until = Math.max(until, performance.now() + milliseconds);
      // Before the first try: one that is never answered may have opened the door all the same.
      lockLater();
      return withinPulse(
        () => until,
        (_left, call) => write(true, () => ({ leftMs: held ? null : until - performance.now(), again: held }), call),
        closed,
        trace,
      );
    },
    async hold(open, lasting = false) {
      held = open;
      clearTimeout(timer);
      if (!open) until = 0;
      const again = (): Lasts => ({ leftMs: null, again: lasting });
      const done = await write(open, again, { signal: limited(ATTEMPT_MS, closed), trace: silent });
      if (!done.ok && !open) void lock();
      else shutAgain();
      return done;
    },
    onContact: device.contact ? watchContact(device.contact, closed) : never,
    onRequest: never,
    tell: () => undefined,
    async close() {
      clearTimeout(timer);
      until = 0;
      closing.abort();
      // A write under way is given up by the signal above; then one last one.
      await writer.idle();
      if (!held && writer.unlocked() !== false)
        await attempted((call) => device.write(false, FOR_GOOD(), call), { signal: AbortSignal.timeout(LAST_MS), trace: silent });
      await device.release();
    },
  };
}
