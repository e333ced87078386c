import { dayNumber } from '../../../domain/hours/days.ts';
import { useFormat } from '../../base/format.ts';
import { daysOf, monthOf, monthsAfter } from '../../parts/months.ts';

/** The days of the inbox: the last month and this one. What is older was paid, or is closed. */
export function useInboxDays(): { readonly from: number; readonly to: number } {
  const format = useFormat();
  const today = format.isoDay(Date.now());
  return { from: daysOf(monthsAfter(monthOf(today), -1)).from, to: dayNumber(today) };
}
