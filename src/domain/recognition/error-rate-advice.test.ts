import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAdvisor, ratePolicy, STRANGER_KINDS, type Basis } from './error-rate-advice.ts';
import type { ModelMisses, Strangers } from './error-rate.ts';
import { PATIENCE, stageOf } from './looks.ts';

/** A decade of strangers every 0.05, and groups of them. */
const strangers: Strangers = {
  points: [0, 1, 2, 3, 4, 5, 6].map((d) => ({ fmr: 10 ** -d, threshold: 0.1 + 0.05 * d })),
  pairs: 4_000_000,
  faces: 2800,
  groups: [
    { name: 'everybody', kind: 'everybody', shift: 0.4, scale: 1 },
    { name: 'old', kind: 'adults', shift: 0.05, scale: 1 },
    { name: 'young', kind: 'adults', shift: 0, scale: 0.9 },
    { name: 'children', kind: 'children', shift: 0.15, scale: 1.1 },
  ],
};
/** A good model: few misses. */
const good: ModelMisses = {
  frames: 1,
  templates: 1,
  misses: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map((threshold, i) => ({
    threshold,
    fnmr: [0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.4][i]!,
  })),
  genuineTrials: 100_000,
  people: 2000,
};
/** Half of the genuine pairs are missed at a false match rate of one in a hundred. */
const weak: ModelMisses = {
  ...good,
  misses: [0.1, 0.2, 0.3, 0.4].map((threshold, i) => ({ threshold, fnmr: [0.2, 0.6, 0.85, 0.95][i]! })),
};
const basis = (changes: Partial<Basis> = {}): Basis => ({
  strangers,
  misses: [good],
  gallery: { people: 214, templates: 1070 },
  scores: [],
  frames: 3,
  margin: 0.03,
  kind: 'like-here',
  ...changes,
});
const scores = (n: number, other: (i: number) => number, own = 0.8) =>
  Array.from({ length: n }, (_, i) => ({ personId: i + 1, frames: 3, other: other(i), otherId: i + 2, own }));

test('nobody enrolled, or no card: no advice', () => {
  expect(createAdvisor(basis({ gallery: { people: 0, templates: 0 } }))).toBeNull();
  expect(createAdvisor(basis({ misses: [] }))).toBeNull();
  expect(createAdvisor(basis({ strangers: { ...strangers, points: [] } }))).toBeNull();
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
  const advisor = createAdvisor(basis({ misses: [weak] }))!;
  const found = advisor.advise(1000);
  expect(found.kept).toBe(false);
  expect(found.model).toMatchObject({ fnmr: 0.95, atLeast: true });
  expect(advisor.reachable()).toBeNull();
});

test('where the wish is too much, what the model can keep is said, and it does keep it', () => {
  const middling: ModelMisses = {
    ...good,
    misses: [0.1, 0.2, 0.3, 0.4].map((threshold, i) => ({ threshold, fnmr: [0.05, 0.2, 0.6, 0.9][i]! })),
  };
  const advisor = createAdvisor(basis({ gallery: { people: 1, templates: 1 }, misses: [middling], frames: 1 }))!;
  const found = advisor.advise(100_000);
  expect(found.kept).toBe(false);
  const reachable = advisor.reachable()!;
  expect(reachable).toBeGreaterThan(100);
  expect(advisor.advise(reachable).kept).toBe(true);
  expect(advisor.advise(reachable * 2).kept).toBe(false);
});

test('the site decides as soon as it is known: alike people stricter than the card, unlike ones kinder', () => {
  const alike = createAdvisor(basis({ scores: scores(214, (i) => 0.4 + i / 1000) }))!.advise(1000);
  const apart = createAdvisor(basis({ scores: scores(214, (i) => 0.15 + i / 5000) }))!.advise(1000);
  const alone = createAdvisor(basis())!.advise(1000);
  expect([alike, apart, alone].map((found) => found.decidedBy)).toEqual(['site', 'site', 'model']);
  expect(alike.threshold).toBeGreaterThan(alone.threshold);
  expect(apart.threshold).toBeLessThan(alone.threshold);
  expect(alike.siteFpir!.rate).toBe(alike.fpir);
  expect(alone.siteFpir).toBeNull();
});

test('the worst group of adults, or children too, where the administrator asks for it, and never a kinder threshold', () => {
  const by = (kind: Basis['kind'], more: Partial<Basis> = {}) => createAdvisor(basis({ kind, ...more }))!.advise(1000);
  const [here, worst, children] = [by('like-here'), by('worst-group'), by('children-too')];
  expect(here).toMatchObject({ decidedBy: 'model', group: null });
  expect(worst).toMatchObject({ decidedBy: 'group', group: { name: 'old' } });
  expect(children).toMatchObject({ decidedBy: 'group', group: { name: 'children' } });
  expect(worst.threshold).toBeCloseTo(here.threshold + 0.05, 3);
  expect(children.threshold).toBeGreaterThan(worst.threshold);
  const alike = { scores: scores(214, (i) => 0.6 + i / 1000) };
  expect(by('worst-group', alike)).toMatchObject({ decidedBy: 'site', threshold: by('like-here', alike).threshold });
  expect(by('worst-group', { strangers: { ...strangers, groups: [] } })).toMatchObject({ decidedBy: 'model', group: null });
});

