/**
 * One against many as NIST reports it (FRTE 1:N, formerly FRVT): one enrolled picture a person; FPIR = share of searches of people
 * who are not enrolled that return anybody at or above the threshold; FNIR = share of searches of enrolled people that do not return
 * them at or above it, at any rank.
 */
import { below, seeded, shuffle } from '../random.ts';
import { LEVELS, STEPS, toCosine, type Scores } from './scores.ts';

export const GALLERIES = [100, 1000, 4000] as const;
export const FPIRS = [0.003, 0.01] as const;

export type Identification = {
  readonly gallery: number;
  readonly rates: readonly {
    readonly fpir: number;
    readonly threshold: number;
    readonly fnir: number;
    /** 2.5 % and 97.5 % of the draws' own FNIR at the common threshold. */
    readonly low: number;
    readonly high: number;
  }[];
  /** Of all draws together. */
  readonly matedSearches: number;
  readonly nonMatedSearches: number;
  /** Different people among those who are not enrolled, in one draw. */
  readonly strangers: number;
};

/** With fewer people outside the gallery, FPIR would rest on too few. */
const LEAST_STRANGERS = 30;
export const DRAWS = 50;

/**
 * `draws` times: people are drawn into the gallery, each with one picture drawn from theirs; their other pictures are mated searches, all
 * pictures of everybody else non-mated ones. The searches of all draws are pooled, and one threshold is set on them.
 * @returns null where the set has not `gallery` people and thirty more, or where nobody enrolled has a second picture.
 */
export function identify(scores: Scores, people: Int32Array, gallery: number, draws = DRAWS, seed = 1): Identification | null {
  const byPerson = new Map<number, number[]>();
  for (const [i, person] of people.entries()) byPerson.set(person, [...(byPerson.get(person) ?? []), i]);
  if (byPerson.size < gallery + LEAST_STRANGERS) return null;
  const random = seeded(seed);
  const strangers = new Float64Array(LEVELS);
  let nonMatedSearches = 0;
  let matedSearches = 0;
  const mates: Int16Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const order = shuffle([...byPerson.values()], random);
    const enrolled: number[] = [];
    const mated: number[] = [];
    for (const samples of order.slice(0, gallery)) {
      const chosen = samples[below(random, samples.length)]!;
      enrolled.push(chosen);
      for (const sample of samples) if (sample !== chosen) mated.push(scores.at(sample, chosen));
    }
    mates.push(Int16Array.from(mated).sort());
    matedSearches += mated.length;
    for (const sample of order.slice(gallery).flat()) {
      let best = -STEPS;
      for (const other of enrolled) best = Math.max(best, scores.at(sample, other));
      strangers[best + STEPS]!++;
      nonMatedSearches++;
    }
  }
  if (matedSearches === 0) return null;
  const rates = FPIRS.map((fpir) => {
    const threshold = leastThreshold(strangers, Math.floor(fpir * nonMatedSearches * (1 + 1e-12)));
    const misses = mates.map((mated) => countBelow(mated, threshold));
    const each = misses
      .flatMap((missed, draw) => (mates[draw]!.length > 0 ? [missed / mates[draw]!.length] : []))
      .sort((x, y) => x - y);
    return {
      fpir,
      threshold: toCosine(threshold),
      fnir: misses.reduce((sum, missed) => sum + missed, 0) / matedSearches,
      low: each[Math.floor(0.025 * each.length)]!,
      high: each[Math.ceil(0.975 * each.length) - 1]!,
    };
  });
  return { gallery, rates, matedSearches, nonMatedSearches, strangers: byPerson.size - gallery };
}

/** The least threshold that at most `allowed` reach. */
function leastThreshold(counts: Float64Array, allowed: number): number {
  let above = 0;
  for (let level = LEVELS - 1; level >= 0; level--) {
    above += counts[level]!;
    if (above > allowed) return level + 1 - STEPS;
  }
  return -STEPS;
}

function countBelow(sorted: Int16Array, threshold: number): number {
  let count = 0;
  while (count < sorted.length && sorted[count]! < threshold) count++;
  return count;
}
