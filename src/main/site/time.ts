/**
 * The site's time: the one place that everything asks which waits, expires, erases or flags. What the clocks come to is decided in
 * `domain/time/timekeeping.ts`; what is kept of it lies in the database (`boots`), and is read anew at each look, so that a transaction that is
 * rolled back takes it back as well.
 */
import { clockState, flagged, look, type ClockState, type Look, type Reading } from '../../domain/time/timekeeping.ts';
import { ok, type Result } from '../../domain/result.ts';
import { keepBoot, newestBoot, type KeptBoot } from '../../storage/site/boots.ts';
import { guard, guardRead, type WritableDb } from '../../storage/file/db.ts';
import type { Stamp } from '../../storage/log/events.ts';

export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never go back; for times of stages. */
  monotonic(): number;
  /** Milliseconds since the machine was started, its sleep included; for telling a changed clock from a sleep. */
  uptime(): number;
  /** Which boot this is; absent where the system does not say. */
  readonly boot?: string | null;
  /** How far `uptime` may honestly drift from a wall clock that a network keeps, parts per million. */
  readonly driftPpm?: number;
};

export type SiteTime = {
  /** For lock-outs and the time to undo, ms: nothing that is done to the wall clock changes how it goes. */
  powered(): number;
  /** For what is kept for so many days, ms: time without power too, as far as the wall clock can be believed. */
  elapsed(): number;
  state(): ClockState;
  /** What is known of the clocks now. */
  look(): Look;
  /**
   * When something was, on the clock as it goes now: within a boot a clock that was set meanwhile changes nothing of how long ago it is.
   * For rules that ask how long ago; one look for as many rows as are asked of what it answers. ms since the epoch.
   */
  onThisClock(): (stamp: Stamp) => number;
  /** Inside the transaction that writes a row: what the row says of its time. A step is said by one row. */
  stamp(): {
    readonly at: number;
    readonly boot: number;
    readonly uptime: number;
    readonly stepMs: number | null;
    readonly wrong: boolean;
  };
  /** Keeps how far time has run, for a machine that loses its power. Does nothing before the first row of this boot. */
  keep(): Result<null>;
};

/** While no site is open there is no past to compare with. */
export function clockWithoutSite(clock: Clock, builtAt: number): ClockState {
  return clockState(look(null, { wall: clock.now(), uptime: clock.uptime(), boot: null }), builtAt);
}

/** @param builtAt when this app was built, ms since the epoch */
export function createSiteTime(db: WritableDb, clock: Clock, builtAt: number): SiteTime {
  /** The newest that could be read: a disk that is gone must not stop the clock. */
  let known: KeptBoot | null = null;

  function read(): { readonly kept: KeptBoot | null; readonly seen: Look } {
    const stored = guardRead(db, () => newestBoot(db));
    if (stored.ok) known = stored.value;
    const reading: Reading = { wall: Math.round(clock.now()), uptime: Math.round(clock.uptime()), boot: clock.boot ?? null };
    return { kept: known, seen: look(known, reading, clock.driftPpm) };
  }

  const idOf = ({ kept, seen }: ReturnType<typeof read>): number | null => (seen.isNew ? null : (kept?.id ?? null));

  return {
    powered: () => read().seen.powered,
    elapsed: () => read().seen.elapsed,
    state: () => clockState(read().seen, builtAt),
    look: () => read().seen,
    onThisClock() {
      const now = read();
      const here = idOf(now);
      const { wall, uptime: running } = now.seen.boot.seen;
      return ({ at, boot, uptime }) => (boot === null || uptime === null || boot !== here ? at : wall - (running - uptime));
    },
    stamp() {
      const now = read();
      const { seen } = now;
      const boot = keepBoot(db, idOf(now), flagged(seen));
      return {
        at: seen.boot.seen.wall,
        boot,
        uptime: seen.boot.seen.uptime,
        stepMs: seen.step,
        wrong: clockState(seen, builtAt) === 'wrong',
      };
    },
    keep: () =>
      guard(db, () => {
        const now = read();
        const id = idOf(now);
        if (id !== null) keepBoot(db, id, now.seen.boot);
        return ok(null);
      }),
  };
}
