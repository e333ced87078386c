/** One entry of a calendar as facts. What does not parse is named, and spoils this entry alone. */
import { decode, encodingNamed, type Site } from '../text/decode.ts';
import type { LeftOutReason } from '../../shared/imported.ts';
import type { Entry, Line } from './lines.ts';
import { momentOf, type Moment } from './moment.ts';
import { listOf, nameOfLine, propertyOf, unescaped, type Property } from './property.ts';

export type CalendarEvent = {
  readonly at: number;
  readonly calendar: Entry['calendar'];
  readonly uid: string | null;
  readonly sequence: number;
  readonly title: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly cancelled: boolean;
  readonly tentative: boolean;
  /** A line of it does not parse. */
  readonly broken: boolean;
  /** X-APPLE-SPECIAL-DAY; null = none. */
  readonly apple: string | null;
  /** X-MICROSOFT-CDO-BUSYSTATUS; null = none. */
  readonly busy: string | null;
  /** Says of itself that it lasts whole days, though it is written as times. */
  readonly allDay: boolean;
  readonly start: Moment;
  readonly end: Moment | null;
  /** Seconds; null = none. */
  readonly duration: number | null;
  readonly rules: readonly string[];
  readonly exceptRules: readonly string[];
  readonly dates: readonly Moment[];
  readonly exceptDates: readonly Moment[];
  /** Which one of a series this one is instead of. */
  readonly instead: { readonly of: Moment; /** And of all after it. */ readonly onwards: boolean } | null;
};

export type Unreadable = { readonly reason: LeftOutReason; readonly detail: string | null };

type Properties = ReadonlyMap<string, readonly (Property | 'broken')[]>;

const WANTED = new Set(
  (
    'UID SEQUENCE SUMMARY DESCRIPTION CATEGORIES STATUS METHOD DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID ' +
    'X-APPLE-SPECIAL-DAY X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-INTENDEDSTATUS X-MICROSOFT-CDO-ALLDAYEVENT X-FUNAMBOL-ALLDAY X-WR-TIMEZONE'
  ).split(' '),
);

/** By name; a line that does not parse is there, and says nothing. */
export function properties(lines: readonly Line[]): Properties {
  const found = new Map<string, (Property | 'broken')[]>();
  for (const { text } of lines) {
    const name = nameOfLine(text);
    if (name === null || !WANTED.has(name)) continue;
    const known = found.get(name);
    const property = propertyOf(text) ?? 'broken';
    if (known) known.push(property);
    else found.set(name, [property]);
  }
  return found;
}

function readable(all: Properties, name: string): readonly Property[] {
  return (all.get(name) ?? []).filter((one) => one !== 'broken');
}

/** The first one's. */
export function textOf(all: Properties, name: string, site: Site): string {
  const [first] = readable(all, name);
  if (!first) return '';
  if (!/^quoted-printable$/i.test(first.params.get('ENCODING') ?? '')) return unescaped(first.value);
  return quotedPrintable(first.value, site, first.params.get('CHARSET') ?? 'utf-8');
}

/** vCalendar 1.0. */
function quotedPrintable(value: string, site: Site, charset: string): string {
  if (/[^\u0000-\u007f]/.test(value)) return value;
  const bytes = value.replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decode(Buffer.from(bytes, 'latin1'), site, null, encodingNamed(charset)).text;
}

/** Errors: what is the matter with it. */
export function eventOf(
  entry: Entry,
  site: Site,
  cancelling: boolean,
): CalendarEvent | (Unreadable & { readonly title: string }) {
  const all = properties(entry.lines);
  const text = (name: string) => textOf(all, name, site);
  const title = text('SUMMARY');
  const bad = (reason: LeftOutReason, detail: string | null = null) => ({ reason, detail, title });
  if (!entry.whole) return bad('cut-off');
  if (entry.type !== 'VEVENT') return bad('not-an-event', entry.type);

  const starts = dateTexts(all, 'DTSTART');
  const ends = dateTexts(all, 'DTEND').filter((end) => end !== '');
  if (starts.length === 0) return bad('no-date');
  if (starts.length > 1 || ends.length > 1) return bad('two-starts', starts.length > 1 ? 'DTSTART' : 'DTEND');
  const start = momentOf(starts[0] ?? '');
  if (!start) return bad('bad-date', `DTSTART ${starts[0] ?? ''}`);
  const end = ends[0] === undefined ? null : momentOf(ends[0]);
  if (ends[0] !== undefined && !end) return bad('bad-date', `DTEND ${ends[0]}`);
  const dates = moments(all, 'RDATE');
  const exceptDates = moments(all, 'EXDATE');
  if (dates === null || exceptDates === null) return bad('bad-date', dates === null ? 'RDATE' : 'EXDATE');
  const [instead] = readable(all, 'RECURRENCE-ID');
  const insteadOf = instead ? momentOf(dateTexts(all, 'RECURRENCE-ID')[0] ?? '') : null;
  if (instead && !insteadOf) return bad('bad-date', `RECURRENCE-ID ${instead.value}`);

  const status = text('STATUS').trim().toUpperCase();
  return {
    at: entry.at,
    calendar: entry.calendar,
    uid: text('UID').trim() || null,
    sequence: Number.parseInt(text('SEQUENCE'), 10) || 0,
    title,
    description: text('DESCRIPTION'),
    categories: readable(all, 'CATEGORIES').flatMap((property) => listOf(property.value)),
    cancelled: cancelling || /^CANCELL?ED$/.test(status),
    tentative: status === 'TENTATIVE',
    broken: [...all.values()].flat().includes('broken'),
    apple: upper(text('X-APPLE-SPECIAL-DAY')),
    busy: upper(text('X-MICROSOFT-CDO-BUSYSTATUS') || text('X-MICROSOFT-CDO-INTENDEDSTATUS')),
    allDay: /^(TRUE|T|1)$/i.test((text('X-MICROSOFT-CDO-ALLDAYEVENT') || text('X-FUNAMBOL-ALLDAY')).trim()),
    start,
    end,
    duration: secondsOf(text('DURATION')),
    rules: rulesOf(all, 'RRULE'),
    exceptRules: rulesOf(all, 'EXRULE'),
    dates,
    exceptDates,
    instead: insteadOf && { of: insteadOf, onwards: /^THISANDFUTURE$/i.test(instead?.params.get('RANGE') ?? '') },
  };
}

const upper = (text: string): string | null => text.trim().toUpperCase() || null;

/** Distinct ones: of a list all, of a period its beginning, of VALUE=DATE the day alone. */
function dateTexts(all: Properties, name: string): string[] {
  const texts = readable(all, name).flatMap(({ value, params }) =>
    value.split(',').map((one) => {
      const text = one.replace(/\/.*/s, '').trim();
      return /^date$/i.test(params.get('VALUE') ?? '') ? text.replace(/T.*/is, '') : text;
    }),
  );
  return [...new Set(texts)];
}

/** null = one of them is no date; an empty one says nothing. */
function moments(all: Properties, name: string): Moment[] | null {
  const found: Moment[] = [];
  for (const text of dateTexts(all, name)) {
    const moment = momentOf(text);
    if (moment) found.push(moment);
    else if (text !== '') return null;
  }
  return found;
}

function rulesOf(all: Properties, name: string): string[] {
  return readable(all, name)
    .map((property) => property.value)
    .filter((rule) => rule !== '');
}

function secondsOf(value: string): number | null {
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/i.exec(value.trim()) ?? [];
  if (sign === undefined) return null;
  const length = (Number(weeks) * 7 + Number(days)) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -length : length;
}
