import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { D, N } from '../../../test/hours/fixtures.ts';
import { value } from '../../../tools/value.ts';
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type Shift } from '../../domain/hours/model.ts';
import { dayOf } from '../../domain/time/instants.ts';
import type { CallName, Input } from '../../shared/contract.ts';
import type { ShiftBody } from '../../shared/hours.ts';
import { closePeriod } from '../../storage/hours/periods.ts';
import { insertPerson } from '../../storage/people/people.ts';

let t: TestApp;
let today: number;
beforeEach(async () => {
  t = await startTestApp();
  await must('setup.complete', SETUP);
  today = dayNumber(dayOf(t.clock.at, SETUP.timeZone));
});
afterEach(() => t.close());

const must = async <N extends CallName>(name: N, input: Input<N>) => value(await t.call(name, input), name);
const site = () => value(t.app.site());
const person = (name: string, department = '') =>
  value(insertPerson(site().own, { employeeNumber: name, name, department }, t.clock.at));
const body = (of: Shift): ShiftBody => {
  const { segments, before, after, breaks, flex, halfDayAt, needIn, needOut } = structuredClone(of);
  return { segments: [...segments], before, after, breaks: [...breaks], flex: flex as null, halfDayAt, needIn, needOut };
};
const fields = (name: string, of: Shift = D, from = 0) => ({
  name,
  code: '',
  colour: 'teal' as const,
  from,
  body: body(of),
});
const reasons = async () =>
  (
    await must('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['system'], search: '' },
      before: null,
      limit: 9,
    })
  ).rows.map((r) => r.reason);

/** The day shift, Monday to Friday for everybody. */
async function week() {
  const { id: day } = await must('shifts.save', { id: null, fields: fields('Day') });
  const pattern = { days: [day, day, day, day, day, null, null], anchor: dayNumber('2026-11-02'), followsCalendar: true };
  const { id: patternId } = await must('patterns.save', { id: null, fields: { name: 'Mon–Fri', from: 0, body: pattern } });
  const everybody = { to: 'everybody' as const, from: 0, until: null, target: { pattern: patternId } };
  const saved = await must('assignments.save', { id: null, fields: everybody });
  if (!('id' in saved)) throw new Error('it overlaps');
  return { day, pattern, patternId, everybody, assignment: saved.id };
}

test('a shift, a pattern, everybody by it: shown with who uses what, each a row with its difference, and told', async () => {
  person('Ana', 'Assembly');
  const { day, patternId } = await week();
  const shown = await must('shifts.overview', null);
  expect(shown).toMatchObject({
    today,
    shifts: [{ id: day, name: 'Day', versions: [{ from: 0 }], usedBy: [{ kind: 'pattern', name: 'Mon–Fri' }] }],
    patterns: [{ id: patternId, usedBy: [{ kind: 'everybody' }] }],
    departments: [{ name: 'Assembly', people: 1 }],
    people: 1,
    unreadable: [],
  });
  expect((await reasons()).slice(0, 3)).toEqual(['shift-assignments-changed', 'shift-patterns-changed', 'shifts-changed']);
  const rows = site().db.all<{ detail: string | null }>("SELECT detail FROM events WHERE reason = 'shift-patterns-changed'");
  expect(rows[0]?.detail).toContain('Mon–Fri');
  expect(t.emitted).toContainEqual({ name: 'hours.changed', payload: null });
});

test('what uses a thing keeps it, by name; then it goes', async () => {
  const id = person('Ana');
  const { day, patternId, assignment } = await week();
  await must('assignments.save', { id: null, fields: { to: { person: id }, from: 0, until: 9, target: { shift: day } } });
  expect(await must('shifts.delete', { id: day })).toEqual({
    usedBy: [
      { kind: 'pattern', name: 'Mon–Fri' },
      { kind: 'person', name: 'Ana' },
    ],
  });
  expect(await must('patterns.delete', { id: patternId })).toEqual({ usedBy: [{ kind: 'everybody' }] });
  await must('assignments.delete', { id: assignment });
  expect(await must('patterns.delete', { id: patternId })).toEqual({ usedBy: [] });
  expect(await t.call('patterns.delete', { id: patternId })).toMatchObject({ error: { code: 'access-gone' } });
});

test('a decision about somebody’s day keeps its shift too', async () => {
  const id = person('Ana');
  const { id: night } = await must('shifts.save', { id: null, fields: fields('Night', N) });
  site().own.run(
    `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at) VALUES (:id, 1, 1, :body, '', '', 1)`,
    { id, body: JSON.stringify({ kind: 'shift', day: 1, shift: night }) },
  );
  expect(await must('shifts.delete', { id: night })).toEqual({ usedBy: [{ kind: 'decisions', count: 1 }] });
});

