import { expect, test } from 'vitest';
import {
  afterFailure,
  faded,
  FIRST_WAIT_MS,
  LONGEST_WAIT_MS,
  NO_ATTEMPTS,
  PAD_RULE,
  PASSWORD_RULE,
  PERSON_PIN_RULE,
  rebase,
  SECRET_RULE,
  standing,
  stricter,
  waitMs,
  type LockoutRule,
  type Standing,
} from './lockout.ts';

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
  expect(waitMs({ failures, lastFailureAt }, now, PERSON_PIN_RULE)).toBe(expected);
});

test('failures add up, and a failure of the future becomes one of now', () => {
  const one = afterFailure(NO_ATTEMPTS, at);
  expect(one).toEqual({ failures: 1, lastFailureAt: at });
  expect(rebase(one, at - 5)).toEqual({ failures: 1, lastFailureAt: at - 5 });
  expect(rebase(one, at + 5)).toBe(one);
  expect(rebase(NO_ATTEMPTS, at)).toBe(NO_ATTEMPTS);
});

const MINUTE = 60_000;

test('whoever types wrong passwords on purpose holds up the right one for a minute at a time; after a hundred only the recovery key helps', () => {
  const waits = Array.from({ length: 100 }, (_, failures) => waitMs({ failures, lastFailureAt: at }, at, PASSWORD_RULE) / 1000);
  expect(waits.slice(0, 11)).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 60, 60]);
  expect(Math.max(...waits)).toBe(60);
  expect(standing({ failures: 99, lastFailureAt: at }, at + MINUTE, PASSWORD_RULE)).toEqual({ kind: 'open', triesLeft: 1 });
  expect(standing({ failures: 100, lastFailureAt: at }, at + 365 * 24 * 60 * MINUTE, PASSWORD_RULE)).toEqual({
    kind: 'disabled',
  });
});

test('the kiosk’s PIN: two minutes at most, and never switched off', () => {
  const waits = Array.from({ length: 1000 }, (_, failures) => waitMs({ failures, lastFailureAt: at }, at, SECRET_RULE) / 1000);
  expect(waits.slice(4, 12)).toEqual([0, 5, 10, 20, 40, 80, 120, 120]);
  expect(Math.max(...waits)).toBe(120);
  expect(standing({ failures: 5000, lastFailureAt: at }, at + 2 * MINUTE, SECRET_RULE)).toEqual({ kind: 'open', triesLeft: 1 });
});
const standings: [string, LockoutRule, number, number, Standing][] = [
  ['a PIN, nothing wrong', PERSON_PIN_RULE, 0, 0, { kind: 'open', triesLeft: 5 }],
  ['a PIN, four wrong', PERSON_PIN_RULE, 4, 0, { kind: 'open', triesLeft: 1 }],
  ['a PIN, five wrong', PERSON_PIN_RULE, 5, 0, { kind: 'wait', ms: 30_000 }],
  ['a PIN, five wrong, waited', PERSON_PIN_RULE, 5, 30_000, { kind: 'open', triesLeft: 1 }],
  ['a PIN, nine wrong', PERSON_PIN_RULE, 9, 0, { kind: 'wait', ms: 8 * MINUTE }],
  ['a PIN, 49 wrong', PERSON_PIN_RULE, 49, 0, { kind: 'wait', ms: 15 * MINUTE }],
  ['a PIN, 50 wrong', PERSON_PIN_RULE, 50, 0, { kind: 'disabled' }],
  ['a PIN, 50 wrong, a year later', PERSON_PIN_RULE, 50, 365 * 86_400_000, { kind: 'disabled' }],
  ['the pad, five wrong', PAD_RULE, 5, 0, { kind: 'wait', ms: 30_000 }],
  ['the pad, twenty wrong', PAD_RULE, 20, 0, { kind: 'wait', ms: 2 * MINUTE }],
  ['the pad, 99 wrong', PAD_RULE, 99, 0, { kind: 'wait', ms: 2 * MINUTE }],
  ['the pad, 100 wrong', PAD_RULE, 100, 0, { kind: 'disabled' }],
  ['the owner, 1000 wrong', SECRET_RULE, 1000, 15 * MINUTE, { kind: 'open', triesLeft: 1 }],
];
test.each(standings)('%s', (_name, rule, failures, later, expected) => {
  expect(standing({ failures, lastFailureAt: failures === 0 ? null : at }, at + later, rule)).toEqual(expected);
});

test.each<[string, number, number, number]>([
  ['just now', 8, 0, 8],
  ['a minute short of one', 8, 4 * MINUTE, 8],
  ['one', 8, 5 * MINUTE, 7],
  ['three and a half', 8, 17.5 * MINUTE, 5],
  ['all', 8, 60 * MINUTE, 0],
  ['none of a hundred', 100, 60 * 24 * MINUTE, 100],
  ['none while the clock stands before the failure', 8, -60 * MINUTE, 8],
])('the pad forgives with time: %s', (_name, failures, later, left) => {
  expect(faded({ failures, lastFailureAt: at }, at + later, PAD_RULE).failures).toBe(left);
});

test('the same time never forgives twice', () => {
  const once = faded({ failures: 8, lastFailureAt: at }, at + 7 * MINUTE, PAD_RULE);
  expect(faded(once, at + 7 * MINUTE, PAD_RULE)).toEqual(once);
  expect(faded(once, at + 10 * MINUTE, PAD_RULE).failures).toBe(6);
});

test('a PIN forgives nothing with time', () => {
  expect(faded({ failures: 8, lastFailureAt: at }, at + 365 * 86_400_000, PERSON_PIN_RULE).failures).toBe(8);
});

test('of two the stricter holds', () => {
  const open: Standing = { kind: 'open', triesLeft: 3 };
  const wait: Standing = { kind: 'wait', ms: 5 };
  expect(stricter(open, { kind: 'open', triesLeft: 2 })).toEqual({ kind: 'open', triesLeft: 2 });
  expect(stricter(open, wait)).toEqual(wait);
  expect(stricter({ kind: 'wait', ms: 9 }, wait)).toEqual({ kind: 'wait', ms: 9 });
  expect(stricter(wait, { kind: 'disabled' })).toEqual({ kind: 'disabled' });
});

test('a guesser who fills every wait of the pad is stopped, and has tried little', () => {
  let attempts = NO_ATTEMPTS;
  let now = at;
  let tries = 0;
  for (; now < at + 86_400_000; now += 1000) {
    attempts = faded(attempts, now, PAD_RULE);
    if (standing(attempts, now, PAD_RULE).kind !== 'open') continue;
    attempts = afterFailure(attempts, now);
    tries++;
  }
  expect(standing(attempts, now, PAD_RULE)).toEqual({ kind: 'disabled' });
  // Of a million PINs to each number.
  expect(tries).toBeLessThan(200);
});
