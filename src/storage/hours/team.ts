/** The month of everybody: sums by person, charts, and the days behind a part of a chart. */
import { addUp, isBehind, type ChartPart } from '../../domain/hours/charts.ts';
import { firstDayOf } from '../../domain/hours/balance.ts';
import { isoDay } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { CHART_MONTHS, type ChartRows, type HoursCharts, type HoursTeam } from '../../shared/calls/hours.ts';
import type { ReadableDb } from '../file/db.ts';
import { daysOf } from './days.ts';
import { daysOfMonth, monthOf } from './detail.ts';
import { hourPeople, type HourPerson } from './people.ts';
import type { ReadBook } from './plan.ts';
import { monthsOfAll, totalsOf } from './totals.ts';

/** @param text 'YYYY-MM' @param now ms since the epoch */
export function hoursTeam(db: ReadableDb, read: ReadBook, text: string, now: number): HoursTeam {
  const { year, month } = monthOf(text);
  const { from, to } = daysOfMonth({ year, month });
  const people = hourPeople(db, versionAt(read.book.zones, from)!, from, to);
  const ids = people.map((p) => p.id);
  const { totals, stale } = totalsOf(db, read, ids, year * 12 + month, now);
  return { rows: people.flatMap((person) => (totals.has(person.id) ? [{ person, totals: totals.get(person.id)! }] : [])), stale };
}

/** So many people's days are read between two breaths of main's. */
const AT_ONCE = 150;

/** Each step reads some people's days; between them main does something else. */
function* eachDay(
  db: ReadableDb,
  read: ReadBook,
  text: string,
  now: number,
  use: (person: HourPerson, day: HourDay) => void,
): Generator<void> {
  const { from, to } = daysOfMonth(monthOf(text));
  const people = hourPeople(db, versionAt(read.book.zones, from)!, from, to);
  const byId = new Map(people.map((p) => [p.id, p]));
  const ids = [...byId.keys()];
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    for (const day of daysOf(db, read, ids.slice(i, i + AT_ONCE), from, to, now)) use(byId.get(day.personId)!, day);
    yield;
  }
}

const wallMinute = ({ book }: ReadBook) => {
  const zone = book.zones.at(-1)!.value;
  return (at: number): number => zone.wallOf(at).minute;
};

export function* hoursCharts(db: ReadableDb, read: ReadBook, text: string, now: number): Generator<void, HoursCharts> {
  const sums = addUp(wallMinute(read));
  yield* eachDay(db, read, text, now, (person, day) => sums.add(person.department, day));
  const { year, month } = monthOf(text);
  const last = year * 12 + month;
  const { months, stale } = monthsOfAll(db, read, last - CHART_MONTHS + 1, last);
  return { ...sums.charts(), months: months.map((m) => ({ ...m, month: isoDay(firstDayOf(m.month)).slice(0, 7) })), stale };
}

const MOST_ROWS = 300;

export function* rowsBehind(
  db: ReadableDb,
  read: ReadBook,
  text: string,
  part: ChartPart,
  now: number,
): Generator<void, ChartRows> {
  const rows: ChartRows['rows'][number][] = [];
  let total = 0;
  const minuteOf = wallMinute(read);
  yield* eachDay(db, read, text, now, (person, day) => {
    if (!isBehind(part, person.department, day, minuteOf)) return;
    total++;
    if (rows.length < MOST_ROWS) rows.push({ person, day });
  });
  return { total, rows: rows.toSorted((a, b) => a.day.day - b.day.day) };
}