describe('before it is kept', () => {
  test('it is said how many days of whom change, from when, and how many are over', async () => {
    person('Ana');
    person('Ben');
    const { day } = await week();
    const told = await must('shifts.preview', { kind: 'shift', id: day, from: today, body: body(N) });
    expect(told).toMatchObject({ people: 2, past: 0, closed: 0, until: today + 365, overlap: null });
    expect(told.first.map((f) => f.name)).toEqual(['Ana', 'Ben']);
    expect(told.days).toBe(told.first.reduce((sum, f) => sum + f.days, 0));
    expect(told.days).toBeGreaterThan(500);
    expect(await must('shifts.preview', { kind: 'shift', id: day, from: today, body: body(D) })).toMatchObject({
      days: 0,
      from: null,
    });
    // Nothing of it was kept.
    expect((await must('shifts.overview', null)).shifts[0]!.versions).toHaveLength(1);
  });

  test('days that are over are among them where the plan of the past changes', async () => {
    const id = person('Ana');
    site().own.run('UPDATE people SET enrolled_at = enrolled_at - 14 * 86400000 WHERE id = :id', { id });
    const { patternId, pattern } = await week();
    const told = await must('shifts.preview', { kind: 'pattern', id: patternId, from: 0, body: { ...pattern, days: [null] } });
    expect(told).toMatchObject({ people: 1, past: 10 });
    expect(told.from).toBeLessThan(today);
    // Closed months are evidence: their days stay, and are counted apart.
    value(closePeriod(site().own, { from: today - 60, to: today - 8, reason: '', by: 'Bo', at: t.clock.at }, new Map()));
    const after = await must('shifts.preview', { kind: 'pattern', id: patternId, from: 0, body: { ...pattern, days: [null] } });
    expect(after.past + after.closed).toBe(10);
    expect(after.closed).toBeGreaterThan(3);
  });
});

test('a change of the calendar says whose plan it alters, closed months apart, and keeps nothing', async () => {
  const id = person('Ana');
  site().own.run('UPDATE people SET enrolled_at = enrolled_at - 40 * 86400000 WHERE id = :id', { id });
  await week();
  const monday = dayNumber('2026-11-02');
  const day = (at: number, kind: 'off' | 'working-day' = 'off') => ({ date: isoDay(at), name: 'X', kind, asWeekday: null });
  const save = [day(monday), day(monday + 5), day(monday + 12, 'working-day'), day(monday + 21), day(monday + 420)];
  const asked = { kind: 'calendar' as const, save, remove: ['0001-01-01', '9999-12-31'] };
  const told = await must('shifts.preview', asked);
  // The Saturday of a rest is a holiday now: its kind changes, and with that its pay.
  expect(told).toMatchObject({ people: 1, days: 5, past: 4, closed: 0, from: monday });
  value(closePeriod(site().own, { from: monday - 1, to: monday + 6, reason: '', by: 'Bo', at: t.clock.at }, new Map()));
  expect(await must('shifts.preview', asked)).toMatchObject({ days: 3, closed: 2, from: monday + 12 });
  expect((await must('access.overview', null)).holidays).toEqual([]);
  expect(await must('shifts.preview', { ...asked, save: [] })).toMatchObject({ days: 0, from: null });
});

test('a year is known by what its calendar says, and matters where somebody’s plan follows it', async () => {
  const known = () => must('shifts.calendar', null);
  expect(await known()).toEqual({ years: [], followed: false });
  const day = (date: string) => ({ date, name: 'X', kind: 'off' as const, asWeekday: null });
  await must('access.saveHolidays', { save: ['2026-10-01', '2026-12-31', '2027-01-01'].map(day), remove: [] });
  const { patternId, pattern, assignment, everybody, day: shift } = await week();
  expect(await known()).toEqual({ years: [2026], followed: true });
  await must('assignments.delete', { id: assignment });
  expect((await known()).followed).toBe(false);
  await must('patterns.save', {
    id: patternId,
    fields: { name: 'Turns', from: 0, body: { ...pattern, followsCalendar: false } },
  });
  await must('assignments.save', { id: null, fields: everybody });
  expect((await known()).followed).toBe(false);
  await must('assignments.save', { id: null, fields: { ...everybody, to: { department: 'A' }, target: { shift } } });
  expect((await known()).followed).toBe(true);
});

test('two of one level on one day: the other one is the answer, and nothing was kept nor said', async () => {
  const { everybody, assignment } = await week();
  const before = await reasons();
  expect(await must('assignments.save', { id: null, fields: { ...everybody, from: 5, until: 9 } })).toEqual({
    overlaps: { id: assignment, to: 'everybody', from: 0, until: null, target: everybody.target },
  });
  expect(await reasons()).toEqual(before);
  expect(await t.call('assignments.save', { id: null, fields: { ...everybody, to: { person: 77 } } })).toMatchObject({
    error: { code: 'person-gone' },
  });
});

