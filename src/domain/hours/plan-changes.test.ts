import { expect, test } from 'vitest';
import { D, N, shift } from '../../../test/hours/fixtures.ts';
import { dayNumber as day, type Day } from './days.ts';
import { DEFAULT_RULE, type Rule, type Shift } from './model.ts';
import type { Assignment, Pattern, PlanBook, Worker } from './plan.ts';
import { assignmentsBy, calendarDays, impactOf, withChange, type Impact, type PlanChange } from './plan-changes.ts';
import { zoneDays } from './zone-days.ts';

const MONDAY = day('2026-11-02');
const WEEK: Pattern = { id: 1, name: 'Mon–Fri', days: [1, 1, 1, 1, 1, null, null], anchor: MONDAY, followsCalendar: true };
const ALL: Assignment = { id: 1, to: 'everybody', from: 0, until: null, target: { pattern: 1 } };
const BOOK: PlanBook = {
  shifts: new Map([
    [1, [{ from: 0, value: { ...D, id: 1, name: 'Day' } }]],
    [2, [{ from: 0, value: { ...N, id: 2, name: 'Night' } }]],
  ]),
  patterns: new Map([[1, [{ from: 0, value: WEEK }]]]),
  assignments: [ALL],
  overrides: new Map(),
  calendar: new Map(),
  makeUpDayAs: 1,
  rules: [{ from: 0, value: DEFAULT_RULE }],
  zones: [{ from: 0, value: zoneDays('Asia/Shanghai') }],
};
const who = (id: number, department = '', joined: Day | null = null): Worker => ({ id, department, joined, left: null });

