/** How many make-up punches (补卡) somebody may ask for, and how far back. */
import { isoDay, type Day } from './days.ts';
import { firstOfMonth } from './balance.ts';
import type { Quota } from './model.ts';

export type QuotaAnswer = 'allowed' | 'kind-not-allowed' | 'too-long-ago' | 'not-yet' | 'used-up';

/** The month of the quota that a day lies in. */
export function quotaMonth(day: Day, monthStartsOn: number): { readonly from: Day; /** inclusive */ readonly to: Day } {
  const [year = 0, month = 1, date = 1] = isoDay(day).split('-').map(Number);
  const first = month - 1 - (date < monthStartsOn ? 1 : 0);
  return { from: firstOfMonth(year, first) + monthStartsOn - 1, to: firstOfMonth(year, first + 1) + monthStartsOn - 2 };
}

/** @param used the days of this person's make-up punches that were asked for and not refused */
export function mayAsk(
  quota: Quota | null,
  kind: Quota['kinds'][number],
  day: Day,
  today: Day,
  used: readonly Day[],
): QuotaAnswer {
  if (day > today) return 'not-yet';
  if (!quota) return 'allowed';
  if (!quota.kinds.includes(kind)) return 'kind-not-allowed';
  if (today - day >= quota.days) return 'too-long-ago';
  const { from, to } = quotaMonth(day, quota.monthStartsOn);
  return used.filter((d) => d >= from && d <= to).length >= quota.count ? 'used-up' : 'allowed';
}
