import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAdvisor, ratePolicy, type Basis } from './error-rate-advice.ts';
import type { ModelRates } from './error-rate.ts';

/** A good model: a decade of strangers every 0.05, few misses. */
const good: ModelRates = {
  frames: 1,
  templates: 1,
  impostors: [0, 1, 2, 3, 4, 5, 6].map((d) => ({ fmr: 10 ** -d, threshold: 0.1 + 0.05 * d })),
  impostorTrials: 50_000_000,
  misses: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map((threshold, i) => ({ threshold, fnmr: [0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.4][i]! })),
  genuineTrials: 100_000,
  people: 2000,
};
/** As the shipped one: half of the genuine pairs are missed at a false match rate of one in a hundred. */
const weak: ModelRates = { ...good, misses: [0.1, 0.2, 0.3, 0.4].map((threshold, i) => ({ threshold, fnmr: [0.2, 0.6, 0.85, 0.95][i]! })) };
const basis = (changes: Partial<Basis> = {}): Basis => ({ rates: [good], gallery: { people: 214, templates: 1070 }, scores: [], frames: 3, margin: 0.03, ...changes });
const scores = (n: number, other: (i: number) => number, own = 0.8) => Array.from({ length: n }, (_, i) => ({ personId: i + 1, other: other(i), otherId: i + 2, own }));

test('nobody enrolled, or no card: no advice', () => {
  expect(createAdvisor(basis({ gallery: { people: 0, templates: 0 } }))).toBeNull();
  expect(createAdvisor(basis({ rates: [] }))).toBeNull();
});

test('one in a thousand for 214 people: 2,634 comparisons a search, an FMR of 3.8e-7', () => {
  const found = createAdvisor(basis())!.advise(1000);
  expect(found.threshold).toBeCloseTo(0.1 + 0.05 * -Math.log10(0.0010005 / 2634), 3);
  expect(found.fpir).toBeLessThanOrEqual(0.001);
  expect(found.model.extrapolated).toBe(true);
  expect(found).toMatchObject({ kept: true, decidedBy: 'model' });
  expect(found.misses.high).toBeGreaterThan(0.01);
});

test('a weak model: the wish is not kept, and what could be is said', () => {
  const advisor = createAdvisor(basis({ rates: [weak] }))!;
  const found = advisor.advise(1000);
  expect(found.kept).toBe(false);
  expect(found.model).toMatchObject({ fnmr: 0.95, atLeast: true });
  expect(advisor.reachable()).toBeNull();
});

test('where the wish is too much, what the model can keep is said, and it does keep it', () => {
  const middling: ModelRates = { ...good, misses: [0.1, 0.2, 0.3, 0.4].map((threshold, i) => ({ threshold, fnmr: [0.05, 0.2, 0.6, 0.9][i]! })) };
  const advisor = createAdvisor(basis({ gallery: { people: 1, templates: 1 }, rates: [middling], frames: 1 }))!;
  const found = advisor.advise(100_000);
  expect(found.kept).toBe(false);
  const reachable = advisor.reachable()!;
  expect(reachable).toBeGreaterThan(100);
  expect(advisor.advise(reachable).kept).toBe(true);
  expect(advisor.advise(reachable * 2).kept).toBe(false);
});

test("a site whose people resemble each other more than the model's gets the stricter threshold", () => {
  const alike = createAdvisor(basis({ scores: scores(214, (i) => 0.4 + i / 1000) }))!.advise(1000);
  const apart = createAdvisor(basis({ scores: scores(214, (i) => 0.05 + i / 5000) }))!.advise(1000);
  const alone = createAdvisor(basis())!.advise(1000);
  expect(alike.decidedBy).toBe('site');
  expect(alike.threshold).toBeGreaterThan(alone.threshold);
  // Nothing that the site shows makes it kinder than the model.
  expect(apart.threshold).toBe(alone.threshold);
  expect(apart.decidedBy).toBe('model');
});

test('with a PIN as second factor a face may be proposed at a lower score, and never at a higher one', () => {
  const advisor = createAdvisor(basis())!;
  for (const oneIn of [10, 1000, 100_000, 1_000_000]) expect(advisor.askFrom(oneIn)).toBeLessThanOrEqual(advisor.advise(oneIn).threshold);
  expect(advisor.at(advisor.askFrom(1000)).fpir).toBeCloseTo(0.1, 2);
  // Five guesses of 10,000 at one in a million: one face in 500 may be asked.
  expect(advisor.at(advisor.askFrom(1_000_000)).fpir).toBeCloseTo(0.002, 3);
});

test('the threshold rises with people and with N, and always keeps what was asked', () => {
  const people = fc.integer({ min: 1, max: 10_000 });
  const oneIn = fc.integer({ min: 10, max: 1_000_000 });
  const others = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 0, maxLength: 80 });
  fc.assert(
    fc.property(people, people, oneIn, oneIn, others, (p, q, m, n, maxima) => {
      const advise = (count: number, wish: number) =>
        createAdvisor(basis({ gallery: { people: count, templates: count * 5 }, scores: scores(maxima.length, (i) => maxima[i]!) }))!.advise(wish);
      const [few, many] = [Math.min(p, q), Math.max(p, q)];
      const [lax, strict] = [Math.min(m, n), Math.max(m, n)];
      const base = advise(few, lax);
      expect(advise(many, lax).threshold).toBeGreaterThanOrEqual(base.threshold);
      expect(advise(few, strict).threshold).toBeGreaterThanOrEqual(base.threshold);
      if (base.threshold < 1) expect(base.fpir).toBeLessThanOrEqual((1 / lax) * 1.0001);
    }),
    { numRuns: 60 },
  );
});

const wish = { wrongPersonOneIn: 1000, threshold: null, secondFactor: 'by-rule' as const };

test('the threshold in force: as the wish has it, as an expert has it, or lower where a PIN decides', () => {
  const advisor = createAdvisor(basis())!;
  const faceAloneFrom = advisor.advise(1000).threshold;
  expect(ratePolicy(advisor, wish)).toEqual({ threshold: faceAloneFrom, faceAloneKeepsRate: true, faceAloneFrom });
  // The wish is kept by the face alone: no PIN is needed for it.
  expect(ratePolicy(advisor, { ...wish, secondFactor: 'when-needed' })).toEqual({ threshold: faceAloneFrom, faceAloneKeepsRate: true, faceAloneFrom });
  expect(ratePolicy(advisor, { ...wish, threshold: 0.9 })).toEqual({ threshold: 0.9, faceAloneKeepsRate: true, faceAloneFrom });
  expect(ratePolicy(advisor, { ...wish, threshold: 0.2 })).toEqual({ threshold: 0.2, faceAloneKeepsRate: false, faceAloneFrom });
  const poor = createAdvisor(basis({ rates: [weak] }))!;
  expect(ratePolicy(poor, wish)).toEqual({ threshold: poor.advise(1000).threshold, faceAloneKeepsRate: false, faceAloneFrom });
  for (const secondFactor of ['when-needed', 'always'] as const) {
    expect(ratePolicy(poor, { ...wish, secondFactor })).toEqual({ threshold: poor.askFrom(1000), faceAloneKeepsRate: false, faceAloneFrom });
  }
});
