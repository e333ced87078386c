/** Rounding of punches on the wall clock and of totals, and what rounding may never do. */
import type { Minute } from './days.ts';
import { mod } from './days.ts';
import type { Rounding } from './model.ts';

/** @param minutes of a total, or of the wall clock */
export function rounded(minutes: number, rounding: Rounding | null): number {
  if (!rounding) return minutes;
  const rest = mod(minutes, rounding.step);
  if (rest === 0) return minutes;
  return minutes - rest + (rest >= rounding.cut ? rounding.step : 0);
}

/**
 * Pairs with their instants rounded on the wall: a rounded IN never precedes the rounded OUT before it, a rounded OUT never its own IN.
 * @param wallMinute of an instant
 */
export function roundedPairs(
  pairs: readonly { readonly in: Minute; readonly out: Minute }[],
  round: { readonly in: Rounding | null; readonly out: Rounding | null },
  wallMinute: (at: Minute) => number,
): readonly { readonly in: Minute; readonly out: Minute }[] {
  const onWall = (at: Minute, by: Rounding | null): Minute => {
    const wall = wallMinute(at);
    return at + rounded(wall, by) - wall;
  };
  let before = -Infinity;
  return pairs.map((pair) => {
    const start = Math.max(onWall(pair.in, round.in), before);
    const end = Math.max(onWall(pair.out, round.out), start);
    before = end;
    return { in: start, out: end };
  });
}
