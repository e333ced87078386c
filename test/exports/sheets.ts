/** Sheets for tests: tables by chance, and two readers that did not write them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { csvChunks } from '../../src/exports/csv.ts';
import type { Cell, ColumnKind, Table } from '../../src/exports/table.ts';
import { xlsxChunks } from '../../src/exports/xlsx.ts';

export const tableOf = (kinds: Readonly<Record<string, ColumnKind>>, rows: readonly (readonly Cell[])[]): Table => ({
  name: 'Log 记录',
  columns: Object.entries(kinds).map(([title, kind]) => ({ title, kind, width: 12 })),
  rows,
});

export async function xlsxOf(table: Table, maxRowsPerSheet?: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxChunks([table], maxRowsPerSheet)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** null = LibreOffice is not installed here. */
export const libreOffice = ((): string | null => {
  for (const name of ['soffice', 'libreoffice'])
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  return null;
})();

/**
 * What LibreOffice shows of a file, as texts: cells as they are formatted, or what they hold.
 * @param separator of the file, where it is CSV: as its user's system has it
 */
export function shownByLibreOffice(program: string, file: Buffer, type: 'xlsx' | 'csv', separator = ','): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-sheet-'));
  try {
    const path = join(folder, `in.${type}`);
    writeFileSync(path, file);
    // 44 = comma, 34 = quote, 76 = UTF-8, from row 1; written: as shown, every text quoted, formulas as they are calculated.
    const into = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false';
    const from = type === 'csv' ? [`--infilter=Text - txt - csv (StarCalc):${separator.charCodeAt(0)},34,76,1`] : [];
    const args = [
      '--headless',
      `-env:UserInstallation=file://${folder}/profile`,
      ...from,
      '--convert-to',
      into,
      '--outdir',
      join(folder, 'out'),
      path,
    ];
    execFileSync(program, args, { stdio: 'ignore' });
    return parse(readFileSync(join(folder, 'out', 'in.csv')), { bom: true, relax_column_count: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const csvOf = (table: Table): Buffer => Buffer.from([...csvChunks(table)].join(''));
