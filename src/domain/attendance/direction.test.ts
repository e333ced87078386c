import { expect, test } from 'vitest';
import { nextDirection, OPEN_PUNCH_MAX_MS, type LastPunch } from './direction.ts';

const now = Date.UTC(2026, 10, 24, 8, 57);
const cases: [string, LastPunch | null, 'in' | 'out'][] = [
  ['the first punch ever', null, 'in'],
  ['after an IN this morning', { direction: 'in', at: now - 4 * 3_600_000 }, 'out'],
  ['after an OUT', { direction: 'out', at: now - 60_000 }, 'in'],
  ['a night shift that crosses midnight', { direction: 'in', at: now - 9 * 3_600_000 }, 'out'],
  ['after a forgotten OUT', { direction: 'in', at: now - OPEN_PUNCH_MAX_MS - 1 }, 'in'],
  ['exactly at the limit', { direction: 'in', at: now - OPEN_PUNCH_MAX_MS }, 'out'],
];

test.each(cases)('%s', (_name, last, expected) => {
  expect(nextDirection(last, now)).toBe(expected);
});
