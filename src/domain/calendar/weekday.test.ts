import { expect, test } from 'vitest';
import { WEEKDAYS, weekdayOf } from './weekday.ts';

test('a week from Monday to Sunday', () => {
  expect(WEEKDAYS.map((day) => weekdayOf(`2026-11-${22 + day}`))).toEqual(WEEKDAYS);
  expect(() => weekdayOf('2026-02-30')).toThrow(RangeError);
});
