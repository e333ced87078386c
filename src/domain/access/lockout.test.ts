import { expect, test } from 'vitest';
import { afterFailure, FIRST_WAIT_MS, LONGEST_WAIT_MS, NO_ATTEMPTS, rebase, waitMs } from './lockout.ts';

const at = 1_000_000_000;
const cases: [string, number, number | null, number, number][] = [
  ['nothing wrong yet', 0, null, at, 0],
  ['four wrong', 4, at, at, 0],
  ['five wrong', 5, at, at, FIRST_WAIT_MS],
  ['five wrong, half the wait over', 5, at, at + FIRST_WAIT_MS / 2, FIRST_WAIT_MS / 2],
  ['five wrong, the wait just over', 5, at, at + FIRST_WAIT_MS, 0],
  ['six wrong', 6, at, at, 2 * FIRST_WAIT_MS],
  ['eight wrong', 8, at, at, 8 * FIRST_WAIT_MS],
  ['ten wrong: the longest wait', 10, at, at, LONGEST_WAIT_MS],
  ['a thousand wrong', 1000, at, at, LONGEST_WAIT_MS],
  ['the clock was set back a year', 5, at, at - 365 * 86_400_000, FIRST_WAIT_MS],
];
test.each(cases)('%s', (_name, failures, lastFailureAt, now, expected) => {
  expect(waitMs({ failures, lastFailureAt }, now)).toBe(expected);
});

test('failures add up, and a failure of the future becomes one of now', () => {
  const one = afterFailure(NO_ATTEMPTS, at);
  expect(one).toEqual({ failures: 1, lastFailureAt: at });
  expect(rebase(one, at - 5)).toEqual({ failures: 1, lastFailureAt: at - 5 });
  expect(rebase(one, at + 5)).toBe(one);
  expect(rebase(NO_ATTEMPTS, at)).toBe(NO_ATTEMPTS);
});
