/** Does a quality measure tell which pictures will be missed? Error-versus-discard curves (P. Grother, E. Tabassi, 2007). */
import type { Pair } from './rates.ts';

export type DiscardCurve = {
  readonly measure: string;
  readonly points: readonly { readonly discarded: number; readonly fnmr: number }[];
};

export const DISCARDED = Array.from({ length: 21 }, (_, k) => k * 0.015);

/**
 * The pictures with the lowest values are left out, and FNMR of the genuine pairs that remain is taken at a fixed threshold. A measure
 * that knows something falls; one that knows nothing stays level.
 * @param values one a picture, higher = better; NaN = not measured, such pictures are left out from the start.
 * @param threshold in steps.
 */
export function discardCurve(
  measure: string,
  values: Float64Array,
  genuine: readonly Pair[],
  threshold: number,
  shares: readonly number[] = DISCARDED,
): DiscardCurve {
  const measured = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  const place = new Float64Array(values.length).fill(-1);
  for (const [k, i] of measured.sort((x, y) => values[x]! - values[y]!).entries()) place[i] = k / measured.length;
  const pairs = genuine
    .map(({ a, b, step }) => ({ place: Math.min(place[a]!, place[b]!), missed: step < threshold }))
    .filter((pair) => pair.place >= 0);
  const points = shares.flatMap((discarded) => {
    const kept = pairs.filter((pair) => pair.place >= discarded);
    return kept.length > 0 ? [{ discarded, fnmr: kept.filter((pair) => pair.missed).length / kept.length }] : [];
  });
  return { measure, points };
}
