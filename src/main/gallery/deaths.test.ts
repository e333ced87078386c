import { expect, test } from 'vitest';
import { afterDeath } from './deaths.ts';

const LIMITS = { deathsPerMinute: 4, minuteMs: 60_000, firstPauseMs: 250 };

/** The pause after each of these deaths, monotonic ms; 'fault' where it is too often. */
function pauses(...at: number[]): (number | 'fault')[] {
  let deaths: readonly number[] = [];
  return at.map((now) => {
    const next = afterDeath(deaths, now, LIMITS);
    ({ deaths } = next);
    return next.tooOften ? 'fault' : next.pauseMs;
  });
}

test.each([
  ['one now and then: at once each time', [0, 60_000, 120_000], [0, 0, 0]],
  ['one after the other: doubled', [0, 1, 2, 3], [0, 250, 500, 1_000]],
  ['one too many in a minute', [0, 1, 2, 3, 59_999], [0, 250, 500, 1_000, 'fault']],
  ['the first is forgotten after a minute', [0, 1, 2, 3, 60_000], [0, 250, 500, 1_000, 1_000]],
  ['after a fault they are counted anew', [0, 1, 2, 3, 4, 5], [0, 250, 500, 1_000, 'fault', 0]],
] as const)('%s', (_what, at, expected) => {
  expect(pauses(...at)).toEqual(expected);
});

test('a fault is tried again when its minute is over', () => {
  expect(afterDeath([0, 1, 2, 3], 4, LIMITS)).toEqual({ deaths: [], pauseMs: 60_000, tooOften: true });
});
