/** Where things of a day stand on its timeline. Instants are laid out evenly: a day of 23 or of 25 hours is that much shorter or longer. */
import type { Span } from '../../../domain/hours/spans.ts';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import type { DayDetail } from '../../../shared/hours-detail.ts';

/** Every zone's hour begins on one of these. */
const QUARTER = 15;

/** The whole local day, and what of the plan and of the punches lies before or after it. */
export function rangeOf({ bounds, plan, punches, pairs }: Pick<DayDetail, 'bounds' | 'plan' | 'punches' | 'pairs'>): Span {
  const from = [bounds.from, plan.window?.from, punches[0]?.minute, pairs[0]?.in];
  const to = [bounds.to, plan.window?.to, punches.at(-1)?.minute, pairs.at(-1)?.out];
  const known = (all: (number | undefined)[]): number[] => all.filter((m) => m !== undefined);
  const [first, last] = [Math.min(...known(from)), Math.max(...known(to))];
  // To whole hours outside of the day; its own midnights stand where they are.
  const out = (beyond: number): number => Math.ceil(beyond / 60) * 60;
  return { from: bounds.from - out(bounds.from - first), to: bounds.to + out(last - bounds.to) };
}

/** Per cent of the width. */
export const placeOf = (at: number, { from, to }: Span): number =>
  (100 * (Math.min(Math.max(at, from), to) - from)) / (to - from);

export type Tick = {
  readonly at: number;
  /** 0 to 23, as the wall says. */
  readonly hour: number;
  /** The local day, where this is its midnight. */
  readonly midnight: number | null;
  /** The second one of a doubled hour. */
  readonly again: boolean;
};

/** Each full hour of the wall clock: of a doubled hour two, of a missing one none. */
export function hoursOf(zoneName: string, { from, to }: Span): readonly Tick[] {
  const zone = zoneDays(zoneName);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / QUARTER) * QUARTER; at <= to; at += QUARTER) {
    const { day, minute } = zone.wallOf(at);
    if (minute % 60 === 0)
      ticks.push({ at, hour: minute / 60, midnight: minute === 0 ? day : null, again: ticks.at(-1)?.hour === minute / 60 });
  }
  return ticks;
}

export type ClockChange = {
  readonly at: number;
  /** Minutes; forward is positive. */
  readonly by: number;
  /** What the wall does not show, or shows twice: minutes of its day. */
  readonly wall: Span;
};

/** When the clocks are changed within the range. */
export function changesOf(zoneName: string, { from, to }: Span): readonly ClockChange[] {
  const zone = zoneDays(zoneName);
  const changes: ClockChange[] = [];
  // From the minute before: where clocks go forward at midnight, the day begins with it, and the day before ends without.
  for (let at = from - 1; at < to - 1; at += 60) {
    const [before, after] = [zone.offsetAt(at), zone.offsetAt(Math.min(at + 60, to - 1))];
    if (before === after) continue;
    let moment = at;
    while (zone.offsetAt(moment) === before) moment++;
    const by = after - before;
    const { minute } = zone.wallOf(moment);
    changes.push({ at: moment, by, wall: by > 0 ? { from: minute - by, to: minute } : { from: minute, to: minute - by } });
  }
  return changes;
}

export type Labels = { readonly lefts: readonly number[]; readonly rows: readonly number[]; readonly count: number };

/**
 * Where labels stand: at their place in the first row that is free there; else moved aside in the row that reaches least far. None covers another.
 * @param places px, in order @param label a label's width, px @param width of the drawing, px @param most rows; more where all of them have no room in so many
 */
export function labelsOf(places: readonly number[], label: number, width: number, most: number): Labels {
  const fit = Math.floor(width / label);
  if (fit === 0) return { lefts: places.map(() => 0), rows: places.map(() => 0), count: 1 };
  const rows = Array.from({ length: Math.max(most, Math.ceil(places.length / fit)) }, () => ({ end: 0, labels: 0 }));
  const placed = places.map((place) => {
    const x = Math.min(place, width - label);
    const open = rows.filter((r) => r.labels < fit);
    const row = open.find((r) => r.end <= x) ?? open.reduce((a, b) => (b.end < a.end ? b : a));
    const left = Math.max(x, row.end);
    row.end = left + label;
    row.labels++;
    return { left, row: rows.indexOf(row) };
  });
  // What ran over the right edge goes back, and its neighbours make room.
  const ends = rows.map(() => width);
  const lefts = placed.map(({ left }) => left);
  for (let i = placed.length - 1; i >= 0; i--) {
    const { row } = placed[i]!;
    lefts[i] = Math.min(lefts[i]!, ends[row]! - label);
    ends[row] = lefts[i]!;
  }
  return { lefts, rows: placed.map(({ row }) => row), count: Math.max(0, ...placed.map(({ row }) => row)) + 1 };
}

/** So many hours between labels that each has its room. @param pixels a whole hour has */
export function labelStep(pixels: number): number {
  return [1, 2, 3, 4, 6, 12].find((step) => step * pixels >= 44) ?? 24;
}
