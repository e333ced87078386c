/** Files of other programs with people and punches: what is asked of them, and what is shown before anything is saved. */
import { z } from 'zod';
import { isZone } from '../domain/time/instants.ts';
import { EncodingName, FoundEncoding } from './imported.ts';
import { PhotoHash } from './photo-archive.ts';
import { ids, stored } from './schemas.ts';

/** A terminal keeps some hundred thousand punches of about 40 bytes. */
export const ATTLOG_BYTES = 12_000_000;
export const ATTLOG_LINES = 250_000;
export const AttlogBytes = z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= ATTLOG_BYTES);

export const FileName = z.string().max(200);

export const ATTLOG_LEFT_OUT = ['frame', 'unreadable', 'no-time', 'clock-reset', 'double'] as const;
export const PUNCH_LEFT_OUT = [...ATTLOG_LEFT_OUT, 'nobody'] as const;
export type PunchLeftOut = (typeof PUNCH_LEFT_OUT)[number];

/** Which column after number and time says what, from 0; null = none does. */
const column = z.int().min(0).max(15).nullable();
export const AttlogColumns = z.strictObject({ device: column, status: column, verify: column });
export type AttlogColumns = z.infer<typeof AttlogColumns>;

/** A file, and how somebody wants it read: the same question before and at the import. */
export const AttlogFile = z.strictObject({
  bytes: AttlogBytes,
  /** Without its folder. */
  name: FileName,
  /** null = found. */
  encoding: EncodingName.nullable(),
  /** IANA: the wall that the terminal's clock hung on. */
  timeZone: z.string().max(60).refine(isZone),
  /** null = guessed. */
  columns: AttlogColumns.nullable(),
  /** Whose numbers nobody has: who they are, as an administrator says. */
  people: z.array(z.strictObject({ number: z.string().max(24), personId: ids.id })).max(5000),
});
export type AttlogFile = z.infer<typeof AttlogFile>;

