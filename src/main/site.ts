/** An opened site: the database, its settings, and the one way to write an event. */
import { clockJumped, offsetMinutes } from '../domain/time.ts';
import { ok, type Result } from '../domain/result.ts';
import type { EventName, EventPayload } from '../shared/contract.ts';
import type { LogRow } from '../shared/schemas.ts';
import type { Settings } from '../shared/settings.ts';
import { guard, type WritableDb } from '../storage/db.ts';
import { appendEvent, getEvent, lastEvent, type NewEvent } from '../storage/events.ts';
import type { OpenDb } from '../storage/open.ts';
import { getSettings, saveSettings } from '../storage/settings.ts';
import type { Log } from './log.ts';

export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never go back; for times of stages. */
  monotonic(): number;
  /** Milliseconds since the machine was started, its sleep included; for telling a changed clock from a sleep. */
  uptime(): number;
};

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** What a caller says of an event; time and zone are added here. */
export type EventFacts = Partial<Pick<NewEvent, 'personId' | 'direction' | 'reason' | 'about' | 'score' | 'decision' | 'method' | 'waitMs' | 'doorId'>> & Pick<NewEvent, 'kind'>;

export type Site = {
  readonly db: WritableDb;
  readonly open: OpenDb;
  settings(): Settings;
  saveSettings(patch: Partial<Settings>): Result<Settings>;
  /** The row is on disk when this returns ok. */
  record(facts: EventFacts): Result<LogRow>;
  /** Rows and what belongs to them in one transaction: all of it is on disk, or none; the rows are announced when it is. */
  together<T>(work: () => Result<T>): Result<T>;
  close(): void;
};

export function createSite(open: OpenDb, clock: Clock, emit: Emit, log: Log): Site {
  const { db } = open;
  const stored = getSettings(db);
  let settings = stored.settings;
  if (stored.rejected.length > 0) log.warn({ keys: stored.rejected }, 'stored settings were not valid; their defaults are used');

  /** Wall time and uptime of the last event of this run; the uptime says nothing about the run before. */
  let last: { readonly at: number; readonly uptime: number } | null = null;

  /** Rows that wait for their transaction; null = there is none. */
  let unannounced: LogRow[] | null = null;

  function together<T>(work: () => Result<T>): Result<T> {
    if (unannounced) return work();
    const before = last;
    const rows: LogRow[] = [];
    unannounced = rows;
    let result: Result<T>;
    try {
      result = guard(db, work);
    } finally {
      unannounced = null;
    }
    if (!result.ok) last = before;
    else for (const row of rows) emit('log.appended', row);
    return result;
  }

  function record(facts: EventFacts): Result<LogRow> {
    const at = Math.round(clock.now());
    const uptime = clock.uptime();
    const { zone } = settings;
    // Between two runs only a clock that went back can be noticed.
    const before = last;
    const jumped = before
      ? clockJumped(at - before.at, uptime - before.uptime)
      : at < (lastEvent(db)?.at ?? 0);
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
      ...facts,
      at,
      zone,
      offsetMinutes: offsetMinutes(at, zone),
      monotonicDeltaMs: before ? uptime - before.uptime : null,
      clockJumped: jumped,
    });
    if (!appended.ok) return appended;
    last = { at, uptime };
    const row = getEvent(db, appended.value);
    if (!row) throw new Error('an event that was just written is not there');
    if (unannounced) unannounced.push(row);
    else emit('log.appended', row);
    return ok(row);
  }

  return {
    db,
    open,
    settings: () => settings,
    saveSettings(patch) {
      const saved = saveSettings(db, patch);
      if (saved.ok) settings = saved.value;
      return saved;
    },
    record,
    together,
    close() {
      open.close();
    },
  };
}
