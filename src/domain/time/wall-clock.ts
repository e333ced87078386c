/** What the clock on the site's wall says, and when it says something. [Note: wall clock] in calendar/interval.ts. */
import { Temporal } from 'temporal-polyfill';
import { zoned } from './instants.ts';

export type WallTime = {
  /** ISO day. */
  readonly day: string;
  /** Whole minutes since the clock's midnight, 0 to 1439. */
  readonly minute: number;
};

/** @param at ms since the epoch; RangeError for an unknown zone */
export function wallTime(at: number, timeZone: string): WallTime {
  const t = zoned(at, timeZone);
  return { day: t.toPlainDate().toString(), minute: t.hour * 60 + t.minute };
}

/** Minutes since midnight of 'HH:MM', 0 to 1440; RangeError for anything else. */
export function minuteOf(time: string): number {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (!(minute <= 1440)) throw new RangeError(`no time of day: ${time}`);
  return minute;
}

/** Whether this is a day of the calendar: 'YYYY-MM-DD', and no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** RangeError for what is no day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days `to` is after `from`; RangeError for what is no day. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
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

/** What a date picker holds of an instant: 'YYYY-MM-DD HH:mm:00' on the site's wall, whatever this computer's zone. RangeError for an unknown zone. */
export function toWall(at: number, timeZone: string): string {
  const { day, minute } = wallTime(at, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;
}

/** ms since the epoch; of the hour that the clock says twice, the first. @param wall 'YYYY-MM-DD HH:mm', seconds are left out */
export function fromWall(wall: string, timeZone: string): number {
  const [day = '', time = '00:00'] = wall.split(/[ T]/);
  const [hour, minute] = time.split(':').map(Number);
  return instantsOf(day, (hour ?? 0) * 60 + (minute ?? 0), timeZone)[0];
}

/** The next change of the zone's clocks after `at`; null = none known. */
export function nextClockChange(at: number, timeZone: string): number | null {
  return zoned(at, timeZone).getTimeZoneTransition('next')?.epochMilliseconds ?? null;
}

function plain(day: string, minute: number): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(day).toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
}
