import { expect, test } from 'vitest';
import { seeded } from '../../../tools/random.ts';
import { LEAST_PEOPLE, siteCount, siteFnir, siteOf, type SiteScore } from './error-rate-site.ts';
import { fpirOf, strangersFpir } from './error-rate.ts';

/** Strangers' scores of all adults are normal here, with the spread of a model's impostors. */
const MEAN = 0.086;
const SPREAD = 0.112;
/** A card of them down to an FMR of 1e-6. */
const POINTS = Array.from({ length: 61 }, (_, k) => ({
  fmr: 10 ** (-k / 10),
  threshold: k === 0 ? -0.5 : MEAN + SPREAD * normalQuantile(10 ** (-k / 10)),
}));

/** The best of `n` strangers' scores, of people who are all adults moved and stretched. */
function maximum(next: () => number, n: number, shift = 0, scale = 1): number {
  // The maximum of n by its distribution function: the n-th root of a uniform number is the quantile.
  const tail = -Math.expm1(Math.log(next()) / n);
  let [low, high] = [-6, 8];
  for (let i = 0; i < 50; i++) {
    const z = (low + high) / 2;
    if (upper(z) > tail) low = z;
    else high = z;
  }
  return shift + scale * (MEAN + SPREAD * low);
}
/** 1 - the normal distribution (Abramowitz and Stegun 7.1.26 is too rough out here; a continued fraction). */
function upper(z: number): number {
  if (z < 0) return 1 - upper(-z);
  let f = z + 40;
  for (let k = 40; k > 0; k--) f = z + k / f;
  return z < 0.5 ? 0.5 - z * 0.3989 * (1 - (z * z) / 6) : Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / f;
}
const score = (personId: number, other: number | null, own: number | null = 0.7): SiteScore => ({
  personId,
  frames: 1,
  other,
  otherId: other === null ? null : personId + 1,
  own,
});

test('too few people say nothing', () => {
  const few = Array.from({ length: LEAST_PEOPLE - 1 }, (_, i) => score(i + 1, 0.3 + i / 1000));
  expect(siteOf(few, POINTS, () => 100).line).toBeNull();
  expect(siteOf([...few, score(99, 0.3)], POINTS, () => 100).line).not.toBeNull();
  expect(
    siteFnir(
      siteOf([score(1, null, null)], POINTS, () => 100),
      0.5,
      0,
    ),
  ).toBeNull();
});

test('counted where there is something to count, with its interval', () => {
  const found = siteCount(
    siteOf(
      Array.from({ length: 100 }, (_, i) => score(i + 1, i / 100)),
      POINTS,
      () => 99,
    ),
    0.5,
  );
  expect(found).toMatchObject({ rate: 0.5, trials: 100 });
  expect(found.low).toBeCloseTo(0.398, 3);
  expect(found.high).toBeCloseTo(0.602, 3);
  expect(
    siteCount(
      siteOf([], POINTS, () => 0),
      0.5,
    ),
  ).toMatchObject({ rate: 0, trials: 0 });
});

test('scores that are all equal give a line, drawn to that of all adults', () => {
  const { line } = siteOf(
    Array.from({ length: 40 }, (_, i) => score(i + 1, 0.4)),
    POINTS,
    () => 39,
  );
  expect(line!.scale).toBeCloseTo(100 / 140, 9);
});

test('people with fewer captures than the door averages count as what they are: searches of fewer frames', () => {
  const next = seeded(6);
  const others = (frames: number): number => 200 * frames ** 0.82;
  const mixed = Array.from({ length: 300 }, (_, i) => ({
    ...score(i + 1, maximum(next, others(i % 2 ? 3 : 1))),
    frames: i % 2 ? 3 : 1,
  }));
  const { line } = siteOf(mixed, POINTS, others);
  // A mixture spreads a little more than either: a little too strict.
  expect(line!.shift + line!.scale * 0.5).toBeGreaterThan(0.49);
  expect(line!.shift + line!.scale * 0.5).toBeLessThan(0.53);
  // Taken for searches of three frames each, they would make the site look safer than it is.
  const wrong = siteOf(mixed, POINTS, () => others(3)).line!;
  expect(wrong.shift + wrong.scale * 0.5).toBeLessThan(line!.shift + line!.scale * 0.5);
});

test('one person who is enrolled twice does not move the line of a hundred', () => {
  const next = seeded(5);
  const scores = Array.from({ length: 100 }, (_, i) => score(i + 1, maximum(next, 99)));
  const twice = scores.map((s, i) => (i < 2 ? score(i + 1, 0.9) : s));
  const [a, b] = [siteOf(scores, POINTS, () => 99).line!, siteOf(twice, POINTS, () => 99).line!];
  expect(Math.abs(a.shift + a.scale * 0.5 - (b.shift + b.scale * 0.5))).toBeLessThan(0.01);
});

test.each([
  ['reaches the threshold', 0.6, 0.2, 0.5, 0.03, 0],
  ['does not reach it', 0.4, 0.2, 0.5, 0.03, 1],
  ['is not ahead by the margin', 0.6, 0.58, 0.5, 0.03, 1],
])('a person whose own capture %s', (_what, own, other, threshold, margin, missed) => {
  expect(
    siteFnir(
      siteOf([score(1, other, own)], POINTS, () => 1),
      threshold,
      margin,
    )?.rate,
  ).toBe(missed);
});

test.each([
  ['all adults', 0, 1],
  ['people more alike', 0.08, 1],
  ['people more alike, some much more', 0.05, 1.25],
  ['people less alike', -0.02, 0.85],
])(
  'simulated sites of %s: the wish comes out within a factor of three, for one in ten to one in ten thousand',
  (_what, shift, scale) => {
    const next = seeded(2026);
    const people = 300;
    const gallery = { people, templates: people };
    const off: number[] = [];
    for (let run = 0; run < 30; run++) {
      const { line } = siteOf(
        Array.from({ length: people }, (_, i) => score(i + 1, maximum(next, people - 1, shift, scale))),
        POINTS,
        () => people - 1,
      );
      for (const wish of [0.1, 0.01, 1e-3, 1e-4]) {
        // What really happens at a threshold at which this site would say that one stranger in 1 / wish passes.
        let [low, high] = [-1, 2];
        for (let i = 0; i < 40; i++) {
          const t = (low + high) / 2;
          if (strangersFpir({ points: POINTS }, gallery, 1, t, line!).rate > wish) low = t;
          else high = t;
        }
        const real = fpirOf(upper((low - shift) / scale / SPREAD - MEAN / SPREAD), people);
        off.push(Math.log10(real / wish));
      }
    }
    const mean = off.reduce((a, b) => a + b) / off.length;
    expect(Math.abs(mean)).toBeLessThan(Math.log10(2));
    expect(off.filter((x) => Math.abs(x) < Math.log10(3)).length / off.length).toBeGreaterThan(0.85);
  },
);

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
  const t = MEAN + SPREAD * normalQuantile(1e-4);
  expect(found.filter((s) => s >= t).length / found.length).toBeCloseTo(fpirOf(1e-4, 1500), 2);
});
