import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Presentation } from './decision.ts';
import { FACE_ALONE, judge, type Evidence } from './judge.ts';

const at = (personId: number, score: number) => ({ personId, score });
const seen = (verdict: Presentation['verdict'], mode: Presentation['mode'] = 'standard'): Presentation => ({
  mode,
  verdict,
  live: 0.5,
  cues: {},
});
const base: Evidence = {
  first: at(1, 0.7),
  second: at(2, 0.3),
  threshold: 0.5,
  margin: 0.03,
  rivals: [],
  lookAlikes: 'margin',
  lookAlikeMargin: 0.1,
  counterExample: null,
  counterMargin: 0.05,
  presentation: null,
  secondFactor: FACE_ALONE,
};

const cases: [string, Partial<Evidence>, string][] = [
  ['an empty gallery', { first: null, second: null }, 'not-recognised'],
  ['under the threshold', { first: at(1, 0.499) }, 'not-recognised'],
  ['at the threshold', { first: at(1, 0.5) }, 'match'],
  ['over it, without a runner-up', { second: null }, 'match'],
  ['over it, the runner-up too close', { second: at(2, 0.68) }, 'ambiguous'],
  ['a score that is no number', { first: at(1, Number.NaN) }, 'not-recognised'],

  ['a live face', { presentation: seen('live') }, 'match'],
  ['a photograph of somebody enrolled', { presentation: seen('attack') }, 'presentation-attack'],
  ['a photograph of a stranger', { first: at(1, 0.2), presentation: seen('attack') }, 'not-recognised'],
  ['a photograph, and two people as close', { second: at(2, 0.69), presentation: seen('attack') }, 'presentation-attack'],
  ['nobody can be sure, standard', { presentation: seen('unsure') }, 'match'],
  ['nobody can be sure, strict', { presentation: seen('unsure', 'strict') }, 'presentation-attack'],
  [
    'a photograph where a PIN would be asked',
    { presentation: seen('attack'), secondFactor: { ...FACE_ALONE, rule: 'always' } },
    'presentation-attack',
  ],

  ['nearer to the counter-example', { counterExample: 0.75 }, 'not-recognised'],
  ['as near to the counter-example', { counterExample: 0.66 }, 'not-recognised'],
  ['well ahead of the counter-example', { counterExample: 0.6 }, 'match'],

  ['a look-alike, far behind', { second: at(2, 0.55), rivals: [at(2, 0.55)] }, 'match'],
  ['a look-alike, ahead enough for others', { second: at(2, 0.64), rivals: [at(2, 0.64)] }, 'ambiguous'],
  ['somebody else as far behind', { second: at(3, 0.64), rivals: [at(2, 0.2)] }, 'match'],
  ['a look-alike third, too close', { second: at(3, 0.66), rivals: [at(2, 0.62)] }, 'ambiguous'],
  ['a look-alike with a PIN', { second: at(2, 0.2), rivals: [at(2, 0.2)], lookAlikes: 'pin' }, 'need-pin look-alike 1,2'],
  [
    'a look-alike with a PIN, as close as can be',
    { second: at(2, 0.7), rivals: [at(2, 0.7)], lookAlikes: 'pin' },
    'need-pin look-alike 1,2',
  ],
  [
    'three who look alike',
    { second: at(2, 0.6), rivals: [at(2, 0.6), at(5, 0.5)], lookAlikes: 'pin' },
    'need-pin look-alike 1,2,5',
  ],
  [
    'a look-alike with a PIN, and an outsider as close',
    { second: at(3, 0.69), rivals: [at(2, 0.6)], lookAlikes: 'pin' },
    'ambiguous',
  ],
  ['no look-alike, where look-alikes need a PIN', { lookAlikes: 'pin' }, 'match'],
  [
    'a look-alike with a PIN, nearer to a counter-example',
    { rivals: [at(2, 0.6)], lookAlikes: 'pin', counterExample: 0.8 },
    'not-recognised',
  ],

  ['nothing asks', { secondFactor: { rule: 'by-rule', faceAloneKeepsRate: false, doorAsks: false } }, 'match'],
  ['the door asks', { secondFactor: { rule: 'by-rule', faceAloneKeepsRate: true, doorAsks: true } }, 'need-pin door 1'],
  ['when needed, and it is not', { secondFactor: { rule: 'when-needed', faceAloneKeepsRate: true, doorAsks: false } }, 'match'],
  [
    'when needed, and it is',
    { secondFactor: { rule: 'when-needed', faceAloneKeepsRate: false, doorAsks: false } },
    'need-pin error-rate 1',
  ],
  [
    'when needed, but this score is enough alone',
    { first: at(1, 0.9), secondFactor: { rule: 'when-needed', faceAloneKeepsRate: false, faceAloneFrom: 0.9, doorAsks: false } },
    'match',
  ],
  [
    'when needed, and this score is not enough',
    { first: at(1, 0.9), secondFactor: { rule: 'when-needed', faceAloneKeepsRate: false, faceAloneFrom: 0.91, doorAsks: false } },
    'need-pin error-rate 1',
  ],
  [
    'always, however high the score',
    { first: at(1, 0.9), secondFactor: { rule: 'always', faceAloneKeepsRate: false, faceAloneFrom: 0.5, doorAsks: false } },
    'need-pin door 1',
  ],
  ['always', { secondFactor: { rule: 'always', faceAloneKeepsRate: true, doorAsks: false } }, 'need-pin door 1'],
  [
    'always, but nobody known',
    { first: at(1, 0.1), secondFactor: { rule: 'always', faceAloneKeepsRate: true, doorAsks: false } },
    'not-recognised',
  ],
  [
    'always, but two as close',
    { second: at(2, 0.69), secondFactor: { rule: 'always', faceAloneKeepsRate: true, doorAsks: false } },
    'ambiguous',
  ],
];

