/** What was asked for about somebody's hours, and what was decided. Nothing of it is ever changed: the last decision holds. */
import type { Accepted } from '../../domain/hours/causes.ts';
import type { Correction } from '../../domain/hours/collect.ts';
import type { Day } from '../../domain/hours/days.ts';
import type { Leave } from '../../domain/hours/model.ts';
import { minuteAt } from '../../domain/hours/days.ts';
import { PRESENT_KINDS, REQUEST_STATES, type RequestState } from '../../domain/hours/requests.ts';
import type { ZoneDays } from '../../domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { OvertimePart, RequestBody, type DECISIONS } from '../../shared/hours.ts';
import { parseJson } from '../../shared/parse.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type NewRequest = {
  readonly personId: number;
  /** The days that it touches, inclusive. */
  readonly from: Day;
  readonly to: Day;
  readonly body: RequestBody;
  readonly reason: string;
  /** Who did it, as rows of the log name them; 'kiosk': the person themselves. */
  readonly askedBy: string;
  /** The house put it right by itself: nobody had asked. Counts for no quota. */
  readonly entered?: boolean;
  /** ms since the epoch. */
  readonly at: number;
};

/** Value: its id. Errors: person-gone. */
export function askFor(
  db: WritableDb,
  { personId, from, to, body, reason, askedBy, entered = false, at }: NewRequest,
): Result<number> {
  return guard(db, () => {
    if (db.get('SELECT 1 FROM people WHERE id = :personId', { personId }) === undefined) return err({ code: 'person-gone' });
    const { lastInsertRowid: id } = db.run(
      `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at, entered)
       VALUES (:personId, :from, :to, :body, :reason, :askedBy, :at, :entered)`,
      { personId, from, to, body: JSON.stringify(body), reason, askedBy, at, entered: entered ? 1 : 0 },
    );
    return ok(id);
  });
}

export type NewDecision = {
  readonly requestId: number;
  readonly decision: (typeof DECISIONS)[number];
  readonly decidedBy: string;
  /** Whoever decided had asked: there was nobody else. */
  readonly selfDecided: boolean;
  /** Of overtime, what was granted of what was asked for. */
  readonly part?: OvertimePart | null;
  readonly at: number;
};

/** Errors: access-gone. */
export function decide(
  db: WritableDb,
  { requestId, decision, decidedBy, selfDecided, part = null, at }: NewDecision,
): Result<null> {
  return guard(db, () => {
    if (db.get('SELECT 1 FROM hour_requests WHERE id = :requestId', { requestId }) === undefined)
      return err({ code: 'access-gone' });
    db.run(
      `INSERT INTO hour_decisions (request_id, decision, decided_by, self_decided, at, part)
       VALUES (:requestId, :decision, :decidedBy, :self, :at, :part)`,
      { requestId, decision, decidedBy, self: selfDecided ? 1 : 0, at, part: part && JSON.stringify(part) },
    );
    return ok(null);
  });
}

export type Granted = {
  readonly corrections: readonly Correction[];
  readonly leaves: readonly Leave[];
  /** Requests that this version does not understand; the days they touch cannot be trusted. */
  readonly unreadable: readonly { readonly id: number; readonly from: Day; readonly to: Day }[];
};

/** The id of a request's last decision, which holds; `r` is the request. */
const LAST_DECISION = `(SELECT max(l.id) FROM hour_decisions l WHERE l.request_id = r.id)`;

/** What holds of a person's requests that touch the days: of each the last decision, granted. */
export function grantedOf(db: ReadableDb, personId: number, from: Day, to: Day): Granted {
  const rows = db.all<{ id: number; from: number; to: number; body: string; part: string | null }>(
    `SELECT r.id, r.from_day AS "from", r.to_day AS "to", r.body, d.part
     FROM hour_requests r JOIN hour_decisions d ON d.id = ${LAST_DECISION}
     WHERE r.person_id = :personId AND r.from_day <= :to AND r.to_day >= :from AND d.decision = 'granted'
     ORDER BY r.id`,
    { personId, from, to },
  );
  const corrections: Correction[] = [];
  const leaves: Leave[] = [];
  const unreadable: { id: number; from: Day; to: Day }[] = [];
  for (const { id, from: first, to: last, body, part } of rows) {
    const parsed = parseJson(RequestBody, body);
    const granted = part === null ? null : parseJson(OvertimePart, part);
    if (!parsed.ok || granted?.ok === false) {
      unreadable.push({ id, from: first, to: last });
      continue;
    }
    const of = parsed.value.kind === 'grant' && granted ? { ...parsed.value, grant: granted.value } : parsed.value;
    const one = asGranted(id, of);
    corrections.push(...one.corrections);
    leaves.push(...one.leaves);
  }
  return { corrections, leaves, unreadable };
}

/** What a request is to the reckoning once it is granted. */
export function asGranted(id: number, body: RequestBody): Pick<Granted, 'corrections' | 'leaves'> {
  if (isLeave(body)) return { corrections: [], leaves: [leaveOf(body)] };
  return { corrections: body.kind === 'accept' ? [] : [{ id, ...body }], leaves: [] };
}

