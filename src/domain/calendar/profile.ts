/** Weekly time profiles with holidays: is it open at an instant, and when is it next. */
import { dayBounds } from '../time/instants.ts';
import { addDays, instantsOf, minuteOf, nextClockChange, wallTime } from '../time/wall-clock.ts';
import { isDayOff, type Holiday } from './holiday.ts';
import type { Interval } from './interval.ts';
import { weekdayOf, type Weekday } from './weekday.ts';

export const ON_HOLIDAYS = ['closed', 'as-usual', 'own-hours'] as const;

export type TimeProfile = {
  readonly id: number;
  readonly name: string;
  readonly week: Readonly<Record<Weekday, readonly Interval[]>>;
  /** What holds on a holiday: nothing, the weekday's hours, or `holidayHours`. */
  readonly onHolidays: (typeof ON_HOLIDAYS)[number];
  readonly holidayHours: readonly Interval[];
  /** The weekday whose hours hold on a make-up working day. */
  readonly makeUpDayAs: Weekday;
};

/** A grant at any time. */
export const ALWAYS = 'always';
export type Hours = TimeProfile | typeof ALWAYS;

/** So far ahead the next opening is looked for: any weekday comes, and any run of holidays ends. */
const HORIZON_DAYS = 400;

/** The intervals that begin on a day. */
export function hoursOfDay(profile: TimeProfile, day: string, holidays: readonly Holiday[]): readonly Interval[] {
  const special = holidays.find((h) => h.date === day);
  if (special?.kind === 'working-day') return profile.week[special.asWeekday ?? profile.makeUpDayAs];
  if (!special || !isDayOff(special.kind) || profile.onHolidays === 'as-usual') return profile.week[weekdayOf(day)];
  return profile.onHolidays === 'own-hours' ? profile.holidayHours : [];
}

/** [Note: wall clock] An interval that goes past midnight belongs to the day on which it begins, so a holiday takes its own night with it. */
export function isOpen(hours: Hours, at: number, timeZone: string, holidays: readonly Holiday[]): boolean {
  if (hours === ALWAYS) return true;
  const { day, minute } = wallTime(at, timeZone);
  const begun = hoursOfDay(hours, day, holidays).some((i) => {
    const [from, to] = [minuteOf(i.from), minuteOf(i.to)];
    return from <= minute && from !== to && (minute < to || to < from);
  });
  if (begun) return true;
  return hoursOfDay(hours, addDays(day, -1), holidays).some((i) => minuteOf(i.to) < minuteOf(i.from) && minute < minuteOf(i.to));
}

/**
 * The first instant from `at` on (`at` itself when it is open) and before `until` at which it is open; null when there is none within
 * HORIZON_DAYS. Besides where an interval begins, it can only begin to be open where the clocks change.
 */
export function nextOpening(
  hours: Hours,
  at: number,
  until: number,
  timeZone: string,
  holidays: readonly Holiday[],
): number | null {
  const open = (t: number): boolean => t >= at && t < until && isOpen(hours, t, timeZone, holidays);
  if (hours === ALWAYS || open(at)) return at < until ? at : null;
  let change = nextClockChange(at, timeZone);
  let { day } = wallTime(at, timeZone);
  for (let i = 0; i < HORIZON_DAYS; i++, day = addDays(day, 1)) {
    const { from, to } = dayBounds(day, timeZone);
    if (from >= until) return null;
    const candidates = hoursOfDay(hours, day, holidays).flatMap((h) => {
      const from = minuteOf(h.from);
      return from < 1440 ? instantsOf(day, from, timeZone) : [to];
    });
    for (; change !== null && change < to; change = nextClockChange(change, timeZone)) candidates.push(change);
    const first = candidates.filter(open).reduce((a, b) => Math.min(a, b), Infinity);
    if (first < Infinity) return first;
  }
  return null;
}
