/** Files of hours: templates, what they would say, runs, and those that are made by themselves. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { cleanName, cleanNumber } from '../../domain/text.ts';
import { ExportPeriod, ExportRun, ExportSchedule, ExportTemplate, LeftOut, ScheduleFields } from '../exports.ts';
import { ids, stored } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

const { id } = ids;
const nothing = z.null();
const one = z.strictObject({ id });

/** A built-in template's name, or own:<id>. */
const key = z.string().min(1).max(60);
const Who = z.strictObject({ department: z.string().min(1).max(60).nullable() });

export const KeyedTemplate = z.strictObject({ key, id: stored.id.nullable(), template: ExportTemplate });
export type KeyedTemplate = z.infer<typeof KeyedTemplate>;

/** What came of a run; `path` null where nothing was kept. */
export const ExportDone = z.strictObject({
  path: z.string().nullable(),
  rows: z.int(),
  people: z.int(),
  bytes: z.int(),
  hash: z.string(),
  leftOut: z.array(LeftOut),
  /** Days with something that somebody should look at, and days that are not over. */
  doubtfulDays: z.int(),
  openDays: z.int(),
});
export type ExportDone = z.infer<typeof ExportDone>;

/** The file that is being made; null = none is. */
export const ExportState = z.strictObject({ name: z.string(), done: z.int(), people: z.int() }).nullable();
export type ExportState = z.infer<typeof ExportState>;

export const exportsCalls = {
  /** `unreadable`: names of own templates that this version cannot read. */
  'exports.templates': {
    may: AUDITOR,
    input: nothing,
    output: z.strictObject({ templates: z.array(KeyedTemplate), unreadable: z.array(z.string()) }),
  },
  /** The first rows as they will be written, of a template that may not be saved yet. `lines`: above the rows, cell by cell. */
  'exports.preview': {
    may: AUDITOR,
    input: z.strictObject({ template: ExportTemplate, period: ExportPeriod, who: Who }),
    output: z.strictObject({
      fileName: z.string(),
      lines: z.array(z.array(z.string())),
      rows: z.array(z.array(z.string())),
      /** Of a format without columns, what stands in the file. */
      text: z.string().nullable(),
      /** Of a workbook, the tables on the sheets after the first. */
      further: z.array(
        z.strictObject({ sheet: z.string(), lines: z.array(z.array(z.string())), rows: z.array(z.array(z.string())) }),
      ),
    }),
  },
  /** What is not known yet, before anything is written: ids of people there, and values of the template. */
  'exports.missing': {
    may: AUDITOR,
    input: z.strictObject({ key, period: ExportPeriod, who: Who }),
    output: z.strictObject({
      people: z.int(),
      program: z.string(),
      missing: z.array(z.strictObject({ id: stored.id, name: z.string(), employeeNumber: z.string() })),
      values: z.array(z.string()),
    }),
  },
  'exports.saveIds': {
    may: ADMIN,
    input: z.strictObject({
      program: z.string().overwrite(cleanName).min(1).max(40),
      ids: z
        .array(z.strictObject({ personId: id, id: z.string().overwrite(cleanNumber).max(80) }))
        .min(1)
        .max(5000),
    }),
    output: nothing,
  },
  /** Asks where to save; null when the person cancelled. `dry`: nothing is kept. Errors: access-gone, export-busy, export-values, export-failed, export-cancelled. */
  'exports.run': {
    may: AUDITOR,
    input: z.strictObject({ key, period: ExportPeriod, who: Who, dry: z.boolean() }),
    output: ExportDone.nullable(),
  },
  'exports.cancel': { may: AUDITOR, input: nothing, output: nothing },
  'exports.state': { may: AUDITOR, input: nothing, output: ExportState },
  'exports.runs': { may: AUDITOR, input: nothing, output: z.array(ExportRun) },
  /** `id` null = a new one. Errors: access-gone, access-name-taken. */
  'exports.saveTemplate': {
    may: ADMIN,
    input: z.strictObject({ id: id.nullable(), fields: ExportTemplate }),
    output: z.strictObject({ key }),
  },
  /** What is made with it by itself goes with it. Errors: access-gone. */
  'exports.deleteTemplate': { may: ADMIN, input: one, output: nothing },
  /** `problem`: the code of what went wrong with the month that is due; null = nothing did. */
  'exports.schedules': {
    may: AUDITOR,
    input: nothing,
    output: z.array(ExportSchedule.extend({ name: z.string(), problem: z.string().nullable() })),
  },
  /** Errors: access-gone. */
  'exports.saveSchedule': { may: ADMIN, input: z.strictObject({ id: id.nullable(), fields: ScheduleFields }), output: one },
  'exports.deleteSchedule': { may: ADMIN, input: one, output: nothing },
  /** null = cancelled. */
  'exports.chooseFolder': { may: ADMIN, input: nothing, output: z.string().nullable() },
} as const satisfies Record<string, CallSpec>;
