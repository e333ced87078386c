/** Verification as LFW's view 2 asks for it: pairs in ten folds, the threshold chosen on nine, accuracy on the tenth. */
import { err, ok, type Result } from '../../src/domain/result.ts';
import { below, seeded, shuffle } from '../random.ts';

export type NamedPair = { readonly a: string; readonly b: string; readonly same: boolean; readonly fold: number };

const named = (person: string, number: string): string => `${person}_${number.padStart(4, '0')}`;

/**
 * LFW's format: `folds <tab> pairs of each kind in a fold`, then for each fold its pairs of one person (name, number, number), then its
 * pairs of two (name, number, name, number). @returns pairs of file names without ending, or an error sentence.
 */
export function readPairs(text: string): Result<NamedPair[], string> {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split('\t'));
  const [folds, perFold] = (lines[0] ?? []).map(Number);
  if (!folds || !perFold || !Number.isInteger(folds) || !Number.isInteger(perFold) || folds < 2) {
    return err('the first line of a pairs file is: number of folds (two or more), tab, pairs of each kind in a fold');
  }
  if (lines.length !== 1 + folds * perFold * 2) return err(`${1 + folds * perFold * 2} lines expected, ${lines.length} found`);
  const pairs: NamedPair[] = [];
  for (const [k, fields] of lines.slice(1).entries()) {
    const fold = Math.floor(k / (2 * perFold));
    const same = k % (2 * perFold) < perFold;
    const [one, first, other, second] = fields;
    if (same && fields.length === 3 && one && first && other)
      pairs.push({ a: named(one, first), b: named(one, other), same, fold });
    else if (!same && fields.length === 4 && one && first && other && second)
      pairs.push({ a: named(one, first), b: named(other, second), same, fold });
    else return err(`line ${k + 2}: a pair of ${same ? 'one person has 3 fields' : 'two people has 4 fields'}`);
  }
  return ok(pairs);
}

export type DrawnPair = { readonly a: number; readonly b: number; readonly same: boolean; readonly fold: number };

/**
 * Pairs for a set that has no pairs file, by LFW's rule: nobody is in two folds; as many pairs of one person as of two.
 * Empty where there are fewer than two people a fold, or nobody with two pictures in one.
 */
export function drawPairs(people: Int32Array, folds = 10, perFold = 300, seed = 1): DrawnPair[] {
  const random = seeded(seed);
  const byPerson = new Map<number, number[]>();
  for (const [i, person] of people.entries()) byPerson.set(person, [...(byPerson.get(person) ?? []), i]);
  // First those with several pictures, turn by turn, so that every fold gets some.
  const order = shuffle([...byPerson.values()], random).sort((x, y) => Number(y.length > 1) - Number(x.length > 1));
  const pairs: DrawnPair[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const mine = order.filter((_, k) => k % folds === fold);
    const several = mine.filter((samples) => samples.length > 1);
    if (mine.length < 2 || several.length === 0) return [];
    for (let k = 0; k < perFold; k++) {
      const samples = shuffle([...several[below(random, several.length)]!], random);
      pairs.push({ a: samples[0]!, b: samples[1]!, same: true, fold });
      const one = below(random, mine.length);
      const other = (one + 1 + below(random, mine.length - 1)) % mine.length;
      const pick = (list: readonly number[]): number => list[below(random, list.length)]!;
      pairs.push({ a: pick(mine[one]!), b: pick(mine[other]!), same: false, fold });
    }
  }
  return pairs;
}

export type Scored = { readonly score: number; readonly same: boolean; readonly fold: number };
export type Verification = {
  readonly accuracy: number;
  /** Of the mean over the folds: standard deviation (n - 1) / √folds. */
  readonly standardError: number;
  readonly folds: readonly { readonly accuracy: number; readonly threshold: number }[];
  readonly pairs: number;
};

/** Null where a fold is empty or there is one only. */
export function verify(pairs: readonly Scored[]): Verification | null {
  const numbers = [...new Set(pairs.map((pair) => pair.fold))].sort((x, y) => x - y);
  if (numbers.length < 2) return null;
  const folds = numbers.map((fold) => {
    const threshold = bestThreshold(pairs.filter((pair) => pair.fold !== fold));
    const mine = pairs.filter((pair) => pair.fold === fold);
    return { threshold, accuracy: mine.filter((pair) => pair.score >= threshold === pair.same).length / mine.length };
  });
  const accuracy = folds.reduce((sum, fold) => sum + fold.accuracy, 0) / folds.length;
  const variance = folds.reduce((sum, fold) => sum + (fold.accuracy - accuracy) ** 2, 0) / (folds.length - 1);
  return { accuracy, standardError: Math.sqrt(variance / folds.length), folds, pairs: pairs.length };
}

/** The threshold with the most right answers, half way between two scores; of several equally good ones the middle one. */
export function bestThreshold(pairs: readonly Pick<Scored, 'score' | 'same'>[]): number {
  const sorted = [...pairs].sort((x, y) => x.score - y.score);
  // Under the least score everything matches.
  let right = sorted.filter((pair) => pair.same).length;
  let best = { right, thresholds: [(sorted[0]?.score ?? 0) - 1e-6] };
  for (const [k, { score, same }] of sorted.entries()) {
    right += same ? -1 : 1;
    const next = sorted[k + 1]?.score ?? score + 2e-6;
    if (next === score) continue;
    const threshold = (score + next) / 2;
    if (right > best.right) best = { right, thresholds: [threshold] };
    else if (right === best.right) best.thresholds.push(threshold);
  }
  return best.thresholds[Math.floor((best.thresholds.length - 1) / 2)]!;
}
