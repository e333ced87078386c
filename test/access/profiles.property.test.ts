/** Time profiles, their next opening and resets by time of day against minute-by-minute enumeration, around changes of the clocks. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { isOpen, nextOpening } from '../../src/domain/calendar/profile.ts';
import { lastReached, wallTime } from '../../src/domain/time/wall-clock.ts';
import { CHANGES, holidaysOf, profiles } from './arbitraries.ts';
import { HOUR, MINUTE, model } from './build.ts';
import { check } from './check.ts';
import { daysAround, label, openLabels, timesReached } from './slow.ts';

vi.setConfig({ testTimeout: 120_000 });

const around = fc.constantFrom(...CHANGES).chain(([timeZone, change]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    change: fc.constant(change),
    profile: profiles(1),
    holidays: holidaysOf(daysAround(change, 2, 2)),
    /** Minutes from the change: near it, and within two days of it. */
    minutes: fc.array(fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -2880, max: 2880 })), {
      minLength: 30,
      maxLength: 30,
    }),
    ms: fc.constantFrom(0, 0, 1, 59_999),
  }),
);

test('the wall clock says what Intl says', () => {
  check(around, [], ({ timeZone, change, minutes, ms }) => {
    for (const m of minutes) {
      const t = change + m * MINUTE + ms;
      const { day, minute } = wallTime(t, timeZone);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      expect(`${day} ${clock}`).toBe(label(t, timeZone));
    }
  });
});

test('open exactly in the minutes that are written out one by one', () => {
  check(around, [], ({ timeZone, change, profile, holidays, minutes, ms }) => {
    const open = openLabels(profile, model({ timeZone, holidays }), daysAround(change, 5, 5));
    for (const m of minutes) {
      const t = change + m * MINUTE + ms;
      expect([m, isOpen(profile, t, timeZone, holidays)]).toEqual([m, open.has(label(t, timeZone))]);
    }
  });
});

test('the next opening is the first open minute', () => {
  const SCAN = 36 * HOUR;
  // 1481368285: an interval that begins at 24:00.
  check(around, [1481368285], ({ timeZone, change, profile, holidays, minutes, ms }) => {
    const open = openLabels(profile, model({ timeZone, holidays }), daysAround(change, 6, 6));
    for (const m of minutes.slice(0, 5)) {
      const from = change + m * MINUTE + ms;
      let first: number | null = open.has(label(from, timeZone)) ? from : null;
      for (let t = change + (m + 1) * MINUTE; first === null && t < from + SCAN; t += MINUTE)
        if (open.has(label(t, timeZone))) first = t;
      expect([m, nextOpening(profile, from, from + SCAN, timeZone, holidays)]).toEqual([m, first]);
    }
  });
});

test('a reset by time of day comes at the first minute at which the clock has reached it', () => {
  const clock = fc
    .integer({ min: 0, max: 1439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  check(
    fc.tuple(around, fc.oneof(clock, fc.constantFrom('02:15', '02:30', '01:45', '00:00', '00:30'))),
    [],
    ([{ timeZone, change, minutes }, time]) => {
      const all = timesReached(time, change - 5 * 24 * HOUR, change + 3 * 24 * HOUR, timeZone);
      for (const m of minutes) {
        const t = change + m * MINUTE;
        expect([m, lastReached(time, t, timeZone)]).toEqual([m, Math.max(...all.filter((r) => r <= t))]);
      }
    },
  );
});
