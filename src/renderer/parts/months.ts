/** Months as 'YYYY-MM', and their days as numbers. */
import { firstOfMonth } from '../../domain/hours/balance.ts';
import { dayNumber, isoDay, type Day } from '../../domain/hours/days.ts';
import { isDay } from '../../domain/time/wall-clock.ts';

/** @param at 'YYYY-MM' or 'YYYY-MM-DD' */
export const monthOf = (at: string): string => at.slice(0, 7);

const parts = (month: string): [number, number] => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return [year, of - 1];
};

/** The calendar month so many after it, or before. */
export function monthsAfter(month: string, by: number): string {
  const [year, of] = parts(month);
  return monthOf(isoDay(firstOfMonth(year, of + by)));
}

/** Its first and last day: 28 to 31 days. */
export function daysOf(month: string): { readonly from: Day; readonly to: Day } {
  const [year, of] = parts(month);
  return { from: firstOfMonth(year, of), to: firstOfMonth(year, of + 1) - 1 };
}

/** A month or a day that a route names; null for what is none, or of years that are not reckoned. */
export function readAt(at: string | undefined): { readonly month: string; readonly day: Day | null } | null {
  if (at === undefined) return null;
  const whole = at.length === 7 ? `${at}-01` : at;
  if (!isDay(whole) || !/^(19[7-9]\d|20\d\d)-/.test(whole)) return null;
  return { month: monthOf(at), day: at.length === 7 ? null : dayNumber(at) };
}
