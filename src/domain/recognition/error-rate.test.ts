import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseMisses,
  comparisons,
  fmrAt,
  fpirOf,
  modelFnmr,
  strangersFpir,
  thresholdOf,
  type ModelMisses,
} from './error-rate.ts';

/** An exponential tail: one decade every 0.07. */
const points = [0, 1, 2, 3, 4].map((d) => ({ fmr: 10 ** -d, threshold: 0.2 + 0.07 * d }));
const model: ModelMisses = {
  frames: 1,
  templates: 1,
  misses: [
    { threshold: 0.2, fnmr: 0.01 },
    { threshold: 0.4, fnmr: 0.1 },
    { threshold: 0.6, fnmr: 0.5 },
  ],
  genuineTrials: 80_000,
  people: 20,
};

test.each([
  [0.1, 1, false],
  [0.2, 1, false],
  [0.27, 0.1, false],
  [0.305, 10 ** -1.5, false],
  [0.48, 1e-4, false],
  [0.55, 1e-5, true],
  [0.62, 1e-6, true],
])('FMR at %f is %f', (threshold, fmr, extrapolated) => {
  const found = fmrAt(points, threshold);
  expect(Math.log10(found.rate)).toBeCloseTo(Math.log10(fmr), 6);
  expect(found.extrapolated).toBe(extrapolated);
});

test.each([0.5, 0.1, 3e-3, 1e-4, 1e-5, 1e-7])('the threshold of an FMR of %f has that FMR', (fmr) => {
  expect(Math.log10(fmrAt(points, thresholdOf(points, fmr)).rate)).toBeCloseTo(Math.log10(fmr), 6);
});

test('of nobody no threshold is known, and everybody is under the first point', () => {
  expect(thresholdOf([], 0.1)).toBe(1);
  expect(thresholdOf(points, 1)).toBe(0.2);
});

test('beyond the tail the slower of the last two decades goes on', () => {
  const bent = [
    { fmr: 1e-1, threshold: 0.2 },
    { fmr: 1e-2, threshold: 0.3 },
    { fmr: 1e-3, threshold: 0.36 },
  ];
  expect(Math.log10(fmrAt(bent, 0.46).rate)).toBeCloseTo(-4, 6);
});

test('no points: nothing is known, everybody may match', () => {
  expect(fmrAt([], 0.9)).toEqual({ rate: 1, extrapolated: true });
});

test.each([
  [1, 10, 1],
  [0.5, 1, 0.5],
  [0.5, 2, 0.75],
  [1e-9, 1000, 1e-6],
  [0.3, 0, 0],
])('FPIR of FMR %f in %i comparisons is %f', (fmr, n, fpir) => {
  expect(fpirOf(fmr, n)).toBeCloseTo(fpir, 9);
});

test('a search is worth a comparison a template, more for averaged frames, none for nobody', () => {
  expect(comparisons({ people: 214, templates: 1070 }, 1)).toBe(1070);
  expect(comparisons({ people: 214, templates: 1070 }, 3) / 1070).toBeCloseTo(2.46, 2);
  expect(comparisons({ people: 0, templates: 0 }, 3)).toBe(0);
});

test('misses by the measurement that is nearest to the door, and by none that is kinder', () => {
  const of = (frames: number, templates: number): ModelMisses => ({ ...model, frames, templates });
  const all = [of(1, 1), of(3, 3), of(3, 5), of(5, 5)];
  const chosen = (frames: number, people: number, templates: number) => {
    const found = chooseMisses(all, frames, { people, templates })!;
    return [found.frames, found.templates];
  };
  expect(chosen(3, 10, 50)).toEqual([3, 5]);
  expect(chosen(3, 10, 40)).toEqual([3, 3]);
  expect(chosen(2, 10, 50)).toEqual([1, 1]);
  expect(chosen(5, 10, 50)).toEqual([5, 5]);
  expect(chooseMisses([], 3, { people: 1, templates: 1 })).toBeNull();
});

test('strangers who are moved and stretched have the rate of a threshold that is moved back', () => {
  const gallery = { people: 100, templates: 100 };
  const line = { shift: 0.05, scale: 1.2 };
  expect(strangersFpir({ points }, gallery, 1, 0.05 + 1.2 * 0.4, line).rate).toBeCloseTo(
    strangersFpir({ points }, gallery, 1, 0.4).rate,
    12,
  );
  expect(strangersFpir({ points }, gallery, 1, 0.4, line).rate).toBeGreaterThan(strangersFpir({ points }, gallery, 1, 0.4).rate);
});

test.each([
  [0.2, 0.01, false],
  [0.4, 0.1, false],
  [0.6, 0.5, false],
  [0.7, 0.5, true],
  [0.1, 0.01, true],
])('FNMR at %f is %f', (threshold, fnmr, extrapolated) => {
  const found = modelFnmr(model, threshold);
  expect(found.rate).toBeCloseTo(fnmr, 5);
  expect(found.extrapolated).toBe(extrapolated);
});

test('FPIR falls with the threshold and rises with people, templates and frames; FNMR rises', () => {
  const t = fc.double({ min: -0.5, max: 1, noNaN: true });
  const n = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(t, t, n, n, fc.integer({ min: 1, max: 5 }), (a, b, p, q, each) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const [few, many] = [Math.min(p, q), Math.max(p, q)];
      const fpir = (people: number, x: number, frames = 3) =>
        strangersFpir({ points }, { people, templates: people * each }, frames, x).rate;
      expect(fpir(few, high)).toBeLessThanOrEqual(fpir(few, low));
      expect(fpir(few, low)).toBeLessThanOrEqual(fpir(many, low));
      expect(fpir(few, low, 1)).toBeLessThanOrEqual(fpir(few, low, 5));
      expect(modelFnmr(model, low).rate).toBeLessThanOrEqual(modelFnmr(model, high).rate + 1e-6);
    }),
  );
});
