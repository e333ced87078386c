import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDirection, type Direction, type LastPunch } from './direction.ts';
import { placed } from './presence.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 24, 8, 57);
const ago = (hours: number): LastPunch => ({ direction: 'in', at: now - hours * HOUR });
const cases: [string, LastPunch | null, longestHours: number, 'in' | 'out'][] = [
  ['the first punch ever', null, 16, 'in'],
  ['after an IN this morning', ago(4), 16, 'out'],
  ['after an OUT', { direction: 'out', at: now - 60_000 }, 16, 'in'],
  ['a night shift that crosses midnight', ago(9), 16, 'out'],
  ['after a forgotten OUT', { direction: 'in', at: now - 16 * HOUR - 1 }, 16, 'in'],
  ['exactly at the limit', ago(16), 16, 'out'],
  ['a duty of 24 hours where the site knows none', ago(24), 16, 'in'],
  ['a duty of 24 hours', ago(24), 26, 'out'],
  ['a duty of 24 hours, its OUT forgotten', ago(27), 26, 'in'],
  ['a short day where nobody stays long', ago(9), 8, 'in'],
];

test.each(cases)('%s', (_name, last, longest, expected) => {
  expect(nextDirection(last, now, longest * HOUR)).toBe(expected);
});

/** The same, as one would do it by hand: walk over the minutes since the IN, and see whether the person is out by then. */
function slowly(minutes: readonly number[], longest: number): Direction[] {
  const booked: Direction[] = [];
  let inside: number | null = null;
  for (const at of minutes) {
    for (let minute: number | null = inside; minute !== null && inside !== null && minute < at; minute++)
      if (minute + 1 - inside > longest) inside = null;
    booked.push(inside === null ? 'in' : 'out');
    inside = inside === null ? at : null;
  }
  return booked;
}

test('over any days of punches and any longest presence: as by hand, and an OUT follows exactly whoever is listed as in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 7 * 60, max: 80 * 60 })), { maxLength: 30 }),
      fc.integer({ min: 8, max: 72 }),
      (gaps, hours) => {
        let at = 0;
        const minutes = gaps.map((gap) => (at += gap));
        let last: (LastPunch & { eventId: number }) | null = null;
        const fast: Direction[] = [];
        for (const [i, minute] of minutes.entries()) {
          const when: number = minute * 60_000;
          const direction: Direction = nextDirection(last, when, hours * HOUR);
          const punch: Parameters<typeof placed>[0]['punch'] = last && { ...last, doorId: null, method: 'face' };
          const here: ReturnType<typeof placed> = placed({ personId: 1, punch, passage: null }, when, hours * HOUR);
          expect(direction).toBe(here !== null && !here.notSignedOut ? 'out' : 'in');
          fast.push(direction);
          last = { direction, at: when, eventId: i };
        }
        expect(fast).toEqual(slowly(minutes, hours * 60));
      },
    ),
  );
});
