/** Random sites and profiles, biased to where it hurts: midnight, the hours at which clocks change, tight limits. */
import fc from 'fast-check';
import { BERLIN, LORD_HOWE, NEW_YORK, SHANGHAI, at, weekOf } from './build.ts';
import { ANTI_PASSBACK, type Door, type Holder, type Zone } from '../../src/domain/access/model.ts';
import { ON_HOLIDAYS, type TimeProfile } from '../../src/domain/calendar/profile.ts';
import { WEEKDAYS } from '../../src/domain/calendar/weekday.ts';
import { HOLIDAY_KINDS, type Holiday } from '../../src/domain/calendar/holiday.ts';
import type { Interval } from '../../src/domain/calendar/interval.ts';

/** [zone, an instant at which its clocks change (or an ordinary midnight)]. */
export const CHANGES: readonly (readonly [timeZone: string, at: number])[] = [
  [BERLIN, at('2026-03-29T01:00Z')],
  [BERLIN, at('2026-10-25T01:00Z')],
  [NEW_YORK, at('2026-03-08T07:00Z')],
  [NEW_YORK, at('2026-11-01T06:00Z')],
  [LORD_HOWE, at('2026-04-04T15:00Z')],
  [LORD_HOWE, at('2026-10-03T15:30Z')],
  ['America/Asuncion', at('2023-10-01T04:00Z')],
  [SHANGHAI, at('2026-12-31T16:00Z')],
];

const clock = fc.oneof(
  fc.constantFrom('00:00', '00:01', '01:00', '01:30', '01:45', '02:00', '02:15', '02:30', '02:59', '03:00', '23:59', '24:00'),
  fc
    .integer({ min: 0, max: 1439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`),
);
const interval: fc.Arbitrary<Interval> = fc.record({ from: clock, to: clock });
const hours = fc.array(interval, { maxLength: 2 });

export const profiles = (id: number): fc.Arbitrary<TimeProfile> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant('p'),
    week: fc.tuple(hours, hours, hours, hours, hours, hours, hours).map((days) => weekOf((day) => days[day - 1] ?? [])),
    onHolidays: fc.constantFrom(...ON_HOLIDAYS),
    holidayHours: hours,
    makeUpDayAs: fc.constantFrom(...WEEKDAYS),
  });

export const holidaysOf = (days: readonly string[]): fc.Arbitrary<readonly Holiday[]> =>
  fc.uniqueArray(
    fc.record({
      date: fc.constantFrom(...days),
      name: fc.constant('h'),
      kind: fc.constantFrom(...HOLIDAY_KINDS),
      asWeekday: fc.constantFrom(null, ...WEEKDAYS),
    }),
    {
      selector: (h) => h.date,
      maxLength: 3,
    },
  );

export const zones = (id: number): fc.Arbitrary<Zone> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant('z'),
    antiPassback: fc.constantFrom(...ANTI_PASSBACK),
    timedMinutes: fc.constantFrom(1, 5, 90),
    resetAt: fc.constantFrom(null, null, '02:30', '03:00', '00:00', '01:45'),
    capacity: fc.constantFrom(null, null, 1, 2, 3),
  });

const rare = fc.nat({ max: 3 }).map((n) => n === 0);
export const doors = (
  id: number,
  fromZone: number | null,
  toZone: number | null,
  direction: Door['direction'],
): fc.Arbitrary<Door> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant('d'),
    fromZone: fc.constant(fromZone),
    toZone: fc.constant(toZone),
    direction: fc.constant(direction),
    credential: rare.map((yes) => (yes ? 'two-factor' : 'any')),
    twoPerson: rare,
    twoPersonSeconds: fc.constantFrom(10, 60),
    // Most come to door 1.
    firstPersonIn: id === 1 ? fc.boolean() : rare,
    interlock: fc.constantFrom(null, null, 1),
    pulseMs: fc.constantFrom(3000, 20_000),
    heldOpenSeconds: fc.constant(null),
  });

/** Groups: 1 opens every door, 2 and 3 by profiles, 9 opens the day, 77 is gone. */
export const holders = (personId: number, days: readonly string[], around: number): fc.Arbitrary<Holder> =>
  fc.record({
    personId: fc.constant(personId),
    active: fc.nat({ max: 9 }).map((n) => n > 0),
    groups: fc.constantFrom([1], [1], [1], [1, 9], [1, 9], [2], [2, 3], [3], [77], []),
    validFrom: fc.nat({ max: 7 }).chain((n) => (n === 0 ? fc.constantFrom(...days) : fc.constant(null))),
    validTo: fc.nat({ max: 7 }).chain((n) => (n === 0 ? fc.constantFrom(...days) : fc.constant(null))),
    visitorUntil: fc
      .nat({ max: 7 })
      .chain((n) => (n === 0 ? fc.integer({ min: -48, max: 48 }).map((h) => around + h * 3_600_000) : fc.constant(null))),
    antiPassbackExempt: fc.nat({ max: 9 }).map((n) => n === 0),
  });
