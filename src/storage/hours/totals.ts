/** Sums of a person's month, in columns: what the team's table and charts of many months are made of. */
import { firstDayOf, lastDayOf, type Month } from '../../domain/hours/balance.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { MONTH_SUMS, monthSums, type MonthSums } from '../../domain/hours/totals.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';
import { keepCharts } from './charts.ts';
import { daysOf } from './days.ts';
import { cleanMonths, duePeople, stalePeople } from './dirty.ts';
import { stretchOf, windowOf } from './month.ts';
import type { ReadBook } from './plan.ts';

/** The column of a sum: lateDays is late_days. */
const columnOf = (name: keyof MonthSums): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const READ = MONTH_SUMS.map((name) => `t.${columnOf(name)} AS ${name}`).join(', ');
const KEPT = `SELECT ${READ} FROM month_totals t WHERE t.month = :month AND t.person_id = :personId`;
const KEEP = `INSERT OR REPLACE INTO month_totals (month, person_id, ${MONTH_SUMS.map(columnOf).join(', ')})
  VALUES (:month, :personId, ${MONTH_SUMS.map((name) => `:${name}`).join(', ')})`;

export function keepTotals(db: WritableDb, read: ReadBook, personId: number, month: Month, days: readonly HourDay[]): void {
  const sums = monthSums(days);
  const kept = db.get<MonthSums>(KEPT, { month, personId });
  if (!kept || MONTH_SUMS.some((name) => kept[name] !== sums[name])) db.run(KEEP, { month, personId, ...sums });
  keepCharts(db, read, personId, month, days);
}

/** Whose sums of a month are not as they would be reckoned now: something has changed since, or a window has closed. */
function unsureOf(db: ReadableDb, read: ReadBook, people: readonly number[], month: Month, now: number): (id: number) => boolean {
  const clean = cleanMonths(db, read, people);
  const due = duePeople(db, windowOf(stretchOf(read.book, month)), now);
  return (id) => !clean(id, month) || due.has(id);
}

/** Those of them, and whoever nothing is kept of. */
export function unsurePeople(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  month: Month,
  now: number,
): readonly number[] {
  const unsure = unsureOf(db, read, people, month, now);
  const rows = db.all<{ id: number }>('SELECT person_id AS id FROM month_totals WHERE month = :month', { month });
  const kept = new Set(rows.map(({ id }) => id));
  return people.filter((id) => !kept.has(id) || unsure(id));
}

/** So many are reckoned while somebody waits; beyond them the sums are those before the change, and counted. */
export const RECKONED = 100;

/**
 * Of everybody of the list; who is not there is left out. `stale`: how many of the sums are of before a change that is still being reckoned in the
 * background; none of them as long as few people are touched, for those are reckoned here and now.
 * @param now ms since the epoch
 */
export function totalsOf(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  month: Month,
  now: number,
): { readonly totals: ReadonlyMap<number, MonthSums>; readonly stale: number } {
  const unsure = unsureOf(db, read, people, month, now);
  const rows = db.all<MonthSums & { id: number }>(
    `SELECT t.person_id AS id, ${READ} FROM json_each(:people) p CROSS JOIN month_totals t ON t.person_id = p.value AND t.month = :month`,
    { people: JSON.stringify(people), month },
  );
  const kept = new Map(rows.map(({ id, ...sums }) => [id, sums]));
  const totals = new Map<number, MonthSums>();
  let [reckoned, stale] = [0, 0];
  for (const id of people) {
    const sum = kept.get(id);
    const sure = sum !== undefined && !unsure(id);
    if (sum && (sure || reckoned >= RECKONED)) {
      totals.set(id, sum);
      if (!sure) stale++;
    } else if (reckoned < RECKONED) {
      reckoned++;
      const days = daysOf(db, read, [id], firstDayOf(month), lastDayOf(month), now);
      if (days.length > 0) totals.set(id, monthSums(days));
    } else stale++;
  }
  return { totals, stale };
}

/** Everybody's sums of a month; `planned` of days that have been judged. */
export type MonthOfAll = {
  readonly month: Month;
  readonly planned: number;
  readonly paid: number;
  readonly leave: number;
  readonly overtime: number;
};

/**
 * What is kept of everybody, month by month. `stale`: so many people's are of before a change; nobody's is reckoned here.
 * @param to inclusive @param department of the people who are in it now; null = everybody
 */
export function monthsOfAll(
  db: ReadableDb,
  read: ReadBook,
  from: Month,
  to: Month,
  department: string | null = null,
): { readonly months: readonly MonthOfAll[]; readonly stale: number } {
  const months = db.all<MonthOfAll>(
    `SELECT t.month, sum(t.due) AS planned, sum(t.paid) AS paid, sum(t.leave) AS leave, sum(t.overtime) AS overtime
     FROM month_totals t ${department === null ? '' : 'JOIN people p ON p.id = t.person_id AND p.department = :department'}
     WHERE t.month BETWEEN :from AND :to GROUP BY t.month ORDER BY t.month`,
    { from, to, ...(department !== null && { department }) },
  );
  return { months, stale: stalePeople(db, read, from, to) };
}
