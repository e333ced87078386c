/** Dates and times as a calendar writes them, and the day of the calendar's own wall that they fall on. */
import { Temporal } from 'temporal-polyfill';
import { addDays } from '../../domain/time/wall-clock.ts';

export type Moment = {
  /** ISO day, as written. */
  readonly date: string;
  /** Seconds of the day, as written; null = a date alone. */
  readonly seconds: number | null;
  readonly utc: boolean;
};

/** Zones that times in UTC may have been meant in: what the calendar names, then the site's. */
export type Zones = readonly string[];

/** Apple writes 1604 where a year does not matter. */
const FIRST_YEAR = 1600;
const LAST_YEAR = 2400;
const DAY = 86_400;

const WRITTEN = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(?:(\d{2}):?(\d{2}):?(\d{2})?)?(Z?))?$/i;

/** '20261225', '20261225T100000Z', '2026-12-25'. null = no day of the calendar, or no time of it. */
export function momentOf(value: string): Moment | null {
  const [, y, m, d, h, min, s, z] = WRITTEN.exec(value) ?? [];
  if (y === undefined || Number(y) < FIRST_YEAR || Number(y) > LAST_YEAR) return null;
  const date = `${y}-${m ?? ''}-${d ?? ''}`;
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
  } catch {
    return null;
  }
  if (h === undefined) return { date, seconds: null, utc: false };
  if (Number(h) > 24 || Number(min) > 59) return null;
  // 24:00 is the next day's midnight; a leap second is the second before it.
  const seconds = Number(h) * 3600 + Number(min) * 60 + Math.min(59, Number(s ?? 0));
  const utc = z !== '';
  return seconds >= DAY ? { date: addDays(date, 1), seconds: 0, utc } : { date, seconds, utc };
}

/** As the wall of a zone shows it. Unknown zones are none. */
export function inZone(moment: Moment, zone: string): Moment | null {
  if (!moment.utc || moment.seconds === null) return moment;
  try {
    const at = Temporal.PlainDate.from(moment.date).toZonedDateTime({ timeZone: 'UTC' }).add({ seconds: moment.seconds });
    const wall = at.withTimeZone(zone);
    return {
      date: wall.toPlainDate().toString(),
      seconds: wall.hour * 3600 + wall.minute * 60 + wall.second,
      utc: false,
    };
  } catch {
    return null;
  }
}

/** The wall of the first zone that is known; as written where none is, or where it is not UTC. */
export function wallOf(moment: Moment, zones: Zones): Moment {
  for (const zone of zones) {
    const wall = inZone(moment, zone);
    if (wall) return wall;
  }
  return { ...moment, utc: false };
}

/**
 * The day that a midnight in UTC's writing is the beginning of: in one of the zones, or else in the one offset that makes it a midnight.
 * null = it is none, or two offsets do (UTC-12 to UTC+14).
 */
export function midnightOf(
  moment: Moment,
  zones: Zones,
): { readonly date: string; /** In no zone that is known here. */ readonly elsewhere: boolean } | null {
  if (moment.seconds === null) return { date: moment.date, elsewhere: false };
  if (!moment.utc) return moment.seconds === 0 ? { date: moment.date, elsewhere: false } : null;
  for (const zone of zones) {
    const wall = inZone(moment, zone);
    if (wall?.seconds === 0) return { date: wall.date, elsewhere: false };
  }
  const hours = moment.seconds / 3600;
  if (moment.seconds % 900 !== 0) return null;
  if (hours === 0) return { date: moment.date, elsewhere: true };
  // West of Greenwich midnight comes later on the same day; east of it, on the evening before.
  const [west, east] = [hours <= 12, hours >= 10];
  if (west && east) return null;
  return { date: west ? moment.date : addDays(moment.date, 1), elsewhere: true };
}
