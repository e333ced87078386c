/** A person's month as a calendar shows it, a day with what is behind its figures, and what one more correction would change. */
import { isDeepStrictEqual } from 'node:util';
import { balanceOf, firstOfMonth, periodOf } from '../../domain/hours/balance.ts';
import { isoDay, minuteAt, type Day } from '../../domain/hours/days.ts';
import { detailOf, originOf, type DayDetail } from '../../domain/hours/detail.ts';
import { comparable, figuresOf, type HourDay } from '../../domain/hours/figures.ts';
import { warningsOf } from '../../domain/hours/limits.ts';
import { countedOf } from '../../domain/hours/overtime.ts';
import { assignmentOf, versionAt } from '../../domain/hours/plan.ts';
import { lengthOf } from '../../domain/hours/spans.ts';
import { markOf, sumOf } from '../../domain/hours/totals.ts';
import type { HoursPerson, HoursPreview } from '../../shared/calls/hours.ts';
import type { RequestBody } from '../../shared/hours.ts';
import type { ReadableDb } from '../file/db.ts';
import { daysOf, monthsOf, openDaysOf } from './days.ts';
import { reckonMonth, type PersonMonth } from './month.ts';
import { hourPerson } from './people.ts';
import type { ReadBook } from './plan.ts';
import { asGranted, grantedOf, touchedBy } from './requests.ts';

/** @param month 0 = January */
export type MonthOf = { readonly year: number; readonly month: number };

/** @param text 'YYYY-MM' */
export function monthOf(text: string): MonthOf {
  const [year = 0, month = 1] = text.split('-').map(Number);
  return { year, month: month - 1 };
}

export const daysOfMonth = ({ year, month }: MonthOf): { readonly from: Day; readonly to: Day } => ({
  from: firstOfMonth(year, month),
  to: firstOfMonth(year, month + 1) - 1,
});

const monthOfDay = (day: Day): MonthOf => monthOf(isoDay(day).slice(0, 7));

/** null = there is no such person. @param now ms since the epoch */
export function personMonth(db: ReadableDb, read: ReadBook, personId: number, of: MonthOf, now: number): HoursPerson | null {
  const zone = versionAt(read.book.zones, minuteAt(now))!;
  const known = hourPerson(db, zone, personId);
  const reckoned = reckonMonth(db, read, personId, of.year, of.month, now);
  if (!known || !reckoned) return null;
  const { from, to } = daysOfMonth(of);
  const figures = daysOf(db, read, [personId], from, to, now);
  const { worker } = known;
  return {
    person: known.person,
    days: figures.map((day) => ({
      mark: markOf(day, worker.joined, isAssigned(read, worker, day.day), minuteAt(now)),
      figures: day,
    })),
    today: zone.wallOf(minuteAt(now)).day,
    calendar: calendarOf(read, from, to),
    totals: sumOf(figures),
    balance: balance(db, read, personId, to, now),
    warnings: warningsOf(
      reckoned.records,
      reckoned.buckets.filter((b) => b.date >= from && b.date <= to),
    ),
    unreadable: { plan: read.unreadable.map((u) => u.name), requests: reckoned.unreadable.length },
  };
}

export const isAssigned = ({ book }: ReadBook, worker: Parameters<typeof assignmentOf>[1], day: Day): boolean =>
  assignmentOf(book.assignments, worker, day).assignment !== null;

export function calendarOf({ book }: ReadBook, from: Day, to: Day): HoursPerson['calendar'] {
  return [...book.calendar.values()]
    .filter((c) => c.day >= from && c.day <= to)
    .map(({ day, name, kind }) => ({ day, name, kind }))
    .toSorted((a, b) => a.day - b.day);
}

/** Of the period that the day lies in, by that day's rule; its days to come count as they are planned. */
function balance(db: ReadableDb, read: ReadBook, personId: number, day: Day, now: number): HoursPerson['balance'] {
  const rule = versionAt(read.book.rules, day)!.balance;
  if (!rule) return null;
  const { from, to } = periodOf(day, rule);
  const records = monthsOf(from, to)
    .flatMap(([year, month]) => reckonMonth(db, read, personId, year, month, now)?.records ?? [])
    .filter((r) => r.day >= from && r.day <= to);
  // What is worked on a statutory day is paid by itself, and balances nothing.
  const result = balanceOf(records, rule, (r) => (r.plan.kind === 'statutory' ? 0 : lengthOf(countedOf(r))));
  return { from, to, ...result };
}

export type OpenDay = {
  /** Of a closed month as they were closed. */
  readonly figures: HourDay;
  /** As it is reckoned now, whatever was closed. */
  readonly detail: DayDetail;
  /** What a closed day would come out as now, where that is something else. */
  readonly now: HourDay | null;
};

/** null = there is no such person. @param now ms since the epoch */
export function dayDetail(db: ReadableDb, read: ReadBook, personId: number, day: Day, now: number): OpenDay | null {
  const { year, month } = monthOfDay(day);
  const reckoned = reckonMonth(db, read, personId, year, month, now);
  const known = hourPerson(db, versionAt(read.book.zones, day)!, personId);
  const record = reckoned?.records.find((r) => r.day === day);
  if (!reckoned || !known || !record) return null;
  const own = grantedOf(db, personId, day, day).corrections.findLast((c) => c.kind === 'shift' && c.day === day);
  const override = own?.kind === 'shift' ? own.shift : undefined;
  const figures = daysOf(db, read, [personId], day, day, now)[0];
  if (!figures) return null;
  const origin = originOf(read.book, known.worker, record.plan, override);
  const open = figures.closed ? openDaysOf(db, read, [personId], day, day, now)[0] : undefined;
  const differs = open !== undefined && !isDeepStrictEqual(comparable(open), comparable(figures));
  return { figures, detail: detailOf(record, reckoned.plans, reckoned.ignored, origin), now: differs ? open : null };
}

/** Nothing of it is kept. null = there is no such person. @param day on which the request was thought of, beside those that it touches */
export function previewOf(
  db: ReadableDb,
  read: ReadBook,
  personId: number,
  day: Day,
  body: RequestBody,
  now: number,
): HoursPreview | null {
  const touched = touchedBy(db, personId, body, versionAt(read.book.zones, day)!) ?? { from: day, to: day };
  const from = daysOfMonth(monthOfDay(Math.min(day, touched.from))).from;
  const to = Math.min(daysOfMonth(monthOfDay(Math.max(day, touched.to))).to, from + MOST_DAYS);
  // Later than any that was granted: of two that speak of one thing it is the one that holds.
  const more = asGranted(Number.MAX_SAFE_INTEGER, body);
  const both = monthsOf(from, to).map(([year, month]) => [
    reckonMonth(db, read, personId, year, month, now),
    reckonMonth(db, read, personId, year, month, now, more),
  ]);
  const inMonth = (reckoned: PersonMonth): readonly HourDay[] => {
    const own = new Set(reckoned.records.map((r) => r.day));
    return figuresOf(personId, { ...reckoned, records: reckoned.around }).filter((d) => own.has(d.day));
  };
  const before = both.flatMap(([now_]) => (now_ ? inMonth(now_) : []));
  const after = both.flatMap(([, then]) => (then ? inMonth(then) : []));
  if (before.length === 0 || before.length !== after.length) return null;
  return {
    days: before.flatMap((old, i) => {
      const changed = after[i]!;
      return JSON.stringify(old) === JSON.stringify(changed) ? [] : [{ before: old, after: changed }];
    }),
    before: sumOf(before),
    after: sumOf(after),
  };
}

/** No request touches more days; with the months around them. */
const MOST_DAYS = 400;