test('with a PIN as second factor a face may be proposed at a lower score, and never at a higher one', () => {
  const advisor = createAdvisor(basis())!;
  for (const oneIn of [10, 1000, 100_000, 1_000_000])
    expect(advisor.askFrom(oneIn)).toBeLessThanOrEqual(advisor.advise(oneIn).threshold);
  expect(advisor.at(advisor.askFrom(1000)).fpir).toBeCloseTo(0.1, 2);
  // Five guesses of 10,000 at one in a million: one face in 500 may be asked.
  expect(advisor.at(advisor.askFrom(1_000_000)).fpir).toBeCloseTo(0.002, 3);
});

test('the threshold rises with people and with N, and always keeps what was asked', () => {
  const people = fc.integer({ min: 1, max: 10_000 });
  const oneIn = fc.integer({ min: 10, max: 1_000_000 });
  const others = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 0, maxLength: 80 });
  const kinds = fc.constantFrom(...STRANGER_KINDS);
  fc.assert(
    fc.property(people, people, oneIn, oneIn, others, kinds, (p, q, m, n, maxima, kind) => {
      const advise = (count: number, wish: number, measured: readonly number[]) =>
        createAdvisor(
          basis({ kind, gallery: { people: count, templates: count * 5 }, scores: scores(measured.length, (i) => measured[i]!) }),
        )!.advise(wish);
      const [few, many] = [Math.min(p, q), Math.max(p, q)];
      const [lax, strict] = [Math.min(m, n), Math.max(m, n)];
      expect(advise(many, lax, []).threshold).toBeGreaterThanOrEqual(advise(few, lax, []).threshold);
      // What the site has measured is of as many people as it has: with other scores, more people are another site.
      const found = advise(few, lax, maxima);
      expect(advise(few, strict, maxima).threshold).toBeGreaterThanOrEqual(found.threshold);
      if (found.threshold < 1) expect(found.fpir).toBeLessThanOrEqual((1 / lax) * 1.0001);
    }),
    { numRuns: 60 },
  );
});

const wish = { wrongPersonOneIn: 1000, threshold: null, secondFactor: 'by-rule' as const };

test('the threshold in force: as the wish has it, as an expert has it, or lower where a PIN decides', () => {
  const advisor = createAdvisor(basis())!;
  const faceAloneFrom = advisor.advise(1000).threshold;
  const looks = expect.objectContaining({ vote: advisor.advise(1000 / 0.6).threshold }) as unknown;
  expect(ratePolicy(advisor, wish)).toEqual({ threshold: faceAloneFrom, faceAloneKeepsRate: true, faceAloneFrom, looks });
  // The wish is kept by the face alone: no PIN is needed for it.
  expect(ratePolicy(advisor, { ...wish, secondFactor: 'when-needed' })).toEqual({
    threshold: faceAloneFrom,
    faceAloneKeepsRate: true,
    faceAloneFrom,
    looks,
  });
  expect(ratePolicy(advisor, { ...wish, threshold: 0.9 })).toEqual({
    threshold: 0.9,
    faceAloneKeepsRate: true,
    faceAloneFrom,
    looks: null,
  });
  expect(ratePolicy(advisor, { ...wish, threshold: 0.2 })).toEqual({
    threshold: 0.2,
    faceAloneKeepsRate: false,
    faceAloneFrom,
    looks: null,
  });
  const poor = createAdvisor(basis({ misses: [weak] }))!;
  expect(ratePolicy(poor, wish)).toEqual({
    threshold: poor.advise(1000).threshold,
    faceAloneKeepsRate: false,
    faceAloneFrom,
    looks,
  });
  for (const secondFactor of ['when-needed', 'always'] as const) {
    expect(ratePolicy(poor, { ...wish, secondFactor })).toEqual({
      threshold: poor.askFrom(1000),
      faceAloneKeepsRate: false,
      faceAloneFrom,
      looks,
    });
  }
});

test('over all looks of a visit together the wish is kept, and no look is easier than one full vote alone', () => {
  const oneIn = fc.integer({ min: 10, max: 100_000 });
  fc.assert(
    fc.property(
      oneIn,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom(...STRANGER_KINDS),
      (n, frames, people, kind) => {
        const advisor = createAdvisor(basis({ frames, kind, gallery: { people, templates: people } }))!;
        const { threshold, looks } = ratePolicy(advisor, { ...wish, wrongPersonOneIn: n });
        const visit = Array.from({ length: PATIENCE * frames }, (_, i) => stageOf(i + 1, frames)).reduce(
          (sum, stage) => sum + (stage ? advisor.at(looks![stage]).fpir : 0),
          0,
        );
        if (Math.max(...Object.values(looks!)) < 1) expect(visit).toBeLessThanOrEqual((1 / n) * 1.0001);
        expect(Math.min(...Object.values(looks!))).toBeGreaterThanOrEqual(threshold);
        expect(looks!.early).toBeGreaterThanOrEqual(looks!.vote);
      },
    ),
    { numRuns: 60 },
  );
});
