/**
 * Error rates of this very site, from its own enrolments. Each person's probe (the mean of as many of their captures as the door averages)
 * is searched among everybody else's templates, as if they were a stranger, and among their own other captures.
 */
import { clopperPearson, type Interval } from './error-rate-statistics.ts';

export type SiteScore = {
  readonly personId: number;
  /** The best cosine among everybody else's templates; null where there is nobody else. */
  readonly other: number | null;
  readonly otherId: number | null;
  /** The best cosine among their own captures that are not in the probe; null where there is none. */
  readonly own: number | null;
};

/** Fewer people than this say nothing of how alike strangers can be. */
export const LEAST_PEOPLE = 30;
/** A tail is fitted to the greatest tenth of the impostors' maxima, and to at least so many. */
const TAIL_SHARE = 0.1;
const LEAST_TAIL = 10;

export type Site = {
  /** Impostors' maxima, rising. */
  readonly impostors: readonly number[];
  /** Where the fitted tail begins, its share of all, its mean excess (cosine per e-fold). */
  readonly tail: { readonly from: number; readonly share: number; readonly slope: number } | null;
  readonly genuine: readonly SiteScore[];
};

export function siteOf(scores: readonly SiteScore[]): Site {
  const impostors = scores.flatMap((s) => (s.other === null ? [] : [s.other])).sort((a, b) => a - b);
  const genuine = scores.filter((s) => s.own !== null);
  const n = impostors.length;
  if (n < LEAST_PEOPLE) return { impostors, tail: null, genuine };
  const k = Math.max(LEAST_TAIL, Math.ceil(TAIL_SHARE * n));
  const from = impostors[n - k - 1]!;
  const slope = impostors.slice(n - k).reduce((sum, v) => sum + v - from, 0) / k;
  return { impostors, tail: { from, share: k / n, slope: Math.max(1e-4, slope) }, genuine };
}

export type Measured = { readonly rate: number; readonly trials: number } & Interval;

/** How many of a rising list are at least x. */
function atLeast(rising: readonly number[], x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return rising.length - low;
}

/**
 * FPIR at a threshold, by the site's own people; null where they are too few. The rate is counted where the greatest tenth of the maxima
 * lies above, and beyond that an exponential tail with their mean excess (its maximum-likelihood slope; peaks over threshold). The
 * interval is Clopper and Pearson's, of the count alone: it supposes no form, and so ends at about 3.7 / people. Falls with the threshold.
 */
export function siteFpir(site: Site, threshold: number): Measured | null {
  const { impostors, tail } = site;
  if (!tail) return null;
  const trials = impostors.length;
  const reached = atLeast(impostors, threshold);
  const interval = clopperPearson(reached, trials);
  const rate = threshold <= tail.from ? reached / trials : tail.share * Math.exp(-(threshold - tail.from) / tail.slope);
  return { rate: Math.min(interval.high, Math.max(interval.low, rate)), trials, ...interval };
}

/** FNIR at a threshold and margin: people whose own captures do not reach the threshold, or are not ahead of somebody else's by the margin. */
export function siteFnir(site: Site, threshold: number, margin: number): Measured | null {
  const trials = site.genuine.length;
  if (trials === 0) return null;
  const missed = site.genuine.filter(({ own, other }) => own! < threshold || (other !== null && own! - other < margin)).length;
  return { rate: missed / trials, trials, ...clopperPearson(missed, trials) };
}