test('shifts of two days that overlap are refused, and both are named', async () => {
  person('Ana');
  const { id: night } = await must('shifts.save', { id: null, fields: fields('Night', N) });
  const early = { ...D, segments: [{ start: 300, end: 720 }], breaks: [] };
  const { id: morning } = await must('shifts.save', { id: null, fields: fields('Early', early) });
  const pattern = { days: [night, morning], anchor: today, followsCalendar: false };
  const { id } = await must('patterns.save', { id: null, fields: { name: 'P', from: 0, body: pattern } });
  expect(
    await t.call('assignments.save', { id: null, fields: { to: 'everybody', from: 0, until: null, target: { pattern: id } } }),
  ).toMatchObject({ error: { code: 'plan-overlap', firstShift: 'Night', secondShift: 'Early' } });
  expect((await must('shifts.overview', null)).assignments).toEqual([]);
});

test('a shift whose parts overlap, or whose break lies outside, is refused at its field', async () => {
  const asked = (of: Partial<Shift>) => t.call('shifts.save', { id: null, fields: fields('X', { ...D, ...of }) });
  expect(
    await asked({
      segments: [
        { start: 540, end: 800 },
        { start: 700, end: 900 },
      ],
      breaks: [],
    }),
  ).toMatchObject({
    error: { code: 'bad-input', field: 'fields.body.segments.1' },
  });
  expect(await asked({ segments: [{ start: 1000, end: 1100 }] })).toMatchObject({
    error: { code: 'bad-input', field: 'fields.body.breaks.0' },
  });
});

test('versions begin today or later where the shift is used; one that has not begun can be taken back', async () => {
  const { day } = await week();
  expect(await t.call('shifts.save', { id: day, fields: fields('Day', N, today - 1) })).toMatchObject({
    error: { code: 'bad-input', field: 'from' },
  });
  await must('shifts.save', { id: day, fields: fields('Day', N, today + 3) });
  expect((await must('shifts.overview', null)).shifts[0]!.versions.map((v) => v.from)).toEqual([0, today + 3]);
  expect(await t.call('shifts.deleteVersion', { id: day, from: 0 })).toMatchObject({ error: { code: 'bad-input' } });
  await must('shifts.deleteVersion', { id: day, from: today + 3 });
  expect((await must('shifts.overview', null)).shifts[0]!.versions.map((v) => v.from)).toEqual([0]);
  // Nothing uses this one yet: it is simply another.
  const { id: night } = await must('shifts.save', { id: null, fields: fields('Night', N) });
  await must('shifts.save', { id: night, fields: { ...fields('Late', D), code: 'L', colour: 'blue' } });
  expect((await must('shifts.overview', null)).shifts[1]).toMatchObject({
    name: 'Late',
    code: 'L',
    colour: 'blue',
    versions: [{ from: 0 }],
  });
});

test('a used pattern changes from a day on, which is said before it is saved; one that has not begun can be taken back', async () => {
  person('Ana');
  const { day, patternId, pattern } = await week();
  const off = { ...pattern, days: [day, null] };
  const told = await must('shifts.preview', { kind: 'pattern', id: patternId, from: today + 3, body: off });
  expect(told).toMatchObject({ people: 1, past: 0, closed: 0 });
  expect(told.from).toBeGreaterThanOrEqual(today + 3);
  const save = (from: number) => t.call('patterns.save', { id: patternId, fields: { name: 'Mon–Fri', from, body: off } });
  expect(await save(today - 1)).toMatchObject({ error: { code: 'bad-input', field: 'from' } });
  value(await save(today + 3));
  const versions = async () => (await must('shifts.overview', null)).patterns[0]!.versions;
  expect(await versions()).toEqual([
    { from: 0, body: pattern },
    { from: today + 3, body: off },
  ]);
  expect(await must('shifts.preview', { kind: 'drop-pattern-version', id: patternId, from: today + 3 })).toMatchObject({
    days: told.days,
  });
  expect(await t.call('patterns.deleteVersion', { id: patternId, from: 0 })).toMatchObject({ error: { code: 'bad-input' } });
  await must('patterns.deleteVersion', { id: patternId, from: today + 3 });
  expect(await versions()).toHaveLength(1);
  expect((await reasons())[0]).toBe('shift-patterns-changed');
});

