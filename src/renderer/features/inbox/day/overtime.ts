/** What is decided about a day's overtime, as requests. */
import type { Day } from '../../../../domain/hours/days.ts';
import type { Span } from '../../../../domain/hours/spans.ts';
import type { HourDay } from '../../../../shared/hours-days.ts';
import type { DayDetail } from '../../../../shared/hours-detail.ts';
import type { RequestBody } from '../../../../shared/hours.ts';

export const OVERTIME_CHOICES = ['all', 'part', 'none'] as const;
export type OvertimeChoice = (typeof OVERTIME_CHOICES)[number];

/** Overtime of the day that nobody has granted yet, minutes. */
export const waitingOvertime = ({ overtime }: Pick<HourDay, 'overtime'>): number =>
  overtime.reduce((all, o) => all + o.minutes - o.approved, 0);

/** Presence outside of the plan, in order: what overtime is most likely to be of. */
export const extraOf = ({ minutes: { before, after, between } }: Pick<DayDetail, 'minutes'>): readonly Span[] =>
  [...before, ...after, ...between].toSorted((a, b) => a.from - b.from);

/** From the first minute that somebody was there to the last; null = nobody was, or they have not left. */
export function wholeOf({ pairs, minutes }: Pick<DayDetail, 'pairs' | 'minutes'>): Span | null {
  const there = [...pairs.map((p) => ({ from: p.in, to: p.out })), ...extraOf({ minutes })];
  if (there.length === 0) return null;
  return { from: Math.min(...there.map((s) => s.from)), to: Math.max(...there.map((s) => s.to)) };
}

/** What is left ungranted is decided about as well: the day asks for no decision any more. */
export function overtimeBodies(day: Day, span: Span | null, waits: boolean): readonly RequestBody[] {
  return [
    ...(span ? [{ kind: 'grant' as const, grant: { from: span.from, to: span.to } }] : []),
    ...(waits ? [{ kind: 'accept' as const, day, causes: ['overtime' as const] }] : []),
  ];
}
