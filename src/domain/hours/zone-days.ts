/**
 * A zone's clock as a table of its changes, so that a conversion is a search in some hundred numbers: Temporal takes 38 µs for one, and a year
 * of a thousand people needs a million. An offset that is no whole minute (Liberia until 1972) is rounded, as in time/instants.ts.
 */
import { offsetMinutes } from '../time/instants.ts';
import { nextClockChange } from '../time/wall-clock.ts';
import { DAY_MINUTES, mod, type Day, type Minute } from './days.ts';
import type { Span } from './spans.ts';

const TABLE_BEGINS = 0;
/** After 2100 the last offset holds on. */
const TABLE_ENDS = Date.UTC(2100, 0, 1);

export type ZoneDays = {
  /** IANA name. */
  readonly name: string;
  /** Minutes east of UTC at an instant. */
  readonly offsetAt: (at: Minute) => number;
  /** What the wall clock says: the local day, and minutes since its midnight. */
  readonly wallOf: (at: Minute) => { readonly day: Day; readonly minute: number };
  /**
   * The first instant at which the clock has reached `minute` of `day`: of the doubled hour the first, of the missing one its end.
   * @param minute since 00:00 of `day`; beyond 1440 the clock of a later day is meant, below 0 that of an earlier one
   */
  readonly reached: (day: Day, minute: number) => Minute;
  /** The instants of a local day; empty for one that the zone skipped (Samoa, 2011-12-30). */
  readonly bounds: (day: Day) => Span;
};

const tables = new Map<string, ZoneDays>();

/** @param name IANA; RangeError for an unknown zone */
export function zoneDays(name: string): ZoneDays {
  let table = tables.get(name);
  if (!table) tables.set(name, (table = build(name)));
  return table;
}

function build(name: string): ZoneDays {
  const starts: Minute[] = [-Infinity];
  const offsets: number[] = [offsetMinutes(TABLE_BEGINS, name)];
  for (let at = nextClockChange(TABLE_BEGINS, name); at !== null && at < TABLE_ENDS; at = nextClockChange(at, name)) {
    starts.push(Math.ceil(at / 60_000));
    offsets.push(offsetMinutes(at, name));
  }
  /** The last piece that `holds`: it is false from some piece on. */
  const lastPiece = (holds: (i: number) => boolean): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const offsetAt = (at: Minute): number => offsets[lastPiece((i) => starts[i]! <= at)]!;
  const reached = (day: Day, minute: number): Minute => {
    const wall = day * DAY_MINUTES + minute;
    // The wall clock at the end of a piece, just before the change: in order, since no change is longer than what lies between two.
    const piece = lastPiece((i) => i === 0 || starts[i]! + offsets[i - 1]! <= wall);
    return Math.max(starts[piece]!, wall - offsets[piece]!);
  };
  return {
    name,
    offsetAt,
    wallOf(at) {
      const wall = at + offsetAt(at);
      return { day: Math.floor(wall / DAY_MINUTES), minute: mod(wall, DAY_MINUTES) };
    },
    reached,
    bounds: (day) => ({ from: reached(day, 0), to: reached(day + 1, 0) }),
  };
}
