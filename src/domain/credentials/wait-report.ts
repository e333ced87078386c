/** Whether who comes without a face waits longer: the times of both ways, side by side. */
import type { Method } from '../recognition/decision.ts';

/** How many people waited about so long. */
export type WaitBin = { readonly method: Method; /** The bin's middle, ms. */ readonly ms: number; readonly count: number };

export type WaitFigures = { readonly count: number; readonly medianMs: number; readonly p90Ms: number };

/** An alternative whose median is this much above the face's is called slower. */
export const SLOWER_BY_MS = 2000;
/** Fewer than so many on either side say nothing. */
export const ENOUGH = 20;

export type Comparison =
  | { readonly kind: 'too-few' }
  | { readonly kind: 'alike'; readonly differenceMs: number }
  | { readonly kind: 'slower'; readonly differenceMs: number };

export type WaitReport = {
  readonly byMethod: Readonly<Record<Method, WaitFigures | null>>;
  /** Face alone against PIN and badge together. */
  readonly face: WaitFigures | null;
  readonly other: WaitFigures | null;
  readonly comparison: Comparison;
};

/** Median and 90th percentile, nearest rank (the smallest wait that so many people did not exceed). null = nobody. */
export function figures(bins: readonly WaitBin[]): WaitFigures | null {
  const sorted = bins.filter((b) => b.count > 0).sort((a, b) => a.ms - b.ms);
  const count = sorted.reduce((n, b) => n + b.count, 0);
  if (count === 0) return null;
  const rank = (share: number): number => {
    let left = Math.ceil(count * share);
    for (const { ms, count: here } of sorted) {
      left -= here;
      if (left <= 0) return ms;
    }
    return sorted.at(-1)!.ms;
  };
  return { count, medianMs: rank(0.5), p90Ms: rank(0.9) };
}

export function compareWaits(bins: readonly WaitBin[]): WaitReport {
  const of = (...methods: Method[]) => figures(bins.filter((b) => methods.includes(b.method)));
  const face = of('face');
  const other = of('pin', 'badge');
  const comparison = ((): Comparison => {
    if (!face || !other || face.count < ENOUGH || other.count < ENOUGH) return { kind: 'too-few' };
    const differenceMs = other.medianMs - face.medianMs;
    return { kind: differenceMs >= SLOWER_BY_MS ? 'slower' : 'alike', differenceMs };
  })();
  return { byMethod: { face, pin: of('pin'), badge: of('badge'), 'face+pin': of('face+pin') }, face, other, comparison };
}
