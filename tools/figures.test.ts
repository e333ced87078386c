import { expect, it } from 'vitest';
import { quantile, median, table } from './figures.ts';

it.each([
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 20], 0.95, 19.5],
  [[7], 0.95, 7],
  [[1, 2, 3, 4, 5], 0, 1],
  [[1, 2, 3, 4, 5], 1, 5],
])('quantile of %j at %f is %f', (values, q, expected) => {
  expect(quantile(values, q)).toBeCloseTo(expected, 12);
});

it('of nothing is not a number', () => {
  expect(median([])).toBeNaN();
});

it('sets numbers to the right', () => {
  expect(
    table(
      ['what', 'ms'],
      [
        ['a', 1.5],
        ['longer', 10],
      ],
    ),
  ).toBe(['what      ms', '------   ---', 'a        1.5', 'longer    10'].join('\n'));
});
