/** A month of many people, some rows at a time. */
import { minuteAt } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { isProblem, markOf, sumOf } from '../../domain/hours/totals.ts';
import { GRID_ROWS, type GridQuery, type HoursGrid } from '../../shared/calls/hours.ts';
import type { ReadableDb } from '../file/db.ts';
import { daysOf } from './days.ts';
import { calendarOf, daysOfMonth, isAssigned, monthOf } from './detail.ts';
import { workerOf } from './month.ts';
import { departmentsOf, hourPeople, inOrder, type HourPerson } from './people.ts';
import type { ReadBook } from './plan.ts';
import { totalsOf } from './totals.ts';

/** @param now ms since the epoch */
export function hoursGrid(db: ReadableDb, read: ReadBook, query: GridQuery, now: number): HoursGrid {
  const { from, to } = daysOfMonth(monthOf(query.month));
  const zone = versionAt(read.book.zones, from)!;
  const found = hourPeople(db, zone, from, to, query.search, query.department);
  const { year, month } = monthOf(query.month);
  const ids = found.map((p) => p.id);
  const sums = query.problems ? totalsOf(db, read, ids, year * 12 + month, now) : null;
  const people = sums ? found.filter((p) => (sums.totals.get(p.id)?.problemDays ?? 0) > 0) : found;
  const shown = inOrder(people).slice(query.page * GRID_ROWS, (query.page + 1) * GRID_ROWS);
  const days = Map.groupBy(
    daysOf(
      db,
      read,
      shown.map((p) => p.id),
      from,
      to,
      now,
    ),
    (d) => d.personId,
  );
  return {
    people: people.length,
    rows: shown.map((person) => rowOf(db, read, person, days.get(person.id) ?? [], now)),
    // Those of everybody: a filter can be taken off again.
    departments: departmentsOf(query.search === '' && query.department === null ? found : hourPeople(db, zone, from, to)),
    calendar: calendarOf(read, from, to),
    today: zone.wallOf(minuteAt(now)).day,
    stale: sums?.stale ?? 0,
  };
}

function rowOf(
  db: ReadableDb,
  read: ReadBook,
  person: HourPerson,
  days: readonly HourDay[],
  now: number,
): HoursGrid['rows'][number] {
  const worker = workerOf(db, person.id, versionAt(read.book.zones, minuteAt(now))!)!;
  return {
    person,
    cells: days.map((d) => ({
      day: d.day,
      mark: markOf(d, worker.joined, isAssigned(read, worker, d.day), minuteAt(now)),
      paid: d.paid,
      planned: d.planned,
      late: d.late,
      early: d.early,
      leaves: d.leaves,
      overtime: d.overtime,
      flags: d.flags,
      closed: d.closed,
      problem: isProblem(d),
    })),
    totals: sumOf(days),
  };
}
