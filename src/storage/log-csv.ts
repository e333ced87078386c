/** The log's columns in a CSV file. The caller brings the language. */
import type { LogRow } from '../shared/schemas.ts';
import { csvChunks, type CsvCell } from './csv.ts';

export const LOG_COLUMNS = [
  'id',
  'date',
  'time',
  'zone',
  'utc',
  'kind',
  'employeeNumber',
  'name',
  'direction',
  'reason',
  'score',
  'about',
  'retracted',
  'clockJumped',
  'more',
] as const;
export type LogColumn = (typeof LOG_COLUMNS)[number];

export type LogWords = {
  readonly columns: Readonly<Record<LogColumn, string>>;
  readonly kind: (kind: LogRow['kind']) => string;
  readonly direction: (direction: 'in' | 'out') => string;
  readonly reason: (reason: string) => string;
  readonly yes: string;
};

/** Chunks of the file, as `csvChunks`. Date and time are the site's at that instant; `utc` is ISO 8601. */
export function logCsv(rows: Iterable<LogRow>, words: LogWords): Generator<string, void, undefined> {
  return csvChunks(
    LOG_COLUMNS.map((column) => words.columns[column]),
    cellsOf(rows, words),
  );
}

function* cellsOf(rows: Iterable<LogRow>, words: LogWords): Generator<readonly CsvCell[], void, undefined> {
  for (const row of rows) {
    const cells = cellsOfRow(row, words);
    yield LOG_COLUMNS.map((column) => cells[column]);
  }
}

function cellsOfRow(row: LogRow, words: LogWords): Readonly<Record<LogColumn, CsvCell>> {
  const utc = new Date(row.at).toISOString();
  // The stored offset, not today's rules of the zone: what the clock on the wall said then.
  const local = new Date(row.at + row.offsetMinutes * 60_000).toISOString();
  return {
    id: row.id,
    date: local.slice(0, 10),
    time: local.slice(11, 19),
    zone: row.zone,
    utc,
    kind: words.kind(row.kind),
    employeeNumber: row.employeeNumber,
    name: row.name,
    direction: row.direction === null ? null : words.direction(row.direction),
    reason: row.reason === null ? null : words.reason(row.reason),
    score: row.score === null ? null : Number(row.score.toFixed(4)),
    about: row.about,
    retracted: row.retracted ? words.yes : null,
    clockJumped: row.clockJumped ? words.yes : null,
    more: row.more,
  };
}
