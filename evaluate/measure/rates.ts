/**
 * False matches and false non-matches over all pairs. A comparison matches when its score reaches the threshold; FMR is the share of
 * impostor pairs (two people) that match, FNMR the share of genuine pairs (one person) that do not (ISO/IEC 19795-1).
 */
import { resample, seeded } from '../random.ts';
import { LEVELS, STEPS, toCosine, type Scores } from './scores.ts';

export const FMRS = [1e-3, 1e-4, 1e-5, 1e-6] as const;

export type Counts = {
  /** Pairs by score: index = step + STEPS. */
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
};
export type Pair = { readonly a: number; readonly b: number; readonly step: number };

/** @param people the person of each sample, numbers from 0. */
export function countPairs(scores: Scores, people: Int32Array): Counts {
  const genuine = new Float64Array(LEVELS);
  const impostor = new Float64Array(LEVELS);
  let genuinePairs = 0;
  for (let i = 1; i < scores.count; i++) {
    const row = scores.row(i);
    const person = people[i]!;
    for (let j = 0; j < i; j++) {
      if (people[j] === person) {
        genuine[row[j]! + STEPS]!++;
        genuinePairs++;
      } else {
        impostor[row[j]! + STEPS]!++;
      }
    }
  }
  return { genuine, impostor, genuinePairs, impostorPairs: (scores.count * (scores.count - 1)) / 2 - genuinePairs };
}

/** The least threshold, in steps, that at most the share `fmr` of the impostors reaches; null where that allows not one pair. */
export function thresholdAt(counts: Pick<Counts, 'impostor' | 'impostorPairs'>, fmr: number): number | null {
  const allowed = Math.floor(fmr * counts.impostorPairs * (1 + 1e-12));
  if (allowed < 1) return null;
  let above = 0;
  for (let level = LEVELS - 1; level >= 0; level--) {
    above += counts.impostor[level]!;
    if (above > allowed) return level + 1 - STEPS;
  }
  return -STEPS;
}

/** Share of `counts` under a threshold; null where there are none. */
export function shareBelow(counts: Float64Array, step: number): number | null {
  let under = 0;
  let all = 0;
  for (let level = 0; level < LEVELS; level++) {
    all += counts[level]!;
    if (level < step + STEPS) under += counts[level]!;
  }
  return all > 0 ? under / all : null;
}

/** FMR and FNMR at every threshold at which either changes, thresholds rising. */
export function curve(counts: Counts): { readonly step: number; readonly fmr: number; readonly fnmr: number }[] {
  const points: { step: number; fmr: number; fnmr: number }[] = [];
  let impostorsBelow = 0;
  let genuineBelow = 0;
  for (let level = 0; level < LEVELS; level++) {
    if (counts.genuine[level]! + counts.impostor[level]! === 0) continue;
    points.push({
      step: level - STEPS,
      fmr: 1 - impostorsBelow / counts.impostorPairs,
      fnmr: genuineBelow / counts.genuinePairs,
    });
    impostorsBelow += counts.impostor[level]!;
    genuineBelow += counts.genuine[level]!;
  }
  points.push({ step: STEPS + 1, fmr: 0, fnmr: 1 });
  return points;
}

/** Where FMR and FNMR are nearest to each other: their mean there. */
export function equalErrorRate(points: ReturnType<typeof curve>): number {
  let best = { fmr: 1, fnmr: 0 };
  for (const point of points) if (Math.abs(point.fmr - point.fnmr) < Math.abs(best.fmr - best.fnmr)) best = point;
  return (best.fmr + best.fnmr) / 2;
}

/** All genuine pairs. */
export function genuinePairs(scores: Scores, people: Int32Array): Pair[] {
  const byPerson = new Map<number, number[]>();
  for (const [i, person] of people.entries()) byPerson.set(person, [...(byPerson.get(person) ?? []), i]);
  const pairs: Pair[] = [];
  for (const samples of byPerson.values()) {
    for (const [k, a] of samples.entries()) for (const b of samples.slice(k + 1)) pairs.push({ a, b, step: scores.at(a, b) });
  }
  return pairs;
}

/** The impostor pairs with the greatest scores, at least `share` of all and `least` in number where there are so many, greatest first. */
export function impostorTail(scores: Scores, people: Int32Array, counts: Counts, share: number, least = 0): Pair[] {
  const wanted = Math.max(Math.ceil(share * counts.impostorPairs), least);
  let level = LEVELS - 1;
  for (let above = 0; level > 0; level--) {
    above += counts.impostor[level]!;
    if (above >= wanted) break;
  }
  const cut = level - STEPS;
  const pairs: Pair[] = [];
  for (let i = 1; i < scores.count; i++) {
    const row = scores.row(i);
    for (let j = 0; j < i; j++) if (row[j]! >= cut && people[j] !== people[i]) pairs.push({ a: i, b: j, step: row[j]! });
  }
  return pairs.sort((x, y) => y.step - x.step);
}

