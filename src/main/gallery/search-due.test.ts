import { expect, test } from 'vitest';
import { isSearchDue } from './search-due.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const sought = { modelId: 'q-1', threshold: 0.5 };
const ago = (hours: number) => ({ ...sought, finishedAt: NOW - hours * HOUR });

test.each([
  ['never searched', null, 14, true],
  ['this afternoon', ago(1), 14, false],
  ['last night, by day', ago(20), 22, false],
  ['last night, and it is night again', ago(23), 2, true],
  ['this night already', ago(2), 4, false],
  ['the hour before the night', ago(23), 1, false],
  ['the hour after the night', ago(23), 5, false],
  ['no night for a day and a half', ago(37), 14, true],
  ['the clock was set back', ago(-1), 14, true],
  ['another model', { ...ago(1), modelId: 'q-0' }, 14, true],
  ['a stricter threshold than now', { ...ago(1), threshold: 0.6 }, 14, true],
  ['a lower threshold than now has found more than is asked', { ...ago(1), threshold: 0.4 }, 14, false],
])('%s', (_what, last, hour, due) => {
  expect(isSearchDue(last, sought, NOW, hour)).toBe(due);
});
