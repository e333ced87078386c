import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWaits, ENOUGH, figures, SLOWER_BY_MS, type WaitBin } from './wait-report.ts';

const bins = (method: WaitBin['method'], ...waits: number[]): WaitBin[] => waits.map((ms) => ({ method, ms, count: 1 }));
const many = (method: WaitBin['method'], ms: number, count = ENOUGH): WaitBin => ({ method, ms, count });

test('median and 90th percentile are those of the sorted list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 60 }), (waits) => {
      const sorted = [...waits].sort((a, b) => a - b);
      const rank = (share: number) => sorted[Math.ceil(sorted.length * share) - 1];
      expect(figures(bins('pin', ...waits))).toEqual({ count: waits.length, medianMs: rank(0.5), p90Ms: rank(0.9) });
    }),
  );
});

test('nobody came', () => {
  expect(figures([])).toBeNull();
  expect(compareWaits([])).toEqual({
    byMethod: { face: null, pin: null, badge: null, 'face+pin': null },
    face: null,
    other: null,
    comparison: { kind: 'too-few' },
  });
});

test.each<[string, WaitBin[], ReturnType<typeof compareWaits>['comparison']]>([
  ['no other way was used', [many('face', 800)], { kind: 'too-few' }],
  ['too few by PIN', [many('face', 800), many('pin', 4000, ENOUGH - 1)], { kind: 'too-few' }],
  [
    'PIN and badge count together',
    [many('face', 800), many('pin', 4000, 10), many('badge', 800, 10)],
    { kind: 'alike', differenceMs: 0 },
  ],
  [
    'just not slower',
    [many('face', 800), many('pin', 800 + SLOWER_BY_MS - 1)],
    { kind: 'alike', differenceMs: SLOWER_BY_MS - 1 },
  ],
  ['slower', [many('face', 800), many('pin', 800 + SLOWER_BY_MS)], { kind: 'slower', differenceMs: SLOWER_BY_MS }],
  ['the face is the slow one', [many('face', 5000), many('badge', 500)], { kind: 'alike', differenceMs: -4500 }],
  [
    'face and PIN is neither',
    [many('face', 800), many('badge', 500), many('face+pin', 60_000)],
    { kind: 'alike', differenceMs: -300 },
  ],
])('%s', (_name, all, expected) => {
  expect(compareWaits(all).comparison).toEqual(expected);
});
