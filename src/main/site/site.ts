/** An opened site: the database, its settings, and the one way to write an event. */
import { offsetMinutes } from '../../domain/time/instants.ts';
import type { EventKind, Reasoned } from '../../domain/log/events.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EventId } from '../../domain/ids.ts';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Settings, SettingsPatch } from '../../shared/settings.ts';
import { guard, type ReadableDb, type WritableDb } from '../../storage/file/db.ts';
import { appendEvent, getEvent, type NewEvent } from '../../storage/log/events.ts';
import type { OpenDb } from '../../storage/file/open.ts';
import { claimKiosk, getSettings, saveSettings } from '../../storage/site/settings.ts';
import { operatorNow, type Operator } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import type { Area, Tell } from './hooks.ts';
import { createSiteTime, type Clock, type SiteTime } from './time.ts';

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** What a caller says of an event; time and zone are added here. `at`: when it happened, where it is written only later, ms since the epoch. */
export type EventFacts<K extends EventKind = EventKind> = Reasoned<K> &
  Partial<
    Pick<
      NewEvent,
      'personId' | 'direction' | 'about' | 'score' | 'decision' | 'method' | 'waitMs' | 'doorId' | 'more' | 'at' | 'detail'
    >
  > & {
    /** Where it is another than whoever does this now. */
    readonly operator?: Operator;
  };

/** What is written in one transaction. Nobody is told of any of it before it is on disk. */
export type Transaction = {
  readonly db: WritableDb;
  record(facts: EventFacts): Result<LogRow>;
  /** As this transaction leaves them. */
  settings(): Settings;
  /** `site.settings()` says them once they are on disk. */
  saveSettings(patch: SettingsPatch): Result<Settings>;
  /** Whoever follows this is told, after the rows. */
  changed(area: Area): void;
};

/**
 * [Note: three ways to write] A handler has one: `change` (changes.ts), which wants a row. What runs by itself has `together` as well, where the row
 * decides (who comes in, an alarm), and `own` for what main keeps for itself and can make anew, or counts: scores, codes, look-alikes, probes, wrong
 * tries. A lint rule keeps both, and `record`, out of the handlers; the type of `db` keeps everybody else from writing.
 */
export type Site = {
  readonly db: ReadableDb;
  readonly own: WritableDb;
  readonly open: OpenDb;
  /** Whatever waits, expires, erases or flags asks this, and no clock. */
  readonly time: SiteTime;
  /** Which kiosk of the site this is. */
  readonly kiosk: string;
  /** As they are for this kiosk. */
  settings(): Settings;
  /** The row is on disk when this returns ok; inside a transaction, when that is. */
  record(facts: EventFacts): Result<LogRow>;
  /** Rows and what belongs to them in one transaction: all of it is on disk, or none. Inside another one it is undone alone. */
  together<T>(work: (tx: Transaction) => Result<T>): Result<T>;
  /** Writes what was only counted so far (row-budget.ts): the site is about to be closed. */
  sumUp(): void;
  close(): void;
};

/** What a row says where its caller says nothing. */
const UNSAID = {
  personId: null,
  direction: null,
  about: null,
  score: null,
  decision: null,
  method: null,
  waitMs: null,
  doorId: null,
  more: null,
} as const;

/** What a transaction has written, and nobody knows yet. */
type Pending = { rows: readonly LogRow[]; areas: readonly Area[]; settings: Settings | null; last: number | null };

/**
 * @param kiosk id of the kiosk that this is, whose settings are told and saved
 * @param builtAt when this app was built, ms since the epoch
 */
export function createSite(open: OpenDb, kiosk: string, clock: Clock, tell: Tell, log: Log, builtAt: number): Site {
  const { db } = open;
  const time = createSiteTime(db, clock, builtAt);
  let settings = settingsOf(open, kiosk, log);

  /** Uptime of the last event of this run. */
  let last: number | null = null;
  /** null = there is no transaction. */
  let pending: Pending | null = null;

  const transaction: Transaction = {
    db,
    record,
    settings: () => pending?.settings ?? settings,
    saveSettings(patch) {
      const saved = saveSettings(db, kiosk, patch);
      if (saved.ok && pending) pending = { ...pending, settings: saved.value, areas: [...pending.areas, 'settings'] };
      return saved;
    },
    changed(area) {
      if (pending) pending = { ...pending, areas: [...pending.areas, area] };
    },
  };

  function together<T>(work: (tx: Transaction) => Result<T>): Result<T> {
    const outer = pending;
    pending = outer ?? { rows: [], areas: [], settings: null, last };
    let committed: Pending | null = null;
    let result: Result<T>;
    try {
      result = guard(db, () => work(transaction));
      if (result.ok) committed = pending;
    } finally {
      // Inside another one: what was undone is forgotten, whatever the other makes of it.
      pending = outer && (committed ?? outer);
    }
    if (committed && !outer) settle(committed);
    return result;
  }

  /** On disk: it is remembered first, so that whoever is told finds it so. */
  function settle(done: Pending): void {
    last = done.last;
    settings = done.settings ?? settings;
    for (const row of done.rows) tell.recorded(row);
    for (const area of new Set(done.areas)) tell.changed(area);
  }

  /** The row and what the clocks had to say when it was written: both or neither. */
  function append(facts: EventFacts, before: number | null): Result<{ readonly id: EventId; readonly uptime: number | null }> {
    // What is written later than it happened says nothing of the clocks as they are now, and takes no step of theirs for its own.
    const late = facts.at;
    const stamp = late === undefined ? time.stamp() : null;
    const at = stamp?.at ?? Math.round(late ?? 0);
    const { timeZone } = settings.site;
    const appended = appendEvent(db, {
      ...UNSAID,
      operator: operatorNow(),
      ...facts,
      at,
      timeZone,
      offsetMinutes: offsetMinutes(at, timeZone),
      monotonicDeltaMs: before === null || !stamp ? null : stamp.uptime - before,
      clockJumped: stamp !== null && (stamp.stepMs !== null || stamp.wrong),
      ...(stamp ? { stamp } : {}),
    });
    return appended.ok ? ok({ id: appended.value, uptime: stamp?.uptime ?? before }) : appended;
  }

  function record(facts: EventFacts): Result<LogRow> {
    if (!pending) return together(() => record(facts));
    const before = pending.last;
    const appended = guard(db, () => append(facts, before));
    if (!appended.ok) return appended;
    const row = getEvent(db, appended.value.id);
    if (!row) throw new Error('an event that was just written is not there');
    pending = { ...pending, rows: [...pending.rows, row], last: appended.value.uptime };
    return ok(row);
  }

  return {
    db,
    own: db,
    open,
    kiosk,
    time,
    settings: () => settings,
    record,
    together,
    sumUp: () => undefined,
    close: () => open.close(),
  };
}

/** As stored for this kiosk, which is claimed as its own. */
function settingsOf({ db }: OpenDb, kiosk: string, log: Log): Settings {
  const claimed = claimKiosk(db, kiosk);
  // As the disk takes nothing: they are read where they are.
  if (!claimed.ok) log.warn({ error: claimed.error }, 'the settings of this kiosk are not yet under its id');
  const { settings, rejected } = getSettings(db, kiosk);
  if (rejected.length > 0) log.warn({ keys: rejected }, 'stored settings were not valid; their defaults are used');
  return settings;
}
