import { expect, test } from 'vitest';
import { knownYears, notAnnounced, yearsAhead } from './known-years.ts';

test.each([
  ['an empty calendar', [], []],
  ['a year', ['2026-10-01', '2026-02-17'], [2026]],
  ['the file of a year that begins in the year before', ['2022-12-31', '2023-01-01', '2023-01-22'], [2023]],
  ['a working day and a holiday at the end of December', ['2018-12-29', '2018-12-31', '2019-05-01'], [2019]],
  ['the New Year of a year that is not announced', ['2026-10-01', '2027-01-01', '2027-01-03'], [2026]],
  ['two years', ['2027-05-01', '2026-05-01'], [2026, 2027]],
])('%s', (_name, dates, expected) => {
  expect(knownYears(dates)).toEqual(expected);
});

test.each([
  ['2026-10-31', [2026]],
  ['2026-11-01', [2026, 2027]],
  ['2027-01-02', [2027]],
])('on %s: %j', (today, expected) => {
  expect(yearsAhead(today)).toEqual(expected);
});

test('not announced are the years that are asked about and not known, where a plan follows the calendar', () => {
  expect(notAnnounced({ years: [2025], followed: true }, [2027, 2025, 2026, 2027])).toEqual([2026, 2027]);
  expect(notAnnounced({ years: [], followed: false }, [2026])).toEqual([]);
});
