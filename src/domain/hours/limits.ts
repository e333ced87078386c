/** What the law, or the house, would rather not see. It warns and changes no figure. */
import { periodOf } from './balance.ts';
import type { Day } from './days.ts';
import type { DayRecord } from './model.ts';
import type { Bucket } from './overtime.ts';

export type Warning =
  | {
      readonly limit: 'overtime-per-day' | 'overtime-per-month';
      readonly from: Day;
      readonly minutes: number;
      readonly allowed: number;
    }
  | { readonly limit: 'rest-between'; readonly from: Day; readonly minutes: number; readonly allowed: number };

/** @param records of one person, in order @param buckets of the same days */
export function warningsOf(records: readonly DayRecord[], buckets: readonly Bucket[]): readonly Warning[] {
  const byDay = new Map(records.map((r) => [r.day, r]));
  const over = (
    limit: 'overtime-per-day' | 'overtime-per-month',
    scope: (day: Day) => Day,
    allowedOf: (record: DayRecord) => number | null,
  ): Warning[] =>
    [...Map.groupBy(buckets, (b) => scope(b.date))].flatMap(([from, all]) => {
      const minutes = all.reduce((sum, b) => sum + b.minutes, 0);
      const record = byDay.get(all[0]!.date);
      const allowed = record ? allowedOf(record) : null;
      return allowed !== null && minutes > allowed ? [{ limit, from, minutes, allowed }] : [];
    });
  const month = (day: Day): Day => periodOf(day, { unit: 'month', weekStartsOn: 1 }).from;
  const rest = records.flatMap((r, i): Warning[] => {
    const [allowed, before, from] = [r.plan.rule.limits.restBetween, records[i - 1]?.lastOut, r.pairs[0]?.in];
    if (allowed === null || before == null || from === undefined || from - before >= allowed) return [];
    return [{ limit: 'rest-between', from: r.day, minutes: from - before, allowed }];
  });
  return [
    ...over(
      'overtime-per-day',
      (day) => day,
      (r) => r.plan.rule.limits.overtimePerDay,
    ),
    ...over('overtime-per-month', month, (r) => r.plan.rule.limits.overtimePerMonth),
    ...rest,
  ];
}
