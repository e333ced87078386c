/**
 * Holidays from a calendar file: iCalendar (RFC 5545, by node-ical) or the JSON of holiday-cn ({days: [{name, date, isOffDay}]}).
 * [Note: make-up days] Chinese calendars also carry days that are worked to make up for a holiday; taken for days off they would close
 * the door on a working Sunday. JSON says which they are; in iCalendar only the title does (上班, 补班, "(班)").
 * Runs in the importer process alone (entry.ts).
 */
import ical, { type EventInstance, type ParameterValue, type VEvent } from 'node-ical';
import { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';
import { parseJson } from '../shared/parse.ts';

export type FileDay = {
  /** ISO day. */
  readonly date: string;
  readonly name: string;
  /** A working day that makes up for a holiday. */
  readonly working: boolean;
};

export type HolidayFile = {
  /** By date; one a day. */
  readonly days: readonly FileDay[];
  /** Entries left out: with a time of day, without a usable date, before `from`, too often or too long. */
  readonly skipped: number;
};

/** A file that says more days than this is no calendar of holidays. */
const MOST_DAYS = 1000;
/** The longest single holiday that is believed, days. */
const LONGEST = 40;
/** How far a yearly holiday is written out, years after the first. */
const YEARS = 3;
const NAME_MAX = 60;
/** Parts of a rule that no holiday has, and that multiply its days by thousands. */
const TIMES_OF_DAY = ['BYHOUR', 'BYMINUTE', 'BYSECOND'] as const;
const MOST_TIMES = 400;
const LONGEST_INTERVAL = 100;
/** Expanding begins at the first day, however long ago. */
const FIRST_YEAR = 1970;
const WORKING = /上班|补班|補班|[（(]\s*班\s*[)）]|\bmake-?up (work|day)|\bwork(ing)? ?day\b/iu;

const CnDay = z.object({ name: z.string(), date: z.iso.date(), isOffDay: z.boolean() });
const Cn = z.object({ days: z.array(CnDay).max(5000) }).or(
  z
    .array(CnDay)
    .max(5000)
    .transform((days) => ({ days })),
);

/**
 * Errors: holiday-file-unreadable, holiday-rule-refused {rule}.
 * @param from ISO day; earlier ones are left out
 */
export function readHolidayFile(text: string, from: string): Result<HolidayFile> {
  const body = text.replace(/^\uFEFF/, '').trim();
  const read = body.startsWith('{') || body.startsWith('[') ? readCn(body) : readIcs(body, from);
  if (!read.ok) return read;
  const days = new Map<string, FileDay>();
  let { skipped } = read.value;
  for (const day of read.value.days) {
    const known = days.get(day.date);
    if (day.date < from) skipped++;
    // A day that is both off and worked is worked: the door must not stay shut before people who were told to come.
    else if (!known || (day.working && !known.working)) days.set(day.date, { ...day, name: clean(day.name) });
  }
  if (days.size > MOST_DAYS || (days.size === 0 && skipped === 0)) return UNREADABLE;
  return ok({ days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)), skipped });
}

type Read = Result<HolidayFile>;
const UNREADABLE = err({ code: 'holiday-file-unreadable' } as const);

function readCn(body: string): Read {
  const parsed = parseJson(Cn, body);
  if (!parsed.ok) return UNREADABLE;
  return ok({ days: parsed.value.days.map(({ name, date, isOffDay }) => ({ name, date, working: !isOffDay })), skipped: 0 });
}

function readIcs(body: string, from: string): Read {
  if (!/^BEGIN:VCALENDAR/i.test(body)) return UNREADABLE;
  const days: FileDay[] = [];
  let skipped = 0;
  try {
    for (const entry of Object.values(ical.sync.parseICS(body))) {
      if (entry?.type !== 'VEVENT') continue;
      const found = daysOf(entry, from);
      if (!found.ok) return found;
      if (found.value.length === 0) skipped++;
      days.push(...found.value);
      if (days.length > MOST_DAYS * 2) return UNREADABLE;
    }
  } catch {
    // node-ical throws on rules that it does not know.
    return UNREADABLE;
  }
  return ok({ days, skipped });
}

/** The days of one event; none where it has a time of day, or repeats otherwise than a holiday does. */
function daysOf(event: VEvent, from: string): Result<readonly FileDay[]> {
  if ((event.datetype as string) !== 'date' || !(event.start instanceof Date)) return ok([]);
  if (!event.rrule) return ok(spread(event, event.summary));
  const rule = event.rrule.toString();
  if (!/FREQ=(YEARLY|MONTHLY)/.test(rule)) return ok([]);
  const refused = refusedPart(rule, event.start);
  if (refused !== null) return err({ code: 'holiday-rule-refused', rule: refused });
  const year = Number(from.slice(0, 4));
  const instances: EventInstance[] = ical.expandRecurringEvent(event, {
    from: new Date(year, 0, 1),
    to: new Date(year + YEARS, 11, 31),
  });
  return ok(instances.flatMap((instance) => spread(instance, instance.summary)));
}

/** The part of a rule for which it is not expanded at all; null = an honest one. Of what is expanded, not of the text in the file. */
function refusedPart(rule: string, start: Date): string | null {
  const parts = new Map([...rule.matchAll(/\b([A-Z]+)=([^;\s]*)/g)].map(([, name = '', value = '']) => [name, value]));
  const timeOfDay = TIMES_OF_DAY.find((name) => parts.has(name));
  if (timeOfDay) return timeOfDay;
  if (Number(parts.get('COUNT') ?? 0) > MOST_TIMES) return 'COUNT';
  if (Number(parts.get('INTERVAL') ?? 1) > LONGEST_INTERVAL) return 'INTERVAL';
  return start.getFullYear() < FIRST_YEAR ? 'DTSTART' : null;
}

/** DTEND is the day after the last (RFC 5545, 3.6.1). node-ical gives a date as the midnight of this process's own zone. */
function spread(span: { readonly start: Date; readonly end?: Date | undefined }, summary: ParameterValue | undefined): FileDay[] {
  const title = typeof summary === 'string' ? summary : (summary?.val ?? '');
  const { start, end } = span;
  const days: FileDay[] = [];
  for (let i = 0; i < LONGEST; i++) {
    // Noon, so that a changed clock cannot move the day.
    const day = new Date(start.getFullYear(), start.getMonth(), start.getDate() + i, 12);
    if (i > 0 && (!end || day >= end)) return days;
    days.push({ date: isoDay(day), name: title, working: WORKING.test(title) });
  }
  return [];
}

function isoDay(day: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function clean(name: string): string {
  return name
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, NAME_MAX);
}
