/**
 * Error rates from a model's card, for a gallery of any size. Names as in ISO/IEC 19795-1: FMR and FNMR of one comparison; FPIR, the
 * share of searches by people who are not enrolled that find anybody; FNIR, the share of searches by enrolled people that do not find them.
 */
import { probit } from './error-rate-statistics.ts';

export type ImpostorPoint = { readonly fmr: number; readonly threshold: number };
export type MissPoint = { readonly threshold: number; readonly fnmr: number };

/**
 * A kind of people, as a straight line on all adults: its threshold at any FMR is `shift + scale × theirs`. [Note: groups as a straight line] in
 * training/lintel_train/strangers.py says how well that fits.
 */
export type StrangerGroup = { readonly name: string; readonly kind: 'adults' | 'children' | 'everybody' } & Line;
export type Line = { readonly shift: number; readonly scale: number };

/** How alike people are who have nothing to do with each other: pairs of single pictures of adults whom no training step saw. */
export type Strangers = {
  /** FMR falling, thresholds rising. */
  readonly points: readonly ImpostorPoint[];
  readonly pairs: number;
  readonly faces: number;
  readonly groups: readonly StrangerGroup[];
};

/** How often a model misses its held-out people. */
export type ModelMisses = {
  /** Pictures averaged in the probe. */
  readonly frames: number;
  /** Templates of one person that the probe was compared with, the best counting. 1 and 1: one picture against one. */
  readonly templates: number;
  /** Thresholds rising. */
  readonly misses: readonly MissPoint[];
  readonly genuineTrials: number;
  readonly people: number;
};

export type Gallery = { readonly people: number; readonly templates: number };

/**
 * [Note: what one search is worth] Templates of one person that show them on different days give a stranger as many chances as there are
 * templates: on the held-out people five of them made 5.0 times the false matches of one, at a threshold of FMR 1e-3. Averaging frames lifts
 * the strangers' scores too, since what frames share grows against their noise: three made 2.4 times as many false matches, five 3.7 times,
 * which is frames to this power. Captures of one minute are more alike, so both say too much rather than too little; this site's own scores
 * (error-rate-site.ts) need neither. docs/adr/0006-threshold-from-an-error-rate.md has the table.
 */
export const FRAME_POWER = 0.82;

/** How many comparisons of single pictures one search at a door is worth. */
export function comparisons({ people, templates }: Gallery, frames: number): number {
  return people <= 0 ? 0 : Math.max(people, templates) * Math.max(1, frames) ** FRAME_POWER;
}

/** 1 - (1 - fmr)^n, exact for small rates. */
export function fpirOf(fmr: number, n: number): number {
  return fmr >= 1 ? 1 : -Math.expm1(n * Math.log1p(-fmr));
}

/** [Note: beyond the tail] Cosine per e-fold of the FMR beyond the card's last point: the slower fall of its last two decades. */
function tailSlope(points: readonly ImpostorPoint[]): number {
  const last = points.at(-1)!;
  const slopes = [10, 100].map((factor) => {
    const from = points.findLast((p) => p.fmr >= last.fmr * factor * 0.999) ?? points[0]!;
    const decade = points.findLast((p) => p.fmr >= last.fmr * (factor / 10) * 0.999) ?? last;
    const falls = Math.log(from.fmr / decade.fmr);
    return falls > 0 ? (decade.threshold - from.threshold) / falls : 0;
  });
  return Math.max(1e-3, ...slopes);
}

export type Rate = { readonly rate: number; /** Beyond what was measured: a straight line on. */ readonly extrapolated: boolean };

/**
 * FMR at a threshold: straight between the card's points on a logarithmic scale. Beyond the last one an exponential tail goes on with the
 * slower of the fall's last two decades: scores of real faces fall faster the further out, so that it says too much rather than too little.
 */
export function fmrAt(points: readonly ImpostorPoint[], threshold: number): Rate {
  const last = points.at(-1);
  if (!last) return { rate: 1, extrapolated: true };
  if (threshold > last.threshold)
    return { rate: last.fmr * Math.exp(-(threshold - last.threshold) / tailSlope(points)), extrapolated: true };
  const next = points.findIndex((p) => p.threshold >= threshold);
  const b = points[next]!;
  const a = points[next - 1];
  if (!a) return { rate: next === 0 && threshold < b.threshold ? 1 : b.fmr, extrapolated: false };
  const part = (threshold - a.threshold) / (b.threshold - a.threshold || 1);
  return { rate: Math.exp(Math.log(a.fmr) + part * (Math.log(b.fmr) - Math.log(a.fmr))), extrapolated: false };
}

/** The least threshold whose FMR is at most `fmr`: the inverse of `fmrAt`. 1 where nothing is known. */
export function thresholdOf(points: readonly ImpostorPoint[], fmr: number): number {
  const last = points.at(-1);
  if (!last) return 1;
  if (fmr < last.fmr) return last.threshold + tailSlope(points) * Math.log(last.fmr / fmr);
  const next = points.findIndex((p) => p.fmr <= fmr);
  const b = points[next]!;
  const a = points[next - 1];
  if (!a) return b.threshold;
  const part = (Math.log(a.fmr) - Math.log(fmr)) / (Math.log(a.fmr) - Math.log(b.fmr) || 1);
  return a.threshold + part * (b.threshold - a.threshold);
}

/** Of those that are not kinder than the door (at most as many frames and captures), the one that is nearest to it. */
export function chooseMisses(all: readonly ModelMisses[], frames: number, gallery: Gallery): ModelMisses | null {
  const each = gallery.people > 0 ? gallery.templates / gallery.people : 1;
  const fits = all.filter((r) => r.frames <= frames && r.templates <= Math.max(1, each + 1e-9));
  return [...fits].sort((a, b) => b.templates - a.templates || b.frames - a.frames)[0] ?? null;
}

/** All adults themselves. */
const AS_THEY_ARE: Line = { shift: 0, scale: 1 };

/** FPIR of a gallery at a threshold where strangers' scores are those of all adults, moved and stretched, for a probe of so many averaged frames. */
export function strangersFpir(
  { points }: Pick<Strangers, 'points'>,
  gallery: Gallery,
  frames: number,
  threshold: number,
  line: Line = AS_THEY_ARE,
): Rate {
  const { rate, extrapolated } = fmrAt(points, (threshold - line.shift) / line.scale);
  return { rate: fpirOf(rate, comparisons(gallery, frames)), extrapolated };
}

/** FNMR at a threshold: straight between the points on the probit scale; beyond the last one, at least what is said there. */
export function modelFnmr({ misses }: Pick<ModelMisses, 'misses'>, threshold: number): Rate {
  const next = misses.findIndex((p) => p.threshold >= threshold);
  if (next < 0) return { rate: misses.at(-1)?.fnmr ?? 1, extrapolated: true };
  const b = misses[next]!;
  const a = misses[next - 1];
  // Under the first point it is at most what is said there.
  if (!a) return { rate: b.fnmr, extrapolated: threshold < b.threshold };
  const part = (threshold - a.threshold) / (b.threshold - a.threshold || 1);
  const [za, zb] = [probit(clamp(a.fnmr)), probit(clamp(b.fnmr))];
  return { rate: normal(za + part * (zb - za)), extrapolated: false };
}

const clamp = (p: number): number => Math.min(1 - 1e-6, Math.max(1e-6, p));

/** The standard normal distribution (Abramowitz and Stegun 26.2.17, error under 7.5e-8). */
function normal(z: number): number {
  if (z < 0) return 1 - normal(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
