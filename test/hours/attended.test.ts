import { expect, test } from 'vitest';
import { reckon, type Setting } from './fixtures.ts';
import { FIGURES } from '../../src/exports/hours/figures.ts';
import { elsewhereOf, isAttended, isElsewhere } from '../../src/domain/hours/attended.ts';
import { figuresOf, type HourDay } from '../../src/domain/hours/figures.ts';
import type { Leave } from '../../src/domain/hours/model.ts';
import { stateToday } from '../../src/domain/hours/today.ts';
import { markOf, sumOf } from '../../src/domain/hours/totals.ts';

const ALL = { unit: 'day', from: 0, to: 100_000 } as const;
const TRIP: Leave = { kind: 'trip', paid: true, present: true, ...ALL };
const SICK: Leave = { kind: 'sick', paid: true, ...ALL };

function dayOf(punches: readonly string[], leaves: readonly Leave[], more: Setting = {}): HourDay {
  const record = reckon({ ...more, leaves }, punches)();
  return figuresOf(1, { records: [record], buckets: [], grants: [], leaves })[0]!;
}

test('a trip is a day of attendance and no absence; an illness is an absence; a punch is attendance whatever else there is', () => {
  const [trip, sick, both] = [dayOf([], [TRIP]), dayOf([], [SICK]), dayOf(['09:00', '12:00'], [SICK])];
  expect([trip, sick, both].map(isAttended)).toEqual([true, false, true]);
  expect([trip, sick, both].map(FIGURES.presentDays)).toEqual([1, 0, 1]);
  expect([trip, sick].map(FIGURES.leaveDays)).toEqual([0, 1]);
  expect([trip, sick].map((d) => markOf(d, null, true, Infinity))).toEqual(['elsewhere', 'leave']);
  expect(sumOf([trip, sick, both])).toMatchObject({ attendedDays: 2, elsewhere: 480 });
  // The day's sum knows the minutes as leave, whatever they count as.
  expect([trip.leave, trip.planned, elsewhereOf(trip)]).toEqual([480, 480, 480]);
});

test('half a day elsewhere is a day of attendance; with an illness in the other half the day is still one of leave', () => {
  const half = (kind: string, present: boolean, which: 'first' | 'second', day: number): Leave => ({
    kind,
    paid: true,
    present,
    unit: 'half',
    day,
    half: which,
  });
  const { day } = dayOf([], []);
  const mixed = dayOf([], [half('trip', true, 'first', day), half('sick', false, 'second', day)]);
  expect([isAttended(mixed), isElsewhere(mixed), FIGURES.leaveDays(mixed)]).toEqual([true, false, 1]);
  expect(markOf(mixed, null, true, Infinity)).toBe('leave');
});

test('today whoever is on a trip is elsewhere, and whoever is ill on leave', () => {
  const now = { now: '12:00' };
  expect([TRIP, SICK].map((leave) => stateToday(dayOf([], [leave], now)))).toEqual(['elsewhere', 'leave']);
});
