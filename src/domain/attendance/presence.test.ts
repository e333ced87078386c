import { expect, test } from 'vitest';
import { leftAt, placed, type PersonFacts } from './presence.ts';

const HOUR = 3_600_000;
const NOW = 1_790_000_000_000;
const punch = (
  eventId: number,
  direction: 'in' | 'out',
  hoursAgo: number,
  doorId: number | null = null,
): PersonFacts['punch'] => ({
  eventId,
  direction,
  at: NOW - hoursAgo * HOUR,
  doorId,
  method: 'face',
});
const passage = (eventId: number, zoneId: number | null, hoursAgo: number): PersonFacts['passage'] => ({
  eventId,
  zoneId,
  at: NOW - hoursAgo * HOUR,
  doorId: 4,
});

test.each<[string, Omit<PersonFacts, 'personId'>, object | null]>([
  ['never seen', { punch: null, passage: null }, null],
  [
    'came in, at a site without zones',
    { punch: punch(1, 'in', 2), passage: null },
    { zoneId: null, since: NOW - 2 * HOUR, method: 'face', notSignedOut: false },
  ],
  ['went out', { punch: punch(2, 'out', 1), passage: null }, null],
  [
    'through a door into a zone',
    { punch: punch(3, 'in', 2, 4), passage: passage(3, 7, 2) },
    { zoneId: 7, doorId: 4, method: 'face' },
  ],
  [
    'from an inner zone to an outer one: an OUT of the door, and still in',
    { punch: punch(5, 'out', 1, 4), passage: passage(5, 8, 1) },
    { zoneId: 8 },
  ],
  ['out of all zones by a door that books an IN there', { punch: punch(5, 'in', 1, 4), passage: passage(5, null, 1) }, null],
  [
    'reset by hand: the passage is gone, the punch stands',
    { punch: punch(3, 'in', 2, 4), passage: null },
    { zoneId: null, doorId: 4 },
  ],
  ['left a zone’s site by a kiosk without doors later', { punch: punch(9, 'out', 1), passage: passage(3, 7, 5) }, null],
  [
    'came in again by a kiosk without doors',
    { punch: punch(9, 'in', 1), passage: passage(3, null, 5) },
    { zoneId: null, since: NOW - HOUR },
  ],
  ['the clock was set back: what was written last decides', { punch: punch(9, 'out', 5), passage: passage(3, 7, 1) }, null],
  ['a passage whose punch has no direction', { punch: null, passage: passage(3, 7, 1) }, { zoneId: 7, method: null }],
  ['a night shift', { punch: punch(1, 'in', 9), passage: null }, { notSignedOut: false }],
  ['yesterday, and never out', { punch: punch(1, 'in', 23), passage: null }, { notSignedOut: true }],
  ['exactly the longest shift', { punch: punch(1, 'in', 16), passage: null }, { notSignedOut: false }],
])('%s', (_, facts, expected) => {
  const found = placed({ personId: 1, ...facts }, NOW, 16 * HOUR);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toMatchObject(expected);
});

test('who is in has not left, and who left is not in', () => {
  for (const p of [null, punch(1, 'in', 1), punch(1, 'out', 1), punch(5, 'in', 1), punch(5, 'out', 1)])
    for (const q of [null, passage(1, 7, 1), passage(1, null, 1), passage(5, 7, 1), passage(5, null, 1)]) {
      const facts = { personId: 1, punch: p, passage: q };
      expect(placed(facts, NOW, 16 * HOUR) !== null && leftAt(facts) !== null).toBe(false);
      expect(placed(facts, NOW, 16 * HOUR) !== null || leftAt(facts) !== null).toBe(p !== null || q !== null);
    }
});
