/** Works off what is to be reckoned again, a piece at a time; each piece is a transaction, so that whatever ends the app loses nothing. */
import { firstDayOf, lastDayOf, monthOf, type Month } from '../../domain/hours/balance.ts';
import { LAST_DAY, type Day } from '../../domain/hours/days.ts';
import { figuresOf } from '../../domain/hours/figures.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { done, doneBefore, nextMark, todayOf, touchedMonths, type Mark } from './dirty.ts';
import { inMonth, reckonStretch, stretchOf, type PersonMonth, type Stretch } from './month.ts';
import { storageFault } from '../file/faults.ts';
import { closedDays, closedWithin } from './periods.ts';
import type { ReadBook } from './plan.ts';
import { keepDays } from './stored.ts';
import { keepTotals } from './totals.ts';

/** What a piece of work has changed. */
export type Worked = {
  /** Nothing is left. */
  readonly done: boolean;
  /** Months of people that were reckoned. */
  readonly months: number;
  /** Who could not be reckoned: their marks stay. It is a fault of ours, and keeps nobody else's days from being reckoned. */
  readonly failed: readonly { readonly personId: number; readonly error: unknown }[];
  /** Whose rows differ from before, and from which day to which. */
  readonly changed: ReadonlyMap<number, { readonly from: Day; readonly to: Day }>;
};

/**
 * @param now ms since the epoch
 * @param enough asked after each stretch of somebody's months: true = the rest is for another time
 * @param but who is left as they are: they failed before
 * Errors: the disk's; then nothing of the piece was kept.
 */
export function workOff(
  db: WritableDb,
  read: ReadBook,
  now: number,
  enough: () => boolean,
  but: ReadonlySet<number> = new Set(),
): Result<Worked> {
  return guard<Worked>(db, () => {
    const changed = new Map<number, { from: Day; to: Day }>();
    const failed: { personId: number; error: unknown }[] = [];
    const horizon = monthOf(todayOf(read, now));
    let months = 0;
    do {
      const mark = nextMark(db, new Set([...but, ...failed.map((f) => f.personId)]));
      if (!mark) return ok({ done: true, months, failed, changed });
      try {
        const piece = db.transaction(() => workOn(db, read, mark, { horizon, now, enough }));
        months += piece.months;
        if (piece.changed) changed.set(mark.personId, widened(changed.get(mark.personId) ?? null, piece.changed));
      } catch (error) {
        // A disk that takes nothing takes nothing of anybody.
        if (storageFault(error)) throw error;
        failed.push({ personId: mark.personId, error });
      }
    } while (!enough());
    return ok({ done: false, months, failed, changed });
  });
}

/** Months: a year, and the one before. */
const LONGEST_STRETCH = 13;

type Range = { readonly from: Day; readonly to: Day };
const widened = (had: Range | null, more: Range): Range =>
  had ? { from: Math.min(had.from, more.from), to: Math.max(had.to, more.to) } : more;

/** One person's months, or as many of their stretches as there is time for. */
function workOn(
  db: WritableDb,
  read: ReadBook,
  mark: Mark,
  { horizon, now, enough }: { readonly horizon: Month; readonly now: number; readonly enough: () => boolean },
): { readonly months: number; readonly changed: Range | null } {
  const { personId } = mark;
  const first = firstMonthOf(db, personId);
  // What is kept of days that nobody is asked for any more would stay as it was.
  if (mark.nextDay === 0) forget(db, personId, first === null ? null : { from: firstDayOf(first), to: lastDayOf(horizon) });
  let changed: Range | null = null;
  let months = 0;
  if (first !== null) {
    const from = Math.max(first, monthOf(Math.max(mark.from, 0)) - LONGEST_STRETCH);
    const to = Math.min(horizon, monthOf(mark.to) + LONGEST_STRETCH);
    let stretch: Stretch = { first: 0, last: -1 };
    let whole: PersonMonth | null = null;
    for (const month of touchedMonths(read, mark, from, to)) {
      const own = stretchOf(read.book, month);
      if (own.first !== stretch.first || own.last !== stretch.last) {
        if (months > 0 && enough()) {
          doneBefore(db, personId, firstDayOf(month));
          return { months, changed };
        }
        stretch = own;
        whole = reckonStretch(db, read, personId, own, now);
      }
      if (whole && keepMonth(db, read, personId, month, whole))
        changed = widened(changed, { from: firstDayOf(month), to: lastDayOf(month) });
      months++;
    }
  }
  done(db, personId);
  return { months, changed };
}

function keepMonth(db: WritableDb, read: ReadBook, personId: number, month: Month, whole: PersonMonth): boolean {
  const { records, around, ...rest } = inMonth(whole, month);
  const inside = new Set(records.map((r) => r.day));
  const days = figuresOf(personId, { ...rest, records: around }).filter((d) => inside.has(d.day));
  const closing = closedWithin(db, { from: firstDayOf(month), to: lastDayOf(month) })[0];
  keepTotals(db, read, personId, month, (closing && closedDays(db, closing.id, personId)) ?? days);
  return keepDays(db, days) > 0;
}

/** What is kept of a person outside of the days; null = all of it. */
function forget(db: WritableDb, personId: number, but: Range | null): void {
  const range = { personId, from: but?.from ?? 1, to: but?.to ?? 0 };
  db.run('DELETE FROM day_records WHERE person_id = :personId AND (day < :from OR day > :to)', range);
  const months = { personId, from: but ? monthOf(but.from) : 1, to: but ? monthOf(but.to) : 0 };
  db.run('DELETE FROM month_totals WHERE person_id = :personId AND (month < :from OR month > :to)', months);
}

/** The month in which a person's days begin: with the first punch or request, or as they were enrolled. null = there is nobody, or they were erased. */
function firstMonthOf(db: ReadableDb, personId: number): Month | null {
  const row = db.get<{ first: number; asked: Day | null }>(
    `SELECT min(p.enrolled_at, ifnull((SELECT min(e.at) FROM events e WHERE e.person_id = p.id AND e.kind = 'recognised'), p.enrolled_at),
         ifnull((SELECT i.at FROM imported_punches i WHERE i.person_id = p.id ORDER BY i.at LIMIT 1), p.enrolled_at)) AS first,
       (SELECT min(r.from_day) FROM hour_requests r WHERE r.person_id = p.id) AS asked
     FROM people p WHERE p.id = :personId AND p.purged_at IS NULL`,
    { personId },
  );
  if (!row) return null;
  // The day before: in the site's zone it may be another one.
  const day = Math.floor(row.first / 86_400_000) - 1;
  return monthOf(Math.max(0, Math.min(LAST_DAY, day, row.asked ?? LAST_DAY)));
}