type LeaveBody = Extract<RequestBody, { leaveKind: string }>;
const isLeave = (body: RequestBody): body is LeaveBody => 'leaveKind' in body;

function leaveOf(body: LeaveBody): Leave {
  const { leaveKind: kind, paid, present = PRESENT_KINDS.includes(kind) } = body;
  const what = { kind, paid, present };
  if (body.kind === 'leave-span') return { ...what, unit: 'span', from: body.from, to: body.to };
  if (body.kind === 'leave-half') return { ...what, unit: 'half', day: body.day, half: body.half };
  return { ...what, unit: 'day', from: body.from, to: body.to };
}

/** The days that a request touches, inclusive. null = the punch that it speaks of is none of this person's. */
export function touchedBy(
  db: ReadableDb,
  personId: number,
  body: RequestBody,
  zone: ZoneDays,
): { readonly from: Day; readonly to: Day } | null {
  const dayAt = (at: number): Day => zone.wallOf(minuteAt(at)).day;
  switch (body.kind) {
    case 'add':
      return { from: dayAt(body.at), to: dayAt(body.at) };
    case 'shift':
    case 'leave-half':
    case 'accept':
      return { from: body.day, to: body.day };
    case 'grant':
      return { from: zone.wallOf(body.grant.from).day, to: zone.wallOf(body.grant.to - 1).day };
    case 'leave-days':
      return { from: body.from, to: body.to };
    case 'leave-span':
      return { from: zone.wallOf(body.from).day, to: zone.wallOf(body.to - 1).day };
    case 'ignore':
    case 'direction':
    case 'give': {
      const at = instantOf(db, personId, body.punch);
      if (at === null) return null;
      const days = [dayAt(at), body.kind === 'give' ? body.day : dayAt(at)];
      return { from: Math.min(...days), to: Math.max(...days) };
    }
  }
}

/** Where a punch stands, by the first letter of its key. */
const PUNCH_AT: Readonly<Record<string, string>> = {
  e: "SELECT at FROM events WHERE id = :id AND person_id = :personId AND kind = 'recognised' AND direction IS NOT NULL",
  i: 'SELECT at FROM imported_punches WHERE id = :id AND person_id = :personId',
  c: `SELECT json_extract(body, '$.at') AS at FROM hour_requests
      WHERE id = :id AND person_id = :personId AND json_extract(body, '$.kind') = 'add'`,
};

/** When a person's punch was, by its key; null = there is none such. */
export function instantOf(db: ReadableDb, personId: number, key: string): number | null {
  const sql = PUNCH_AT[key.slice(0, 1)];
  if (sql === undefined) return null;
  return db.get<{ at: number }>(sql, { id: Number(key.slice(1)), personId })?.at ?? null;
}

export type StoredRequest = {
  readonly id: number;
  readonly personId: number;
  readonly from: Day;
  readonly to: Day;
  /** null = of another version. */
  readonly body: RequestBody | null;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly entered: boolean;
  readonly state: RequestState;
  /** null = nobody has decided. */
  readonly decided: {
    readonly by: string;
    readonly at: number;
    /** By whoever had asked: there was nobody else. */
    readonly self: boolean;
    readonly part: OvertimePart | null;
  } | null;
};

type RequestRow = {
  id: number;
  personId: number;
  from: number;
  to: number;
  body: string;
  reason: string;
  askedBy: string;
  askedAt: number;
  entered: number;
  decision: string | null;
  decidedBy: string | null;
  decidedAt: number | null;
  self: number | null;
  part: string | null;
};

const REQUEST_COLUMNS = `r.id, r.person_id AS personId, r.from_day AS "from", r.to_day AS "to", r.body, r.reason, r.asked_by AS askedBy,
  r.asked_at AS askedAt, r.entered, d.decision, d.decided_by AS decidedBy, d.at AS decidedAt, d.self_decided AS self, d.part`;

function storedRequest(row: RequestRow): StoredRequest {
  const { id, personId, from, to, reason, askedBy, askedAt } = row;
  const body = parseJson(RequestBody, row.body);
  const part = row.part === null ? null : parseJson(OvertimePart, row.part);
  return {
    ...{ id, personId, from, to, reason, askedBy, askedAt },
    body: body.ok ? body.value : null,
    entered: row.entered === 1,
    state: REQUEST_STATES.find((s) => s === row.decision) ?? 'waiting',
    decided:
      row.decidedBy === null
        ? null
        : { by: row.decidedBy, at: row.decidedAt ?? 0, self: row.self === 1, part: part?.ok ? part.value : null },
  };
}

export function getRequest(db: ReadableDb, id: number): StoredRequest | null {
  const row = db.get<RequestRow>(
    `SELECT ${REQUEST_COLUMNS} FROM hour_requests r LEFT JOIN hour_decisions d ON d.id = ${LAST_DECISION} WHERE r.id = :id`,
    { id },
  );
  return row ? storedRequest(row) : null;
}

