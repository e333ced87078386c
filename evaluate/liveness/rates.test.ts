import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratesByKind, wilson, type Outcome } from './rates.ts';

test('the interval holds the rate, lies in 0 … 1, and shrinks with more presentations', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
      const count = Math.round(of * share);
      const { rate, low, high } = wilson(count, of);
      expect(low).toBeLessThanOrEqual(rate! + 1e-12);
      expect(high).toBeGreaterThanOrEqual(rate! - 1e-12);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      const more = wilson(count * 4, of * 4);
      expect(more.high! - more.low!).toBeLessThan(high! - low!);
    }),
  );
});

test('known intervals', () => {
  // R: binom::binom.wilson(0, 20), (3, 20), (20, 20)
  expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) as number });
  expect(wilson(3, 20)).toMatchObject({ low: expect.closeTo(0.0524, 4) as number, high: expect.closeTo(0.3604, 4) as number });
  expect(wilson(20, 20)).toMatchObject({ low: expect.closeTo(0.8389, 4) as number, high: 1 });
});

const outcome = (kind: string, answer: Outcome['answer'], unsure = false): Outcome => ({ kind, answer, unsure });

test('kinds are never averaged, errors count the wrong answer of each, no response is its own', () => {
  const rates = ratesByKind([
    outcome('print', 'passed', true),
    outcome('print', 'refused'),
    outcome('print', 'none'),
    outcome('screen', 'refused'),
    outcome('bona-fide', 'passed'),
    outcome('bona-fide', 'refused', true),
    outcome('bona-fide', 'passed'),
    outcome('bona-fide', 'none'),
  ]);
  expect(rates.map((r) => [r.kind, r.presentations, r.errors.count, r.errors.of, r.nonResponse.count, r.unsure])).toEqual([
    ['bona-fide', 4, 1, 3, 1, 1],
    ['print', 3, 1, 2, 1, 1],
    ['screen', 1, 0, 1, 0, 0],
  ]);
});

test('nothing but silence has no error rate', () => {
  expect(ratesByKind([outcome('print', 'none')])[0]).toMatchObject({ errors: { rate: null, of: 0 }, nonResponse: { rate: 1 } });
});
