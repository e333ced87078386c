/**
 * Error rates of this very site, from its own enrolments. Each person's probe (the mean of as many of their captures as the door averages)
 * is searched among everybody else's templates, as if they were a stranger, and among their own other captures.
 */
import { clopperPearson, type Interval } from './error-rate-statistics.ts';
import { thresholdOf, type Line, type Strangers } from './error-rate.ts';

export type SiteScore = {
  readonly personId: number;
  /** Captures averaged in their probe: as many as the door averages, or all that they have. */
  readonly frames: number;
  /** The best cosine among everybody else's templates; null where there is nobody else. */
  readonly other: number | null;
  readonly otherId: number | null;
  /** The best cosine among their own captures that are not in the probe; null where there is none. */
  readonly own: number | null;
};

/** Fewer people than this say nothing of how alike strangers can be. */
export const LEAST_PEOPLE = 30;
/** As if so many more people had scores that spread just as all adults' do. */
const PRIOR_PEOPLE = 100;
/** The line goes through this part of the rising scores: lower ones say nothing of the tail, the highest may be one person enrolled twice. */
const PART = { from: 0.3, to: 0.96 } as const;

export type Site = {
  /** Impostors' maxima, rising. */
  readonly impostors: readonly number[];
  /** This site's strangers as a line on all adults; null while too few people are measured. */
  readonly line: Line | null;
  readonly genuine: readonly SiteScore[];
};

/**
 * [Note: the site as a straight line] What people of one place share (origin, age, the camera and its light) moves and stretches strangers' scores; the
 * form of the tail stays that of all adults, who were counted by the million. So a quantile-quantile line is laid through the maxima that the site
 * has measured: the k-th of n of them stands where the best of `others` comparisons of all adults would stand, and the tail beyond, which no site is large enough to count,
 * goes on along the line. The scale is drawn towards 1 while few are measured. docs/adr/0006-threshold-from-an-error-rate.md has how well this
 * keeps the wish on people whom nothing was tuned on.
 * @param points all adults, from the model's card
 * @param othersAt comparisons of single pictures that one search among everybody else is worth, for a probe of so many averaged captures
 */
export function siteOf(scores: readonly SiteScore[], points: Strangers['points'], othersAt: (frames: number) => number): Site {
  const searched = scores.filter((s) => s.other !== null);
  const impostors = searched.map((s) => s.other!).sort((a, b) => a - b);
  // Far out, where the line is laid, a mixture of searches is passed as often as their mean.
  const others = meanOf(searched.map((s) => othersAt(s.frames)));
  const genuine = scores.filter((s) => s.own !== null);
  const n = impostors.length;
  if (n < LEAST_PEOPLE || !(others > 0)) return { impostors, line: null, genuine };
  const pairs = impostors.flatMap((y, k) => {
    const u = (k + 0.5) / n;
    // The best of `others` is under t with probability u where each is over t with probability 1 - u^(1 / others).
    return u < PART.from || u > PART.to ? [] : [{ x: thresholdOf(points, -Math.expm1(Math.log(u) / others)), y }];
  });
  const mean = { x: meanOf(pairs.map((p) => p.x)), y: meanOf(pairs.map((p) => p.y)) };
  const spread = pairs.reduce((sum, p) => sum + (p.x - mean.x) ** 2, 0);
  const slope = spread > 0 ? pairs.reduce((sum, p) => sum + (p.x - mean.x) * (p.y - mean.y), 0) / spread : 1;
  const scale = (n * slope + PRIOR_PEOPLE) / (n + PRIOR_PEOPLE);
  return { impostors, line: { shift: mean.y - scale * mean.x, scale }, genuine };
}

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

export type Measured = { readonly rate: number; readonly trials: number } & Interval;

/** How many of the site's own people reach a threshold when they are searched among the others, with Clopper and Pearson's interval. */
export function siteCount({ impostors }: Site, threshold: number): Measured {
  const trials = impostors.length;
  const reached = impostors.filter((score) => score >= threshold).length;
  return { rate: trials > 0 ? reached / trials : 0, trials, ...clopperPearson(reached, trials) };
}

/** FNIR at a threshold and margin: people whose own captures do not reach the threshold, or are not ahead of somebody else's by the margin. */
export function siteFnir(site: Site, threshold: number, margin: number): Measured | null {
  const trials = site.genuine.length;
  if (trials === 0) return null;
  const missed = site.genuine.filter(({ own, other }) => own! < threshold || (other !== null && own! - other < margin)).length;
  return { rate: missed / trials, trials, ...clopperPearson(missed, trials) };
}
