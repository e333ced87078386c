/**
 * Tables as XLSX, as they are written, in memory that does not grow with their rows: a sheet after the other. Identifiers are string cells, so that 007 stays
 * 007 and an ID number keeps its digits; days and times are numbers that every spreadsheet shows as such. docs/adr/0028-sheets.md, 0045-several-sheets.md.
 */
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { ZipFile } from 'yazl';
import { daysBetween, isDay } from '../domain/time/wall-clock.ts';
import type { Cell, Column, ColumnKind, Table } from './table.ts';
import { bookParts, columnName, numberCell, SHEET_HEAD, sheetPath, STYLES, textCell } from './workbook.ts';

/** Main has doors to open between them. */
const ROWS_AT_ONCE = 200;
/** Excel's own limits: of a sheet's rows, of a cell in UTF-16, of a sheet's name. */
const MOST_ROWS = 1_048_576;
const LONGEST = 32_767;
const LONGEST_NAME = 31;
/** The day of serial 0; before March 1900 Excel counts a day that never was, so such days are texts. */
const EPOCH = '1899-12-30';
const FIRST_SERIAL = 61;
/** 31 December 9999 is the last day that a spreadsheet has. */
const LAST_SERIAL = 2_958_465;
/** What XML 1.0 cannot hold, and what a cell would take for it: "_x000D_" is how a sheet writes such a character. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Cells that are one, inclusive, from 0 on. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

export type SheetTable = Omit<Table, 'rows'> & {
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Lines of texts above the rows, instead of the columns' titles in one. */
  readonly head?: readonly (readonly string[])[];
  /** How many columns stay in sight on the left. */
  readonly frozen?: number;
  /** Cells of the head that are one. */
  readonly merges?: readonly Merge[];
};

/** The same file of the same rows, whenever and wherever it is written. */
const ENTRY = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Chunks of the file, made as they are read. The packer is loaded with the first file: a kiosk that starts has no use for it. */
export async function* xlsxChunks(
  sheets: Iterable<SheetTable> | AsyncIterable<SheetTable>,
  mostRows = MOST_ROWS,
): AsyncGenerator<Uint8Array> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const out = zip.outputStream.pipe(new PassThrough());
  const ended = new AbortController();
  zip.on('error', (error: Error) => out.destroy(error));
  const packing = pack(zip, sheets, mostRows, ended.signal).catch((error: unknown) => void out.destroy(error as Error));
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } finally {
    // Whoever stops reading has the rows closed as well: they may be those of an open database.
    ended.abort();
    await packing;
  }
}

async function pack(
  zip: ZipFile,
  sheets: Iterable<SheetTable> | AsyncIterable<SheetTable>,
  mostRows: number,
  ended: AbortSignal,
): Promise<void> {
  const names: string[] = [];
  const taken = new Set<string>();
  for await (const { name, xml } of partsOf(sheets, mostRows)) {
    ended.throwIfAborted();
    names.push(freeName(name, taken));
    // The packer keeps what it was given of each sheet to its end: a way to the sheet, which then leads nowhere.
    let source: Readable | null = Readable.from(xml, { objectMode: false });
    const stop = (): void => void source?.destroy();
    ended.addEventListener('abort', stop, { once: true });
    zip.addReadStreamLazy(sheetPath(names.length), ENTRY, (give) => give(null, source!));
    await finished(source);
    source = null;
    ended.removeEventListener('abort', stop);
  }
  for (const [path, xml] of bookParts(names)) zip.addBuffer(Buffer.from(xml), path, ENTRY);
  zip.end();
}

type Part = { readonly name: string; readonly xml: AsyncGenerator<Buffer> };

/** Each sheet; of more rows than one holds another, with the same head. A workbook without any is none that a program opens. */
async function* partsOf(sheets: Iterable<SheetTable> | AsyncIterable<SheetTable>, mostRows: number): AsyncGenerator<Part> {
  let count = 0;
  for await (const sheet of sheets) {
    count++;
    const rows = aheadOf(sheet.rows);
    try {
      do {
        yield { name: sheet.name, xml: sheetXml(sheet, rows, mostRows) };
      } while (!(await rows.isOver()));
    } finally {
      await rows.close();
    }
  }
  if (count === 0) yield* partsOf([{ name: '', columns: [], rows: [] }], mostRows);
}

