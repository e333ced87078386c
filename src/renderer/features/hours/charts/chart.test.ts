import { expect, test } from 'vitest';
import { ticksOf } from './chart.ts';

test('lines of hours stand at whole hours, and one is above everything', () => {
  expect(ticksOf(1250 * 60, 60).map((m) => m / 60)).toEqual([0, 500, 1000, 1500]);
  expect(ticksOf(8 * 60 + 1, 60).map((m) => m / 60)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticksOf(20, 60)).toEqual([0, 60]);
});

test('however much there is, the lines are few, even and high enough', () => {
  for (let most = 0; most < 1e7; most = Math.ceil(most * 1.37 + 1)) {
    for (const unit of [1, 60]) {
      const ticks = ticksOf(most, unit);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.every((t, i) => t === i * ticks[1]! && t % unit === 0)).toBe(true);
    }
  }
});
