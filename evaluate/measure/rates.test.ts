import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discardCurve } from './discard.ts';
import { createMultiply } from './multiply.ts';
import { resample, seeded } from '../random.ts';
import {
  countPairs,
  curve,
  equalErrorRate,
  genuinePairs,
  impostorTail,
  picturesPerPerson,
  ratesAt,
  shareBelow,
  thresholdAt,
  weightedFnmr,
} from './rates.ts';
import { byDistance, multiplyPlain, scoreAll, scoresOf, STEPS, toCosine, toStep } from './scores.ts';

/** Pictures 0, 1 of person 0; 2, 3 of person 1; 4 of person 2. Row by row: (1,0) (2,0) (2,1) (3,0) (3,1) (3,2) (4,0) … */
const people = Int32Array.of(0, 0, 1, 1, 2);
const triangle = Int16Array.of(900, 100, 200, 300, 400, 350, 500, 50, 60, 70);
const scores = scoresOf(triangle, 5);
const counts = countPairs(scores, people);

describe('all pairs of five pictures, counted by hand', () => {
  it('tells genuine from impostor', () => {
    expect([counts.genuinePairs, counts.impostorPairs]).toEqual([2, 8]);
    expect(counts.genuine[900 + STEPS]).toBe(1);
    expect(counts.genuine[350 + STEPS]).toBe(1);
    expect(counts.impostor[500 + STEPS]).toBe(1);
  });
  it('sets the least threshold that at most the share reaches', () => {
    expect(thresholdAt(counts, 1 / 8)).toBe(401);
    expect(thresholdAt(counts, 2 / 8)).toBe(301);
    expect(thresholdAt(counts, 1)).toBe(-STEPS);
    expect(thresholdAt(counts, 0.1)).toBeNull();
  });
  it('counts the genuine pairs under it', () => {
    expect(shareBelow(counts.genuine, 401)).toBe(0.5);
    expect(shareBelow(counts.genuine, 350)).toBe(0);
    expect(shareBelow(counts.genuine, 901)).toBe(1);
  });
  it('draws the whole curve', () => {
    const points = curve(counts);
    expect(points[0]).toEqual({ step: 50, fmr: 1, fnmr: 0 });
    expect(points.find((p) => p.step === 400)).toEqual({ step: 400, fmr: 0.25, fnmr: 0.5 });
    expect(points.at(-1)).toEqual({ step: STEPS + 1, fmr: 0, fnmr: 1 });
    // at 350: FMR 2/8, FNMR 0; at 400: 2/8 and 1/2: both are a quarter apart, the first one counts
    expect(equalErrorRate(points)).toBeCloseTo(0.125);
  });
  it('finds the greatest impostors, greatest first', () => {
    expect(impostorTail(scores, people, counts, 0, 3).map((p) => p.step)).toEqual([500, 400, 300]);
  });
  it('gives no rate where there are too few impostors for it', () => {
    const [rate, none] = ratesAt(scores, people, counts, { fmrs: [1 / 8, 0.01], times: 20 });
    expect(rate).toMatchObject({ fnmr: 0.5, falseMatches: 1, threshold: toCosine(401) });
    expect(none).toBeNull();
  });
});

describe('bootstrap by person', () => {
  const tail = impostorTail(scores, people, counts, 1);
  const genuine = genuinePairs(scores, people).sort((x, y) => x.step - y.step);
  const perPerson = picturesPerPerson(people);
  const draw = (weights: number[], fmr: number) =>
    weightedFnmr(genuine, tail, people, Uint16Array.from(weights), perPerson, [fmr])[0];

  it('with everybody once gives the plain rate', () => {
    expect(draw([1, 1, 1], 1 / 8)).toBe(0.5);
    expect(draw([1, 1, 1], 2 / 8)).toBe(0);
  });
  it('counts a pair of two people by the product of their times', () => {
    // Person 0 twice, 1 once, 2 never: impostors are the four pairs of 0 and 1, each twice: 8. One eighth allows weight 1:
    // 400 comes twice, so the threshold is 401; genuine 900 counts twice, 350 once.
    expect(draw([2, 1, 0], 1 / 8)).toBeCloseTo(1 / 3);
    expect(draw([2, 1, 0], 2 / 8)).toBe(0);
    expect(draw([0, 1, 2], 0.5)).toBe(0);
  });
  it('gives nothing where a draw has no genuine pair', () => {
    expect(draw([0, 0, 3], 0.5)).toBeNull();
  });
  it('is what counting copies of every picture would give', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 6 }), (seed, persons) => {
        const random = seeded(seed);
        const own = Int32Array.from({ length: 3 * persons }, (_, i) => Math.floor(i / 3));
        const n = own.length;
        const all = scoresOf(
          Int16Array.from({ length: (n * (n - 1)) / 2 }, () => Math.floor(random() * 200)),
          n,
        );
        const weights = resample(persons, random);
        const found = weightedFnmr(
          genuinePairs(all, own).sort((x, y) => x.step - y.step),
          impostorTail(all, own, countPairs(all, own), 1),
          own,
          weights,
          picturesPerPerson(own),
          [0.2],
        )[0];
        // the slow way: a list with every pair as often as it counts
        const impostor: number[] = [];
        const same: number[] = [];
        for (let i = 1; i < n; i++) {
          for (let j = 0; j < i; j++) {
            const [p, q] = [own[i]!, own[j]!];
            const times = p === q ? weights[p]! : weights[p]! * weights[q]!;
            for (let k = 0; k < times; k++) (p === q ? same : impostor).push(all.at(i, j));
          }
        }
        impostor.sort((x, y) => y - x);
        const threshold = (impostor[Math.floor(0.2 * impostor.length)] ?? NaN) + 1;
        const expected = impostor.length === 0 ? null : same.filter((s) => s < threshold).length / same.length;
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 10);
      }),
      { numRuns: 50 },
    );
  });
  it('draws the same from the same seed', () => {
    expect(ratesAt(scores, people, counts, { fmrs: [0.25], seed: 3 })).toEqual(
      ratesAt(scores, people, counts, { fmrs: [0.25], seed: 3 }),
    );
    expect(resample(50, seeded(4)).reduce((a, b) => a + b)).toBe(50);
  });
});

