/** Days as figures: what every list, total and file of hours is made of. Kept where nothing has changed since, else reckoned as somebody asks. */
import { firstDayOf, lastDayOf, monthOf, type Month } from '../../domain/hours/balance.ts';
import { minuteAt, type Day } from '../../domain/hours/days.ts';
import { figuresOf, type HourDay } from '../../domain/hours/figures.ts';
import type { ReadableDb } from '../file/db.ts';
import { cleanMonths } from './dirty.ts';
import { reckonMonth } from './month.ts';
import { closedDays, closedWithin } from './periods.ts';
import type { ReadBook } from './plan.ts';
import { storedDays } from './stored.ts';

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
  const out = new Map(people.map((id) => [id, [] as HourDay[]]));
  for (const [year, month] of monthsOf(from, to)) {
    const whole = { from: firstDayOf(year * 12 + month), to: lastDayOf(year * 12 + month) };
    const [first, last] = [Math.max(from, whole.from), Math.min(to, whole.to)];
    const closing = closedWithin(db, whole)[0]?.id ?? null;
    const open = people.filter((id) => {
      const closed = closing === null ? null : closedDays(db, closing, id);
      if (closed) out.get(id)!.push(...closed.filter((d) => d.day >= first && d.day <= last));
      return !closed;
    });
    for (const day of openDaysOf(db, read, open, first, last, now)) out.get(day.personId)!.push(day);
  }
  return people.flatMap((id) => out.get(id)!);
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
  if (people.length === 0 || from > to) return [];
  const clean = cleanMonths(db, read, people);
  const kept = storedDays(db, read, people, from, to);
  const months = monthsOf(from, to).map(([year, of]) => {
    const month = year * 12 + of;
    return { month, first: Math.max(from, firstDayOf(month)), last: Math.min(to, lastDayOf(month)) };
  });
  return people.flatMap((personId) => {
    const own = kept.get(personId) ?? [];
    const out: HourDay[] = [];
    let at = 0;
    for (const { month, first, last } of months) {
      const begin = at;
      while (at < own.length && own[at]!.day <= last) at++;
      const there = own.slice(begin, at);
      const holds = there.length === last - first + 1 && clean(personId, month) && there.every((d) => isAsOf(d, now));
      out.push(...(holds ? there : reckoned(db, read, personId, month, now).filter((d) => d.day >= first && d.day <= last)));
    }
    return out;
  });
}

/** Whether a day that waited, or did not, still does. */
const isAsOf = ({ verdict, closesAt }: HourDay, now: number): boolean =>
  (verdict === 'open') === (closesAt !== null && minuteAt(now) < closesAt);

function reckoned(db: ReadableDb, read: ReadBook, personId: number, month: Month, now: number): readonly HourDay[] {
  const of = reckonMonth(db, read, personId, Math.floor(month / 12), month % 12, now);
  return of ? figuresOf(personId, { ...of, records: of.around }) : [];
}

/** The months that hold the days. Months count from 0 = January. */
export function monthsOf(from: Day, to: Day): readonly (readonly [year: number, month: number])[] {
  const out: [number, number][] = [];
  for (let month = monthOf(from); from <= to && month <= monthOf(to); month++) out.push([Math.floor(month / 12), month % 12]);
  return out;
}
