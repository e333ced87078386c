/** Sums of a person's month that charts are drawn from: kept with the month's other sums, and added up by SQL for many people. */
import type { Month } from '../../domain/hours/balance.ts';
import { addUp, SLOTS, type Charts } from '../../domain/hours/charts.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { Params, ReadableDb, SqlValue, WritableDb } from '../file/db.ts';
import type { ReadBook } from './plan.ts';

/** Minutes since midnight of the site's wall clock. */
export const wallMinute = ({ book }: ReadBook) => {
  const zone = book.zones.at(-1)!.value;
  return (at: number): number => zone.wallOf(at).minute;
};

/** The tables (step 410), and which of their columns hold what beside month and person. */
const COLUMNS = {
  arrival_totals: ['slot', 'days'],
  lateness_totals: ['days', 'late', 'minutes'],
  week_totals: ['from_day', 'planned', 'paid', 'leave', 'overtime'],
} as const;
type Table = keyof typeof COLUMNS;

export function keepCharts(db: WritableDb, read: ReadBook, personId: number, month: Month, days: readonly HourDay[]): void {
  const sums = addUp(wallMinute(read));
  for (const day of days) sums.add('', day);
  const { arrivals, lateness, weeks } = sums.charts();
  const keep = (table: Table, rows: readonly Params[]): void => keepRows(db, table, { month, personId }, rows);
  keep(
    'arrival_totals',
    arrivals.flatMap((n, slot) => (n === 0 ? [] : [{ slot, days: n }])),
  );
  keep(
    'lateness_totals',
    lateness.flatMap(({ days, late, minutes }) => (days + late === 0 ? [] : [{ days, late, minutes }])),
  );
  keep(
    'week_totals',
    weeks.map(({ from, planned, paid, leave, overtime }) => ({ from_day: from, planned, paid, leave, overtime })),
  );
}

/** @param rows in the order of the table's key, their columns in that of COLUMNS */
function keepRows(
  db: WritableDb,
  table: Table,
  of: { readonly month: Month; readonly personId: number },
  rows: readonly Readonly<Record<string, SqlValue>>[],
): void {
  const columns = COLUMNS[table];
  const own = 'month = :month AND person_id = :personId';
  const kept = db.all(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${own} ORDER BY ${columns[0]}`, of);
  if (JSON.stringify(kept) === JSON.stringify(rows)) return;
  db.run(`DELETE FROM ${table} WHERE ${own}`, of);
  const insert = `INSERT INTO ${table} (month, person_id, ${columns.join(', ')}) VALUES (:month, :personId, ${columns.map((c) => `:${c}`).join(', ')})`;
  for (const row of rows) db.run(insert, { ...of, ...row });
}

/** What is kept of these people's month. */
export function keptCharts(db: ReadableDb, people: readonly number[], month: Month): Charts {
  const of = { people: JSON.stringify(people), month };
  const from = (table: Table): string =>
    `FROM json_each(:people) p CROSS JOIN ${table} t ON t.month = :month AND t.person_id = p.value`;
  const slots = db.all<{ slot: number; n: number }>(
    `SELECT t.slot, sum(t.days) AS n ${from('arrival_totals')} GROUP BY t.slot`,
    of,
  );
  const bySlot = new Map(slots.map(({ slot, n }) => [slot, n]));
  return {
    arrivals: Array.from({ length: SLOTS }, (_, slot) => bySlot.get(slot) ?? 0),
    lateness: db.all<Charts['lateness'][number]>(
      `SELECT q.department, sum(t.days) AS days, sum(t.late) AS late, sum(t.minutes) AS minutes ${from('lateness_totals')}
       JOIN people q ON q.id = t.person_id GROUP BY q.department`,
      of,
    ),
    weeks: db.all<Charts['weeks'][number]>(
      `SELECT t.from_day AS "from", sum(t.planned) AS planned, sum(t.paid) AS paid, sum(t.leave) AS leave, sum(t.overtime) AS overtime
       ${from('week_totals')} GROUP BY t.from_day`,
      of,
    ),
  };
}