/** What holds of a person's requests that touch the days, by their first day. */
export function heldRequests(db: ReadableDb, personId: number, from: Day, to: Day): readonly StoredRequest[] {
  return db
    .all<RequestRow>(
      `SELECT ${REQUEST_COLUMNS} FROM hour_requests r JOIN hour_decisions d ON d.id = ${LAST_DECISION}
       WHERE r.person_id = :personId AND r.from_day <= :to AND r.to_day >= :from AND d.decision = 'granted'
       ORDER BY r.from_day, r.id`,
      { personId, from, to },
    )
    .map(storedRequest);
}

/** Newest first. @param personId null = everybody's @param day only what touches it; null = any @param before only older ones; null = from the newest */
export function listRequests(
  db: ReadableDb,
  personId: number | null,
  day: Day | null,
  before: number | null,
  limit: number,
): readonly StoredRequest[] {
  return db
    .all<RequestRow>(
      `SELECT ${REQUEST_COLUMNS} FROM hour_requests r LEFT JOIN hour_decisions d ON d.id = ${LAST_DECISION}
       WHERE ${personId === null ? '1' : 'r.person_id = :personId'} ${day === null ? '' : 'AND :day BETWEEN r.from_day AND r.to_day'}
         AND r.id < :before ORDER BY r.id DESC LIMIT :limit`,
      {
        before: before ?? Number.MAX_SAFE_INTEGER,
        limit,
        ...(personId === null ? {} : { personId }),
        ...(day === null ? {} : { day }),
      },
    )
    .map(storedRequest);
}

/** What nobody has decided yet, the oldest first. */
export function waitingRequests(
  db: ReadableDb,
  limit: number,
): { readonly requests: readonly StoredRequest[]; readonly total: number } {
  const open = 'NOT EXISTS (SELECT 1 FROM hour_decisions d WHERE d.request_id = r.id)';
  const rows = db.all<RequestRow>(
    `SELECT ${REQUEST_COLUMNS} FROM hour_requests r LEFT JOIN hour_decisions d ON 0 WHERE ${open} ORDER BY r.id LIMIT :limit`,
    { limit },
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM hour_requests r WHERE ${open}`)!.n;
  return { requests: rows.map(storedRequest), total };
}

/** How much somebody has asked for that nobody has decided. */
export function waitingOf(db: ReadableDb, personId: number): number {
  return db.get<{ n: number }>(
    `SELECT count(*) AS n FROM hour_requests r WHERE r.person_id = :personId
       AND NOT EXISTS (SELECT 1 FROM hour_decisions d WHERE d.request_id = r.id)`,
    { personId },
  )!.n;
}

/** What may stay as it is, of everybody. */
export function acceptedDays(db: ReadableDb, from: Day, to: Day): readonly Accepted[] {
  return db
    .all<{ personId: number; body: string }>(
      `SELECT r.person_id AS personId, r.body FROM hour_requests r JOIN hour_decisions d ON d.id = ${LAST_DECISION}
       WHERE r.from_day BETWEEN :from AND :to AND json_extract(r.body, '$.kind') = 'accept' AND d.decision = 'granted'`,
      { from, to },
    )
    .flatMap(({ personId, body }) => {
      const parsed = parseJson(RequestBody, body);
      return parsed.ok && parsed.value.kind === 'accept'
        ? [{ personId, day: parsed.value.day, causes: parsed.value.causes }]
        : [];
    });
}

/** A person's punches that granted corrections add, of whatever day. */
export function addedPunches(db: ReadableDb, personId: number): readonly { readonly at: number; readonly zone: string }[] {
  return db
    .all<{ body: string }>(
      `SELECT r.body FROM hour_requests r JOIN hour_decisions d ON d.id = ${LAST_DECISION}
       WHERE r.person_id = :personId AND json_extract(r.body, '$.kind') = 'add' AND d.decision = 'granted'`,
      { personId },
    )
    .flatMap(({ body }) => {
      const parsed = parseJson(RequestBody, body);
      return parsed.ok && parsed.value.kind === 'add' ? [{ at: parsed.value.at, zone: parsed.value.zone }] : [];
    });
}

/** The days of a person's make-up punches that were asked for and neither refused nor withdrawn; what the house entered by itself is none. */
export function makeUpDays(db: ReadableDb, personId: number, from: Day, to: Day): readonly Day[] {
  return db
    .all<{ day: number }>(
      `SELECT r.from_day AS day FROM hour_requests r LEFT JOIN hour_decisions d ON d.id = ${LAST_DECISION}
       WHERE r.person_id = :personId AND r.from_day BETWEEN :from AND :to AND r.entered = 0
         AND json_extract(r.body, '$.kind') = 'add' AND ifnull(d.decision, 'granted') = 'granted'`,
      { personId, from, to },
    )
    .map(({ day }) => day);
}
