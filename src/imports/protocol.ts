/**
 * Every kind of file that is imported: what goes into its reader, and what comes out of it. Main and the importer process both parse what
 * they hear: a process that has read a stranger's file is a stranger itself.
 */
import { z } from 'zod';
import { AttlogFile, AttlogRead } from '../shared/data-imports.ts';
import { CalendarBytes, EncodingName, HolidayFile } from '../shared/imported.ts';
import { PeopleFile, PeopleTable } from '../shared/people-file.ts';
import { AppErrorSchema } from '../shared/schemas.ts';

/** Where the file was given: what it is likely to be written in. */
const Site = z.strictObject({ language: z.string().max(20), timeZone: z.string().max(60) });

export const IMPORTS = {
  /** Holidays from iCalendar or holiday-cn. `from`: ISO day, earlier ones are left out. */
  holidays: {
    input: z.strictObject({ bytes: CalendarBytes, from: z.iso.date(), site: Site, encoding: EncodingName.nullable() }),
    output: HolidayFile,
  },
  /** Punches of a terminal, placed on the clock of a zone. */
  attlog: {
    input: AttlogFile.omit({ people: true }).extend({ site: Site }),
    output: AttlogRead,
  },
  /** People out of a table: CSV, or a sheet of a workbook. */
  people: { input: PeopleFile.extend({ site: Site }), output: PeopleTable },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type ImportName = keyof typeof IMPORTS;
export type ImportInput<N extends ImportName> = z.infer<(typeof IMPORTS)[N]['input']>;
export type ImportOutput<N extends ImportName> = z.infer<(typeof IMPORTS)[N]['output']>;

const names = z.enum(Object.keys(IMPORTS) as [ImportName, ...ImportName[]]);

/** The one message that a process gets; it reads one file and ends. */
export const ToImporter = z.strictObject({ name: names, input: z.unknown() });
export type ToImporter = z.infer<typeof ToImporter>;

export const FromImporter = z.discriminatedUnion('type', [
  /** Everything is loaded, and the file is being read. */
  z.strictObject({ type: z.literal('reading') }),
  z.strictObject({ type: z.literal('too-much'), of: z.enum(['time', 'memory']) }),
  z.strictObject({
    type: z.literal('answer'),
    result: z.discriminatedUnion('ok', [
      /** Parsed by the import's own output. */
      z.strictObject({ ok: z.literal(true), value: z.unknown() }),
      z.strictObject({ ok: z.literal(false), error: AppErrorSchema }),
    ]),
  }),
]);
export type FromImporter = z.infer<typeof FromImporter>;
