/** Sums of a person's month: what the team's table, charts and balances are made of. */
import { z } from 'zod';
import { firstDayOf, lastDayOf, type Month } from '../../domain/hours/balance.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { VERDICTS } from '../../domain/hours/model.ts';
import { DayOvertime } from '../../shared/hours-days.ts';
import { parseJson } from '../../shared/parse.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';
import { daysOf } from './days.ts';
import { cleanMonths } from './dirty.ts';
import type { ReadBook } from './plan.ts';

const minutes = z.int();
export const MonthTotals = z.strictObject({
  /** Days of each verdict that there was. */
  verdicts: z.partialRecord(z.enum(VERDICTS), z.int()),
  /** Planned minutes of the month, and of them those of days that have been judged. */
  planned: minutes,
  due: minutes,
  inPlan: minutes,
  late: minutes,
  early: minutes,
  away: minutes,
  leave: minutes,
  missing: minutes,
  extra: minutes,
  breakDeducted: minutes,
  paid: minutes,
  nightBonus: minutes,
  credit: minutes,
  overtimeMinutes: minutes,
  /** Days on which somebody came late, left early; days with a flag. */
  lateDays: z.int(),
  earlyDays: z.int(),
  flaggedDays: z.int(),
  /** By rule. */
  overtime: z.array(DayOvertime),
});
export type MonthTotals = z.infer<typeof MonthTotals>;

const SUMMED = [
  'planned',
  'inPlan',
  'late',
  'early',
  'away',
  'leave',
  'missing',
  'extra',
  'breakDeducted',
  'paid',
  'nightBonus',
  'credit',
] as const;

/** @param days of one person and month */
export function sumOf(days: readonly HourDay[]): MonthTotals {
  const sum = (of: (d: HourDay) => number): number => days.reduce((all, d) => all + of(d), 0);
  const verdicts: MonthTotals['verdicts'] = {};
  const overtime = new Map<string, z.infer<typeof DayOvertime>>();
  for (const day of days) {
    verdicts[day.verdict] = (verdicts[day.verdict] ?? 0) + 1;
    for (const o of day.overtime) {
      const key = JSON.stringify([o.rule, o.name, o.rate, o.timeOff]);
      const had = overtime.get(key);
      overtime.set(key, had ? { ...had, minutes: had.minutes + o.minutes, approved: had.approved + o.approved } : o);
    }
  }
  return {
    verdicts,
    ...(Object.fromEntries(SUMMED.map((name) => [name, sum((d) => d[name])])) as Pick<MonthTotals, (typeof SUMMED)[number]>),
    due: sum((d) => (d.verdict === 'open' ? 0 : d.planned)),
    overtimeMinutes: sum((d) => d.overtime.reduce((n, o) => n + o.minutes, 0)),
    lateDays: sum((d) => (d.late > 0 ? 1 : 0)),
    earlyDays: sum((d) => (d.early > 0 ? 1 : 0)),
    flaggedDays: sum((d) => (d.flags.length > 0 ? 1 : 0)),
    overtime: [...overtime.values()],
  };
}

export function keepTotals(db: WritableDb, personId: number, month: Month, days: readonly HourDay[]): void {
  const body = JSON.stringify(sumOf(days));
  const kept = db.get<{ body: string }>('SELECT body FROM month_totals WHERE person_id = :personId AND month = :month', {
    month,
    personId,
  });
  if (kept?.body !== body)
    db.run('INSERT OR REPLACE INTO month_totals (person_id, month, body) VALUES (:personId, :month, :body)', {
      month,
      personId,
      body,
    });
}

/** So many are reckoned while somebody waits; beyond them the sums are those before the change, and counted. */
const RECKONED_AT_ONCE = 100;

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
): { readonly totals: ReadonlyMap<number, MonthTotals>; readonly stale: number } {
  const clean = cleanMonths(db, read, people);
  const rows = db.all<{ id: number; body: string }>(
    `SELECT t.person_id AS id, t.body FROM json_each(:people) p CROSS JOIN month_totals t ON t.person_id = p.value AND t.month = :month`,
    { people: JSON.stringify(people), month },
  );
  const kept = new Map(rows.map(({ id, body }) => [id, body]));
  const totals = new Map<number, MonthTotals>();
  let [reckoned, stale] = [0, 0];
  for (const id of people) {
    const body = kept.get(id);
    const sum = body === undefined ? null : parsed(body);
    const sure = sum !== null && clean(id, month);
    if (sure || (sum !== null && reckoned >= RECKONED_AT_ONCE)) {
      totals.set(id, sum);
      if (!sure) stale++;
    } else if (reckoned < RECKONED_AT_ONCE) {
      reckoned++;
      const days = daysOf(db, read, [id], firstDayOf(month), lastDayOf(month), now);
      if (days.length > 0) totals.set(id, sumOf(days));
    } else stale++;
  }
  return { totals, stale };
}

/** Written by this app, in a table of its own: read as it is where it is JSON; a test holds its shape. */
function parsed(body: string): MonthTotals | null {
  const read = parseJson(MonthTotals, body);
  return read.ok ? read.value : null;
}
