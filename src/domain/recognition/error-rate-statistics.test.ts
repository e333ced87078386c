import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clopperPearson, incompleteBeta, leastWhere, probit } from './error-rate-statistics.ts';

// R: binom.test(x, n)$conf.int and scipy.stats.beta.ppf agree on these.
test.each([
  [0, 214, 0, 0.01709],
  [1, 214, 0.0001183, 0.02577],
  [5, 100, 0.01643, 0.11283],
  [100, 100, 0.96378, 1],
  [50, 100, 0.39832, 0.60168],
  [3, 10_000, 0.0000619, 0.00087645],
])('%i of %i lies between %f and %f', (hits, trials, low, high) => {
  const found = clopperPearson(hits, trials);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

test('no trial says nothing', () => {
  expect(clopperPearson(0, 0)).toEqual({ low: 0, high: 1 });
});

test('the interval is exactly the binomial tail that it is made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (trials, k) => {
      // The slow sum loses its first terms where nearly all hit.
      const hits = Math.min(k, Math.floor(trials * 0.6));
      const { high } = clopperPearson(hits, trials);
      // P(X <= hits | high), summed term by term.
      let term = Math.pow(1 - high, trials);
      let sum = term;
      for (let i = 1; i <= hits; i++) {
        term *= ((trials - i + 1) / i) * (high / (1 - high));
        sum += term;
      }
      expect(sum).toBeCloseTo(0.025, 5);
    }),
  );
});

test('the incomplete beta function is a distribution', () => {
  expect(incompleteBeta(1, 1, 0.3)).toBeCloseTo(0.3, 12);
  expect(incompleteBeta(2, 3, 0.5)).toBeCloseTo(0.6875, 12);
  expect(incompleteBeta(0.5, 0.5, 0.25)).toBeCloseTo(1 / 3, 10);
});

test.each([
  [0.5, 0],
  [0.975, 1.959964],
  [0.001, -3.090232],
  [1e-6, -4.753424],
])('probit(%f) = %f', (p, z) => {
  expect(probit(p)).toBeCloseTo(z, 5);
});

test('leastWhere finds the crossing, and says when there is none', () => {
  expect(leastWhere((x) => 1 - x, 0.25, 0, 1)).toBeCloseTo(0.75, 8);
  expect(leastWhere((x) => 1 - x, -1, 0, 1)).toBeNull();
  expect(leastWhere(() => 0, 0, -1, 1)).toBe(-1);
});
