/**
 * A table as XLSX, as it is written, in memory that does not grow with its rows. Identifiers are string cells, so that 007 stays 007 and an ID
 * number keeps its digits; days and times are numbers that every spreadsheet shows as such. docs/adr/0028-sheets.md.
 */
import { setImmediate } from 'node:timers/promises';
import type { CellValue, MergeRange } from 'hucre/xlsx';
import { daysBetween, isDay } from '../domain/time/wall-clock.ts';
import type { Cell, Column, ColumnKind, Table } from './table.ts';

/** In brackets, so that LibreOffice keeps 24 hours where its user's clock has 12. */
const FORMAT: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  number: 'General',
  date: 'yyyy-mm-dd',
  time: '[hh]:mm:ss',
  moment: 'yyyy-mm-dd hh:mm',
  length: '[h]:mm',
  hours: '0.00',
};
/** Main has doors to open between them. */
const ROWS_AT_ONCE = 200;
/** Excel's own limit of a cell, in UTF-16. */
const LONGEST = 32_767;
/** The day of serial 0; before March 1900 Excel counts a day that never was, so such days are texts. */
const EPOCH = '1899-12-30';
const FIRST_SERIAL = 61;
/** 31 December 9999 is the last day that a spreadsheet has. */
const LAST_SERIAL = 2_958_465;
/** What XML 1.0 cannot hold, and what a cell would take for it: "_x000D_" is how a sheet writes such a character. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export type SheetTable = Omit<Table, 'rows'> & {
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Lines of texts above the rows, instead of the columns' titles in one. */
  readonly head?: readonly (readonly string[])[];
  /** How many columns stay in sight on the left. */
  readonly frozen?: number;
  /** Cells of the head that are one. */
  readonly merges?: readonly MergeRange[];
  /** So many rows that they were written as they came, and nothing is merged. */
  readonly unmerged?: () => void;
};

/** Chunks of the file, made as they are read. The writer is loaded with the first file: a kiosk that starts has no use for it. */
export async function* xlsxChunks(
  { name, columns, rows, head, frozen = 0, merges = [], unmerged }: SheetTable,
  maxRowsPerSheet?: number,
): AsyncGenerator<Uint8Array> {
  const { writeXlsx, writeXlsxStream } = await import('hucre/xlsx');
  const sheet = {
    name: sheetName(name),
    columns: columns.map(({ title, kind, width }) => ({ ...(!head && { header: title }), width, numFmt: FORMAT[kind] })),
    freezePane: { rows: head?.length ?? 1, ...(frozen > 0 && { columns: frozen }) },
  };
  const cells = cellsOf(columns, rows, head ?? []);
  const held = merges.length === 0 ? null : await heldOf(cells, WHOLE_CELLS);
  if (held?.whole === true) {
    yield await writeXlsx({ sheets: [{ ...sheet, rows: held.rows, merges: [...merges] }], stringMode: 'inline' });
    return;
  }
  if (held) unmerged?.();
  const all = held ? joined(held.rows, cells) : cells;
  yield* writeXlsxStream(all, { ...sheet, ...(maxRowsPerSheet === undefined ? {} : { maxRowsPerSheet }) });
}

/** What can be merged is held as a whole: half a million cells take 400 MB (ADR 38). */
const WHOLE_CELLS = 400_000;

async function heldOf(
  cells: AsyncGenerator<CellValue[]>,
  most: number,
): Promise<{ readonly rows: CellValue[][]; readonly whole: boolean }> {
  const rows: CellValue[][] = [];
  let count = 0;
  while (count <= most) {
    const next = await cells.next();
    if (next.done === true) return { rows, whole: true };
    rows.push(next.value);
    count += next.value.length;
  }
  return { rows, whole: false };
}

async function* joined(first: readonly CellValue[][], rest: AsyncGenerator<CellValue[]>): AsyncGenerator<CellValue[]> {
  yield* first;
  yield* rest;
}

/** What every spreadsheet takes for the name of a sheet. */
const sheetName = (name: string): string =>
  name
    .replace(/[:\\/?*[\]]/g, ' ')
    .slice(0, 31)
    .replace(/^'+|'+$/g, '') || '1';

async function* cellsOf(
  columns: readonly Column[],
  rows: SheetTable['rows'],
  head: readonly (readonly string[])[],
): AsyncGenerator<CellValue[]> {
  for (const line of head) yield line.map((text) => (text === '' ? null : writable(text)));
  let count = 0;
  for await (const row of rows) {
    yield columns.map(({ kind }, i) => cellOf(row[i] ?? null, kind));
    if (++count % ROWS_AT_ONCE === 0) await setImmediate();
  }
}

function cellOf(cell: Cell, kind: ColumnKind): CellValue {
  if (typeof cell === 'number' && (kind === 'length' || kind === 'hours')) return cell / (kind === 'length' ? 1440 : 60);
  if (typeof cell !== 'string') return cell;
  if (kind === 'moment') return momentOf(cell) ?? cell;
  if (kind === 'date') return serialOf(cell) ?? cell;
  if (kind === 'time') return fractionOf(cell) ?? cell;
  return cell === '' ? null : writable(cell);
}

/** Cut and cleaned of what a sheet cannot hold. A reader of XML may take a carriage return for a line feed, or leave it: we do it for them all. */
function writable(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(NOT_XML, '\ufffd')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/** A sheet has the same few days in every other row, and a day's serial takes as long as the rest of its row. */
const serials = new Map<string, number | null>();
const SERIALS = 4_000;

/** Of an ISO day; null = none that a spreadsheet counts. */
function serialOf(day: string): number | null {
  const known = serials.get(day);
  if (known !== undefined) return known;
  const serial = isDay(day) ? daysBetween(EPOCH, day) : NaN;
  const counted = serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? serial : null;
  if (serials.size >= SERIALS) serials.clear();
  serials.set(day, counted);
  return counted;
}

function momentOf(text: string): number | null {
  const [day = '', time = ''] = text.split(' ');
  const [serial, fraction] = [serialOf(day), fractionOf(time)];
  return serial === null || fraction === null ? null : serial + fraction;
}

function fractionOf(time: string): number | null {
  const [, h, m, s] = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time) ?? [];
  return h === undefined ? null : (Number(h) * 3600 + Number(m) * 60 + Number(s)) / 86_400;
}
