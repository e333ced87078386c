/** Days as numbers: 0 is 1970-01-01. The hours of a year are reckoned by the million, and a number needs no calendar to be compared. */

/** Days since 1970-01-01 of the proleptic Gregorian calendar. */
export type Day = number;
/** Whole minutes since the epoch, UTC. A punch counts with its seconds cut off. */
export type Minute = number;

/** The last day that is reckoned, in the year 2243. */
export const LAST_DAY = 100_000;

export const DAY_MINUTES = 1440;
const DAY_MS = 86_400_000;

/** @param iso 'YYYY-MM-DD'; RangeError for what is no day */
export function dayNumber(iso: string): Day {
  const ms = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  if (Number.isNaN(ms) || isoDay(ms / DAY_MS) !== iso) throw new RangeError(`no day: ${iso}`);
  return ms / DAY_MS;
}

/** 'YYYY-MM-DD'. */
export function isoDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday, as ISO 8601 numbers them. */
export function weekdayOfDay(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (mod(day + 3, 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The first day of the week that `day` lies in. @param startsOn 1 = Monday … 7 = Sunday */
export function weekStart(day: Day, startsOn: number): Day {
  return day - mod(weekdayOfDay(day) - startsOn, 7);
}

/** The whole minute that an instant lies in. @param at ms since the epoch */
export function minuteAt(at: number): Minute {
  return Math.floor(at / 60_000);
}

/** The remainder that is never negative. */
export function mod(n: number, by: number): number {
  return ((n % by) + by) % by;
}
