import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseRates, comparisons, fmrAt, fpirOf, modelFnmr, modelFpir, type ModelRates } from './error-rate.ts';

/** An exponential tail: one decade every 0.07. */
const rates: ModelRates = {
  frames: 1,
  templates: 1,
  impostors: [0, 1, 2, 3, 4].map((d) => ({ fmr: 10 ** -d, threshold: 0.2 + 0.07 * d })),
  impostorTrials: 1_000_000,
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
  const found = fmrAt(rates.impostors, threshold);
  expect(Math.log10(found.rate)).toBeCloseTo(Math.log10(fmr), 6);
  expect(found.extrapolated).toBe(extrapolated);
});

test('beyond the tail the slower of the last two decades goes on', () => {
  const points = [
    { fmr: 1e-1, threshold: 0.2 },
    { fmr: 1e-2, threshold: 0.3 },
    { fmr: 1e-3, threshold: 0.36 },
  ];
  expect(Math.log10(fmrAt(points, 0.46).rate)).toBeCloseTo(-4, 6);
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
  const single = { frames: 1, templates: 1 };
  expect(comparisons({ people: 214, templates: 1070 }, 1, single)).toBe(1070);
  expect(comparisons({ people: 214, templates: 1070 }, 3, single) / 1070).toBeCloseTo(2.46, 2);
  expect(comparisons({ people: 214, templates: 1070 }, 3, { frames: 3, templates: 5 })).toBe(214);
  expect(comparisons({ people: 0, templates: 0 }, 3, single)).toBe(0);
});

test('misses by the measurement nearest to the door, strangers by the one that reaches furthest, neither by a kinder one', () => {
  const of = (frames: number, templates: number, points = 3): ModelRates => ({ ...rates, frames, templates, impostors: rates.impostors.slice(0, points) });
  const all = [of(1, 1, 5), of(3, 3), of(3, 5), of(5, 5)];
  const chosen = (frames: number, people: number, templates: number) => {
    const found = chooseRates(all, frames, { people, templates })!;
    return [found.misses, found.impostors].map((r) => [r.frames, r.templates]);
  };
  expect(chosen(3, 10, 50)).toEqual([[3, 5], [1, 1]]);
  expect(chosen(3, 10, 40)).toEqual([[3, 3], [1, 1]]);
  expect(chosen(2, 10, 50)).toEqual([[1, 1], [1, 1]]);
  expect(chosen(5, 10, 50)).toEqual([[5, 5], [1, 1]]);
  // As far as the single pictures: then the door's own is nearer to the truth.
  const deep = chooseRates([...all, of(3, 5, 5)], 3, { people: 10, templates: 50 })!;
  expect([deep.impostors.frames, deep.impostors.templates]).toEqual([3, 5]);
  expect(chooseRates([], 3, { people: 1, templates: 1 })).toBeNull();
});

test.each([
  [0.2, 0.01, false],
  [0.4, 0.1, false],
  [0.6, 0.5, false],
  [0.7, 0.5, true],
  [0.1, 0.01, true],
])('FNMR at %f is %f', (threshold, fnmr, extrapolated) => {
  const found = modelFnmr(rates, threshold);
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
      const fpir = (people: number, x: number, frames = 3) => modelFpir(rates, { people, templates: people * each }, frames, x).rate;
      expect(fpir(few, high)).toBeLessThanOrEqual(fpir(few, low));
      expect(fpir(few, low)).toBeLessThanOrEqual(fpir(many, low));
      expect(fpir(few, low, 1)).toBeLessThanOrEqual(fpir(few, low, 5));
      expect(modelFnmr(rates, low).rate).toBeLessThanOrEqual(modelFnmr(rates, high).rate + 1e-6);
    }),
  );
});
