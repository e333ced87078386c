import { describe, expect, test } from 'vitest';
import { dayBounds, offsetMinutes } from '../time/instants.ts';
import { nextClockChange, reached, wallTime } from '../time/wall-clock.ts';
import { dayNumber, isoDay } from './days.ts';
import { TWENTY_ZONES } from '../../../test/hours/fixtures.ts';
import { zoneDays } from './zone-days.ts';

/** Each change of the clocks that this machine knows between two years. */
function changes(zone: string, from: number, to: number): number[] {
  const out: number[] = [];
  for (let at = nextClockChange(from, zone); at !== null && at < to; at = nextClockChange(at, zone)) out.push(at);
  return out;
}

describe.each(TWENTY_ZONES)('%s', (name) => {
  const zone = zoneDays(name);
  const found = changes(name, Date.UTC(2008, 0, 1), Date.UTC(2036, 0, 1)).slice(-16);

  test('says around each change what Temporal says', () => {
    for (const at of [Date.UTC(2026, 5, 1), ...found]) {
      for (const step of [-1441, -61, -60, -31, -30, -1, 0, 1, 29, 30, 31, 59, 60, 61, 1441]) {
        const minute = at / 60_000 + step;
        const wall = wallTime(minute * 60_000, name);
        expect({ ...zone.wallOf(minute), day: isoDay(zone.wallOf(minute).day) }).toEqual(wall);
        expect(zone.offsetAt(minute)).toBe(offsetMinutes(minute * 60_000, name));
        for (const n of [-1, 0, 1]) {
          const day = zone.wallOf(minute).day + n;
          expect(zone.reached(day, wall.minute)).toBe(reached(isoDay(day), wall.minute, name) / 60_000);
          const { from, to } = dayBounds(isoDay(day), name);
          expect(zone.bounds(day)).toEqual({ from: from / 60_000, to: to / 60_000 });
        }
      }
    }
  });
});

test('a skipped day is empty, and 26:00 is two hours after the next midnight', () => {
  const apia = zoneDays('Pacific/Apia').bounds(dayNumber('2011-12-30'));
  expect(apia.to - apia.from).toBe(0);
  const berlin = zoneDays('Europe/Berlin');
  const day = dayNumber('2026-10-24');
  expect(berlin.reached(day, 1560)).toBe(berlin.reached(day + 1, 120));
});

test.each(['2026-02-30', 'x', '2026-2-3', ''])('%s is no day', (text) => expect(() => dayNumber(text)).toThrow(RangeError));
