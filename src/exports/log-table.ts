/** The log as a table to take away. The caller brings the language. */
import { lengthOf } from '../domain/time/instants.ts';
import type { LogRow } from '../shared/schemas.ts';
import { reasonText, type LogFileWords, type Words } from '../words/index.ts';
import type { Cell, ColumnKind, Table } from './table.ts';

/** In this order: what each one is, and its width in characters. */
const COLUMNS = {
  id: ['number', 9],
  date: ['date', 12],
  time: ['time', 10],
  timeZone: ['text', 18],
  utc: ['text', 26],
  kind: ['text', 14],
  employeeNumber: ['text', 20],
  name: ['text', 24],
  direction: ['text', 10],
  reason: ['text', 30],
  score: ['number', 9],
  about: ['number', 12],
  retracted: ['text', 12],
  clock: ['text', 26],
  more: ['number', 14],
} as const satisfies Readonly<Record<keyof LogFileWords['columns'], readonly [ColumnKind, number]>>;

export const LOG_COLUMNS = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];
/** What Date can hold, ms from the epoch on, either way. */
const CALENDAR_MS = 8.64e15;

export type LogColumn = keyof typeof COLUMNS;

/** Date and time are the site's at that instant; `utc` is ISO 8601. */
export function logTable(rows: Iterable<LogRow>, words: Words): Table {
  return {
    name: words.logFile.sheet,
    columns: LOG_COLUMNS.map((column) => {
      const [kind, width] = COLUMNS[column];
      return { title: words.logFile.columns[column], kind, width };
    }),
    rows: cellsOf(rows, words),
  };
}

function* cellsOf(rows: Iterable<LogRow>, words: Words): Generator<readonly Cell[], void, undefined> {
  for (const row of rows) {
    const cells = cellsOfRow(row, words);
    yield LOG_COLUMNS.map((column) => cells[column]);
  }
}

/** null for what is no instant of the calendar. */
function isoOf(at: number): string | null {
  return Math.abs(at) <= CALENDAR_MS ? new Date(at).toISOString() : null;
}

function cellsOfRow(row: LogRow, words: Words): Readonly<Record<LogColumn, Cell>> {
  const utc = isoOf(row.at);
  // The stored offset, not today's rules of the zone: what the clock on the wall said then.
  const local = isoOf(row.at + row.offsetMinutes * 60_000);
  return {
    id: row.id,
    date: local?.replace(/T.*/, '') ?? null,
    time: local?.replace(/^.*T/, '').slice(0, 8) ?? null,
    timeZone: row.timeZone,
    utc,
    kind: words.kinds[row.kind],
    employeeNumber: row.employeeNumber,
    name: row.name,
    direction: row.direction === null ? null : words.logFile.directions[row.direction],
    reason: row.reason === null ? null : reasonText(words, row.reason),
    score: row.score === null ? null : Number(row.score.toFixed(4)),
    about: row.about,
    retracted: row.retracted ? words.logFile.yes : null,
    clock: clockOf(row, words.logFile.clock),
    more: row.more,
  };
}

/** null where the clock is as it should be. */
function clockOf({ clockJumped, clockStepMs, clockWrong }: LogRow, words: LogFileWords['clock']): string | null {
  if (clockWrong) return words.wrong;
  // A row of before steps were measured says only that there was one.
  if (clockStepMs === null) return clockJumped ? words.changed : null;
  const { days, clock } = lengthOf(clockStepMs);
  return clockStepMs > 0 ? words.forward(days, clock) : words.back(days, clock);
}