test.each(cases)('%s', (_name, change, expected) => {
  const judged = judge({ ...base, ...change });
  expect(judged.verdict === 'need-pin' ? `need-pin ${judged.why} ${judged.who.join()}` : judged.verdict).toBe(expected);
});

test('the record names the comparison that decided', () => {
  expect(judge({ ...base, second: at(3, 0.66), rivals: [at(2, 0.62)] })).toEqual({
    verdict: 'ambiguous',
    second: at(2, 0.62),
    marginRequired: 0.1,
    lookAlike: true,
  });
  expect(judge({ ...base, second: at(3, 0.66), rivals: [at(2, 0.2)] })).toMatchObject({
    verdict: 'match',
    second: at(3, 0.66),
    marginRequired: 0.03,
    lookAlike: false,
  });
  expect(judge({ ...base, margin: 0.2, second: at(2, 0.3), rivals: [at(2, 0.3)] })).toMatchObject({
    marginRequired: 0.2,
    lookAlike: true,
  });
});

describe('for any evidence', () => {
  const score = fc.double({ min: -1, max: 1, noNaN: true });
  const someone = fc.record({ personId: fc.integer({ min: 1, max: 4 }), score });
  const evidence: fc.Arbitrary<Evidence> = fc.record({
    first: fc.option(someone),
    second: fc.option(someone),
    threshold: score,
    margin: fc.double({ min: 0, max: 0.5, noNaN: true }),
    rivals: fc.array(someone, { maxLength: 3 }),
    lookAlikes: fc.constantFrom('margin' as const, 'pin' as const),
    lookAlikeMargin: fc.constant(0.1),
    counterExample: fc.option(score),
    counterMargin: fc.constant(0.05),
    presentation: fc.option(fc.constantFrom(seen('live'), seen('attack'), seen('unsure', 'strict'))),
    secondFactor: fc.record({
      rule: fc.constantFrom('by-rule' as const, 'when-needed' as const, 'always' as const),
      faceAloneKeepsRate: fc.boolean(),
      doorAsks: fc.boolean(),
    }),
  });

  test('a guard never lets in who was not let in without it', () => {
    fc.assert(
      fc.property(evidence, (e) => {
        const bare = judge({ ...e, rivals: [], counterExample: null, presentation: null, secondFactor: FACE_ALONE });
        if (bare.verdict !== 'match') expect(judge(e).verdict).not.toBe('match');
      }),
    );
  });

  test('who has no look-alike, no counter-example and no photograph is judged as if there were no guard', () => {
    fc.assert(
      fc.property(evidence, (e) => {
        const alone = { ...e, rivals: [], counterExample: null, presentation: null };
        expect(judge({ ...alone, lookAlikes: 'pin', lookAlikeMargin: 0.5, counterMargin: 0.5 })).toEqual(
          judge({ ...alone, lookAlikes: 'margin', lookAlikeMargin: 0, counterMargin: 0 }),
        );
      }),
    );
  });
});
