/** Required and worked minutes of a week, month, quarter or year. */
import { isoDay, mod, weekStart, type Day } from './days.ts';
import type { Balance, DayRecord } from './model.ts';

const DAY_MS = 86_400_000;

export type DayPeriod = { readonly from: Day; /** inclusive */ readonly to: Day };

/** The period that a day lies in. */
export function periodOf(day: Day, { unit, weekStartsOn }: Pick<Balance, 'unit' | 'weekStartsOn'>): DayPeriod {
  if (unit === 'week') {
    const from = weekStart(day, weekStartsOn);
    return { from, to: from + 6 };
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const [year = 0, month = 1] = isoDay(day).split('-').map(Number);
  const first = month - 1 - ((month - 1) % months);
  return { from: firstOfMonth(year, first), to: firstOfMonth(year, first + months) - 1 };
}

/** @param month 0 = January; 12 = January of the next year */
export function firstOfMonth(year: number, month: number): Day {
  // By a number and not by its text: lists of people ask it by the thousand.
  return Date.UTC(year + Math.floor(month / 12), mod(month, 12), 1) / DAY_MS;
}

/** Months counted through: 12 × year + month, January = 0. */
export type Month = number;

export function monthOf(day: Day): Month {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export const firstDayOf = (month: Month): Day => firstOfMonth(0, month);
export const lastDayOf = (month: Month): Day => firstOfMonth(0, month + 1) - 1;

export type BalanceResult = {
  readonly required: number;
  readonly worked: number;
  /** Of holidays that fell on what would have been working days. */
  readonly credited: number;
  readonly leave: number;
  /** Positive = more than was asked for. */
  readonly difference: number;
};

/**
 * @param records of one person within one period
 * @param worked minutes that count for it, by day: what a statutory bucket has is left out by the caller
 */
export function balanceOf(records: readonly DayRecord[], balance: Balance, worked: (record: DayRecord) => number): BalanceResult {
  const own = records.filter((r) => r.plan.employed);
  const sum = (of: (r: DayRecord) => number): number => own.reduce((all, r) => all + of(r), 0);
  const credited = balance.creditHolidays ? sum((r) => r.plan.credit) : 0;
  const required = balance.required === 'calendar' ? sum((r) => r.planned) + credited : balance.required;
  const [done, leave] = [sum(worked), sum((r) => r.leave)];
  return { required, worked: done, credited, leave, difference: done + credited + leave - required };
}
