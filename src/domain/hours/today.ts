/** Where somebody is today, by the plan. Nobody is called absent before their window has closed. */
import { isElsewhere } from './attended.ts';
import type { Minute } from './days.ts';
import type { HourDay } from './figures.ts';
import type { Rule, Shift } from './model.ts';

/** here, gone: they came, and went; late is told beside. elsewhere: on a trip, or working outside. Of whoever has no plan and is not there, nothing. */
export const TODAY_STATES = ['here', 'gone', 'not-yet', 'absent', 'leave', 'elsewhere', 'unplanned'] as const;
export type TodayState = (typeof TODAY_STATES)[number];

export function stateToday(
  day: Pick<HourDay, 'verdict' | 'planned' | 'leave' | 'leaves' | 'firstIn' | 'lastOut' | 'startsAt' | 'flags'>,
): TodayState | null {
  const { verdict, planned, leave, firstIn, lastOut, startsAt, flags } = day;
  const came = firstIn !== null || lastOut !== null;
  if (came && startsAt === null) return 'unplanned';
  if (came) return lastOut === null || flags.includes('missing-out') ? 'here' : 'gone';
  if (startsAt === null) return null;
  if (planned > 0 && leave >= planned) return isElsewhere(day) ? 'elsewhere' : 'leave';
  return verdict === 'absent' ? 'absent' : verdict === 'open' ? 'not-yet' : null;
}

/**
 * How many minutes after the planned start somebody came, as far as it is known before the day is over; 0 = in time. Core hours and free ones are told
 * when the day is judged.
 */
export function lateToday(
  day: Pick<HourDay, 'verdict' | 'lateAs' | 'late' | 'firstIn' | 'startsAt'>,
  shift: Shift | undefined,
  rule: Rule,
): number {
  if (day.verdict !== 'open') return day.lateAs === null ? 0 : day.late;
  if (day.firstIn === null || day.startsAt === null || !shift || !rule.judge) return 0;
  if (shift.flex && shift.flex.kind !== 'slide') return 0;
  const late = day.firstIn - day.startsAt - (shift.flex?.late ?? 0);
  const least = rule.lateSteps.length === 0 ? 0 : Math.min(...rule.lateSteps.map((s) => s.over));
  return late > Math.max(rule.graceIn.minutes, least) ? late : 0;
}

/** Yesterday's shift where it still runs, and the person is in no other; else today's. */
export function currentDay<D extends Pick<HourDay, 'verdict' | 'endsAt' | 'firstIn'>>(
  yesterday: D | undefined,
  today: D | undefined,
  now: Minute,
): D | undefined {
  const runs = yesterday?.verdict === 'open' && yesterday.endsAt !== null && now < yesterday.endsAt;
  return runs && today?.firstIn == null ? yesterday : today;
}