describe('scores of all pairs', () => {
  it('are the dot products, each pair once, over block borders too', async () => {
    const count = 515;
    const random = seeded(7);
    const vectors = new Float32Array(count * 4);
    for (let i = 0; i < count; i++) {
      const v = Array.from({ length: 4 }, () => random() - 0.5);
      const norm = Math.hypot(...v);
      vectors.set(
        v.map((x) => x / norm),
        i * 4,
      );
    }
    const all = await scoreAll(vectors, count, 4, multiplyPlain);
    for (const [i, j] of [
      [1, 0],
      [514, 0],
      [514, 513],
      [512, 511],
      [300, 20],
    ] as const) {
      let dot = 0;
      for (let k = 0; k < 4; k++) dot += vectors[i * 4 + k]! * vectors[j * 4 + k]!;
      expect(Math.abs(all.at(i, j) - toStep(dot))).toBeLessThanOrEqual(1);
      expect(all.at(j, i)).toBe(all.at(i, j));
    }
    expect(all.row(3).length).toBe(3);
  });
});

describe('products on WebAssembly', () => {
  it.each([
    [1, 1, 1],
    [3, 5, 7],
    [64, 33, 2048],
  ])('of %i by %i rows of %i numbers are those of plain loops', async (m, n, length) => {
    const random = seeded(5);
    const rows = (count: number) => Float32Array.from({ length: count * length }, () => (random() - 0.5) / Math.sqrt(length));
    const [a, b] = [rows(m), rows(n)];
    const [fast, slow] = [await (await createMultiply())(a, m, b, n, length), await multiplyPlain(a, m, b, n, length)];
    expect(fast).toHaveLength(m * n);
    for (const [k, value] of slow.entries()) expect(Math.abs(fast[k]! - value)).toBeLessThan(1e-6);
  });
});

describe('scores by distance', () => {
  it('fall from 1 for the same place to -1 for the two ends', async () => {
    const vectors = Float32Array.of(0, 5, 0, 5, 0, -5, 3, 1);
    const all = await scoreAll(vectors, 4, 2, multiplyPlain, undefined, byDistance(vectors, 4, 2));
    expect(all.at(0, 1)).toBe(STEPS);
    expect(all.at(0, 2)).toBe(-STEPS);
    // (0, 5) to (3, 1) is 5, as long as the longest: 0
    expect(all.at(3, 0)).toBe(0);
  });
});

describe('error versus discard', () => {
  const genuine = [
    { a: 0, b: 1, step: 10 },
    { a: 2, b: 3, step: 90 },
  ];
  it('falls to nothing when the measure knows which pictures are missed', () => {
    const { points } = discardCurve('good', Float64Array.of(0.1, 0.2, 0.8, 0.9), genuine, 50, [0, 0.25, 0.5]);
    expect(points).toEqual([
      { discarded: 0, fnmr: 0.5 },
      { discarded: 0.25, fnmr: 0 },
      { discarded: 0.5, fnmr: 0 },
    ]);
  });
  it('leaves pictures without a value out', () => {
    const { points } = discardCurve('gaps', Float64Array.of(NaN, 0.2, 0.8, 0.9), genuine, 50, [0]);
    expect(points).toEqual([{ discarded: 0, fnmr: 0 }]);
  });
});
