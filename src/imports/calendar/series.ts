/**
 * Every entry to its days: series worked out, with their moved and cancelled ones, what replaces what, and whatever is left out named.
 * Nothing gets lost between the file and here: each entry comes out either with days or with a reason.
 */
import type { LeftOutReason } from '../../shared/imported.ts';
import type { CalendarEvent, Unreadable } from './event.ts';
import { addDays, daysBetween } from '../../domain/time/wall-clock.ts';
import { midnightOf, wallOf, type Moment, type Zones } from './moment.ts';
import { daysOfRule, type Window } from './rule.ts';
import { spanOf, type Span } from './span.ts';

/** A holiday that begins on one of these days. */
export type Occurrence = { readonly first: string; /** Its first day is none of its rule. */ readonly outside: boolean };

export type Placed = {
  readonly event: CalendarEvent;
  readonly span: Span;
  readonly occurrences: readonly Occurrence[];
};
export type Dropped = { readonly event: CalendarEvent; readonly reason: LeftOutReason; readonly detail: string | null };

/** The longest single holiday that is believed, days. */
export const LONGEST = 40;

type Series = { readonly event: CalendarEvent; readonly span: Span; starts: Map<string, Occurrence> };

export function place(
  events: readonly CalendarEvent[],
  window: Window,
  zonesOf: (event: CalendarEvent) => Zones,
): { readonly placed: readonly Placed[]; readonly dropped: readonly Dropped[] } {
  const dropped: Dropped[] = [];
  const drop = (event: CalendarEvent, reason: LeftOutReason, detail: string | null = null): void =>
    void dropped.push({ event, reason, detail });
  const newest = newestOf(events);
  const all: Series[] = [];
  for (const event of events) {
    if (event.cancelled) drop(event, 'cancelled');
    else if (newest(event) > event.sequence) drop(event, 'replaced', `SEQUENCE:${event.sequence}`);
    else {
      const span = spanOf(event, zonesOf(event));
      if (!span) drop(event, 'ends-before');
      else if (span.days > LONGEST) drop(event, 'too-long', span.first);
      else {
        const starts = startsOf(event, span, window, zonesOf(event));
        if ('reason' in starts) drop(event, starts.reason, starts.detail);
        else all.push({ event, span, starts });
      }
    }
  }
  exchange(events, all, newest, zonesOf);
  const placed: Placed[] = [];
  for (const { event, span, starts } of all) {
    const occurrences = [...starts.values()].sort((a, b) => (a.first < b.first ? -1 : 1));
    if (occurrences.length > 0) placed.push({ event, span, occurrences });
    else drop(event, 'every-date-excepted', span.first);
  }
  return { placed, dropped };
}

/** The number of the newest version of an entry: of the same calendar, the same UID, and the same one of its series. */
function newestOf(events: readonly CalendarEvent[]): (event: CalendarEvent) => number {
  const byCalendar = new Map<unknown, Map<string, number>>();
  const keyOf = ({ uid, instead }: CalendarEvent): string | null =>
    uid === null ? null : JSON.stringify([uid, instead && [instead.of.date, instead.of.seconds, instead.of.utc]]);
  for (const event of events) {
    const key = keyOf(event);
    if (key === null) continue;
    const known = byCalendar.get(event.calendar) ?? new Map<string, number>();
    known.set(key, Math.max(known.get(key) ?? 0, event.sequence));
    byCalendar.set(event.calendar, known);
  }
  return (event) => {
    const key = keyOf(event);
    return key === null ? event.sequence : (byCalendar.get(event.calendar)?.get(key) ?? event.sequence);
  };
}

/** First days of an entry in the window, by the day that the series has them on. */
function startsOf(event: CalendarEvent, span: Span, window: Window, zones: Zones): Map<string, Occurrence> | Unreadable {
  const wide = { from: addDays(window.from, -LONGEST), to: window.to };
  const starts = new Map<string, Occurrence>();
  const ruled = daysOfRules(event.rules, span.first, wide, zones);
  if ('reason' in ruled) return ruled;
  for (const day of ruled) starts.set(day, { first: day, outside: false });
  // RFC 5545 makes DTSTART the first one, and leaves open what a rule that does not have it means.
  if (!starts.has(span.first))
    starts.set(span.first, { first: span.first, outside: event.rules.length > 0 && inside(span.first, wide) });
  for (const date of event.dates) starts.set(dayOf(date, span, zones), { first: dayOf(date, span, zones), outside: false });
  const except = daysOfRules(event.exceptRules, span.first, wide, zones);
  if ('reason' in except) return except;
  for (const day of except) starts.delete(day);
  for (const date of event.exceptDates) starts.delete(dayOf(date, span, zones));
  return starts;
}

const inside = (day: string, { from, to }: Window): boolean => day >= from && day <= to;

function daysOfRules(rules: readonly string[], start: string, window: Window, zones: Zones): readonly string[] | Unreadable {
  const all: string[] = [];
  for (const rule of rules) {
    const days = daysOfRule(rule, start, window, zones);
    if ('reason' in days) return days;
    all.push(...days);
  }
  return all;
}

/** The day of a series that a date of RDATE, EXDATE or RECURRENCE-ID means, in whichever way it is written. */
function dayOf(moment: Moment, span: Span, zones: Zones): string {
  const midnight = span.as === 'times' ? null : midnightOf(moment, zones);
  return midnight?.date ?? wallOf(moment, zones).date;
}

/** Takes the exchanged ones, and the cancelled ones, out of their series. */
function exchange(
  events: readonly CalendarEvent[],
  all: readonly Series[],
  newest: (event: CalendarEvent) => number,
  zonesOf: (event: CalendarEvent) => Zones,
): void {
  const masters = new Map<string, Series[]>();
  for (const one of all) {
    if (one.event.uid === null || one.event.instead) continue;
    masters.set(one.event.uid, [...(masters.get(one.event.uid) ?? []), one]);
  }
  const moved = new Map(all.map((one) => [one.event, one]));
  for (const event of events) {
    const { instead, uid } = event;
    if (!instead || uid === null || newest(event) > event.sequence) continue;
    const known = masters.get(uid) ?? [];
    const own = known.filter((one) => one.event.calendar === event.calendar);
    for (const series of own.length > 0 ? own : known) {
      const day = dayOf(instead.of, series.span, zonesOf(series.event));
      if (instead.onwards) exchangeOnwards(series, day, event.cancelled ? null : (moved.get(event) ?? null));
      else series.starts.delete(day);
    }
  }
}

/** From one of a series on, all are moved by as many days as that one. @param to null = they are cancelled */
function exchangeOnwards(series: Series, from: string, to: Series | null): void {
  const later = [...series.starts.keys()].filter((day) => day >= from);
  for (const day of later) series.starts.delete(day);
  if (!to) return;
  const by = daysBetween(from, to.span.first);
  for (const day of later) to.starts.set(addDays(day, by), { first: addDays(day, by), outside: false });
}
