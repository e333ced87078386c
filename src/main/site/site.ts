/** An opened site: the database, its settings, and the one way to write an event. */
import { offsetMinutes } from '../../domain/time/instants.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EventId } from '../../domain/ids.ts';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Settings } from '../../shared/settings.ts';
import { guard, type WritableDb } from '../../storage/file/db.ts';
import { appendEvent, getEvent, type NewEvent } from '../../storage/log/events.ts';
import type { OpenDb } from '../../storage/file/open.ts';
import { getSettings, saveSettings } from '../../storage/site/settings.ts';
import type { Log } from '../base/log.ts';
import { createSiteTime, type Clock, type SiteTime } from './time.ts';

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** What a caller says of an event; time and zone are added here. `at`: when it happened, where it is written only later, ms since the epoch. */
export type EventFacts = Partial<
  Pick<
    NewEvent,
    'personId' | 'direction' | 'reason' | 'about' | 'score' | 'decision' | 'method' | 'waitMs' | 'doorId' | 'more' | 'at'
  >
> &
  Pick<NewEvent, 'kind'>;

export type Site = {
  readonly db: WritableDb;
  readonly open: OpenDb;
  /** Whatever waits, expires, erases or flags asks this, and no clock. */
  readonly time: SiteTime;
  settings(): Settings;
  saveSettings(patch: Partial<Settings>): Result<Settings>;
  /** The row is on disk when this returns ok. */
  record(facts: EventFacts): Result<LogRow>;
  /** Rows and what belongs to them in one transaction: all of it is on disk, or none; the rows are announced when it is. */
  together<T>(work: () => Result<T>): Result<T>;
  /** Writes what was only counted so far (row-budget.ts): the site is about to be closed. */
  sumUp(): void;
  close(): void;
};

/** @param builtAt when this app was built, ms since the epoch */
export function createSite(open: OpenDb, clock: Clock, emit: Emit, log: Log, builtAt: number): Site {
  const { db } = open;
  const time = createSiteTime(db, clock, builtAt);
  const stored = getSettings(db);
  let settings = stored.settings;
  if (stored.rejected.length > 0) log.warn({ keys: stored.rejected }, 'stored settings were not valid; their defaults are used');

  /** Uptime of the last event of this run. */
  let last: number | null = null;

  /** Rows that wait for their transaction; null = there is none. */
  let unannounced: LogRow[] | null = null;

  function together<T>(work: () => Result<T>): Result<T> {
    if (unannounced) return work();
    const before = { last, settings };
    const rows: LogRow[] = [];
    unannounced = rows;
    let result: Result<T>;
    try {
      result = guard(db, work);
    } finally {
      unannounced = null;
    }
    // Rolled back: what is remembered as well.
    if (!result.ok) ({ last, settings } = before);
    else for (const row of rows) emit('log.appended', row);
    return result;
  }

  /** The row and what the clocks had to say when it was written: both or neither. */
  function append(facts: EventFacts): Result<{ readonly id: EventId; readonly uptime: number | null }> {
    // What is written later than it happened says nothing of the clocks as they are now, and takes no step of theirs for its own.
    const late = facts.at;
    const stamp = late === undefined ? time.stamp() : null;
    const at = stamp?.at ?? Math.round(late ?? 0);
    const { timeZone } = settings;
    const appended = appendEvent(db, {
      personId: null,
      direction: null,
      reason: null,
      about: null,
      score: null,
      decision: null,
      method: null,
      waitMs: null,
      doorId: null,
      more: null,
      ...facts,
      at,
      timeZone,
      offsetMinutes: offsetMinutes(at, timeZone),
      monotonicDeltaMs: last === null || !stamp ? null : stamp.uptime - last,
      clockJumped: stamp !== null && (stamp.stepMs !== null || stamp.wrong),
      ...(stamp ? { stamp } : {}),
    });
    return appended.ok ? ok({ id: appended.value, uptime: stamp?.uptime ?? last }) : appended;
  }

  function record(facts: EventFacts): Result<LogRow> {
    const appended = guard(db, () => append(facts));
    if (!appended.ok) return appended;
    last = appended.value.uptime;
    const row = getEvent(db, appended.value.id);
    if (!row) throw new Error('an event that was just written is not there');
    if (unannounced) unannounced.push(row);
    else emit('log.appended', row);
    return ok(row);
  }

  return {
    db,
    open,
    time,
    settings: () => settings,
    saveSettings(patch) {
      const saved = saveSettings(db, patch);
      if (saved.ok) settings = saved.value;
      return saved;
    },
    record,
    together,
    sumUp: () => undefined,
    close() {
      open.close();
    },
  };
}
