/**
 * Holidays from a calendar file: iCalendar (RFC 5545, and vCalendar 1.0), or the JSON of holiday-cn ({days: [{name, date, isOffDay}]}).
 * [Note: nothing gets lost] Entries in the file = entries taken + entries left out, and each one left out has its line and its reason.
 * Runs in the importer process alone (entry.ts). Why it is read this way: docs/adr/0022-calendars.md.
 */
import { z } from 'zod';
import { isoDay } from '../domain/hours/days.ts';
import { statutoryDays } from '../domain/hours/statutory-cn.ts';
import { err, ok, type Result } from '../domain/result.ts';
import {
  MOST_DAYS,
  MOST_ENTRIES,
  type EncodingName,
  type FileDay,
  type HolidayFile,
  type LeftOut,
  type LeftOutReason,
} from '../shared/imported.ts';
import { parse } from '../shared/parse.ts';
import { eventOf, properties, textOf, type CalendarEvent } from './calendar/event.ts';
import { judge, judgeTimes, markOf, type Verdict } from './calendar/judge.ts';
import { calendarLines, entriesOf, type Calendar } from './calendar/lines.ts';
import { mergeDays, nameOf, type DayOfEntry } from './calendar/merge.ts';
import { addDays } from '../domain/time/wall-clock.ts';
import type { Zones } from './calendar/moment.ts';
import { place, type Placed } from './calendar/series.ts';
import { decode, type FoundText, type Site } from './text/decode.ts';

/** How far what repeats is written out, years after the first. */
const YEARS = 3;
const UNREADABLE = err({ code: 'holiday-file-unreadable' } as const);
const TOO_MUCH = err({ code: 'import-too-much' } as const);

export type HolidayFileOptions = {
  /** ISO day; earlier ones are left out. */
  readonly from: string;
  readonly site: Site;
  /** Chosen by a person; null = found. */
  readonly encoding: EncodingName | null;
};

