/**
 * A template says how hours become a file: which rows, which columns, and how each value is written. Most of what payroll programs take is one of these, as
 * data; the built-in ones stand in `src/exports/hours/templates`, an administrator's own in the database.
 */
import { z } from 'zod';
import { EXPORT_FIELDS, GRAINS, isFieldOf, type Grain } from '../domain/hours/export-fields.ts';
import { cleanName } from '../domain/text.ts';

export type { ExportField, Grain } from '../domain/hours/export-fields.ts';

export const FILE_FORMATS = ['delimited', 'xlsx', 'attlog', 'json-lines', 'icalendar', 'pdf'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const ENCODINGS = ['utf-8', 'utf-8-bom', 'windows-1252', 'gb18030'] as const;
export type ExportEncoding = (typeof ENCODINGS)[number];

/** How a value is written where that is not the template's own way. */
export const WRITTEN_AS = ['date', 'time', 'date-time', 'utc', 'decimal', 'h:mm', 'minutes', 'days', 'word', 'number'] as const;
export type WrittenAs = (typeof WRITTEN_AS)[number];

/** To SQLite a text ends with a NUL, and no path has one. */
const WITHOUT_NUL = /^[^\0]+$/;
const text = (most: number) => z.string().max(most);

export const ExportColumn = z.strictObject({
  /** '' = the field's name in the language of the site. Placeholders as in `title`. */
  header: text(80),
  /** Written above the headers of neighbours that have the same one; sheets only. */
  group: text(80),
  field: z.enum(EXPORT_FIELDS),
  /** What `text` writes; placeholders as in `title`. */
  text: text(200),
  as: z.enum(WRITTEN_AS).nullable(),
  /** One column for each day of the period, with the figure, or the verdict, of that day. */
  eachDay: z.boolean(),
});
export type ExportColumn = z.infer<typeof ExportColumn>;

/** How a workbook is cut: a sheet for each of its tables, and that for each calendar month, or its first table for each person. */
export const SHEETS = ['one', 'month', 'person'] as const;
export type Sheets = (typeof SHEETS)[number];

/** A table of rows of one kind. */
const table = {
  grain: z.enum(GRAINS),
  columns: z.array(ExportColumn).max(120),
  /**
   * Lines before the header. `{from}`, `{to}`, `{month}`, `{zone}`, `{site}`, `{siteId}`, `{now}` and the names of `values` are put in; dates as the
   * template writes them.
   */
  title: z.array(text(400)).max(20),
  /** The name of its sheet; placeholders as in `title`; '' = the days that it is of. */
  sheet: text(60),
};
const hasItsFields = ({ grain, columns }: { readonly grain: Grain; readonly columns: readonly ExportColumn[] }): boolean =>
  columns.every(({ field, eachDay }) => isFieldOf(field, grain, eachDay));

/** A table that stands on a sheet of its own, after the first. */
export const FurtherSheet = z.strictObject(table).refine(hasItsFields, { path: ['columns'] });
export type FurtherSheet = z.infer<typeof FurtherSheet>;

/** What a code stands for. The first that fits has the minutes. */
export const CodeOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['regular', 'night', 'time-off']) }),
  /** rate: per cent; null = any. */
  z.strictObject({ kind: z.literal('overtime'), rate: z.int().min(0).max(1000).nullable() }),
  /** leave: its kind; null = any. */
  z.strictObject({ kind: z.literal('leave'), leave: text(60).nullable(), paid: z.boolean().nullable() }),
]);
export type CodeOf = z.infer<typeof CodeOf>;

