import { describe, expect, it } from 'vitest';
import { findPairs, limited } from './choose.ts';
import { bestThreshold, drawPairs, readPairs, verify } from './folds.ts';
import { identify } from './identification.ts';
import { scoresOf, toCosine } from './scores.ts';

const PAIRS = '2\t1\nAnn\t1\t2\nAnn\t1\tBob\t3\nBob\t1\t3\nAnn\t2\tCy_Twombly\t12\n';

describe('a pairs file', () => {
  it('names pictures in folds', () => {
    const pairs = readPairs(PAIRS);
    expect(pairs.ok && pairs.value).toEqual([
      { a: 'Ann_0001', b: 'Ann_0002', same: true, fold: 0 },
      { a: 'Ann_0001', b: 'Bob_0003', same: false, fold: 0 },
      { a: 'Bob_0001', b: 'Bob_0003', same: true, fold: 1 },
      { a: 'Ann_0002', b: 'Cy_Twombly_0012', same: false, fold: 1 },
    ]);
  });
  it.each([
    ['', /first line/],
    ['1\t300\n', /first line/],
    ['2\t1\nAnn\t1\t2\n', /5 lines expected, 2 found/],
    [PAIRS.replace('Bob\t1\t3', 'Bob\t1'), /line 4/],
  ])('is refused: %j', (text, why) => {
    const pairs = readPairs(text);
    expect(pairs.ok ? '' : pairs.error).toMatch(why);
  });
  it('is cut to whole pairs of all folds', () => {
    const entries = ['Ann_0001', 'Ann_0002', 'Bob_0001', 'Bob_0003', 'Cy_Twombly_0012'].map((name) => ({
      path: `x/${name}.webp`,
      name,
      person: name.slice(0, -5),
    }));
    const named = readPairs(PAIRS);
    const found = findPairs(entries, named.ok ? named.value : []);
    if (!found.ok) throw new Error(found.error);
    expect(found.value.missing).toBe(0);
    expect(limited(entries, found.value.found, 4).map((e) => e.name)).toEqual(['Ann_0001', 'Ann_0002', 'Bob_0001', 'Bob_0003']);
    expect(limited(entries, found.value.found, 9)).toHaveLength(5);
  });
});

describe('the threshold with the most right answers', () => {
  it('stands between the two kinds', () => {
    const pairs = [
      { score: 0.1, same: false },
      { score: 0.3, same: false },
      { score: 0.7, same: true },
      { score: 0.9, same: true },
    ];
    expect(bestThreshold(pairs)).toBeCloseTo(0.5);
  });
  it('may let everything or nothing through', () => {
    expect(bestThreshold([{ score: 0.5, same: true }])).toBeLessThan(0.5);
    expect(bestThreshold([{ score: 0.5, same: false }])).toBeGreaterThan(0.5);
  });
  it('never parts equal scores', () => {
    expect(
      bestThreshold([
        { score: 0.5, same: true },
        { score: 0.5, same: false },
        { score: 0.5, same: true },
      ]),
    ).toBeLessThan(0.5);
  });
});

describe('verification in folds', () => {
  it('takes each threshold from the other folds', () => {
    const result = verify([
      { score: 0.9, same: true, fold: 0 },
      { score: 0.1, same: false, fold: 0 },
      { score: 0.4, same: true, fold: 1 },
      { score: 0.2, same: false, fold: 1 },
    ]);
    // fold 0: threshold 0.3 of fold 1, both right; fold 1: threshold 0.5 of fold 0, one right
    expect(result?.folds.map((f) => f.accuracy)).toEqual([1, 0.5]);
    expect(result?.folds[0]?.threshold).toBeCloseTo(0.3);
    expect(result?.accuracy).toBe(0.75);
    // standard deviation of 1 and 0.5 is √0.125; over √2
    expect(result?.standardError).toBeCloseTo(0.25);
  });
  it('needs two folds', () => {
    expect(verify([{ score: 1, same: true, fold: 0 }])).toBeNull();
  });
});

describe('drawn pairs', () => {
  const people = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 3));
  it('keep everybody in one fold, as many of one person as of two', () => {
    const pairs = drawPairs(people, 10, 30, 1);
    expect(pairs).toHaveLength(600);
    const foldOf = new Map<number, number>();
    for (const { a, b, same, fold } of pairs) {
      expect(a).not.toBe(b);
      expect(people[a] === people[b]).toBe(same);
      for (const person of [people[a]!, people[b]!]) {
        expect(foldOf.get(person) ?? fold).toBe(fold);
        foldOf.set(person, fold);
      }
    }
    expect(drawPairs(people, 10, 30, 1)).toEqual(pairs);
  });
  it('are none where there are too few people', () => {
    expect(drawPairs(Int32Array.of(0, 0, 1, 1), 10)).toEqual([]);
  });
});

describe('one against many', () => {
  /** 60 people with two pictures each. Own score 1000; all others 10, but the odd pictures of person 7 and 8 look alike: 500. */
  const people = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 2));
  const own = (i: number, j: number): number => {
    if (people[i] === people[j]) return people[i] === 5 ? 5 : 1000;
    return [i, j].every((k) => k === 15 || k === 17) ? 500 : 10;
  };
  const triangle: number[] = [];
  for (let i = 1; i < 120; i++) for (let j = 0; j < i; j++) triangle.push(own(i, j));
  const scores = scoresOf(Int16Array.from(triangle), 120);

  it('sets the threshold on strangers, and misses who is under it', () => {
    const found = identify(scores, people, 30, 40)!;
    expect(found.strangers).toBe(30);
    expect(found.matedSearches).toBe(40 * 30);
    expect(found.nonMatedSearches).toBe(40 * 60);
    const [strict, loose] = found.rates;
    // 7.2 and 24 of the 2,400 may be found; 500 comes about once in 8 draws
    expect([11, 501].map(toCosine)).toContain(strict!.threshold);
    expect(loose!.threshold).toBe(toCosine(11));
    // person 5 is enrolled in half of the draws, one of thirty searches then
    expect(loose!.fnir).toBeGreaterThan(0.005);
    expect(loose!.fnir).toBeLessThan(0.03);
    expect(loose!.low).toBe(0);
    expect(loose!.high).toBeCloseTo(1 / 30);
  });
  it('is not measured without enough people outside the gallery', () => {
    expect(identify(scores, people, 31)).toBeNull();
  });
});
