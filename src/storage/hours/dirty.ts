/**
 * Which days are to be reckoned again. The tables that days follow from mark them by themselves (step 310); here the marks are read, worked off and, for
 * what no table says (a window that has closed, another zone, another engine), set.
 */
import { lastDayOf, firstDayOf, monthOf, type Month } from '../../domain/hours/balance.ts';
import { LAST_DAY, minuteAt, type Day } from '../../domain/hours/days.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { stretchOf, windowOf } from './month.ts';
import { HOURS_ENGINE } from './periods.ts';
import type { ReadBook } from './plan.ts';

/** Whose mark is meant for everybody, until it has been handed out. */
const EVERYBODY = 0;

/** `nextDay`: months that began before it have been reckoned since the mark was set. */
export type Mark = { readonly personId: number; readonly from: Day; readonly to: Day; readonly nextDay: Day };

/** A clock may have said anything when an event was written: what lies beyond the days that are reckoned at all is at their edge. */
const within = (column: string): string => `max(0, min(${column}, ${LAST_DAY}))`;
const COLUMNS = `person_id AS personId, ${within('from_day')} AS "from", ${within('to_day')} AS "to", next_day AS nextDay`;

/** What days follow from that is in no table of the plan. */
const reckonedBy = ({ book }: ReadBook): string => `${HOURS_ENGINE} ${book.zones.at(-1)!.value.name} ${book.makeUpDayAs}`;

/** Whether what is kept was reckoned by this engine, zone and make-up weekday. */
const isOfNow = (db: ReadableDb, read: ReadBook): boolean =>
  db.get<{ by: string }>('SELECT reckoned_by AS "by" FROM hours_state WHERE id = 1')?.by === reckonedBy(read);

/** Whether a person's month is as it was kept. */
export type Clean = (personId: number, month: Month) => boolean;

/** Nothing is, where it was kept by another engine, zone or make-up weekday. */
export function cleanMonths(db: ReadableDb, read: ReadBook, people: readonly number[]): Clean {
  if (!isOfNow(db, read)) return () => false;
  const marks = new Map(
    db
      .all<Mark>(`SELECT ${COLUMNS} FROM dirty_days WHERE person_id IN (SELECT value FROM json_each(:people))`, {
        people: JSON.stringify([EVERYBODY, ...people]),
      })
      .map((mark) => [mark.personId, mark]),
  );
  const all = marks.get(EVERYBODY);
  return (personId, month) => {
    const own = marks.get(personId);
    return !(own && touches(read, own, month)) && !(all && touches(read, all, month));
  };
}

function touches({ book }: ReadBook, { from, to, nextDay }: Mark, month: Month): boolean {
  const window = windowOf(stretchOf(book, month));
  return firstDayOf(month) >= nextDay && from <= window.to && window.from <= to;
}

/** Of how many people something in these months is not as it was kept. @param last inclusive */
export function stalePeople(db: ReadableDb, read: ReadBook, first: Month, last: Month): number {
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i).map((month) => ({
    begins: firstDayOf(month),
    ...windowOf(stretchOf(read.book, month)),
  }));
  const stale = db
    .all<Mark>(`SELECT ${COLUMNS} FROM dirty_days`)
    .filter((mark) => months.some((m) => m.begins >= mark.nextDay && mark.from <= m.to && m.from <= mark.to));
  return isOfNow(db, read) && !stale.some((mark) => mark.personId === EVERYBODY)
    ? stale.length
    : db.get<{ n: number }>('SELECT count(*) AS n FROM people WHERE purged_at IS NULL')!.n;
}

/** The months of a range that a mark touches. */
export function touchedMonths(read: ReadBook, mark: Mark, first: Month, last: Month): readonly Month[] {
  const out: Month[] = [];
  for (let month = first; month <= last; month++) if (touches(read, mark, month)) out.push(month);
  return out;
}

/** Marks somebody's days; null = everybody's. */
export function markDays(db: WritableDb, personId: number | null, from: Day, to: Day): void {
  db.run(
    `INSERT INTO dirty_days (person_id, from_day, to_day) VALUES (:id, :from, :to)
     ON CONFLICT (person_id) DO UPDATE SET from_day = min(from_day, :from), to_day = max(to_day, :to), next_day = 0`,
    { id: personId ?? EVERYBODY, from, to },
  );
}

