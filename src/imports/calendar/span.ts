/** How many days an entry lasts, and whether it lasts whole ones: written as dates, as midnights, or with a time of day. */
import type { CalendarEvent } from './event.ts';
import { addDays, daysBetween } from '../../domain/time/wall-clock.ts';
import { midnightOf, wallOf, type Zones } from './moment.ts';

export type Span = {
  /** ISO day. */
  readonly first: string;
  readonly days: number;
  /**
   * `whole`: whole days. `elsewhere`: whole days of a zone that is neither the calendar's nor the site's. `bare`: a midnight without an end.
   * `times`: with a time of day.
   */
  readonly as: 'whole' | 'elsewhere' | 'bare' | 'times';
  /** Of `times`: how long, s. 0 = an instant. */
  readonly seconds: number;
};

const DAY = 86_400;
/** 23:59 is written for the end of a day. */
const LAST_MINUTE = DAY - 60;

/** null = it ends before it begins. */
export function spanOf(event: CalendarEvent, zones: Zones): Span | null {
  const { start, end, duration } = event;
  if (start.seconds === null) {
    const days = end ? daysBetween(start.date, end.date) : duration === null ? 1 : Math.max(1, Math.round(duration / DAY));
    // An end that is the first day itself is written for one day.
    return days < 0 || (duration ?? 0) < 0 ? null : { first: start.date, days: Math.max(1, days), as: 'whole', seconds: 0 };
  }
  const from = midnightOf(start, zones);
  const seconds = lengthOf(event, zones);
  if (seconds < 0) return null;
  if (from) {
    const to = end ? endDay(event, zones) : null;
    const days = to !== null ? daysBetween(from.date, to) : wholeDays(seconds);
    const elsewhere = from.elsewhere && !event.allDay;
    if (days !== null && days > 0) return { first: from.date, days, as: elsewhere ? 'elsewhere' : 'whole', seconds };
    if (event.allDay) return { first: from.date, days: Math.max(1, Math.ceil(seconds / DAY)), as: 'whole', seconds };
    if (seconds === 0 && !from.elsewhere) return { first: from.date, days: 1, as: 'bare', seconds };
  }
  const wall = wallOf(start, zones);
  if (event.allDay) return { first: wall.date, days: Math.max(1, Math.round(seconds / DAY)), as: 'whole', seconds };
  return { first: wall.date, days: lastDay(wall.seconds ?? 0, seconds), as: 'times', seconds };
}

/** Days that a time of day reaches into, each but the first for more than a night. */
function lastDay(from: number, seconds: number): number {
  const end = from + seconds;
  const days = Math.floor(end / DAY);
  return Math.max(1, end % DAY > DAY / 2 ? days + 1 : days);
}

function wholeDays(seconds: number): number | null {
  const rest = seconds % DAY;
  if (rest === 0) return seconds / DAY;
  return rest >= LAST_MINUTE ? Math.ceil(seconds / DAY) : null;
}

/** The day after the last, of an end that is a date, a midnight, or the last minute of a day. null = none of them. */
function endDay({ end }: CalendarEvent, zones: Zones): string | null {
  if (!end) return null;
  const midnight = midnightOf(end, zones);
  if (midnight) return midnight.date;
  const wall = wallOf(end, zones);
  return (wall.seconds ?? 0) >= LAST_MINUTE ? addDays(wall.date, 1) : null;
}

function lengthOf({ start, end, duration }: CalendarEvent, zones: Zones): number {
  if (!end) return duration ?? 0;
  if (end.seconds === null) return daysBetween(wallOf(start, zones).date, end.date) * DAY;
  // Written in one way, both are of one zone; else both are laid on one wall.
  const [a, b] = start.utc === end.utc ? [start, end] : [wallOf(start, zones), wallOf(end, zones)];
  return daysBetween(a.date, b.date) * DAY + (b.seconds ?? 0) - (a.seconds ?? 0);
}
