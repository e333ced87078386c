/** A table of people out of another program: what is asked of it, and what is shown before anything is saved. */
import { z } from 'zod';
import { FileName, ImportCounts } from './data-imports.ts';
import { EncodingName, FoundEncoding } from './imported.ts';

export const PEOPLE_BYTES = 8_000_000;
export const PEOPLE_ROWS = 20_000;
export const PEOPLE_COLUMNS = 100;
export const PeopleBytes = z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= PEOPLE_BYTES);

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export const PEOPLE_FIELDS = ['employeeNumber', 'name', 'department'] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];
/** What a column may say: a field, or half of a name. */
export const PEOPLE_ROLES = ['employeeNumber', 'name', 'familyName', 'givenName', 'department'] as const;
export type PeopleRole = (typeof PEOPLE_ROLES)[number];

/** From 0; null = no column says it. */
const column = z
  .int()
  .min(0)
  .max(PEOPLE_COLUMNS - 1)
  .nullable();
export const PeopleColumns = z.strictObject({
  employeeNumber: column,
  name: column,
  familyName: column,
  givenName: column,
  department: column,
});
export type PeopleColumns = z.infer<typeof PeopleColumns>;
export const hasName = ({ name, familyName, givenName }: PeopleColumns): boolean => (name ?? familyName ?? givenName) !== null;

/** A file, and how somebody wants it read: the same question before and at the import. null = found. */
export const PeopleFile = z.strictObject({
  bytes: PeopleBytes,
  name: FileName,
  encoding: EncodingName.nullable(),
  separator: z.enum(SEPARATORS).nullable(),
  /** Of a workbook, from 0. */
  sheet: z.int().min(0).max(254),
  /** Whether the first row names the columns. */
  header: z.boolean().nullable(),
  columns: PeopleColumns.nullable(),
});
export type PeopleFile = z.infer<typeof PeopleFile>;

/** Why a row is not taken, of one field. */
export const ROW_FAULTS = ['empty', 'too-long', 'no-letter', 'digits-lost', 'error-value', 'twice'] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

const cell = z.string().max(300);
export const PeopleTable = z.strictObject({
  /** null = a workbook, which says it by itself. */
  text: FoundEncoding.nullable(),
  separator: z.enum(SEPARATORS).nullable(),
  sheets: z.array(z.string().max(100)).max(255),
  sheet: z.int().min(0),
  header: z.boolean(),
  /** Of each column: its name, or its place. */
  titles: z.array(cell).max(PEOPLE_COLUMNS),
  columns: PeopleColumns,
  /** The first rows in cells. */
  sample: z.array(z.array(cell).max(PEOPLE_COLUMNS)).max(3),
  rows: z
    .array(
      z.strictObject({
        /** Of the text or the sheet, from 1. */
        line: z.int().min(1),
        employeeNumber: cell,
        name: cell,
        department: cell,
        /** Its number was no text in the sheet: zeros before it may be gone. */
        wasNumber: z.boolean(),
        fault: z.strictObject({ field: z.enum(PEOPLE_FIELDS), why: z.enum(ROW_FAULTS) }).nullable(),
      }),
    )
    .max(PEOPLE_ROWS),
});
export type PeopleTable = z.infer<typeof PeopleTable>;
export type PeopleRow = PeopleTable['rows'][number];

export const PEOPLE_SHOWN = 100;
export const OUTCOMES = ['added', 'changed', 'known'] as const;

export const PeoplePreview = z.strictObject({
  ...PeopleTable.omit({ rows: true }).shape,
  counts: ImportCounts,
  /** Rows whose number came as a number. */
  wereNumbers: z.int().min(0),
  /** New and changed people, the first of them. */
  shown: z
    .array(
      z.strictObject({
        line: z.int().min(1),
        employeeNumber: z.string(),
        name: z.string(),
        department: z.string(),
        outcome: z.enum(OUTCOMES),
        /** What stands there now, where it is another; null = the same, or somebody new. */
        was: z.strictObject({ name: z.string().nullable(), department: z.string().nullable() }),
      }),
    )
    .max(PEOPLE_SHOWN),
  refused: z
    .array(
      z.strictObject({
        line: z.int().min(1),
        /** What stands in the row. */
        text: z.string(),
        field: z.enum(PEOPLE_FIELDS),
        why: z.enum(ROW_FAULTS),
        /** The line of the first of two. */
        first: z.int().nullable(),
      }),
    )
    .max(PEOPLE_ROWS),
  before: z.number().nullable(),
});
export type PeoplePreview = z.infer<typeof PeoplePreview>;
