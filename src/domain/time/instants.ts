/** Days, offsets and clocks. Pure: an instant is milliseconds since the epoch, a zone is an IANA name, a day is ISO 8601. */
import { Temporal } from 'temporal-polyfill';

/** Temporal ends at 8.64e15. */
const CALENDAR_END_MS = 8.6e15;

export type DayRange = {
  /** ms, inclusive. */
  readonly from: number;
  /** ms, exclusive. */
  readonly to: number;
};

/**
 * How far the two clocks may part before it counts as a jump, ms; NTP's slewing stays far below. A monotonic clock that stops while
 * the machine sleeps (Linux's CLOCK_MONOTONIC, so performance.now()) shows each sleep as a jump; os.uptime() does not.
 */
export const CLOCK_TOLERANCE_MS = 2_000;

/**
 * The instants of a day in a zone. 24 hours, on days of changed clocks 23 or 25, in odd zones what their law says; a day that a zone
 * skipped (Samoa, 2011-12-30) is empty. RangeError for what is no day or no zone.
 */
export function dayBounds(day: string, zone: string): DayRange {
  const date = Temporal.PlainDate.from(day);
  const from = startOf(date, zone);
  return { from, to: Math.max(from, startOf(date.add({ days: 1 }), zone)) };
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone }).startOfDay().epochMilliseconds;
}

/** The ISO day of an instant in a zone. */
export function dayOf(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** Minutes east of UTC at an instant, rounded to whole minutes (before 1972 some zones had seconds). */
export function offsetMinutes(at: number, zone: string): number {
  return Math.round(zoned(at, zone).offsetNanoseconds / 60e9);
}

/**
 * True when the wall clock moved otherwise than the monotonic clock between two events.
 * @param wallDelta ms
 * @param monotonicDelta ms
 */
export function clockJumped(wallDelta: number, monotonicDelta: number, tolerance: number = CLOCK_TOLERANCE_MS): boolean {
  return Math.abs(wallDelta - monotonicDelta) > tolerance;
}

/** A length of time, its sign apart: whole days, and 'H:MM:SS' of the rest. */
export function lengthOf(ms: number): { readonly days: number; readonly clock: string } {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const rest = seconds % 86_400;
  return { days: Math.floor(seconds / 86_400), clock: `${Math.floor(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}` };
}

/** Whether this machine knows the zone. */
export function isZone(zone: string): boolean {
  try {
    zoned(0, zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * What an instant is on the clocks of a zone. One beyond the calendar's years (±270,000) is taken for its end: a row may hold any number, and the
 * calendar's arithmetic of some years before and after must still hold. RangeError for an unknown zone.
 */
export function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(
    Math.floor(Math.min(Math.max(at, -CALENDAR_END_MS), CALENDAR_END_MS)),
  ).toZonedDateTimeISO(zone);
}
