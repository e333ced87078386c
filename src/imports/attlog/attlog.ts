/**
 * `attlog.dat` as ZKTeco's terminals write it, and as it is found in the wild: number, time, then device, state, verification and work code in
 * four to six columns, parted by tabs, commas or blanks; a serial number or a checksum may frame the lines. Every line that is not blank is a punch or is
 * left out by name.
 */
import { dayNumber, type Day } from '../../domain/hours/days.ts';
import type { Direction } from '../../domain/attendance/direction.ts';
import type { ATTLOG_LEFT_OUT, AttlogColumns } from '../../shared/data-imports.ts';

export type AttlogLine = {
  /** From 1, as an editor counts. */
  readonly line: number;
  /** As it stands, blanks around it apart: 007 is not 7. */
  readonly number: string;
  readonly day: Day;
  /** Of the day. */
  readonly minute: number;
  readonly second: number;
  /** Columns after the time, as they stand. */
  readonly rest: readonly string[];
};

export type LeftOut = { readonly line: number; readonly text: string; readonly reason: (typeof ATTLOG_LEFT_OUT)[number] };

export type Attlog = {
  readonly lines: readonly AttlogLine[];
  readonly left: readonly LeftOut[];
  /** Which of `rest` is what; a guess that is shown and can be changed. */
  readonly columns: AttlogColumns;
  /** Numbers that differ in leading zeros or capitals alone: one person or two is for somebody to say. */
  readonly unclear: readonly (readonly string[])[];
};

/** A terminal whose battery is empty begins again at the year 2000; the first of these devices are younger than that. */
const FIRST_YEAR = 2005;
const TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
/** Verification by password, fingerprint, card, face, palm. */
const VERIFY = new Set(['1', '2', '3', '4', '15', '25']);
const STATUS = new Set(['0', '1', '2', '3', '4', '5', '255']);
const SHOWN = 120;

/** @param name of the file: its digits before `_attlog` are the number of the device that wrote it */
export function readAttlog(text: string, name: string): Attlog {
  const lines: AttlogLine[] = [];
  const left: LeftOut[] = [];
  const seen = new Set<string>();
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    if (raw.trim() === '') return;
    const read = readLine(raw, i + 1);
    const key = typeof read === 'string' ? null : JSON.stringify([read.number, read.day, read.minute, read.second, read.rest]);
    if (typeof read !== 'string' && key !== null && !seen.has(key)) lines.push(read);
    else left.push({ line: i + 1, text: raw.slice(0, SHOWN), reason: typeof read === 'string' ? read : 'double' });
    if (key !== null) seen.add(key);
  });
  return { lines, left, columns: guessColumns(lines, name), unclear: unclearNumbers(lines) };
}

function readLine(raw: string, line: number): AttlogLine | LeftOut['reason'] {
  if (/[\u0000-\u0008\u000b-\u001f\ufffd]/.test(raw)) return 'unreadable';
  const cells = cellsOf(raw);
  const [number = '', time = '', ...rest] = cells;
  if (cells.length === 1 || !/^[\p{L}\p{N}_.-]{1,24}$/u.test(number)) return /^\s*[SC]/i.test(raw) ? 'frame' : 'unreadable';
  const [, year, month, date, hour, minute, second = '0'] = TIME.exec(time) ?? [];
  if (year === undefined) return /^\s*[SC]/i.test(raw) ? 'frame' : 'no-time';
  const iso = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'no-time';
  let day: Day;
  try {
    day = dayNumber(iso);
  } catch {
    return 'no-time';
  }
  if (Number(year) < FIRST_YEAR) return 'clock-reset';
  return { line, number, day, minute: Number(hour) * 60 + Number(minute), second: Number(second), rest };
}

/** Tabs, commas or semicolons; else two blanks and more, and the one between date and time belongs to the time. */
function cellsOf(raw: string): readonly string[] {
  const trimmed = raw.trim();
  const by = ['\t', ',', ';'].find((s) => trimmed.includes(s));
  if (by !== undefined) return trimmed.split(by).map((c) => c.trim());
  const [, number, time, rest = ''] = /^(\S+)\s+(\S+[ T]\S+)(?:\s+(.*))?$/.exec(trimmed) ?? [];
  return number === undefined ? [trimmed] : [number, time!, ...rest.split(/\s+/).filter((c) => c !== '')];
}

/** What varies within the states is the state, what varies within the ways to verify is that; what never varies and is the file's number is the device. */
export function guessColumns(lines: readonly AttlogLine[], name: string): AttlogColumns {
  const width = lines.reduce((most, l) => Math.max(most, l.rest.length), 0);
  const values = Array.from({ length: width }, (_, c) => new Set(lines.flatMap(({ rest }) => (rest[c] ? [rest[c]] : []))));
  const within = (c: number, allowed: ReadonlySet<string>): boolean =>
    values[c]!.size > 0 && [...values[c]!].every((v) => allowed.has(v));
  const free = new Set(values.keys());
  const take = (fits: (c: number) => boolean): number | null => {
    const found = [...free].find(fits) ?? null;
    if (found !== null) free.delete(found);
    return found;
  };
  const own = /(\d+)_attlog/i.exec(name)?.[1];
  // Number, time, device, state, verification, work code is the order of the maker; four columns leave the device out.
  const device =
    take((c) => c === 0 && values[c]!.size === 1 && own !== undefined && values[c]!.has(own)) ??
    (width >= 4 ? take((c) => c === 0) : null);
  const status = take((c) => within(c, STATUS) && (values[c]!.size > 1 || !within(c, VERIFY) || c < width - 1));
  const verify = take((c) => within(c, VERIFY));
  return { device, status, verify };
}

/** What the states say; 255 and what nobody knows say neither. Overtime and breaks are coming and going as well. */
export function directionOf(status: string | undefined): Direction | null {
  if (status === '0' || status === '3' || status === '4') return 'in';
  return status === '1' || status === '2' || status === '5' ? 'out' : null;
}

function unclearNumbers(lines: readonly AttlogLine[]): readonly (readonly string[])[] {
  const same = Map.groupBy(new Set(lines.map((l) => l.number)), (n) => n.toLowerCase().replace(/^0+(?=.)/, ''));
  return [...same.values()].filter((all) => all.length > 1).map((all) => all.toSorted());
}