type Rows = {
  next(): Promise<readonly Cell[] | null>;
  isOver(): Promise<boolean>;
  close(): Promise<unknown>;
};

/** Rows, of which the next is looked at before it is taken. */
function aheadOf(rows: SheetTable['rows']): Rows {
  const all = (async function* () {
    yield* rows;
  })();
  let ahead: Promise<IteratorResult<readonly Cell[], unknown>> | null = null;
  return {
    async next() {
      const { done, value } = await (ahead ?? all.next());
      ahead = null;
      return done === true ? null : value;
    },
    async isOver() {
      ahead ??= all.next();
      return (await ahead).done === true;
    },
    close: () => all.return(),
  };
}

/** Pieces of about so many letters. */
const PIECE = 65_536;

async function* sheetXml(sheet: SheetTable, rows: Rows, mostRows: number): AsyncGenerator<Buffer> {
  const { columns } = sheet;
  const head = sheet.head ?? [columns.map(({ title }) => title)];
  const names = columns.map((_, at) => columnName(at));
  const kinds = columns.map(({ kind }) => kind);
  let xml = SHEET_HEAD + viewXml(head.length, sheet.frozen ?? 0) + columnsXml(columns) + '<sheetData>';
  head.forEach((line, i) => (xml += headXml(line, i + 1)));
  for (let row = head.length + 1; row <= mostRows; row++) {
    const cells = await rows.next();
    if (cells === null) break;
    xml += `<row r="${row}">`;
    kinds.forEach((kind, at) => (xml += cellXml(cells[at] ?? null, kind, `${names[at]!}${row}`)));
    xml += '</row>';
    if (row % ROWS_AT_ONCE === 0) await setImmediate();
    if (xml.length < PIECE) continue;
    yield Buffer.from(xml);
    xml = '';
  }
  yield Buffer.from(`${xml}</sheetData>${mergesXml(sheet.merges ?? [])}</worksheet>`);
}

function viewXml(rows: number, columns: number): string {
  if (rows + columns === 0) return '<sheetViews><sheetView workbookViewId="0"/></sheetViews>';
  const splits = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  const pane = columns === 0 ? 'bottomLeft' : rows === 0 ? 'topRight' : 'bottomRight';
  const corner = `${columnName(columns)}${rows + 1}`;
  return `<sheetViews><sheetView workbookViewId="0"><pane${splits} topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>`;
}

/** A column's style is that of its empty cells: what is typed there is taken for what the column holds. */
function columnsXml(columns: readonly Column[]): string {
  if (columns.length === 0) return '';
  const each = columns.map(
    ({ kind, width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${STYLES[kind]}" customWidth="1"/>`,
  );
  return `<cols>${each.join('')}</cols>`;
}

const headXml = (line: readonly string[], row: number): string =>
  `<row r="${row}">${line.map((text, at) => cellXml(text, 'text', `${columnName(at)}${row}`)).join('')}</row>`;

function cellXml(cell: Cell, kind: ColumnKind, ref: string): string {
  const value = cellOf(cell, kind);
  if (typeof value === 'string') return textCell(ref, STYLES[kind], value);
  return value === null || !Number.isFinite(value) ? '' : numberCell(ref, STYLES[kind], value);
}

function mergesXml(merges: readonly Merge[]): string {
  if (merges.length === 0) return '';
  const each = merges.map(
    ({ top, left, bottom, right }) => `<mergeCell ref="${columnName(left)}${top + 1}:${columnName(right)}${bottom + 1}"/>`,
  );
  return `<mergeCells count="${merges.length}">${each.join('')}</mergeCells>`;
}

/** What every spreadsheet takes for the name of a sheet, and no other sheet of the file has, whatever its case. */
function freeName(wanted: string, taken: Set<string>): string {
  const fit = (ending: string): string => {
    const name = wanted
      .replace(NOT_XML, ' ')
      .replace(/[:\\/?*[\]\s]+/g, ' ')
      .slice(0, LONGEST_NAME - ending.length)
      .toWellFormed()
      .replace(/^['\s]+|['\s]+$/g, '');
    return (name || '1') + ending;
  };
  for (let n = 1; ; n++) {
    const name = fit(n === 1 ? '' : `_${n}`);
    // Excel keeps "History" for itself.
    if (name.toLowerCase() === 'history' || taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function cellOf(cell: Cell, kind: ColumnKind): Cell {
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
