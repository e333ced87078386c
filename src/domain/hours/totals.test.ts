import { expect, test } from 'vitest';
import { D, reckon, type Setting } from '../../../test/hours/fixtures.ts';
import { addUp, isBehind, slotOf } from './charts.ts';
import { figuresOf, type HourDay } from './figures.ts';
import { DEFAULT_RULE } from './model.ts';
import { currentDay, lateToday, stateToday } from './today.ts';
import { isProblem, markOf, sumOf } from './totals.ts';
import { zoneDays } from './zone-days.ts';

const zone = zoneDays('Asia/Shanghai');
const dayOf = (punches: readonly string[], more: Setting = {}): HourDay =>
  figuresOf(1, { records: [reckon(more, punches)()], buckets: [], grants: [], leaves: [] })[0]!;
const wall = (at: number): number => zone.wallOf(at).minute;

test('a day to come, one that runs, and one that is over are marked apart', () => {
  const at = (now: string): HourDay => dayOf(now < '09:00' ? [] : ['09:20'], { now });
  const mark = (now: string) => {
    const day = at(now);
    return markOf(day, null, true, zone.reached(day.day, Number(now.slice(0, 2)) * 60 + Number(now.slice(3))));
  };
  expect([mark('08:00'), mark('12:00')]).toEqual(['ahead', 'open']);
  expect(markOf(dayOf(['09:20', '18:00']), null, true, Infinity)).toBe('late');
  expect(markOf(dayOf(['09:00', '17:00']), null, true, Infinity)).toBe('early');
});

test('nobody is a problem, or late in the sums of steps, before the window has closed', () => {
  expect(isProblem(dayOf(['09:20'], { now: '12:00' }))).toBe(false);
  expect(isProblem(dayOf(['09:20']))).toBe(true);
  expect(isProblem(dayOf(['09:00', '18:00']))).toBe(false);
  expect(stateToday(dayOf([], { now: '12:00' }))).toBe('not-yet');
  expect(stateToday(dayOf([]))).toBe('absent');
});

test('days to come are planned, and no difference yet', () => {
  const sums = sumOf([dayOf(['09:00', '17:00']), dayOf([], { now: '08:00' })]);
  expect([sums.planned, sums.due, sums.difference, sums.problemDays]).toEqual([960, 480, -60, 1]);
});

test('today: who is here, gone, on leave; and who came late, by grace, steps and slide', () => {
  expect(stateToday(dayOf(['08:55'], { now: '12:00' }))).toBe('here');
  expect(stateToday(dayOf(['08:55', '18:00'], { now: '18:30' }))).toBe('gone');
  expect(stateToday(dayOf(['08:55', '12:00', '13:00'], { now: '14:00' }))).toBe('here');
  const leave = { kind: 'annual', paid: true, unit: 'day', from: 0, to: 100_000 } as const;
  expect(stateToday(dayOf([], { now: '12:00', leaves: [leave] }))).toBe('leave');
  expect(stateToday(dayOf(['10:00'], { shifts: {}, now: '12:00' }))).toBe('unplanned');
  expect(stateToday(dayOf([], { shifts: {} }))).toBe(null);
  const late = dayOf(['09:12'], { now: '12:00' });
  const grace = (minutes: number) => ({ ...DEFAULT_RULE, graceIn: { minutes, counted: false } });
  expect(lateToday(late, D, DEFAULT_RULE)).toBe(12);
  expect(lateToday(late, D, grace(15))).toBe(0);
  expect(lateToday(late, { ...D, flex: { kind: 'slide', early: 0, late: 30 } }, DEFAULT_RULE)).toBe(0);
  expect(lateToday(late, D, { ...DEFAULT_RULE, lateSteps: [{ over: 20, as: 'late' }] })).toBe(0);
});

test('last night’s shift is the present one until it ends', () => {
  const night = { ...dayOf([], { now: '08:00' }), endsAt: 500 };
  const today = dayOf([], { now: '08:00' });
  expect(currentDay(night, today, 400)).toBe(night);
  expect(currentDay(night, today, 500)).toBe(today);
  expect(currentDay(undefined, today, 400)).toBe(today);
});

test('charts count what their bars open', () => {
  const sums = addUp(wall);
  const days = [dayOf(['08:55', '18:00']), dayOf(['09:20', '18:00']), dayOf([]), dayOf(['09:40'], { now: '12:00' })];
  for (const day of days) sums.add('R&D', day);
  const { arrivals, lateness, weeks } = sums.charts();
  expect(arrivals.flatMap((n, slot) => (n > 0 ? [[slot, n]] : []))).toEqual([
    [slotOf(535), 1],
    [slotOf(560), 1],
    [slotOf(580), 1],
  ]);
  // Who is still at work is not late yet.
  expect(lateness).toEqual([{ department: 'R&D', days: 2, late: 1, minutes: 20 }]);
  expect(weeks).toMatchObject([{ planned: 1440, paid: 940 }]);
  const behind = (part: Parameters<typeof isBehind>[0]) => days.filter((d) => isBehind(part, 'R&D', d, wall)).length;
  for (const [slot, n] of arrivals.entries()) expect(behind({ chart: 'arrivals', slot })).toBe(n);
  expect(behind({ chart: 'lateness', department: 'R&D' })).toBe(1);
  expect(behind({ chart: 'lateness', department: '' })).toBe(0);
  expect(behind({ chart: 'weeks', from: weeks[0]!.from })).toBe(3);
});
