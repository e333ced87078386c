/**
 * What of the machine's clocks can be believed. The wall clock is set by others: by hand, by a network, by a battery that is empty. The
 * uptime is not: it only runs on, and begins again with each boot. So whatever waits counts uptime, and the wall clock is for people.
 *
 * Three readings (all ms):
 * - `powered`: how long the machine was on since this site began, as far as it was noticed. Never more than what really passed. Lock-outs
 *   and the time to undo count it: nothing that is done to the wall clock makes it go faster, slower or back.
 * - `elapsed`: the same, and the times between two boots as the wall clock claims them, once it has stood for an hour. What is kept for so
 *   many days counts it: a desk's machine is off two thirds of the day.
 * - the wall clock, for rows and screens. A row says when it parted from the uptime.
 */
import { clockJumped, CLOCK_TOLERANCE_MS } from './instants.ts';

/** One look at the machine's clocks. */
export type Reading = {
  /** ms since the epoch. */
  readonly wall: number;
  /** ms since the machine was started, its sleep included. */
  readonly uptime: number;
  /** Which boot this is; null where the system does not say (Windows, macOS): then only an uptime that went back tells two apart. */
  readonly boot: string | null;
};

/** What is kept of a boot, so that no restart forgets anything. */
export type Boot = {
  readonly boot: string | null;
  /** `powered` = this + uptime. */
  readonly base: number;
  /** Time off before it and earlier that was believed. */
  readonly credited: number;
  /** Time off that the wall clock claims and that is not believed yet; null = nothing is open. */
  readonly claimed: number | null;
  /** Both clocks at the first row of the boot, or at its last flagged one: what the next look is compared with. */
  readonly anchor: { readonly wall: number; readonly uptime: number };
  /** How far the clock was set, at the anchor; null = it was not, in this boot. */
  readonly step: number | null;
  /** Both clocks at the last look that was kept. */
  readonly seen: { readonly wall: number; readonly uptime: number };
};

/** So long must a clock have stood before its word on time off is taken; a network puts a wrong one right within minutes. */
export const SETTLE_MS = 3_600_000;
/** At most so much is believed at once: an empty battery that says 2099 must not erase what is kept for months. */
export const OFF_MAX_MS = 31 * 86_400_000;
/** A clock this much later than the app was built is wrong, and any that is earlier. */
export const APP_LIFE_MS = 30 * 365.25 * 86_400_000;

export const CLOCK_STATES = ['good', 'stepped', 'wrong'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export type Look = {
  /** As it is to be kept now. */
  readonly boot: Boot;
  /** It is another boot than the one that was given (or there was none). */
  readonly isNew: boolean;
  /** How far the wall clock was set since the anchor, or (a new boot) how far before the last look it stands; null = not, as far as can be told. */
  readonly step: number | null;
  readonly powered: number;
  readonly elapsed: number;
};

/**
 * @param last of the newest boot that is kept; null = none
 * @param driftPpm how far the uptime may honestly drift from a wall clock that a network keeps, parts per million
 */
export function look(last: Boot | null, now: Reading, driftPpm = 0): Look {
  const isNew = last === null || !isSameBoot(last, now);
  const step = last === null ? null : isNew ? stepBetweenBoots(last, now) : stepWithin(last, now, driftPpm);
  const begun = isNew ? newBoot(last, now) : last;
  const boot = believe({ ...begun, seen: { wall: now.wall, uptime: Math.max(begun.seen.uptime, now.uptime) } }, step);
  const powered = boot.base + boot.seen.uptime;
  return { boot, isNew, step, powered, elapsed: powered + boot.credited };
}

/** The row that says so is written: from here on the clock is compared with it. */
export function flagged({ boot, step, isNew }: Look): Boot {
  if (step === null) return boot;
  const claimed = isNew || boot.claimed === null ? boot.claimed : boot.claimed + step;
  return { ...boot, anchor: boot.seen, step, claimed };
}

/**
 * wrong: before the app was built, or a generation after. stepped: it was set within this boot, and has not stood for an hour since.
 * @param builtAt ms since the epoch
 */
export function clockState({ boot, step }: Look, builtAt: number): ClockState {
  const { wall, uptime } = boot.seen;
  if (!(wall >= builtAt && wall <= builtAt + APP_LIFE_MS)) return 'wrong';
  return step !== null || (boot.step !== null && uptime - boot.anchor.uptime < SETTLE_MS) ? 'stepped' : 'good';
}

/** An uptime that is rounded may go back by a moment; one that went back further began anew. */
function isSameBoot(last: Boot, now: Reading): boolean {
  return !areOthers(last, now) && now.uptime >= last.seen.uptime - CLOCK_TOLERANCE_MS;
}

const areOthers = (last: Boot, now: Reading): boolean => last.boot !== null && now.boot !== null && last.boot !== now.boot;

function stepWithin({ anchor }: Boot, now: Reading, driftPpm: number): number | null {
  const passed = now.uptime - anchor.uptime;
  const parted = now.wall - anchor.wall - passed;
  return clockJumped(now.wall - anchor.wall, passed, CLOCK_TOLERANCE_MS + (passed * driftPpm) / 1e6) ? parted : null;
}

/** Of two boots it can only be told that the second began before the first was seen last. */
function stepBetweenBoots(last: Boot, now: Reading): number | null {
  const off = offBetween(last, now);
  return off < -CLOCK_TOLERANCE_MS ? off : null;
}

/** What passed for certain between the last look at one boot and this one: all of its uptime, where it is known to be another's. */
const sinceBoot = (last: Boot, now: Reading): number => (areOthers(last, now) ? now.uptime : 0);

const offBetween = (last: Boot, now: Reading): number => now.wall - last.seen.wall - sinceBoot(last, now);

function newBoot(last: Boot | null, now: Reading): Boot {
  const { wall, uptime, boot } = now;
  const at = { wall, uptime };
  if (!last) return { boot, base: -uptime, credited: 0, claimed: null, anchor: at, step: null, seen: at };
  return {
    boot,
    base: last.base + last.seen.uptime + sinceBoot(last, now) - uptime,
    credited: last.credited,
    claimed: (last.claimed ?? 0) + offBetween(last, now),
    anchor: at,
    step: null,
    seen: at,
  };
}

/** A clock that has stood for an hour is taken at its word. */
function believe(boot: Boot, step: number | null): Boot {
  if (step !== null || boot.claimed === null || boot.seen.uptime - boot.anchor.uptime < SETTLE_MS) return boot;
  return { ...boot, credited: boot.credited + Math.min(Math.max(0, boot.claimed), OFF_MAX_MS), claimed: null };
}