/** Errors: holiday-file-unreadable; import-too-much where it has more entries or days than a calendar of holidays. */
export function readHolidayFile(bytes: Uint8Array, options: HolidayFileOptions): Result<HolidayFile> {
  const { site, encoding } = options;
  const whole = decode(bytes, site, encoding);
  return /^\s*[[{]/.test(whole.text) ? readJson(whole, options.from) : readCalendar(bytes, options);
}

type Part = { readonly at: number; readonly name: string; readonly days: readonly DayOfEntry[] };

/** IANA's zones of the Chinese mainland, old names as well. */
const CHINA: ReadonlySet<string> = new Set([
  ...['Asia/Shanghai', 'Asia/Urumqi', 'PRC'],
  ...['Asia/Chongqing', 'Asia/Chungking', 'Asia/Harbin', 'Asia/Kashgar'],
]);

/**
 * Which days off of a Chinese calendar are statutory: those of the table in the law's words, never those of a name, since 春节 is the name of all its days. A
 * proposal, which the preview shows.
 */
function proposed(day: FileDay): FileDay {
  if (day.kind !== 'off') return day;
  const statutory = statutoryDays(Number(day.date.slice(0, 4)))?.some((s) => isoDay(s.day) === day.date) ?? false;
  return statutory ? { ...day, kind: 'statutory' } : day;
}

/**
 * Days that are past go; an entry of which nothing stays is left out.
 * @param china its days off are those of the Chinese mainland
 */
function assemble(
  format: HolidayFile['format'],
  { encoding, by, unreadable }: FoundText,
  parts: readonly Part[],
  gone: readonly LeftOut[],
  from: string,
  china: boolean,
): Result<HolidayFile> {
  const leftOut = [...gone];
  const kept: DayOfEntry[] = [];
  for (const { at, name, days } of parts) {
    const inside = days.filter((day) => day.date >= from);
    kept.push(...inside);
    if (inside.length > 0) continue;
    const last = days.at(-1)?.date ?? null;
    leftOut.push({ at, name, reason: last === null ? 'rule-never' : 'past', detail: last });
  }
  const merged = mergeDays(kept);
  const entries = parts.length + gone.length;
  if (entries === 0) return UNREADABLE;
  if (merged.length > MOST_DAYS) return TOO_MUCH;
  leftOut.sort((a, b) => a.at - b.at);
  return ok({
    format,
    text: { encoding, by, unreadable },
    entries,
    taken: entries - leftOut.length,
    days: china ? merged.map(proposed) : merged,
    leftOut,
  });
}

const CnDay = z.object({ name: z.string(), date: z.iso.date(), isOffDay: z.boolean() });
const Cn = z
  .object({ year: z.int().optional(), days: z.array(z.unknown()) })
  .or(z.array(z.unknown()).transform((days) => ({ year: undefined, days })));

function readJson(found: FoundText, from: string): Result<HolidayFile> {
  let value: unknown;
  try {
    value = JSON.parse(found.text.replace(/^\uFEFF/, ''));
  } catch {
    return UNREADABLE;
  }
  const file = parse(Cn, value);
  if (!file.ok) return UNREADABLE;
  if (file.value.days.length > MOST_ENTRIES) return TOO_MUCH;
  const { year } = file.value;
  // holiday-cn has a file of the year to come before the State Council's notice is out.
  if (year !== undefined && file.value.days.length === 0) return err({ code: 'holidays-not-announced', year: String(year) });
  const parts: Part[] = [];
  const bad: LeftOut[] = [];
  file.value.days.forEach((one, i) => {
    const at = i + 1;
    const day = parse(CnDay, one);
    if (!day.ok) {
      const name = (one as { name?: unknown } | null)?.name;
      bad.push({
        at,
        name: typeof name === 'string' ? nameOf(name) : '',
        reason: 'bad-date',
        detail: day.error.field.slice(0, 60),
      });
      return;
    }
    const { name, date, isOffDay } = day.value;
    const verdict: Verdict = isOffDay
      ? { sort: 'statutory', ground: 'marker', kind: 'off' }
      : { sort: 'working-day', ground: 'marker', kind: 'working-day' };
    const garbled: Verdict = { ...verdict, sort: 'unsure', ground: 'garbled' };
    parts.push({ at, name: nameOf(name), days: [{ date, name, at, ...(name.includes('\uFFFD') ? garbled : verdict) }] });
  });
  return parts.length === 0 ? UNREADABLE : assemble('json', found, parts, bad, from, true);
}

function windowOf(from: string): { readonly from: string; readonly to: string } {
  return { from, to: `${String(Number(from.slice(0, 4)) + YEARS).padStart(4, '0')}-12-31` };
}

function readCalendar(bytes: Uint8Array, { from, site, encoding }: HolidayFileOptions): Result<HolidayFile> {
  const { found, lines } = calendarLines(bytes, site, encoding);
  const entries = entriesOf(lines);
  if (!entries) return UNREADABLE;
  if (entries.length > MOST_ENTRIES) return TOO_MUCH;
  const leftOut: LeftOut[] = [];
  const drop = (at: number, title: string, reason: LeftOutReason, detail: string | null): void =>
    void leftOut.push({ at, name: nameOf(title), reason, detail: detail === null ? null : nameOf(detail) });

  const about = aboutCalendars(site);
  const events: CalendarEvent[] = [];
  for (const entry of entries) {
    const event = eventOf(entry, site, about(entry.calendar).cancelling);
    if ('reason' in event) drop(entry.at, event.title, event.reason, event.detail);
    else events.push(event);
  }
  const window = windowOf(from);
  const { placed, dropped } = place(events, window, (event) => about(event.calendar).zones);
  for (const { event, reason, detail } of dropped) drop(event.at, event.title, reason, detail);

  // Of every entry, past ones as well: how a file is marked does not change with the year.
  const marked = events.some((event) => markOf(event) !== null);
  const guessed = found.by === 'bytes' && !found.encoding.startsWith('utf');
  const parts: Part[] = [];
  for (const one of placed) {
    const days = daysOf(one, marked, guessed);
    if (days) parts.push({ at: one.event.at, name: nameOf(one.event.title), days });
    else drop(one.event.at, one.event.title, 'time-of-day', one.span.first);
  }
  return assemble('icalendar', found, parts, leftOut, from, CHINA.has(site.timeZone));
}

/** null = it is an appointment. */
function daysOf({ event, span, occurrences }: Placed, marked: boolean, guessed: boolean): DayOfEntry[] | null {
  const verdict = span.as === 'times' ? judgeTimes(event, span, marked) : judge(event, span, marked, guessed);
  if (!verdict) return null;
  const outside: Verdict = { ...verdict, sort: 'unsure', ground: 'outside-rule' };
  return occurrences.flatMap((one) =>
    Array.from({ length: span.days }, (_, i) => ({
      date: addDays(one.first, i),
      name: event.title,
      at: event.at,
      ...(one.outside && verdict.sort !== 'half' ? outside : verdict),
    })),
  );
}

/** What a calendar says of all its entries. */
function aboutCalendars(site: Site): (calendar: Calendar) => { readonly cancelling: boolean; readonly zones: Zones } {
  const known = new Map<Calendar, { readonly cancelling: boolean; readonly zones: Zones }>();
  return (calendar) => {
    const found = known.get(calendar);
    if (found) return found;
    const all = properties(calendar.lines);
    const zone = textOf(all, 'X-WR-TIMEZONE', site).trim();
    const about = {
      cancelling: textOf(all, 'METHOD', site).trim().toUpperCase() === 'CANCEL',
      zones: [...new Set([zone, site.timeZone])].filter((z) => z !== ''),
    };
    known.set(calendar, about);
    return about;
  };
}
