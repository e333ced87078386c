/** The bytes of an `attlog.dat` to punches on the clock of a zone, in columns. */
import { DAY_MINUTES, isoDay } from '../../domain/hours/days.ts';
import { placeLines, type PlacedLine } from '../../domain/hours/wall-times.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  ATTLOG_LEFT_OUT,
  ATTLOG_LINES,
  PUNCH_DOUBTS,
  SAMPLE_LINES,
  SHOWN,
  type AttlogColumns,
  type AttlogRead,
} from '../../shared/data-imports.ts';
import type { ImportInput } from '../protocol.ts';
import { decode } from '../text/decode.ts';
import { readAttlog, type AttlogLine, type LeftOut } from './attlog.ts';

const LONGEST = 120;

/** Errors: attlog-unreadable where no line is a punch; import-too-much. */
export function readAttlogFile({ bytes, name, site, encoding, timeZone, columns }: ImportInput<'attlog'>): Result<AttlogRead> {
  const { text, ...found } = decode(bytes, site, encoding);
  const read = readAttlog(text, name);
  if (read.lines.length === 0) return err({ code: 'attlog-unreadable' });
  if (read.lines.length + read.left.length > ATTLOG_LINES) return err({ code: 'import-too-much' });
  const width = Math.max(...widths(read.lines));
  const used = columns ? within(columns, width) : read.columns;
  const placed = placeAll(read.lines, used.device, timeZone);
  const [numbers, number] = distinct(read.lines.map((l) => l.number));
  const [states, state] = distinct(
    read.lines.map(({ rest }) => (used.status === null ? '' : (rest[used.status] ?? '').slice(0, 40))),
  );
  const raws = text.split(/\r\n|\r|\n/);
  return ok({
    text: found,
    columns: used,
    width,
    numbers,
    states,
    line: Uint32Array.from(read.lines, (l) => l.line),
    number,
    state,
    // Where the zone is known, its second is: a punch has the seconds of the wall.
    at: Float64Array.from(read.lines, (l, i) => placed[i]!.at * 60_000 + l.second * 1000),
    wall: Float64Array.from(read.lines, (l) => (l.day * DAY_MINUTES + l.minute) * 60 + l.second),
    doubt: Uint8Array.from(placed, ({ doubts }) =>
      Math.max(
        0,
        PUNCH_DOUBTS.findIndex((d) => d !== null && d === doubts[0]),
      ),
    ),
    raw: read.lines.map((l) => raws[l.line - 1]!.trim().slice(0, LONGEST)),
    cells: read.lines.slice(0, SAMPLE_LINES).map(cellsOf),
    leftOut: countOf(read.left),
    left: {
      line: Uint32Array.from(read.left, (l) => l.line),
      text: read.left.map((l) => l.text),
      reason: Uint8Array.from(read.left, (l) => ATTLOG_LEFT_OUT.indexOf(l.reason)),
    },
    unclear: read.unclear.slice(0, SHOWN).map((all) => all.slice(0, SHOWN)),
  });
}

/** Sixteen columns are more than any terminal writes; what lies behind them is in the line itself. */
function widths(lines: readonly AttlogLine[]): readonly number[] {
  return [...new Set(lines.map((l) => Math.min(l.rest.length, 16)))];
}

/** A column that the file does not have says nothing. */
function within(columns: AttlogColumns, width: number): AttlogColumns {
  const kept = (c: number | null): number | null => (c !== null && c < width ? c : null);
  return { device: kept(columns.device), status: kept(columns.status), verify: kept(columns.verify) };
}

function cellsOf({ number, day, minute, second, rest }: AttlogLine): string[] {
  const clock = [Math.floor(minute / 60), minute % 60, second].map((n) => String(n).padStart(2, '0')).join(':');
  return [number, `${isoDay(day)} ${clock}`, ...rest.slice(0, 16).map((c) => c.slice(0, LONGEST))];
}

/** By the clock of each terminal. A list that was sorted by people goes back in time with each of them: then each has an order of their own. */
function placeAll(lines: readonly AttlogLine[], device: number | null, timeZone: string): readonly PlacedLine[] {
  const byPerson = inBlocks(lines);
  const clocks = Map.groupBy(lines.keys(), (i) => {
    const { rest, number } = lines[i]!;
    return JSON.stringify([device === null ? '' : (rest[device] ?? ''), byPerson ? number : '']);
  });
  const placed: PlacedLine[] = [];
  const zone = zoneDays(timeZone);
  for (const own of clocks.values()) {
    const here = placeLines(
      own.map((i) => lines[i]!),
      zone,
    );
    own.forEach((line, i) => (placed[line] = here[i]!));
  }
  return placed;
}

/** Whether all lines of a number follow each other, of more numbers than one. */
function inBlocks(lines: readonly AttlogLine[]): boolean {
  const blocks = lines.filter((l, i) => l.number !== lines[i - 1]?.number).length;
  return blocks > 1 && blocks < lines.length && blocks === new Set(lines.map((l) => l.number)).size;
}

/** Different texts, and where each one stands among them. */
function distinct(texts: readonly string[]): readonly [string[], Uint32Array<ArrayBuffer>] {
  const places = new Map<string, number>();
  const place = Uint32Array.from(texts, (text) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  });
  return [[...places.keys()], place];
}

function countOf(left: readonly LeftOut[]): AttlogRead['leftOut'] {
  const counts = { frame: 0, unreadable: 0, 'no-time': 0, 'clock-reset': 0, double: 0 };
  for (const { reason } of left) counts[reason]++;
  return counts;
}