export type Rate = {
  readonly fmr: number;
  /** Cosine. */
  readonly threshold: number;
  readonly fnmr: number;
  /** 95 % interval of FNMR. */
  readonly low: number;
  readonly high: number;
  /** Impostor pairs that match at this threshold. Under 30, FMR itself is known to no better than a third (the rule of 30). */
  readonly falseMatches: number;
};

const TAIL_TIMES = 4;

/**
 * FNMR at each FMR; null where the set has too few impostor pairs for it.
 * [Note: bootstrap by person] Pairs of one person hang together, so people are drawn, not pairs: each time as many as there are, with
 * replacement. A genuine pair counts as often as its person was drawn, an impostor pair the product of both people's times. The threshold
 * is found anew each time. Thresholds at small FMRs only ask for the impostor pairs with the greatest scores, so only these
 * are kept (four times as many as the greatest FMR needs), while the weight of all impostor pairs follows from the people's:
 * ((Σ w n)² - Σ (w n)²) / 2, n = pictures of a person. This is exact, and a thousand draws over 30 million pairs take seconds.
 */
export function ratesAt(
  scores: Scores,
  people: Int32Array,
  counts: Counts,
  options: { readonly fmrs?: readonly number[]; readonly times?: number; readonly seed?: number } = {},
): (Rate | null)[] {
  const { fmrs = FMRS, times = 1000, seed = 1 } = options;
  const perPerson = picturesPerPerson(people);
  const genuine = genuinePairs(scores, people).sort((x, y) => x.step - y.step);
  const tail = impostorTail(scores, people, counts, Math.min(1, TAIL_TIMES * Math.max(...fmrs)));
  const drawn = fmrs.map((): number[] => []);
  const random = seeded(seed);
  for (let time = 0; time < times; time++) {
    const weights = resample(perPerson.length, random);
    const found = weightedFnmr(genuine, tail, people, weights, perPerson, fmrs);
    for (const [k, fnmr] of found.entries()) if (fnmr !== null) drawn[k]!.push(fnmr);
  }
  return fmrs.map((fmr, k) => {
    const threshold = thresholdAt(counts, fmr);
    const fnmr = threshold === null ? null : shareBelow(counts.genuine, threshold);
    if (threshold === null || fnmr === null) return null;
    const sorted = drawn[k]!.sort((x, y) => x - y);
    let falseMatches = 0;
    for (let level = threshold + STEPS; level < LEVELS; level++) falseMatches += counts.impostor[level]!;
    return {
      fmr,
      threshold: toCosine(threshold),
      fnmr,
      low: sorted[Math.floor(0.025 * sorted.length)] ?? fnmr,
      high: sorted[Math.ceil(0.975 * sorted.length) - 1] ?? fnmr,
      falseMatches,
    };
  });
}

export function picturesPerPerson(people: Int32Array): Uint32Array {
  const pictures = new Uint32Array(people.reduce((most, person) => Math.max(most, person + 1), 0));
  for (const person of people) pictures[person]!++;
  return pictures;
}

/**
 * One draw. @param genuine scores rising. @param tail impostors, scores falling. @param weights how often each person counts.
 * @returns FNMR at each FMR; null where the draw has no genuine pair, or the tail ends before the FMR is reached.
 */
export function weightedFnmr(
  genuine: readonly Pair[],
  tail: readonly Pair[],
  people: Int32Array,
  weights: Uint16Array,
  perPerson: Uint32Array,
  fmrs: readonly number[],
): (number | null)[] {
  let sum = 0;
  let squares = 0;
  for (const [person, pictures] of perPerson.entries()) {
    const weight = weights[person]! * pictures;
    sum += weight;
    squares += weight * weight;
  }
  const impostors = (sum * sum - squares) / 2;
  let all = 0;
  const upTo = new Float64Array(genuine.length + 1);
  for (const [k, { a }] of genuine.entries()) {
    all += weights[people[a]!]!;
    upTo[k + 1] = all;
  }
  return fmrs.map((fmr) => {
    const threshold = weightedThreshold(tail, people, weights, fmr * impostors * (1 + 1e-12));
    if (threshold === null || all === 0) return null;
    let low = 0;
    let high = genuine.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (genuine[middle]!.step < threshold) low = middle + 1;
      else high = middle;
    }
    return upTo[low]! / all;
  });
}

/** The least threshold that pairs of at most the weight `allowed` reach. Pairs of one score come in or stay out together. */
function weightedThreshold(tail: readonly Pair[], people: Int32Array, weights: Uint16Array, allowed: number): number | null {
  let above = 0;
  for (const { a, b, step } of tail) {
    above += weights[people[a]!]! * weights[people[b]!]!;
    if (above > allowed) return step + 1;
  }
  return null;
}
