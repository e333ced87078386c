/** Rows as CSV that Excel, WPS and LibreOffice open as they are: UTF-8 with BOM, CRLF, RFC 4180 with every text quoted, no live formulas. */
import { stringify } from 'csv-stringify/sync';
import type { Cell, Table } from './table.ts';

/** Without it Excel reads Chinese names in the system's old encoding. */
const BOM = '\uFEFF';
const ROWS_AT_ONCE = 500;

/** What parts cells in some spreadsheet, whatever the quotes say: where the list separator is `;`, a quote in mid-line is a letter. */
const SEPARATOR = String.raw`[;,\t|\r\n\u0085\u2028\u2029]`;
/** What a spreadsheet drops in front of a formula, or shows nothing of: blanks, quotes, controls, what has no width. Guards, too. */
const DROPPED = String.raw`[\s"'\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]*`;
const FORMULA = String.raw`${DROPPED}[=+\-@＝＋－＠﹢﹣﹦﹫−]`;
/** A tab or a break at the very beginning is guarded whatever follows (OWASP, "CSV injection"). */
const TO_GUARD = new RegExp(String.raw`(?<=^|${SEPARATOR})(?=${FORMULA})|^(?='*[\t\r\n])`, 'gu');
const GUARDED = new RegExp(String.raw`(?<=^|${SEPARATOR})'(?=${FORMULA})|^'(?='*[\t\r\n])`, 'gu');

/**
 * Puts an apostrophe in front of whatever a spreadsheet would take for a formula, at the beginning and after anything that it may part
 * cells by. Spreadsheets show it: the price of a file that cannot run anything. Apostrophes that stand there already are counted in, so
 * that the guard can be undone: "'=1" and "=1" stay two different texts. Texts only: a negative number is written as a number.
 */
export function disarm(text: string): string {
  return text.replace(TO_GUARD, "'");
}

/** Undoes `disarm`, for whoever reads the file by a program. */
export function rearm(text: string): string {
  return text.replace(GUARDED, '');
}

/** In chunks, to be written one after the other; the first brings BOM and header. */
export function* csvChunks({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Generator<string, void, undefined> {
  yield BOM + lines([columns.map((column) => column.title)]);
  let waiting: (readonly Cell[])[] = [];
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield lines(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield lines(waiting);
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? disarm(cell) : cell))),
    { record_delimiter: 'windows', quoted_string: true },
  );
}