test('rules hold from their day on, and the days before keep the usual ones', async () => {
  person('Ana');
  await week();
  const rule = { ...structuredClone(DEFAULT_RULE), graceIn: { minutes: 5, counted: false } } as Input<'rules.save'>['body'];
  expect(await must('shifts.preview', { kind: 'rule', from: today + 7, body: rule })).toMatchObject({ people: 1, past: 0 });
  await must('rules.save', { from: today + 7, body: rule });
  expect((await must('shifts.preview', { kind: 'rule', from: today + 7, body: rule })).days).toBe(0);
  expect((await must('shifts.overview', null)).rules.map((r) => r.from)).toEqual([today + 7]);
  expect(await t.call('rules.save', { from: today - 1, body: rule })).toMatchObject({
    error: { code: 'bad-input', field: 'from' },
  });
  await must('rules.delete', { from: today + 7 });
  expect((await must('shifts.overview', null)).rules).toEqual([]);
});

test('who works what on a day', async () => {
  const [ana] = [person('Ana', 'Assembly'), person('Ben'), person('Cleo', 'Assembly')];
  const { day } = await week();
  const { id: night } = await must('shifts.save', { id: null, fields: fields('Night', N) });
  await must('assignments.save', {
    id: null,
    fields: { to: { department: 'Assembly' }, from: 0, until: null, target: { shift: night } },
  });
  await must('assignments.save', { id: null, fields: { to: { person: ana }, from: today, until: null, target: 'rest' } });
  // The next Wednesday, whatever day it is.
  const wednesday = today + ((((2 - ((today + 3) % 7)) % 7) + 7) % 7);
  expect((await must('shifts.onDay', { day: wednesday })).groups).toEqual([
    { shift: null, kind: 'rest', half: false, reason: 'person', people: 1, names: ['Ana'] },
    { shift: day, kind: 'workday', half: false, reason: 'everybody', people: 1, names: ['Ben'] },
    { shift: night, kind: 'workday', half: false, reason: 'department', people: 1, names: ['Cleo'] },
  ]);
});

test('a day that is tried out: reckoned by its punches, as if all of it were over, and nothing is stored', async () => {
  const before = await reasons();
  const tried = async (punches: number[], of: Shift = D, kind: 'workday' | 'statutory' = 'workday') =>
    (
      await must('hours.try', {
        ...{ day: today, kind, body: body(of), rule: null },
        punches: punches.map((at) => ({ at, direction: null })),
      })
    ).day;
  expect(await tried([550, 1080])).toMatchObject({ verdict: 'present', planned: 480, inPlan: 470, late: 10 });
  expect(await tried([])).toMatchObject({ verdict: 'absent' });
  expect(await tried([540])).toMatchObject({ verdict: 'missing', flags: ['missing-out', 'unpaired'] });
  // A night, of which the second punch is on the next day.
  expect(await tried([1320, 1800], N)).toMatchObject({ verdict: 'present', planned: 480, inPlan: 480 });
  const statutory = {
    ...structuredClone(DEFAULT_RULE),
    overtime: [{ ...DEFAULT_OVERTIME, id: 1, name: 'Law', on: 'statutory', measure: { over: 0 }, rate: 300 }],
  };
  const day = (
    await must('hours.try', {
      ...{ day: today, kind: 'statutory', body: body(D), rule: statutory as never },
      punches: [540, 1080].map((at) => ({ at, direction: null })),
    })
  ).day;
  expect(day.overtime).toMatchObject([{ rate: 300, minutes: 480 }]);
  expect(await reasons()).toEqual(before);
});

test('what cannot be read is said, each by its name', async () => {
  const { day } = await week();
  const { own } = site();
  own.run(`INSERT INTO shift_versions (shift_id, from_day, body) VALUES (:day, 9, '{"segments":7}')`, { day });
  own.run(`INSERT INTO shift_patterns (name, name_key) VALUES ('Odd', 'odd')`);
  own.run(
    `INSERT INTO shift_pattern_versions (pattern_id, from_day, body) SELECT id, 0, '{}' FROM shift_patterns WHERE name = 'Odd'`,
  );
  own.run(`INSERT INTO shift_assignments (department, from_day, target) VALUES ('Assembly', 0, '{"moon":1}')`);
  own.run(`INSERT INTO hour_rules (from_day, body) VALUES (20000, '{}')`);
  own.run(`INSERT INTO holidays (date, name, kind) VALUES ('2026-02-30', 'x', 'off')`);
  expect((await must('shifts.overview', null)).unreadable).toEqual([
    { what: 'shift', name: 'Day' },
    { what: 'pattern', name: 'Odd' },
    { what: 'rule', name: '2024-10-04' },
    { what: 'assignment', name: 'Assembly' },
    { what: 'calendar', name: '2026-02-30' },
  ]);
});
