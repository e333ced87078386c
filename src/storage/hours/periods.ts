/** Closed months: the days as they were when somebody closed the month for everybody. They are what is said of those days from then on. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import * as shared from '../../shared/hours-days.ts';
import { parseJson } from '../../shared/parse.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

/** Rises when the reckoning of days changes, so that a closed month says by which it was made. */
export const HOURS_ENGINE = 3;

export type PeriodDays = { readonly from: Day; /** inclusive */ readonly to: Day };

export type PeriodMark = PeriodDays & {
  readonly id: number;
  readonly mark: 'closed' | 'reopened';
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  readonly engine: number;
};

const MARKS = `SELECT id, from_day AS "from", to_day AS "to", mark, reason, marked_by AS "by", at, engine FROM hour_periods`;

/** What was done to a period, or to all, the newest first. */
export function marksOf(db: ReadableDb, period: PeriodDays | null): readonly PeriodMark[] {
  return period
    ? db.all<PeriodMark>(`${MARKS} WHERE from_day = :from AND to_day = :to ORDER BY id DESC`, period)
    : db.all<PeriodMark>(`${MARKS} ORDER BY id DESC`);
}

/** The closings that hold and touch these days, in order. */
export function closedWithin(db: ReadableDb, { from, to }: PeriodDays): readonly PeriodMark[] {
  return db.all<PeriodMark>(
    `${MARKS} AS p WHERE from_day <= :to AND to_day >= :from AND mark = 'closed'
       AND id = (SELECT max(q.id) FROM hour_periods q WHERE q.from_day = p.from_day AND q.to_day = p.to_day)
     ORDER BY from_day`,
    { from, to },
  );
}

/** Errors: hours-closed {period} where one of these days lies in a closed month. */
export function refusedAsClosed(db: ReadableDb, days: PeriodDays): Result<null> {
  const closed = closedWithin(db, days)[0];
  return closed ? err({ code: 'hours-closed', period: isoDay(closed.from).slice(0, 7) }) : ok(null);
}

/** What a leave was for stands apart: it goes with whoever is erased. */
const Leaves = z.array(z.tuple([z.int(), shared.HourDay.shape.leaves]));
const Days = z.array(shared.HourDay);

/** SHA-256 over the two texts of a row. */
export const hashOf = (days: string, leaves: string): string => createHash('sha256').update(`${days}\n${leaves}`).digest('hex');

/** A month of somebody's days is 20 KB of JSON, and a tenth of that deflated. */
const MOST_BYTES = 1_000_000;

/** @param days of one person's whole period */
function stored(days: readonly HourDay[]): { readonly days: Uint8Array; readonly leaves: string; readonly hash: string } {
  const text = JSON.stringify(days.map((day): HourDay => ({ ...day, leaves: [], closed: true })));
  const leaves = JSON.stringify(days.filter((d) => d.leaves.length > 0).map((d) => [d.day, d.leaves]));
  return { days: deflateRawSync(text), leaves, hash: hashOf(text, leaves) };
}

/** null = that is not what was written. */
function textOf(days: Uint8Array): string | null {
  try {
    return inflateRawSync(days, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return null;
  }
}

/** What a closing says of a person; null = nothing: they were not there, or what is stored cannot be read. */
export function closedDays(db: ReadableDb, closing: number, personId: number): readonly HourDay[] | null {
  const row = db.get<{ days: Uint8Array; leaves: string }>(
    'SELECT days, leaves FROM closed_days WHERE person_id = :personId AND closing_id = :closing',
    { personId, closing },
  );
  if (!row) return null;
  const text = textOf(row.days);
  if (text === null) return null;
  const [days, leaves] = [parseJson(Days, text), parseJson(Leaves, row.leaves)];
  if (!days.ok || !leaves.ok) return null;
  const of = new Map(leaves.value);
  return days.value.map((day) => ({ ...day, leaves: of.get(day.day) ?? [] }));
}

/** Whether a person's row is as it was written; of whoever was erased since, as far as it is left, nobody can say otherwise. */
export function isAsWritten(db: ReadableDb, closing: number, personId: number): boolean {
  const row = db.get<{ days: Uint8Array; leaves: string; hash: string; erased: number }>(
    `SELECT c.days, c.leaves, c.hash, p.purged_at IS NOT NULL AS erased FROM closed_days c JOIN people p ON p.id = c.person_id
     WHERE c.person_id = :personId AND c.closing_id = :closing`,
    { personId, closing },
  );
  return !row || row.erased === 1 || hashOf(textOf(row.days) ?? '', row.leaves) === row.hash;
}

export type NewMark = PeriodDays & { readonly reason: string; readonly by: string; readonly at: number };

/** Closes a period with everybody's days as they are now. Value: how many people. Errors: hours-closed {period}. */
export function closePeriod(
  db: WritableDb,
  { from, to, reason, by, at }: NewMark,
  days: ReadonlyMap<number, readonly HourDay[]>,
): Result<number> {
  return guard(db, () => {
    const closed = refusedAsClosed(db, { from, to });
    if (!closed.ok) return closed;
    const { lastInsertRowid: closing } = db.run(
      `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (:from, :to, 'closed', :reason, :by, :at, :engine)`,
      { from, to, reason, by, at, engine: HOURS_ENGINE },
    );
    for (const [personId, own] of days)
      db.run(
        'INSERT INTO closed_days (person_id, closing_id, days, leaves, hash) VALUES (:personId, :closing, :days, :leaves, :hash)',
        { personId, closing, ...stored(own) },
      );
    return ok(days.size);
  });
}

/** Its days are reckoned again; what they were stays on record. Errors: hours-open. */
export function reopenPeriod(db: WritableDb, { from, to, reason, by, at }: NewMark): Result<null> {
  return guard(db, () => {
    if (!closedWithin(db, { from, to }).some((p) => p.from === from && p.to === to)) return err({ code: 'hours-open' });
    db.run(
      `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (:from, :to, 'reopened', :reason, :by, :at, :engine)`,
      { from, to, reason, by, at, engine: HOURS_ENGINE },
    );
    return ok(null);
  });
}

/** Who is done with for a period, before it is closed. */
export function finishedPeople(db: ReadableDb, from: Day): readonly number[] {
  return db
    .all<{ id: number }>('SELECT person_id AS id FROM finished_people WHERE from_day = :from ORDER BY person_id', { from })
    .map(({ id }) => id);
}

/** Value: whose mark changed. Errors: person-gone. */
export function setFinished(
  db: WritableDb,
  people: readonly number[],
  from: Day,
  finished: boolean,
  by: string,
  at: number,
): Result<readonly number[]> {
  return guard(db, () => {
    const changed: number[] = [];
    for (const personId of people) {
      if (!db.get('SELECT 1 FROM people WHERE id = :personId AND purged_at IS NULL', { personId }))
        return err({ code: 'person-gone' });
      const { changes } = finished
        ? db.run(
            `INSERT INTO finished_people (person_id, from_day, marked_by, at) VALUES (:personId, :from, :by, :at) ON CONFLICT DO NOTHING`,
            { personId, from, by, at },
          )
        : db.run('DELETE FROM finished_people WHERE person_id = :personId AND from_day = :from', { personId, from });
      if (changes > 0) changed.push(personId);
    }
    return ok(changed);
  });
}
