/**
 * Keeps one door open (emergency) or locked (lockdown) for as long as that lasts. [Note: said again] What a device was told once says
 * nothing of what it is: a relay that loses its power for a moment, as in a fire, comes back locked. So it is told again and again, at
 * each press, and at each person let through; a door that does not answer is an alarm until it has answered for a while.
 */
import type { AppError } from '../../domain/errors.ts';
import { err, type Result } from '../../domain/result.ts';
import type { DoorOutput } from '../../doors/door.ts';

/** open: an emergency. locked: a lockdown. Else the rules decide, and a pulse opens. */
export type DoorMode = 'open' | 'locked' | 'normal';

/** Said again this often while it has just begun, and for as long as it does not answer, or has not for long; */
export const SOON_MS = 2_000;
/** and this often for ever after. */
export const LATER_MS = 10_000;
export const JUST_BEGUN_MS = 60_000;
/** A try that took long is followed by the next after this, ms. */
const LEAST_MS = 250;
/** So many answers in a row end an alarm: a device that comes and goes is one alarm, and not a hundred rows. */
const STEADY = 3;

export type Standing = {
  readonly mode: DoorMode;
  /** Whether its last word was answered; null = nothing was said yet in this mode, or nothing needs saying. */
  readonly answered: boolean | null;
  /** Why not. */
  readonly error: AppError | null;
};

export type KeptWorld = {
  readonly output: Pick<DoorOutput, 'hold'>;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** It does not answer, or answers again; once each. */
  alarm(is: 'begins' | 'ends', mode: DoorMode, error: AppError | null): void;
  /** What `standing` says has changed. */
  changed(): void;
};

export type KeptDoor = {
  standing(): Standing;
  /** From now on; said at once, whatever was said before. Back to what the rules say: locked, until that was answered. */
  set(mode: DoorMode): void;
  /** Says the mode once more, now; nothing where the rules decide. */
  again(): void;
  stop(): void;
};

export function keepDoor(world: KeptWorld): KeptDoor {
  let standing: Standing = { mode: 'normal', answered: null, error: null };
  let began = 0;
  let alarm = false;
  let inARow = 0;
  let stopped = false;
  /** Counts what was said: only the newest word is followed by another. */
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function heard(done: Result<null>): void {
    const { mode } = standing;
    inARow = done.ok ? inARow + 1 : 0;
    const before = standing;
    standing = { mode, answered: done.ok, error: done.ok ? null : done.error };
    if (!done.ok && !alarm) {
      alarm = true;
      world.alarm('begins', mode, done.error);
    } else if (alarm && (inARow >= STEADY || (mode === 'normal' && done.ok))) {
      alarm = false;
      world.alarm('ends', mode, null);
    }
    if (before.answered !== standing.answered || before.error?.code !== standing.error?.code) world.changed();
  }

  async function say(): Promise<void> {
    clearTimeout(timer);
    const mine = (round += 1);
    const { mode } = standing;
    const at = world.monotonic();
    // Whatever an output does: the next word is said.
    const done = await world.output.hold(mode === 'open', mode !== 'normal').catch((): Result<null> => err({ code: 'internal' }));
    if (stopped || standing.mode !== mode) return;
    heard(done);
    if (mine !== round || (mode === 'normal' && done.ok)) return;
    const now = world.monotonic();
    const every = done.ok && !alarm && now - began >= JUST_BEGUN_MS ? LATER_MS : SOON_MS;
    timer = setTimeout(() => void say(), Math.max(LEAST_MS, every - (now - at)));
  }

  return {
    standing: () => standing,
    set(mode) {
      // A door that the rules decide about is left alone: "lock" would end somebody's pulse.
      if (standing.mode === 'normal' && mode === 'normal') return;
      if (standing.mode !== mode) {
        standing = { mode, answered: null, error: null };
        began = world.monotonic();
        // What did not answer in the mode before is asked anew in this one.
        alarm = false;
        inARow = 0;
        world.changed();
      }
      void say();
    },
    again() {
      if (!stopped && standing.mode !== 'normal') void say();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
