/** What was asked for about somebody's hours, and what was decided. Nothing of it is ever changed: the last decision holds. */
import type { Correction } from '../../domain/hours/collect.ts';
import type { Day } from '../../domain/hours/days.ts';
import type { Leave } from '../../domain/hours/model.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { RequestBody, type DECISIONS } from '../../shared/hours.ts';
import { parseJson } from '../../shared/parse.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type NewRequest = {
  readonly personId: number;
  /** The days that it touches, inclusive. */
  readonly from: Day;
  readonly to: Day;
  readonly body: RequestBody;
  readonly reason: string;
  readonly askedBy: string;
  /** ms since the epoch. */
  readonly at: number;
};

/** Value: its id. Errors: person-gone. */
export function askFor(db: WritableDb, { personId, from, to, body, reason, askedBy, at }: NewRequest): Result<number> {
  return guard(db, () => {
    if (db.get('SELECT 1 FROM people WHERE id = :personId', { personId }) === undefined) return err({ code: 'person-gone' });
    const { lastInsertRowid: id } = db.run(
      `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at)
       VALUES (:personId, :from, :to, :body, :reason, :askedBy, :at)`,
      { personId, from, to, body: JSON.stringify(body), reason, askedBy, at },
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
  readonly at: number;
};

/** Errors: access-gone. */
export function decide(db: WritableDb, { requestId, decision, decidedBy, selfDecided, at }: NewDecision): Result<null> {
  return guard(db, () => {
    if (db.get('SELECT 1 FROM hour_requests WHERE id = :requestId', { requestId }) === undefined)
      return err({ code: 'access-gone' });
    db.run(
      `INSERT INTO hour_decisions (request_id, decision, decided_by, self_decided, at) VALUES (:requestId, :decision, :decidedBy, :self, :at)`,
      { requestId, decision, decidedBy, self: selfDecided ? 1 : 0, at },
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

/** What holds of a person's requests that touch the days: of each the last decision, granted. */
export function grantedOf(db: ReadableDb, personId: number, from: Day, to: Day): Granted {
  const rows = db.all<{ id: number; from: number; to: number; body: string }>(
    `SELECT r.id, r.from_day AS "from", r.to_day AS "to", r.body FROM hour_requests r
     WHERE r.person_id = :personId AND r.from_day <= :to AND r.to_day >= :from
       AND (SELECT d.decision FROM hour_decisions d WHERE d.request_id = r.id ORDER BY d.id DESC LIMIT 1) = 'granted'
     ORDER BY r.id`,
    { personId, from, to },
  );
  const corrections: Correction[] = [];
  const leaves: Leave[] = [];
  const unreadable: { id: number; from: Day; to: Day }[] = [];
  for (const { id, from: first, to: last, body } of rows) {
    const parsed = parseJson(RequestBody, body);
    if (!parsed.ok) unreadable.push({ id, from: first, to: last });
    else if (isLeave(parsed.value)) leaves.push(leaveOf(parsed.value));
    else corrections.push({ id, ...parsed.value });
  }
  return { corrections, leaves, unreadable };
}

type LeaveBody = Extract<RequestBody, { leaveKind: string }>;
const isLeave = (body: RequestBody): body is LeaveBody => 'leaveKind' in body;

function leaveOf(body: LeaveBody): Leave {
  const { leaveKind: kind, paid } = body;
  if (body.kind === 'leave-span') return { kind, paid, unit: 'span', from: body.from, to: body.to };
  if (body.kind === 'leave-half') return { kind, paid, unit: 'half', day: body.day, half: body.half };
  return { kind, paid, unit: 'day', from: body.from, to: body.to };
}