/** Two weeks from the Monday on. */
function impact(
  change: PlanChange,
  workers: readonly Worker[],
  more: Partial<PlanBook> = {},
  closed: readonly Day[] = [],
): Impact {
  const steps = impactOf({
    book: { ...BOOK, ...more },
    change,
    workers,
    days: Array.from({ length: 14 }, (_, i) => MONDAY + i),
    isClosed: (d) => closed.includes(d),
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const body = (of: Shift): Omit<Shift, 'id' | 'name'> => {
  const { segments, before, after, breaks, flex, halfDayAt, needIn, needOut } = of;
  return { segments, before, after, breaks, flex, halfDayAt, needIn, needOut };
};
const counts = ({ changed }: Impact) => changed.map(({ worker, days }) => [worker.id, days.length]);

test('a version of a shift changes the days on which it is worked, from its first day on, of whoever had come by then', () => {
  const change: PlanChange = { kind: 'shift', id: 1, from: MONDAY + 2, body: body(N) };
  const found = impact(change, [who(1), who(2, '', MONDAY + 9)]);
  expect(counts(found)).toEqual([
    [1, 8],
    [2, 3],
  ]);
  expect(found.changed[0]!.days[0]).toBe(MONDAY + 2);
});

test('what comes to the same hours is no change: the same version again, another name, keys in another order', () => {
  const { needIn, ...rest } = body(D);
  expect(impact({ kind: 'shift', id: 1, from: MONDAY, body: { needIn, ...rest } }, [who(1)]).changed).toEqual([]);
  const rule = Object.fromEntries(Object.entries(DEFAULT_RULE).toReversed()) as Rule;
  expect(impact({ kind: 'rule', from: MONDAY, body: rule }, [who(1)]).changed).toEqual([]);
  expect(impact({ kind: 'shift', id: null, from: 0, body: body(N) }, [who(1)]).changed).toEqual([]);
});

test('rules change the days on which something is planned', () => {
  const rule = { ...DEFAULT_RULE, graceIn: { minutes: 5, counted: false } };
  expect(counts(impact({ kind: 'rule', from: MONDAY + 7, body: rule }, [who(1)]))).toEqual([[1, 5]]);
});

test('an assignment changes its own people, and only where it goes before another', () => {
  const mine: PlanChange = {
    kind: 'assignment',
    id: null,
    body: { to: { department: 'A' }, from: MONDAY, until: MONDAY + 4, target: 'rest' },
  };
  expect(counts(impact(mine, [who(1, 'A'), who(2, 'B')]))).toEqual([[1, 5]]);
  const own: Assignment = { id: 7, to: { person: 1 }, from: 0, until: null, target: { shift: 2 } };
  expect(impact(mine, [who(1, 'A')], { assignments: [ALL, own] }).changed).toEqual([]);
  expect(counts(impact({ kind: 'drop-assignment', id: 1 }, [who(1)]))).toEqual([[1, 10]]);
});

test('a day that was given to somebody stays theirs', () => {
  const overrides = new Map([[1, new Map([[MONDAY, 2]])]]);
  const off: PlanChange = { kind: 'pattern', id: 1, from: 0, body: { days: [null], anchor: MONDAY, followsCalendar: true } };
  expect(counts(impact(off, [who(1), who(2)], { overrides }))).toEqual([
    [1, 9],
    [2, 10],
  ]);
});

test('a version of a pattern changes its own days and none before, and taking it back gives them back', () => {
  const off: PlanChange = { kind: 'pattern', id: 1, from: MONDAY + 7, body: { ...WEEK, days: [null] } };
  const found = impact(off, [who(1)]);
  expect(counts(found)).toEqual([[1, 5]]);
  expect(found.changed[0]!.days[0]).toBe(MONDAY + 7);
  const patterns = withChange(BOOK, off).patterns;
  expect(counts(impact({ kind: 'drop-pattern-version', id: 1, from: MONDAY + 7 }, [who(1)], { patterns }))).toEqual([[1, 5]]);
});

test('a day of the calendar alters the plan of whoever follows it, and of nobody else', () => {
  const special = { day: MONDAY + 1, name: 'Holiday', kind: 'off', asWeekday: null } as const;
  const off = { kind: 'calendar', save: [special], remove: [] } as const;
  const turns: Assignment = { ...ALL, id: 2, to: { department: 'Turns' }, target: { pattern: 2 } };
  const book: Partial<PlanBook> = {
    assignments: [ALL, turns],
    patterns: new Map(BOOK.patterns).set(2, [{ from: 0, value: { ...WEEK, id: 2, days: [1], followsCalendar: false } }]),
  };
  // Its kind changes for those who work through it, and with that what they are paid.
  expect(counts(impact(off, [who(1), who(2, 'Turns')], book))).toEqual([
    [1, 1],
    [2, 1],
  ]);
  const calendar = withChange(BOOK, off).calendar;
  const named = { ...off, save: [{ ...special, name: 'Another name' }] };
  expect(counts(impact(named, [who(1)], { calendar }))).toEqual([]);
  expect(counts(impact({ ...off, save: [], remove: [MONDAY + 1, MONDAY + 2] }, [who(1)], { calendar }))).toEqual([[1, 1]]);
  const saturday = { ...special, day: MONDAY + 5, kind: 'working-day' as const };
  expect(counts(impact({ ...off, save: [saturday] }, [who(1), who(2, 'Turns')], book))).toEqual([[1, 1]]);
  expect(calendarDays({ ...off, save: [special, { ...special, day: -9 }, { ...special, day: MONDAY + 2 }] })).toEqual(
    [-1, 0, 1, 2, 3, 4].map((by) => MONDAY + by),
  );
});

test('days of closed periods are counted apart', () => {
  const off: PlanChange = { kind: 'drop-assignment', id: 1 };
  const found = impact(off, [who(1), who(2)], {}, [MONDAY, MONDAY + 1, MONDAY + 5]);
  expect([counts(found), found.closed]).toEqual([
    [
      [1, 8],
      [2, 8],
    ],
    4,
  ]);
});

test('two days that would overlap are named with their shifts; an overlap that is there already is not this change’s', () => {
  const long: PlanChange = { kind: 'shift', id: 1, from: MONDAY + 7, body: body(shift('20:00-21:00 23:00-19:00')) };
  expect(impact(long, [who(1)]).overlap).toBeNull();
  const night: PlanChange = { kind: 'pattern', id: 1, from: 0, body: { ...WEEK, days: [2, 3] } };
  const early = { ...shift('05:00-13:00'), id: 3, name: 'Early' };
  const shifts = new Map(BOOK.shifts).set(3, [{ from: 0, value: early }]);
  expect(impact(night, [who(1)], { shifts }).overlap).toEqual({
    firstDay: '2026-11-02',
    firstShift: 'Night',
    secondDay: '2026-11-03',
    secondShift: 'Early',
  });
  const patterns = new Map([[1, [{ from: 0, value: { ...WEEK, days: [2, 3] } }]]]);
  expect(
    impact({ kind: 'rule', from: MONDAY, body: { ...DEFAULT_RULE, reach: 1 } }, [who(1)], { shifts, patterns }),
  ).toMatchObject({
    overlap: null,
    changed: [{ worker: { id: 1 } }],
  });
});

test('a version that is taken back leaves the one before', () => {
  const two = withChange(BOOK, { kind: 'shift', id: 1, from: MONDAY + 7, body: body(N) });
  expect(two.shifts.get(1)!.map((v) => [v.from, v.value.name])).toEqual([
    [0, 'Day'],
    [MONDAY + 7, 'Day'],
  ]);
  const back = withChange(two, { kind: 'drop-shift-version', id: 1, from: MONDAY + 7 });
  expect(back.shifts.get(1)).toEqual(BOOK.shifts.get(1));
  const rules = withChange(BOOK, { kind: 'rule', from: 9, body: DEFAULT_RULE });
  expect(withChange(rules, { kind: 'drop-rule', from: 9 }).rules).toEqual(BOOK.rules);
});

test('of a thousand assignments somebody has those of theirs, the nearest level first', () => {
  const own: Assignment = { ...ALL, id: 2, to: { person: 5 } };
  const theirs: Assignment = { ...ALL, id: 3, to: { department: 'A' } };
  const other: Assignment = { ...ALL, id: 4, to: { person: 6 } };
  expect(assignmentsBy([ALL, theirs, other, own])(who(5, 'A')).map((a) => a.id)).toEqual([2, 3, 1]);
});
