/** A sheet of a workbook as cells of text: numbers as they are shown, and where that says too little, a mark. */
import { readXls, readXlsx, type Sheet } from 'hucre/xlsx';
import { DAY_MINUTES, isoDay, minuteAt } from '../../domain/hours/days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CellMark, Cells, TableRow } from './table.ts';
import { zipSizes } from './zip-sizes.ts';

/** A double holds this many digits of a number for sure; a spreadsheet as many (Excel specifications: 15 digits). */
const SURE_DIGITS = 15;
/** What is inside, unpacked, bytes; and how many times as much as is packed. Sheets of people are packed to a tenth. */
const MOST_UNPACKED = 60_000_000;
const MOST_RATIO = 200;
const MOST_ENTRIES = 2000;

/** Errors: people-file-unreadable, people-file-locked, import-too-much. */
export async function sheetCells(bytes: Uint8Array, sheet: number): Promise<Result<Cells>> {
  const zipped = bytes[0] === 0x50;
  if (zipped) {
    const sizes = zipSizes(bytes);
    if (!sizes) return err({ code: 'people-file-unreadable' });
    const { entries, unpacked } = sizes;
    if (entries > MOST_ENTRIES || unpacked > MOST_UNPACKED || unpacked > bytes.length * MOST_RATIO)
      return err({ code: 'import-too-much' });
  }
  try {
    const book = await (zipped ? readXlsx : readXls)(bytes, { readStyles: true });
    const chosen = book.sheets[sheet] ?? book.sheets[0];
    if (!chosen) return err({ code: 'people-file-unreadable' });
    const sheets = book.sheets.slice(0, 255).map(({ name }) => name.slice(0, 100));
    return ok({ text: null, separator: null, sheets, sheet: Math.max(0, book.sheets.indexOf(chosen)), rows: rowsOf(chosen) });
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message);
    return err({ code: locked ? 'people-file-locked' : 'people-file-unreadable' });
  }
}

function rowsOf({ rows, cells: styled }: Sheet): readonly TableRow[] {
  return rows.map((row, r) => {
    const marks = new Map<number, CellMark>();
    const cells = row.map((value, c) => {
      if (value === null) return '';
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      if (value instanceof Date) return dateOf(value);
      const cell = styled?.get(`${r},${c}`);
      if (typeof value === 'string') {
        if (cell?.type === 'error' || /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(value)) marks.set(c, 'error-value');
        return value;
      }
      // 1001 may be written as 1.0010000000000001E3.
      const sure = Number(value.toPrecision(SURE_DIGITS));
      marks.set(c, Math.abs(value) < 10 ** SURE_DIGITS ? 'number' : 'digits-lost');
      return shown(marks.get(c) === 'number' ? sure : value, cell?.style?.numFmt);
    });
    return { line: r + 1, cells, marks };
  });
}

/** A sheet's dates have no zone; their reader gives them as if they were UTC's. */
function dateOf(value: Date): string {
  const minute = minuteAt(value.getTime());
  return Number.isNaN(minute) ? '' : isoDay(Math.floor(minute / DAY_MINUTES));
}

/** As the sheet shows it: 7 by the format 000 is 007. Without a format, all its digits. */
function shown(value: number, format: string | undefined): string {
  const zeros = /^0+$/.exec(format ?? '')?.[0].length ?? 0;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString().padStart(zeros, '0');
  return String(value);
}
