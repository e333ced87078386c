/** What the clock on the site's wall says, and when it says something. [Note: wall clock] in model.ts. */
import { Temporal } from 'temporal-polyfill';
import { zoned } from '../time.ts';
import type { Weekday } from './model.ts';

export type WallTime = {
  /** ISO day. */
  readonly day: string;
  readonly weekday: Weekday;
  /** Whole minutes since the clock's midnight, 0 to 1439. */
  readonly minute: number;
};

/** @param at ms since the epoch; RangeError for an unknown zone */
export function wallTime(at: number, timeZone: string): WallTime {
  const t = zoned(at, timeZone);
  return { day: t.toPlainDate().toString(), weekday: t.dayOfWeek as Weekday, minute: t.hour * 60 + t.minute };
}

/** Minutes since midnight of 'HH:MM', 0 to 1440; RangeError for anything else. */
export function minuteOf(time: string): number {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (!(minute <= 1440)) throw new RangeError(`no time of day: ${time}`);
  return minute;
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

export function weekdayOf(day: string): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek as Weekday;
}

/**
 * The instants at which the clock may begin to say `minute` (0 to 1439) of that day: one; in the doubled hour two; in the missing hour
 * the two that it is taken for, an hour before and after (it never says that minute).
 */
export function instantsOf(day: string, minute: number, timeZone: string): readonly [earlier: number, later: number] {
  const local = plain(day, minute);
  return [
    local.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds,
    local.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds,
  ];
}

/** The first instant of that day at which the clock has reached `minute`: of the doubled hour the first, of the missing one its end. */
export function reached(day: string, minute: number, timeZone: string): number {
  const local = plain(day, minute);
  const t = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (t.toPlainDateTime().equals(local)) return t.epochMilliseconds;
  return t.getTimeZoneTransition('next')?.epochMilliseconds ?? t.epochMilliseconds;
}

/** The last time at or before `at` that the clock reached 'HH:MM' of a day. */
export function lastReached(time: string, at: number, timeZone: string): number {
  const { day } = wallTime(at, timeZone);
  const today = reached(day, minuteOf(time), timeZone);
  return today <= at ? today : reached(addDays(day, -1), minuteOf(time), timeZone);
}

/** The next change of the zone's clocks after `at`; null = none known. */
export function nextClockChange(at: number, timeZone: string): number | null {
  return zoned(at, timeZone).getTimeZoneTransition('next')?.epochMilliseconds ?? null;
}

function plain(day: string, minute: number): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(day).toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
}
