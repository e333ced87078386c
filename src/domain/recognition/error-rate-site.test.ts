import { expect, test } from 'vitest';
import { seeded } from '../../../test/fakes/random.ts';
import { LEAST_PEOPLE, siteFnir, siteFpir, siteOf, type SiteScore } from './error-rate-site.ts';
import { fpirOf } from './error-rate.ts';

/** The best of `n` strangers' scores, each normal with the spread of the shipped model's impostors. */
function maximum(next: () => number, n: number): number {
  // The maximum of n by its distribution function: the n-th root of a uniform number is the quantile.
  const tail = -Math.expm1(Math.log(next()) / n);
  let [low, high] = [-6, 8];
  for (let i = 0; i < 50; i++) {
    const z = (low + high) / 2;
    if (upper(z) > tail) low = z;
    else high = z;
  }
  return 0.086 + 0.112 * low;
}
/** 1 - the normal distribution (Abramowitz and Stegun 7.1.26 is too rough out here; a continued fraction). */
function upper(z: number): number {
  if (z < 0) return 1 - upper(-z);
  let f = z + 40;
  for (let k = 40; k > 0; k--) f = z + k / f;
  return z < 0.5 ? 0.5 - z * 0.3989 * (1 - (z * z) / 6) : Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / f;
}
const score = (personId: number, other: number | null, own: number | null = 0.7): SiteScore => ({ personId, other, otherId: other === null ? null : personId + 1, own });

test('too few people say nothing', () => {
  const few = Array.from({ length: LEAST_PEOPLE - 1 }, (_, i) => score(i + 1, 0.3));
  expect(siteFpir(siteOf(few), 0.9)).toBeNull();
  expect(siteFpir(siteOf([...few, score(99, 0.3)]), 0.9)).not.toBeNull();
  expect(siteFnir(siteOf([score(1, null, null)]), 0.5, 0)).toBeNull();
});

test('counted where there is something to count, with its interval', () => {
  const site = siteOf(Array.from({ length: 100 }, (_, i) => score(i + 1, i / 100)));
  const found = siteFpir(site, 0.5)!;
  expect(found).toMatchObject({ rate: 0.5, trials: 100 });
  expect(found.low).toBeCloseTo(0.398, 3);
  expect(found.high).toBeCloseTo(0.602, 3);
});

test('nobody of N reaches it: the interval still ends at 3.7 / N, and the rate goes on falling', () => {
  const next = seeded(3);
  const site = siteOf(Array.from({ length: 214 }, (_, i) => score(i + 1, maximum(next, 1070))));
  const [a, b] = [siteFpir(site, 0.65)!, siteFpir(site, 0.75)!];
  expect(a.high).toBeCloseTo(0.0171, 3);
  expect(b.rate).toBeLessThan(a.rate);
  expect(a.low).toBe(0);
});

test.each([
  ['reaches the threshold', 0.6, 0.2, 0.5, 0.03, 0],
  ['does not reach it', 0.4, 0.2, 0.5, 0.03, 1],
  ['is not ahead by the margin', 0.6, 0.58, 0.5, 0.03, 1],
])('a person whose own capture %s', (_what, own, other, threshold, margin, missed) => {
  expect(siteFnir(siteOf([score(1, other, own)]), threshold, margin)?.rate).toBe(missed);
});

test.each([7, 2026, 31337])('simulated sites (seed %i): the rate that thousands of strangers really have lies in the interval in 95 of 100, and the fitted tail is no kinder', (seed) => {
  const next = seeded(seed);
  const comparisons = 300 * 5;
  const strangers = Array.from({ length: 4000 }, () => maximum(next, comparisons)).sort((a, b) => a - b);
  let [inside, all] = [0, 0];
  const logs: number[] = [];
  for (let run = 0; run < 40; run++) {
    const site = siteOf(Array.from({ length: 300 }, (_, i) => score(i + 1, maximum(next, comparisons))));
    for (const t of [0.44, 0.48, 0.52, 0.56]) {
      const real = strangers.filter((s) => s >= t).length / strangers.length;
      const found = siteFpir(site, t)!;
      all++;
      if (found.low <= real && real <= found.high) inside++;
    }
    // One in ten thousand strangers: nobody of 300 shows it, so the tail answers.
    const exact = 0.086 + 0.112 * normalQuantile(1e-4 / comparisons);
    logs.push(Math.log10(siteFpir(site, exact)!.rate / 1e-4));
  }
  expect(inside / all).toBeGreaterThanOrEqual(0.93);
  const mean = logs.reduce((a, b) => a + b) / logs.length;
  // Normal scores fall faster than an exponential tail: on average it says too much, by less than a decade.
  expect(mean).toBeGreaterThan(-0.1);
  expect(mean).toBeLessThan(1);
});

/** z with `tail` above it. */
function normalQuantile(tail: number): number {
  let [low, high] = [0, 9];
  for (let i = 0; i < 60; i++) {
    const z = (low + high) / 2;
    if (upper(z) > tail) low = z;
    else high = z;
  }
  return low;
}

test('the simulation is what it says: the share of strangers by the formula', () => {
  const next = seeded(1);
  const found = Array.from({ length: 20_000 }, () => maximum(next, 1500));
  const t = 0.086 + 0.112 * normalQuantile(1e-4);
  expect(found.filter((s) => s >= t).length / found.length).toBeCloseTo(fpirOf(1e-4, 1500), 2);
});