/** rows = added + known + left out, of every file, always. */
export const ImportCounts = z.strictObject({
  /** Lines or rows that are not blank. */
  rows: z.int().min(0),
  added: z.int().min(0),
  changed: z.int().min(0),
  /** Here before: nothing to do. */
  known: z.int().min(0),
  leftOut: z.int().min(0),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** Left-out lines and numbers of nobody that are shown; all are counted. */
export const SHOWN = 500;
export const SAMPLE_LINES = 10;

export const AttlogPreview = z.strictObject({
  text: FoundEncoding,
  columns: AttlogColumns,
  /** Columns after number and time, of the widest line. */
  width: z.int().min(0),
  counts: ImportCounts,
  leftOut: z.record(z.enum(PUNCH_LEFT_OUT), z.int().min(0)),
  /** The first lines that were read. */
  sample: z
    .array(
      z.strictObject({
        line: z.int().min(1),
        cells: z.array(z.string()),
        /** Whose number it is. */
        person: z.string().nullable(),
        direction: z.enum(['in', 'out']).nullable(),
      }),
    )
    .max(SAMPLE_LINES),
  left: z.array(z.strictObject({ line: z.int().min(1), text: z.string(), reason: z.enum(PUNCH_LEFT_OUT) })).max(SHOWN),
  /** Numbers that nobody has. */
  nobody: z.array(z.strictObject({ number: z.string(), lines: z.int().min(1) })).max(SHOWN),
  /** Numbers that differ in leading zeros or capitals alone. */
  unclear: z.array(z.array(z.string())).max(SHOWN),
  /** Times of the hour that a clock shows twice, and of the one that it leaves out. */
  doubtful: z.strictObject({ doubled: z.int().min(0), missing: z.int().min(0) }),
  /** First and last day that is added; null = nothing is. */
  days: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  /** When this very file was imported before; null = it was not. */
  before: stored.instant.nullable(),
});
export type AttlogPreview = z.infer<typeof AttlogPreview>;

const words = z.string().max(200);
/** What was left out, as a file to take away: how its columns and reasons are called where it was asked for. */
export const SaveLeftOut = z.strictObject({
  titles: z.array(words).min(2).max(4),
  what: z.discriminatedUnion('kind', [
    /** Read again: there may be more than is shown. Columns: line, contents, reason. */
    z.strictObject({ kind: z.literal('punches'), file: AttlogFile, reasons: z.record(z.enum(PUNCH_LEFT_OUT), words) }),
    /** Each as long as `titles`. */
    z.strictObject({ kind: z.enum(['people', 'photos']), rows: z.array(z.array(z.string().max(1500)).max(4)).max(ATTLOG_LINES) }),
  ]),
});
export type SaveLeftOut = z.infer<typeof SaveLeftOut>;

export const IMPORT_KINDS = ['attlog', 'people'] as const;

/** An import that was. */
export const ImportSource = z.strictObject({
  id: stored.id,
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  at: stored.instant,
  operator: z.string(),
  timeZone: z.string().nullable(),
  counts: ImportCounts,
  /** Punches of it that are still there, and people who came with it. */
  punches: z.int().min(0),
  people: z.int().min(0),
  /** People whose names or departments it changed, and of whom it is kept what they were. */
  changed: z.int().min(0),
  undoneAt: stored.instant.nullable(),
});
export type ImportSource = z.infer<typeof ImportSource>;

/** Somebody whom the undoing of an import leaves here. */
export const StayingPerson = z.strictObject({ name: z.string(), employeeNumber: z.string() });
export type StayingPerson = z.infer<typeof StayingPerson>;

/** What an import changes of somebody who is here. */
export const CHANGED_FIELDS = ['name', 'department'] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** Somebody of whom the undoing of an import leaves something as it is: it was changed once more. */
export const KeptPerson = z.strictObject({ ...StayingPerson.shape, fields: z.array(z.enum(CHANGED_FIELDS)).min(1) });
export type KeptPerson = z.infer<typeof KeptPerson>;

/** What became of an import of people that was undone. */
export const UndonePeople = z.strictObject({
  /** Who came with it and is deleted again. */
  removed: z.int().min(0),
  stay: z.array(StayingPerson),
  /** Whose names or departments are what they were. */
  restored: z.int().min(0),
  kept: z.array(KeptPerson),
});
export type UndonePeople = z.infer<typeof UndonePeople>;

/** A photograph that somebody's present face was taken from. */
export const ImportedPhoto = z.strictObject({ personId: stored.id, sha256: PhotoHash });
export type ImportedPhoto = z.infer<typeof ImportedPhoto>;

const ofNumbers = <T extends Uint8Array | Uint32Array | Float64Array>(of: new (n: number) => T) =>
  z.custom<T>((a) => a instanceof of && a.length <= ATTLOG_LINES);

/** As `z.array(z.string().max(longest)).max(ATTLOG_LINES)`, which holds main up four times as long. */
const texts = (longest: number) =>
  z.custom<string[]>(
    (a) => Array.isArray(a) && a.length <= ATTLOG_LINES && a.every((s) => typeof s === 'string' && s.length <= longest),
  );

/** What the importer process makes of an attlog: a column an array, since a quarter of a million of objects would hold main up. */
export const AttlogRead = z
  .strictObject({
    text: FoundEncoding,
    columns: AttlogColumns,
    width: z.int().min(0),
    /** Different ones, as they stand in the file. */
    numbers: texts(24),
    /** Different ones, as they stand in the column of the state; '' where there is none. */
    states: texts(40),
    /** Of each punch: from 1; places in `numbers` and `states`; ms since the epoch; seconds since 1970 on the wall; place in DOUBTS. */
    line: ofNumbers(Uint32Array),
    number: ofNumbers(Uint32Array),
    state: ofNumbers(Uint32Array),
    at: ofNumbers(Float64Array),
    wall: ofNumbers(Float64Array),
    doubt: ofNumbers(Uint8Array),
    /** The lines themselves, blanks around them apart, cut. */
    raw: texts(120),
    /** The first ones in cells. */
    cells: z.array(z.array(z.string().max(120)).max(20)).max(SAMPLE_LINES),
    leftOut: z.record(z.enum(ATTLOG_LEFT_OUT), z.int().min(0)),
    /** Every line that is no punch: from 1; itself, cut; place in ATTLOG_LEFT_OUT. */
    left: z
      .strictObject({
        line: ofNumbers(Uint32Array),
        text: texts(120),
        reason: ofNumbers(Uint8Array),
      })
      .refine((l) => l.text.length === l.line.length && l.reason.length === l.line.length)
      .refine((l) => l.reason.every((r) => r < ATTLOG_LEFT_OUT.length)),
    unclear: z.array(z.array(z.string().max(24)).max(SHOWN)).max(SHOWN),
  })
  .refine((f) => [f.number, f.state, f.at, f.wall, f.doubt, f.raw].every((a) => a.length === f.line.length))
  .refine((f) => f.number.every((n) => n < f.numbers.length) && f.state.every((n) => n < f.states.length));
export type AttlogRead = z.infer<typeof AttlogRead>;

/** `doubt` of a punch, 0 = none. */
export const PUNCH_DOUBTS = [null, 'ambiguous-first', 'ambiguous-second', 'missing-hour'] as const;
