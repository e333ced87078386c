/** The month of everybody: sums by person, charts, and the days behind a part of a chart. */
import { addUp, isBehind, type ChartPart, type Charts } from '../../domain/hours/charts.ts';
import { firstDayOf } from '../../domain/hours/balance.ts';
import { isoDay } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { CHART_MONTHS, type ChartRows, type HoursCharts, type HoursTeam } from '../../shared/calls/hours.ts';
import type { ReadableDb } from '../file/db.ts';
import { keptCharts, wallMinute } from './charts.ts';
import { daysOf } from './days.ts';
import { daysOfMonth, monthOf } from './detail.ts';
import { hourPeople, type HourPerson } from './people.ts';
import type { ReadBook } from './plan.ts';
import { monthsOfAll, RECKONED, totalsOf, unsurePeople } from './totals.ts';

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
/** Of so many days are reckoned anew while somebody waits for a chart; it takes longer than reading them. */
const RECKONED_AT_ONCE = 20;

/** Each step reads some people's days; between them main does something else. */
function* eachDay(
  db: ReadableDb,
  read: ReadBook,
  { people, text, now, atOnce }: { people: readonly HourPerson[]; text: string; now: number; atOnce: number },
  use: (person: HourPerson, day: HourDay) => void,
): Generator<void> {
  const { from, to } = daysOfMonth(monthOf(text));
  const byId = new Map(people.map((p) => [p.id, p]));
  const ids = [...byId.keys()];
  for (let i = 0; i < ids.length; i += atOnce) {
    for (const day of daysOf(db, read, ids.slice(i, i + atOnce), from, to, now)) use(byId.get(day.personId)!, day);
    yield;
  }
}

function peopleOf(db: ReadableDb, read: ReadBook, text: string): readonly HourPerson[] {
  const { from, to } = daysOfMonth(monthOf(text));
  return hourPeople(db, versionAt(read.book.zones, from)!, from, to);
}

/** From what is kept of these people's month; whoever waits to be reckoned is, up to as many as the team's table reckons. */
function* chartsOf(
  db: ReadableDb,
  read: ReadBook,
  { people, text, now }: { people: readonly HourPerson[]; text: string; now: number },
): Generator<void, Charts> {
  const { year, month } = monthOf(text);
  const last = year * 12 + month;
  const ids = people.map((p) => p.id);
  const asked = new Set(unsurePeople(db, read, ids, last, now).slice(0, RECKONED));
  const kept = ids.filter((id) => !asked.has(id));
  const sums = addUp(wallMinute(read));
  sums.more(keptCharts(db, kept, last));
  const waiting = people.filter((p) => asked.has(p.id));
  yield* eachDay(db, read, { people: waiting, text, now, atOnce: RECKONED_AT_ONCE }, (person, day) =>
    sums.add(person.department, day),
  );
  return sums.charts();
}

/** @param department whose arrivals, weeks and months they are; null = everybody's. Late days are of each. */
export function* hoursCharts(
  db: ReadableDb,
  read: ReadBook,
  text: string,
  now: number,
  department: string | null = null,
): Generator<void, HoursCharts> {
  const people = peopleOf(db, read, text);
  const all = yield* chartsOf(db, read, { people, text, now });
  const own = people.filter((p) => p.department === department);
  const shown = department === null ? all : yield* chartsOf(db, read, { people: own, text, now });
  const { year, month } = monthOf(text);
  const last = year * 12 + month;
  const { months, stale } = monthsOfAll(db, read, last - CHART_MONTHS + 1, last, department);
  return {
    ...shown,
    lateness: all.lateness,
    months: months.map((m) => ({ ...m, month: isoDay(firstDayOf(m.month)).slice(0, 7) })),
    stale,
  };
}

const MOST_ROWS = 300;

export function* rowsBehind(
  db: ReadableDb,
  read: ReadBook,
  text: string,
  part: ChartPart,
  now: number,
  department: string | null = null,
): Generator<void, ChartRows> {
  const rows: ChartRows['rows'][number][] = [];
  let total = 0;
  const minuteOf = wallMinute(read);
  const people = peopleOf(db, read, text).filter((p) => department === null || p.department === department);
  yield* eachDay(db, read, { people, text, now, atOnce: AT_ONCE }, (person, day) => {
    if (!isBehind(part, person.department, day, minuteOf)) return;
    total++;
    if (rows.length < MOST_ROWS) rows.push({ person, day });
  });
  return { total, rows: rows.toSorted((a, b) => a.day.day - b.day.day) };
}
