/**
 * The scores of all pairs of a set, each once, as 16-bit whole numbers: 30 million pairs in 59 MB. A step is 1/32,767 of the
 * cosine, so counts by step are exact in these units, and a threshold is known to 0.00003.
 */

export const STEPS = 32_767;
/** Number of possible scores, -STEPS..STEPS. */
export const LEVELS = 2 * STEPS + 1;
export const toStep = (cosine: number): number => Math.max(-STEPS, Math.min(STEPS, Math.round(cosine * STEPS)));
export const toCosine = (step: number): number => step / STEPS;

export type Scores = {
  readonly count: number;
  /** Scores of sample i with samples 0 … i - 1, in steps. */
  row(i: number): Int16Array;
  /** Score of two samples, in steps; i and j must differ. */
  at(i: number, j: number): number;
};

/** a: m rows of `length`, b: n rows -> m x n products. */
export type Multiply = (a: Float32Array, m: number, b: Float32Array, n: number, length: number) => Promise<Float32Array>;

/** Above this many pictures the scores take more than 650 MB. */
export const MOST_SAMPLES = 25_000;
const BLOCK = 512;
/** How often `scoreAll` calls `onBlock`. */
export const blocksOf = (count: number): number => (Math.ceil(count / BLOCK) * (Math.ceil(count / BLOCK) + 1)) / 2;

/** From the dot product of rows i and j to their score in -1..1. */
export type Similarity = (dot: number, i: number, j: number) => number;
const cosineOfUnits: Similarity = (dot) => dot;

/** For rows of any length: the smaller the Euclidean distance, the higher; -1 would be two of the longest rows end to end. */
export function byDistance(vectors: Float32Array, count: number, length: number): Similarity {
  const squares = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let k = i * length; k < (i + 1) * length; k++) sum += vectors[k]! * vectors[k]!;
    return sum;
  });
  const longest = Math.sqrt(squares.reduce((a, b) => Math.max(a, b), 1e-12));
  return (dot, i, j) => 1 - Math.sqrt(Math.max(0, squares[i]! + squares[j]! - 2 * dot)) / longest;
}

/** @param vectors count rows, of unit length where no other similarity is given. @throws where there are more than `MOST_SAMPLES`. */
export async function scoreAll(
  vectors: Float32Array,
  count: number,
  length: number,
  multiply: Multiply,
  onBlock: () => void = () => undefined,
  similarity: Similarity = cosineOfUnits,
): Promise<Scores> {
  if (count > MOST_SAMPLES) throw new Error(`${count} pictures; all pairs are compared of at most ${MOST_SAMPLES}: --limit`);
  const steps = new Int16Array((count * (count - 1)) / 2);
  for (let first = 0; first < count; first += BLOCK) {
    const m = Math.min(BLOCK, count - first);
    const a = vectors.subarray(first * length, (first + m) * length);
    for (let second = 0; second <= first; second += BLOCK) {
      const n = Math.min(BLOCK, count - second);
      const products = await multiply(a, m, vectors.subarray(second * length, (second + n) * length), n, length);
      for (let i = 0; i < m; i++) {
        const row = ((first + i) * (first + i - 1)) / 2 + second;
        const to = Math.min(n, first + i - second);
        for (let j = 0; j < to; j++) steps[row + j] = toStep(similarity(products[i * n + j]!, first + i, second + j));
      }
      onBlock();
    }
  }
  return scoresOf(steps, count);
}

/** @param steps the triangle under the diagonal, row by row. */
export function scoresOf(steps: Int16Array, count: number): Scores {
  return {
    count,
    row: (i) => steps.subarray((i * (i - 1)) / 2, (i * (i + 1)) / 2),
    at: (i, j) => (i > j ? steps[(i * (i - 1)) / 2 + j]! : steps[(j * (j - 1)) / 2 + i]!),
  };
}

/** The slow, obvious one. */
export const multiplyPlain: Multiply = (a, m, b, n, length) => {
  const out = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += a[i * length + k]! * b[j * length + k]!;
      out[i * n + j] = sum;
    }
  }
  return Promise.resolve(out);
};
