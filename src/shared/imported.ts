/** What was read from a file that a person gave: how its bytes were taken for text, what it says, and what was left out of it. */
import { z } from 'zod';
import { HOLIDAY_KINDS } from '../domain/calendar/holiday.ts';

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
  'windows-1251',
] as const;
export const EncodingName = z.enum(ENCODINGS);
export type EncodingName = z.infer<typeof EncodingName>;

/** How a file's bytes were taken for text. */
export const FoundEncoding = z.strictObject({
  encoding: EncodingName,
  /** Its first bytes say so; its bytes can be nothing else; the file names it; this site's language or zone; somebody chose it. */
  by: z.enum(['mark', 'bytes', 'file', 'site', 'person']),
  /** Characters that could not be read (U+FFFD in the text). */
  unreadable: z.int().min(0),
});
export type FoundEncoding = z.infer<typeof FoundEncoding>;

/** What a day of a calendar was found to be. `unsure` and `half` are never taken by themselves. `statutory` is the file's word for a public holiday, not the law's. */
export const DAY_SORTS = ['off', 'statutory', 'working-day', 'half', 'unsure'] as const;
export type DaySort = (typeof DAY_SORTS)[number];

/** From what that was told, or why it is not sure. */
export const DAY_GROUNDS = [
  'marker',
  'title',
  'whole-day',
  'no-marker',
  'observance',
  'regional',
  'both',
  'doubtful',
  'tentative',
  'part-of-day',
  'moved-zone',
  'outside-rule',
  'garbled',
] as const;
export type DayGround = (typeof DAY_GROUNDS)[number];

export const FileDay = z.strictObject({
  date: z.iso.date(),
  name: z.string().max(60),
  /** What it is saved as when it is ticked. */
  kind: z.enum(HOLIDAY_KINDS),
  sort: z.enum(DAY_SORTS),
  ground: z.enum(DAY_GROUNDS),
  /** Whether the preview ticks it. */
  tick: z.boolean(),
  /** Lines of the file (iCalendar) or numbers of entries (JSON) that it came from; the first few. From 1. */
  at: z.array(z.int().min(1)).max(5).readonly(),
});
export type FileDay = z.infer<typeof FileDay>;

export const LEFT_OUT_REASONS = [
  'past',
  'time-of-day',
  'cancelled',
  'replaced',
  'no-date',
  'bad-date',
  'two-starts',
  'ends-before',
  'too-long',
  'cut-off',
  'not-an-event',
  'rule-unreadable',
  'rule-refused',
  'rule-endless',
  'rule-never',
  'every-date-excepted',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export const LeftOut = z.strictObject({
  at: z.int().min(1),
  name: z.string().max(60),
  reason: z.enum(LEFT_OUT_REASONS),
  /** The property or the part of a rule, as it stands in the file; or its first day. */
  detail: z.string().max(60).nullable(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** A calendar of holidays has a few kilobytes. */
export const CALENDAR_BYTES = 3_000_000;
export const CalendarBytes = z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= CALENDAR_BYTES);

/** More entries than this are no calendar of holidays. */
export const MOST_ENTRIES = 20_000;
export const MOST_DAYS = 1000;

export const HolidayFile = z.strictObject({
  format: z.enum(['icalendar', 'json']),
  text: FoundEncoding,
  /** In the file: as many as were taken and were left out. */
  entries: z.int().min(0),
  taken: z.int().min(0),
  /** By date, one a day. */
  days: z.array(FileDay).max(MOST_DAYS).readonly(),
  /** By `at`. */
  leftOut: z.array(LeftOut).max(MOST_ENTRIES).readonly(),
});
export type HolidayFile = z.infer<typeof HolidayFile>;
