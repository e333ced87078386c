/** Days as figures: what every list, total and file of hours is made of. */
import { firstOfMonth } from '../../domain/hours/balance.ts';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { figuresOf, type HourDay } from '../../domain/hours/figures.ts';
import type { ReadableDb } from '../file/db.ts';
import { reckonMonth } from './month.ts';
import { closedDays, closedWithin } from './periods.ts';
import type { ReadBook } from './plan.ts';

/**
 * Each day of each person, in the order of `people` and then by day; of a person who is not there, none. Those of closed months are as they were then.
 * @param from inclusive @param to inclusive @param now ms since the epoch
 */
export function daysOf(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  from: Day,
  to: Day,
  now: number,
): readonly HourDay[] {
  const months = monthsOf(from, to).map(([year, month]) => {
    const days = { from: firstOfMonth(year, month), to: firstOfMonth(year, month + 1) - 1 };
    return { ...days, closing: closedWithin(db, days)[0]?.id ?? null };
  });
  return people.flatMap((personId) =>
    months.flatMap(({ closing, ...month }) => {
      const [first, last] = [Math.max(from, month.from), Math.min(to, month.to)];
      const closed = closing === null ? null : closedDays(db, closing, personId);
      return closed?.filter((d) => d.day >= first && d.day <= last) ?? openDaysOf(db, read, [personId], first, last, now);
    }),
  );
}

/** The same as they come out now, whatever was closed. */
export function openDaysOf(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  from: Day,
  to: Day,
  now: number,
): readonly HourDay[] {
  return people.flatMap((personId) =>
    monthsOf(from, to).flatMap(([year, month]) => {
      const reckoned = reckonMonth(db, read, personId, year, month, now);
      if (!reckoned) return [];
      const [first, last] = [Math.max(from, firstOfMonth(year, month)), Math.min(to, firstOfMonth(year, month + 1) - 1)];
      return figuresOf(personId, { ...reckoned, records: reckoned.around }).filter((d) => d.day >= first && d.day <= last);
    }),
  );
}

/** The months that hold the days. Months count from 0 = January. */
export function monthsOf(from: Day, to: Day): readonly (readonly [year: number, month: number])[] {
  const [year = 0, month = 1] = isoDay(from).split('-').map(Number);
  const out: [number, number][] = [];
  for (let i = month - 1; from <= to && firstOfMonth(year, i) <= to; i++) out.push([year + Math.floor(i / 12), i % 12]);
  return out;
}