const Template = z.strictObject({
  name: z.string().overwrite(cleanName).min(1).max(80),
  /** What is to be known before its file is taken anywhere. */
  note: text(600),
  /** Nobody has opened its file in the program that it is for. */
  untested: z.boolean(),
  /** Placeholders as in `title`; the ending is the format's own where it has none. */
  fileName: z.string().min(1).max(120),
  format: z.enum(FILE_FORMATS),
  ...table,
  /** Which id stands for a person: their employee number, or one that is kept under this name ('gusto'). */
  ids: text(40).overwrite(cleanName),
  /** Of workbooks alone, as `sheet`. */
  sheets: z.enum(SHEETS),
  further: z.array(FurtherSheet).max(5),
  /** What the program on the other side has given out: a company code, an adviser's number. An empty one is asked for before a file is made. */
  values: z.array(z.strictObject({ name: z.string().regex(/^[a-zA-Z]{1,20}$/), label: text(80), value: text(80) })).max(10),
  codes: z.array(z.strictObject({ of: CodeOf, code: z.string().min(1).max(20) })).max(60),
  header: z.boolean(),
  separator: z.enum([',', ';', '\t', '|']),
  quote: z.enum(['all', 'needed', 'never']),
  encoding: z.enum(ENCODINGS),
  lineEnd: z.enum(['crlf', 'lf']),
  /** YYYY, YY, MM, M, DD, D, ddd (a word); what else stands there is written as it is. */
  date: z.string().min(1).max(30),
  /** HH, H, h, mm, ss, A. */
  time: z.string().min(1).max(20),
  decimalMark: z.enum(['.', ',']),
  hours: z.enum(['decimal', 'h:mm', 'minutes']),
  /** Whether nothing is written as 0 or left blank: payroll programs take the two differently. */
  zero: z.enum(['blank', '0']),
  /** What stands for what is not there. */
  blank: text(10),
  /** Longer entries of a code are left out by name, minutes; null = any length is taken. */
  most: z.int().min(1).max(100_000).nullable(),
});
/** Letters that one may take where it is kept (step 330). */
const LONGEST_TEMPLATE = 60_000;
/** Each column is one that its table's rows have. */
export const ExportTemplate = Template.refine(hasItsFields, { path: ['columns'] }).refine(
  (template) => JSON.stringify(template).length <= LONGEST_TEMPLATE,
  { path: ['further'] },
);
export type ExportTemplate = z.infer<typeof ExportTemplate>;

/** What is not said in a template: CSV as most programs take it. */
export const PLAIN: Omit<ExportTemplate, 'name' | 'fileName' | 'grain' | 'columns'> = {
  note: '',
  untested: false,
  format: 'delimited',
  ids: '',
  title: [],
  sheet: '',
  sheets: 'one',
  further: [],
  values: [],
  codes: [],
  header: true,
  separator: ',',
  quote: 'needed',
  encoding: 'utf-8',
  lineEnd: 'crlf',
  date: 'YYYY-MM-DD',
  time: 'HH:mm',
  decimalMark: '.',
  hours: 'decimal',
  zero: '0',
  blank: '',
  most: null,
};

/** Days as numbers since 1970-01-01, both inclusive. */
export const ExportPeriod = z
  .strictObject({ from: z.int().min(0).max(100_000), to: z.int().min(0).max(100_000) })
  .refine((p) => p.from <= p.to && p.to - p.from < 400, { path: ['to'] });
export type ExportPeriod = z.infer<typeof ExportPeriod>;

/** Why something does not stand in a file. */
export const LEFT_OUT = [
  'no-id',
  'no-code',
  'open-pair',
  'too-long',
  'no-letters',
  'no-glyph',
  // Said by runs of before a sheet of any size could be merged.
  'not-merged',
  'ignored',
  'unreadable',
] as const;
export const LeftOut = z.strictObject({
  why: z.enum(LEFT_OUT),
  count: z.int(),
  /** Of whom or of what; the first twenty. */
  of: z.array(z.string()),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** How many, without whom: names do not stay in a list that is kept for ever. */
const Counted = z.strictObject({ why: z.enum(LEFT_OUT), count: z.int() });

/** A file that was made, or why it was not. */
export const ExportRun = z.strictObject({
  id: z.int(),
  at: z.number(),
  /** As in the log: administrator, auditor, system. */
  by: z.string(),
  /** A built-in one's name, or own:<id>. */
  template: z.string(),
  name: z.string(),
  scheduleId: z.int().nullable(),
  from: z.int(),
  to: z.int(),
  zone: z.string(),
  path: z.string(),
  people: z.int(),
  rows: z.int(),
  leftOut: z.array(Counted),
  bytes: z.int(),
  /** SHA-256, hexadecimal. */
  hash: z.string(),
  /** The code of the error; null = the file was made. */
  problem: z.string().nullable(),
});
export type ExportRun = z.infer<typeof ExportRun>;

/** The month before, each month, at that day and time of the site. */
export const ScheduleFields = z.strictObject({
  template: z.string().regex(WITHOUT_NUL).max(60),
  folder: z.string().regex(WITHOUT_NUL).max(1000),
  department: z.string().overwrite(cleanName).min(1).max(60).nullable(),
  day: z.int().min(1).max(28),
  minute: z.int().min(0).max(1439),
});
export type ScheduleFields = z.infer<typeof ScheduleFields>;
/** `doneUntil`: the first day of the last month whose file was made, or that is not its business. */
export const ExportSchedule = ScheduleFields.extend({
  id: z.int(),
  doneUntil: z.int(),
  // As they are stored: answers are not held to what a person may give.
  template: z.string(),
  folder: z.string(),
  department: z.string().nullable(),
});
export type ExportSchedule = z.infer<typeof ExportSchedule>;
