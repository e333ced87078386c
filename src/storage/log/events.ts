/** The log: append-only. What was decided, what the door did, what went wrong, what was taken back. */
import { randomBytes } from 'node:crypto';
import type { LastPunch } from '../../domain/attendance/direction.ts';
import { eventId, type EventId, type PersonId } from '../../domain/ids.ts';
import type { DecisionRecord, Method } from '../../domain/recognition/decision.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { parseJson } from '../../shared/parse.ts';
import { DecisionRecordSchema, type LogRow } from '../../shared/schemas.ts';
import type { EventKind, EventReason } from '../../domain/log/events.ts';
import { guard, type Params, type ReadableDb, type WritableDb } from '../file/db.ts';
import { commitToName, SALT_BYTES } from '../file/commitment.ts';
import { searchKey } from '../../domain/text.ts';
import { likePattern, oldLikePattern } from '../file/fold.ts';

export type NewEvent = {
  readonly kind: EventKind;
  /** ms since the epoch, UTC. */
  readonly at: number;
  /** IANA zone of the site. */
  readonly timeZone: string;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
  /** ms by the monotonic clock since the last event of this run of the app; null for the first. */
  readonly monotonicDeltaMs: number | null;
  /** The clock was set before this event, or stands where it cannot be right. */
  readonly clockJumped: boolean;
  /** What the site's time says of it (`main/site/time.ts`); absent in a row that was made without one. */
  readonly stamp?: {
    /** Row of `boots`. */
    readonly boot: number;
    /** ms since the machine was started. */
    readonly uptime: number;
    /** How far the clock was set since the event before, ms; null = it was not. */
    readonly stepMs: number | null;
    /** Earlier than the app itself, or a generation later. */
    readonly wrong: boolean;
  };
  /** Name and number are copied from the person's row as the event is written; a deleted person's are still there. */
  readonly personId: PersonId | null;
  readonly direction: 'in' | 'out' | null;
  readonly reason: EventReason | null;
  /** The earlier event that this one is about. */
  readonly about: EventId | null;
  readonly score: number | null;
  readonly decision: DecisionRecord | null;
  readonly method: Method | null;
  /** ms from the first usable frame, key or badge to the decision. */
  readonly waitMs: number | null;
  readonly doorId: number | null;
  /** So many more of the same that have no row of their own; null = one event. */
  readonly more: number | null;
  /** Who did it; absent where nobody did, or nobody was asked who they are. */
  readonly operator?: string;
  /** What changed, before and after; JSON. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Of `origins`: this database itself. */
const HERE = 1;

/** When a row was written, by both clocks. */
export type Stamp = {
  /** ms since the epoch. */
  readonly at: number;
  /** Row of `boots`; null = older than those. */
  readonly boot: number | null;
  /** ms since the machine was started. */
  readonly uptime: number | null;
};

export type EventFilter = {
  readonly personId: PersonId | null;
  /** ms, inclusive; null = open. */
  readonly from: number | null;
  /** ms, exclusive; null = open. */
  readonly to: number | null;
  /** Empty = all. */
  readonly kinds: readonly EventKind[];
  /** In name or employee number, case and width ignored; '' = all. */
  readonly search: string;
};
export const EVERY_EVENT: EventFilter = { personId: null, from: null, to: null, kinds: [], search: '' };

/** Rows read at once by `iterateEvents`. */
const PAGE = 500;

/**
 * On disk when it returns ok (one transaction, synchronous FULL); when it returns an error nothing was written.
 * Errors: person-gone, event-gone (`about`), and the disk's: database-full, -read-only, -busy, -corrupt, folder-unusable.
 */
export function appendEvent(db: WritableDb, event: NewEvent): Result<EventId> {
  return guard(db, () => {
    const person =
      event.personId === null
        ? null
        : db.get<{ name: string; number: string }>('SELECT name, employee_number AS number FROM people WHERE id = :id', {
            id: event.personId,
          });
    if (person === undefined) return err({ code: 'person-gone' });
    if (event.about !== null && !getEvent(db, event.about)) return err({ code: 'event-gone' });
    const salt = person ? randomBytes(SALT_BYTES) : null;
    const { lastInsertRowid } = db.run(
      `INSERT INTO events (origin, sequence, kind, at, time_zone, offset_minutes, monotonic_delta_ms, clock_jumped, boot, uptime_ms, clock_step_ms,
         clock_wrong, person_id, name_commitment, direction, reason, about, score, decision, method, wait_ms, door_id, more, operator, detail)
       VALUES (:origin, (SELECT ifnull(max(sequence), 0) + 1 FROM events WHERE origin = :origin), :kind, :at, :timeZone, :offsetMinutes,
         :monotonicDeltaMs, :clockJumped, :boot, :uptime, :stepMs,
         :wrong, :personId, :commitment, :direction, :reason, :about, :score, :decision, :method, :waitMs, :doorId, :more, :operator, :detail)`,
      {
        origin: HERE,
        kind: event.kind,
        at: Math.round(event.at),
        timeZone: event.timeZone,
        offsetMinutes: event.offsetMinutes,
        monotonicDeltaMs: event.monotonicDeltaMs === null ? null : Math.round(event.monotonicDeltaMs),
        clockJumped: event.clockJumped ? 1 : 0,
        boot: event.stamp?.boot ?? null,
        uptime: event.stamp?.uptime ?? null,
        stepMs: event.stamp?.stepMs ?? null,
        wrong: event.stamp?.wrong ? 1 : 0,
        personId: event.personId,
        commitment: person && salt ? commitToName(salt, person.name, person.number) : null,
        direction: event.direction,
        reason: event.reason,
        about: event.about,
        score: event.score,
        decision: event.decision === null ? null : JSON.stringify(event.decision),
        method: event.method,
        waitMs: event.waitMs === null ? null : Math.round(event.waitMs),
        doorId: event.doorId,
        more: event.more,
        operator: event.operator ?? null,
        detail: event.detail ? JSON.stringify(event.detail) : null,
      },
    );
    if (person && salt)
      db.run(
        'INSERT INTO event_names (event_id, name, employee_number, folded, salt) VALUES (:id, :name, :number, :folded, :salt)',
        {
          id: lastInsertRowid,
          name: person.name,
          number: person.number,
          folded: `${searchKey(person.name)}\n${searchKey(person.number)}`,
          salt,
        },
      );
    return ok(eventId(lastInsertRowid));
  });
}

/**
 * Whether the event of an alias was taken back. What takes it back can itself be taken back ("it was them after all"), by the same
 * kind of row about it: then the event stands again.
 */
export const takenBack = (
  alias: string,
): string => `EXISTS (SELECT 1 FROM events r WHERE r.about = ${alias}.id AND r.kind = 'retracted'
      AND NOT EXISTS (SELECT 1 FROM events u WHERE u.about = r.id AND u.kind = 'retracted'))`;

type Row = Omit<LogRow, 'clockJumped' | 'clockWrong' | 'retracted'> & {
  clockJumped: number;
  clockWrong: number;
  retracted: number;
};

const SELECT = `
  SELECT e.id, e.kind, e.at, e.time_zone AS timeZone, e.offset_minutes AS offsetMinutes, e.clock_jumped AS clockJumped, e.clock_step_ms AS clockStepMs,
    e.clock_wrong AS clockWrong, e.person_id AS personId, n.name, n.employee_number AS employeeNumber, e.direction, e.reason, e.about, e.score, e.method, e.wait_ms AS waitMs, e.door_id AS doorId, e.more,
    ${takenBack('e')} AS retracted
  FROM events e LEFT JOIN event_names n ON n.event_id = e.id`;

export function getEvent(db: ReadableDb, id: EventId): LogRow | null {
  const row = db.get<Row>(`${SELECT} WHERE e.id = :id`, { id });
  return row ? toRow(row) : null;
}

/** The row that took an event back and still stands; null where the event stands. */
export function standingRetraction(db: ReadableDb, id: EventId): EventId | null {
  const row = db.get<{ id: number }>(
    `SELECT r.id FROM events r WHERE r.about = :id AND r.kind = 'retracted'
       AND NOT EXISTS (SELECT 1 FROM events u WHERE u.about = r.id AND u.kind = 'retracted') ORDER BY r.id DESC LIMIT 1`,
    { id },
  );
  return row ? eventId(row.id) : null;
}

/** Whether anti-passback was reset after that event, for everybody, a zone or this person. */
export function wasReset(db: ReadableDb, since: EventId, person: PersonId): boolean {
  const row = db.get(
    `SELECT 1 FROM events WHERE id > :since AND kind = 'system' AND reason = 'anti-passback-reset' AND (person_id IS NULL OR person_id = :person) LIMIT 1`,
    { since, person },
  );
  return row !== undefined;
}

/** Newest first, ids below `before`. `total` counts the whole filter, `more` says whether older ones follow. */
export function listEvents(
  db: ReadableDb,
  filter: EventFilter,
  before: EventId | null,
  limit: number,
): { rows: LogRow[]; more: boolean; total: number } {
  const { where, params } = conditions(filter);
  const page = before === null ? where : [...where, 'e.id < :before'];
  const rows = db.all<Row>(`${SELECT} ${clause(page)} ORDER BY e.id DESC LIMIT :limit`, {
    ...params,
    ...(before === null ? {} : { before }),
    limit: limit + 1,
  });
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM events e ${clause(where)}`, params)?.n ?? 0;
  return { rows: rows.slice(0, limit).map(toRow), more: rows.length > limit, total };
}

/** Oldest first, read in pages, so that appending goes on meanwhile; what is appended meanwhile comes too. */
export function* iterateEvents(db: ReadableDb, filter: EventFilter): Generator<LogRow, void, undefined> {
  const { where, params } = conditions(filter);
  const sql = `${SELECT} ${clause([...where, 'e.id > :after'])} ORDER BY e.id LIMIT ${PAGE}`;
  for (let after = 0; ;) {
    const rows = db.all<Row>(sql, { ...params, after });
    yield* rows.map(toRow);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** As it stands in a row; null where there is none, or where it no longer parses: a damaged one costs its own picture, not the page. */
export function storedDecision(text: string | null): DecisionRecord | null {
  const parsed = text === null ? null : parseJson(DecisionRecordSchema, text);
  return parsed?.ok ? parsed.value : null;
}

/** null where the event has none, or where what is stored no longer parses. */
export function decisionOf(db: ReadableDb, id: EventId): DecisionRecord | null {
  const row = db.get<{ decision: string | null }>('SELECT decision FROM events WHERE id = :id', { id });
  return storedDecision(row?.decision ?? null);
}

/** Whether somebody was let in, at the same door, after that row. */
export function visitAfter(db: ReadableDb, { id, doorId }: Pick<LogRow, 'id' | 'doorId'>): boolean {
  return (
    db.get("SELECT 1 FROM events WHERE kind = 'recognised' AND id > :id AND door_id IS :doorId LIMIT 1", { id, doorId }) !==
    undefined
  );
}

/** When "not me" was last said of somebody, ms since the epoch; null = never. */
export function lastNotMe(db: ReadableDb, id: PersonId): number | null {
  const row = db.get<{ at: number }>(
    "SELECT at FROM events WHERE person_id = :id AND kind = 'retracted' AND reason = 'not-me' ORDER BY id DESC LIMIT 1",
    { id },
  );
  return row?.at ?? null;
}

/** The person's latest recognised event that was not taken back: latest by order of writing, since a clock can be set back. */
export function lastPunch(db: ReadableDb, id: PersonId): (LastPunch & Stamp & { readonly eventId: EventId }) | null {
  // Found by its index alone; what its clocks said is read of the one row.
  const row = db.get<Stamp & { id: number; direction: 'in' | 'out' }>(
    `SELECT s.id, s.at, s.direction, s.boot, s.uptime_ms AS uptime FROM events s WHERE s.id =
       (SELECT e.id FROM events e
        WHERE e.person_id = :id AND e.kind = 'recognised' AND e.direction IS NOT NULL
          AND NOT ${takenBack('e')}
        ORDER BY e.id DESC LIMIT 1)`,
    { id },
  );
  if (!row) return null;
  const { id: last, ...rest } = row;
  return { ...rest, eventId: eventId(last) };
}

/** Only the conditions that the filter sets: one plan each, so that each finds its index. */
function conditions(filter: EventFilter): { readonly where: readonly string[]; readonly params: Params } {
  const where: string[] = [];
  const params: Record<string, string | number> = {};
  if (filter.personId !== null) {
    where.push('e.person_id = :personId');
    params['personId'] = filter.personId;
  }
  if (filter.from !== null) {
    where.push('e.at >= :from');
    params['from'] = filter.from;
  }
  if (filter.to !== null) {
    where.push('e.at < :to');
    params['to'] = filter.to;
  }
  if (filter.kinds.length > 0) {
    where.push('e.kind IN (SELECT value FROM json_each(:kinds))');
    params['kinds'] = JSON.stringify(filter.kinds);
  }
  const pattern = likePattern(filter.search);
  if (pattern !== null) {
    where.push(
      "EXISTS (SELECT 1 FROM event_names s WHERE s.event_id = e.id AND (s.folded LIKE :pattern ESCAPE '\\' OR s.folded LIKE :oldPattern ESCAPE '\\'))",
    );
    params['pattern'] = pattern;
    params['oldPattern'] = oldLikePattern(filter.search);
  }
  return { where, params };
}

function clause(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}

function toRow(row: Row): LogRow {
  return { ...row, clockJumped: row.clockJumped === 1, clockWrong: row.clockWrong === 1, retracted: row.retracted === 1 };
}
