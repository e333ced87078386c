/** Times in 24 hours, dates as the language writes them, all in the site's zone. What is no instant of the calendar is a dash: rows may hold any number. */
import { useMemo } from 'react';
import { dayBounds, isZone } from '../../domain/time/instants.ts';
import { isDay } from '../../domain/time/wall-clock.ts';
import { useSettings } from './session.ts';

export type Format = {
  /** 08:57 */
  readonly time: (at: number) => string;
  /** 08:57:03 */
  readonly seconds: (at: number) => string;
  /** Tuesday 24 November · 11月24日星期二 */
  readonly day: (at: number) => string;
  /** The same for an ISO day. */
  readonly dayOf: (isoDay: string) => string;
  /** 24 Nov · 11月24日, of an ISO day */
  readonly shortDay: (isoDay: string) => string;
  /** Tue · 周二, of an ISO day */
  readonly weekday: (isoDay: string) => string;
  /** November 2026 · 2026年11月, of 'YYYY-MM' */
  readonly month: (isoMonth: string) => string;
  /** 24 Nov 2026 · 2026年11月24日 */
  readonly date: (at: number) => string;
  /** The ISO day (2026-11-24) of an instant, in the site's zone: what days are grouped by. */
  readonly isoDay: (at: number) => string;
  readonly number: (n: number) => string;
};

/** What Date and Intl can hold, ms from the epoch on, either way. */
const CALENDAR_MS = 8.64e15;
const NO_INSTANT = '–';

/** @param zone IANA; an unknown one falls back to UTC rather than to a blank screen. */
export function makeFormat(language: string, zone: string): Format {
  const locale = language === 'en' ? 'en-GB' : language;
  const timeZone = isZone(zone) ? zone : 'UTC';
  const of = (options: Intl.DateTimeFormatOptions, l = locale) => {
    const formatter = new Intl.DateTimeFormat(l, { timeZone, ...options });
    return (at: number) => (Math.abs(at) <= CALENDAR_MS ? formatter.format(at) : NO_INSTANT);
  };
  const long = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const utcDay = of({ ...long, timeZone: 'UTC' });
  const utcWeekday = of({ weekday: 'short', timeZone: 'UTC' });
  const utcShort = of({ day: 'numeric', month: language === 'en' ? 'short' : 'long', timeZone: 'UTC' });
  const utcMonth = of({ year: 'numeric', month: 'long', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(locale);
  return {
    time: of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    seconds: of({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    day: of(long),
    // A day that is none is shown as it stands.
    dayOf: (isoDay) => (isDay(isoDay) ? utcDay(dayBounds(isoDay, 'UTC').from) : isoDay),
    shortDay: (isoDay) => (isDay(isoDay) ? utcShort(dayBounds(isoDay, 'UTC').from) : isoDay),
    weekday: (isoDay) => (isDay(isoDay) ? utcWeekday(dayBounds(isoDay, 'UTC').from) : isoDay),
    month: (isoMonth) => (isDay(`${isoMonth}-01`) ? utcMonth(dayBounds(`${isoMonth}-01`, 'UTC').from) : isoMonth),
    date: of({ year: 'numeric', month: language === 'en' ? 'short' : 'long', day: 'numeric' }),
    isoDay: of({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE'),
    number: (n) => numbers.format(n),
  };
}

export function useFormat(): Format {
  const {
    appearance: { language },
    site: { timeZone },
  } = useSettings();
  return useMemo(() => makeFormat(language, timeZone), [language, timeZone]);
}
