/** A table as cells of text, whatever it was written in. */
import { parse as parseCsv } from 'csv-parse/sync';
import { err, ok, type Result } from '../../domain/result.ts';
import { PEOPLE_COLUMNS, PEOPLE_ROWS, SEPARATORS, type PeopleFile } from '../../shared/people-file.ts';
import { decode, type Site } from '../text/decode.ts';
import { sheetCells } from './sheet.ts';
import type { CellMark, Cells, Separator } from './table.ts';

const NO_MARKS: ReadonlyMap<number, CellMark> = new Map();
const LINES_COUNTED = 20;
export const LONGEST_CELL = 300;

/** Errors: people-file-unreadable, people-file-locked; import-too-much. */
export async function cellsOf(file: Omit<PeopleFile, 'header' | 'columns' | 'name'>, site: Site): Promise<Result<Cells>> {
  const [a, b] = file.bytes;
  // "PK" begins a ZIP, D0 CF what Office wrote before.
  const found =
    (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf) ? await sheetCells(file.bytes, file.sheet) : textCells(file, site);
  if (!found.ok) return found;
  const rows = found.value.rows.filter(({ cells }) => cells.some((c) => c.trim() !== ''));
  if (rows.length === 0) return err({ code: 'people-file-unreadable' });
  if (rows.length > PEOPLE_ROWS + 1) return err({ code: 'import-too-much' });
  return ok({
    ...found.value,
    rows: rows.map((row) => ({ ...row, cells: row.cells.slice(0, PEOPLE_COLUMNS).map((c) => c.slice(0, LONGEST_CELL)) })),
  });
}

function textCells(
  { bytes, encoding, separator: chosen }: Pick<PeopleFile, 'bytes' | 'encoding' | 'separator'>,
  site: Site,
): Result<Cells> {
  const { text, ...found } = decode(bytes, site, encoding);
  // A text has no zeros in it.
  if (text.includes('\0')) return err({ code: 'people-file-unreadable' });
  const separator = chosen ?? separatorOf(text);
  try {
    // One kind of line end: within quotes the parser counts two lines for the other.
    const records = parseCsv(text.replace(/\r\n?/g, '\n'), {
      delimiter: separator,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      bom: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    const rows = records.map(({ info, record }) => ({ line: lineOf(info.lines, record), cells: record, marks: NO_MARKS }));
    return ok({ text: found, separator, sheets: [], sheet: 0, rows });
  } catch {
    return err({ code: 'people-file-unreadable' });
  }
}

/** The line that a record begins in: the parser says the one that it ends in. */
function lineOf(last: number, record: readonly string[]): number {
  const breaks = record.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
  return Math.max(1, last - breaks);
}

/** What parts the cells: what stands most often outside of quotes in the first lines, as often in each of them if it can be. */
export function separatorOf(text: string): Separator {
  const lines = text.split(/\r\n|\r|\n/, LINES_COUNTED).filter((line) => line.trim() !== '');
  const counts = SEPARATORS.map((separator) => {
    const each = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length - 1);
    const most = Math.max(0, ...each);
    return { separator, some: each.filter((n) => n > 0).length, same: each.filter((n) => n > 0 && n === most).length };
  });
  const [best] = counts.toSorted((x, y) => y.some - x.some || y.same - x.same);
  return best && best.some > 0 ? best.separator : ',';
}