/** Whoever is next, after what was meant for everybody has been handed out; null = all is done. @param but whom not */
export function nextMark(db: WritableDb, but: ReadonlySet<number> = new Set()): Mark | null {
  const next = (): Mark | undefined =>
    db.get<Mark>(
      `SELECT ${COLUMNS} FROM dirty_days WHERE person_id NOT IN (SELECT value FROM json_each(:but)) ORDER BY person_id LIMIT 1`,
      { but: JSON.stringify([...but]) },
    );
  if (next()?.personId === EVERYBODY) {
    db.run(
      `INSERT INTO dirty_days (person_id, from_day, to_day) SELECT p.id, d.from_day, d.to_day FROM people p, dirty_days d WHERE d.person_id = :all AND p.purged_at IS NULL
       ON CONFLICT (person_id) DO UPDATE SET from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day), next_day = 0`,
      { all: EVERYBODY },
    );
    db.run('DELETE FROM dirty_days WHERE person_id = :all', { all: EVERYBODY });
  }
  return next() ?? null;
}

export function doneBefore(db: WritableDb, personId: number, nextDay: Day): void {
  db.run('UPDATE dirty_days SET next_day = :nextDay WHERE person_id = :personId', { personId, nextDay });
}

export function done(db: WritableDb, personId: number): void {
  db.run('DELETE FROM dirty_days WHERE person_id = :personId', { personId });
}

/** How many people wait, and from which day to which. */
export type Waiting = { readonly people: number; readonly from: Day; readonly to: Day };
export function waiting(db: ReadableDb): Waiting | null {
  const row = db.get<{ people: number; everybody: number; from: Day | null; to: Day | null }>(
    `SELECT count(*) AS people, ifnull(sum(person_id = ${EVERYBODY}), 0) AS everybody, min(${within('from_day')}) AS "from", max(${within('to_day')}) AS "to" FROM dirty_days`,
  )!;
  if (row.from === null || row.to === null) return null;
  const people =
    row.everybody > 0 ? db.get<{ n: number }>('SELECT count(*) AS n FROM people WHERE purged_at IS NULL')!.n : row.people;
  return { people, from: row.from, to: row.to };
}

/** People who wait, at most so many; null = more than that. */
export function whoWaits(db: ReadableDb, most: number): readonly number[] | null {
  const ids = db.all<{ id: number }>('SELECT person_id AS id FROM dirty_days ORDER BY person_id LIMIT :n', { n: most + 1 });
  return ids.length > most || ids[0]?.id === EVERYBODY ? null : ids.map(({ id }) => id);
}

/** Who has a day whose window has closed since it was kept. @param now ms since the epoch */
export function duePeople(db: ReadableDb, days: { readonly from: Day; readonly to: Day }, now: number): ReadonlySet<number> {
  const rows = db.all<{ id: number }>(
    `SELECT DISTINCT person_id AS id FROM day_records INDEXED BY day_records_open
     WHERE verdict = 0 AND closes_at <= :now AND day BETWEEN :from AND :to`,
    { ...days, now: minuteAt(now) },
  );
  return new Set(rows.map(({ id }) => id));
}

/** Marks what has become due by itself: windows that closed, a month that has begun, another zone or engine. @param now ms since the epoch */
export function markDue(db: WritableDb, read: ReadBook, now: number): Result<null> {
  return guard(db, () => {
    const by = reckonedBy(read);
    const today = todayOf(read, now);
    const month = monthOf(today);
    const state = db.get<{ by: string; through: Month }>(
      'SELECT reckoned_by AS "by", through_month AS through FROM hours_state WHERE id = 1',
    );
    if (state?.by !== by) markDays(db, null, 0, lastDayOf(month));
    else if (state.through < month) markDays(db, null, lastDayOf(state.through) + 1, lastDayOf(month));
    if (state?.by !== by || state.through < month)
      db.run('INSERT OR REPLACE INTO hours_state (id, reckoned_by, through_month) VALUES (1, :by, :month)', { by, month });
    const closed = db.all<{ id: number; from: Day; to: Day }>(
      `SELECT person_id AS id, min(day) AS "from", max(day) AS "to" FROM day_records INDEXED BY day_records_open WHERE verdict = 0 AND closes_at <= :now GROUP BY person_id`,
      { now: minuteAt(now) },
    );
    for (const { id, from, to } of closed) markDays(db, id, from, to);
    return ok(null);
  });
}

/** The site's day. @param now ms since the epoch */
export const todayOf = ({ book }: ReadBook, now: number): Day =>
  zoneDays(book.zones.at(-1)!.value.name).wallOf(minuteAt(now)).day;
