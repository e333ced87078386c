/** The log's columns in a CSV file. The caller brings the language. */
import { lengthOf } from '../domain/time/instants.ts';
import type { LogRow } from '../shared/schemas.ts';
import { csvChunks, type CsvCell } from './csv.ts';

export const LOG_COLUMNS = [
  'id',
  'date',
  'time',
  'timeZone',
  'utc',
  'kind',
  'employeeNumber',
  'name',
  'direction',
  'reason',
  'score',
  'about',
  'retracted',
  'clock',
  'more',
] as const;
/** What Date can hold, ms from the epoch on, either way. */
const CALENDAR_MS = 8.64e15;

export type LogColumn = (typeof LOG_COLUMNS)[number];

export type LogWords = {
  readonly columns: Readonly<Record<LogColumn, string>>;
  readonly kind: (kind: LogRow['kind']) => string;
  readonly direction: (direction: 'in' | 'out') => string;
  readonly reason: (reason: string) => string;
  readonly yes: string;
  /** What the clock did before a row, in a word or two. `by`: 'H:MM:SS', after whole days where there are some. */
  readonly clock: {
    readonly wrong: string;
    readonly changed: string;
    readonly forward: (days: number, by: string) => string;
    readonly back: (days: number, by: string) => string;
  };
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

/** null for what is no instant of the calendar. */
function isoOf(at: number): string | null {
  return Math.abs(at) <= CALENDAR_MS ? new Date(at).toISOString() : null;
}

function cellsOfRow(row: LogRow, words: LogWords): Readonly<Record<LogColumn, CsvCell>> {
  const utc = isoOf(row.at);
  // The stored offset, not today's rules of the zone: what the clock on the wall said then.
  const local = isoOf(row.at + row.offsetMinutes * 60_000);
  return {
    id: row.id,
    date: local?.replace(/T.*/, '') ?? null,
    time: local?.replace(/^.*T/, '').slice(0, 8) ?? null,
    timeZone: row.timeZone,
    utc,
    kind: words.kind(row.kind),
    employeeNumber: row.employeeNumber,
    name: row.name,
    direction: row.direction === null ? null : words.direction(row.direction),
    reason: row.reason === null ? null : words.reason(row.reason),
    score: row.score === null ? null : Number(row.score.toFixed(4)),
    about: row.about,
    retracted: row.retracted ? words.yes : null,
    clock: clockOf(row, words.clock),
    more: row.more,
  };
}

/** null where the clock is as it should be. */
function clockOf({ clockJumped, clockStepMs, clockWrong }: LogRow, words: LogWords['clock']): string | null {
  if (clockWrong) return words.wrong;
  // A row of before steps were measured says only that there was one.
  if (clockStepMs === null) return clockJumped ? words.changed : null;
  const { days, clock } = lengthOf(clockStepMs);
  return clockStepMs > 0 ? words.forward(days, clock) : words.back(days, clock);
}
