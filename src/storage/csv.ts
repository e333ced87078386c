/** Rows as CSV that Excel, WPS and LibreOffice open as they are: UTF-8 with BOM, CRLF, RFC 4180 quoting, no live formulas. */
import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

/** Without it Excel reads Chinese names in the system's old encoding. */
const BOM = '\uFEFF';
const ROWS_AT_ONCE = 500;

/**
 * What a spreadsheet takes for a formula: = + - @ in both widths, or a leading tab or line break that hides one; blanks in front do
 * not help. Apostrophes in front are counted in, so that the guard can be undone: "'=1" and "=1" stay two different texts.
 */
const FORMULA = /^'*(?:[\u0009\u000a\u000d]|\s*[=+\-@＝＋－＠﹢﹣﹦﹫−])/u;

/**
 * Puts an apostrophe in front of what a spreadsheet would take for a formula (OWASP, "CSV injection"). Spreadsheets show it: the
 * price of a file that cannot run anything. Texts only: a negative number is written as a number.
 */
export function disarm(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Undoes `disarm`, for whoever reads the file by a program. */
export function rearm(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/** In chunks, to be written one after the other; the first brings BOM and header. */
export function* csvChunks(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Generator<string, void, undefined> {
  yield BOM + lines([header]);
  let waiting: (readonly CsvCell[])[] = [];
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield lines(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield lines(waiting);
}

/** The same as one string. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  return [...csvChunks(header, rows)].join('');
}

function lines(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? disarm(cell) : cell))),
    { record_delimiter: 'windows' },
  );
}
