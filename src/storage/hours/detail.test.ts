import { expect, test } from 'vitest';
import { D as DAY_SHIFT } from '../../../test/hours/fixtures.ts';
import { openTemp, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import { dayNumber } from '../../domain/hours/days.ts';
import { DEFAULT_RULE } from '../../domain/hours/model.ts';
import {
  ChartRows,
  HoursCharts,
  HoursGrid,
  HoursPerson,
  HoursPreview,
  HoursToday,
  hoursCalls,
  type TodayCount,
} from '../../shared/calls/hours.ts';
import type { ShiftBody } from '../../shared/hours.ts';
import { dayDetail, monthOf, personMonth, previewOf } from './detail.ts';
import { hoursGrid } from './grid.ts';
import { hourPeople } from './people.ts';
import { readPlan, saveAssignment, savePattern, saveRule, saveShift } from './plan.ts';
import { hoursCharts, hoursTeam, rowsBehind } from './team.ts';
import { hoursToday, todayWho } from './today.ts';

const ZONE = 'Asia/Shanghai';
const ms = (text: string): number => Date.parse(`${text}+08:00`);
const NOW = ms('2026-11-24T12:00');
const TODAY = dayNumber('2026-11-20');

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  db.run('UPDATE people SET enrolled_at = :at', { at: ms('2026-11-03T08:00') });
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(DAY_SHIFT);
  const body: ShiftBody = { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
  const day = value(saveShift(db, null, 'Day', dayNumber('2026-10-01'), body, TODAY));
  const week = { days: [day, day, day, day, day, null, null], anchor: dayNumber('2026-11-02'), followsCalendar: true };
  const pattern = value(savePattern(db, null, 'Mon–Fri', 0, week, TODAY));
  value(
    saveAssignment(db, null, {
      to: 'everybody',
      from: 0,
      until: dayNumber('2026-11-29'),
      target: { pattern },
    }),
  );
  db.run("INSERT INTO holidays (date, name, kind) VALUES ('2026-11-10', 'Founding Day', 'off')");
  const punch = (at: string): number =>
    rawEvent(db, {
      kind: "'recognised'",
      person_id: String(ada),
      at: String(ms(at)),
      direction: "'in'",
      time_zone: `'${ZONE}'`,
    });
  return { db, ada, punch, read: () => readPlan(db, ZONE, 1) };
}

test('a month in marks: each day is something, and nothing is a blank', () => {
  const { db, ada, punch, read } = site();
  punch('2026-11-04T09:12');
  punch('2026-11-04T18:00');
  punch('2026-11-05T09:00');
  punch('2026-11-24T08:50');
  const month = personMonth(db, read(), ada, monthOf('2026-11'), NOW)!;
  expect(HoursPerson.parse(month)).toEqual(month);
  const mark = (iso: string) => month.days.find((d) => d.figures.day === dayNumber(iso))?.mark;
  expect({
    before: mark('2026-11-02'),
    late: mark('2026-11-04'),
    missing: mark('2026-11-05'),
    absent: mark('2026-11-06'),
    rest: mark('2026-11-07'),
    holiday: mark('2026-11-10'),
    today: mark('2026-11-24'),
    tomorrow: mark('2026-11-25'),
    // Nothing is assigned any more.
    unassigned: mark('2026-11-30'),
  }).toEqual({
    before: 'not-yet',
    late: 'late',
    missing: 'missing',
    absent: 'absent',
    rest: 'rest',
    holiday: 'holiday',
    today: 'open',
    tomorrow: 'ahead',
    unassigned: 'not-planned',
  });
  expect(month.calendar).toEqual([{ day: dayNumber('2026-11-10'), name: 'Founding Day', kind: 'off' }]);
  expect(month.totals).toMatchObject({ lateDays: 1, late: 12, verdicts: { missing: 1 } });
  expect(month.days).toHaveLength(30);
  expect(personMonth(db, read(), 99, monthOf('2026-11'), NOW)).toBeNull();
});

test('a balance is that of the period that the month ends in', () => {
  const { db, ada, read } = site();
  value(
    saveRule(
      db,
      0,
      {
        ...structuredClone(DEFAULT_RULE),
        balance: { unit: 'quarter', required: 6000, creditHolidays: true, weekStartsOn: 1 },
      } as never,
      TODAY,
    ),
  );
  expect(personMonth(db, read(), ada, monthOf('2026-11'), NOW)!.balance).toMatchObject({
    from: dayNumber('2026-10-01'),
    to: dayNumber('2026-12-31'),
    required: 6000,
    worked: 0,
    credited: 480,
  });
});

test('a day opens with its plan, why it is the plan, and each punch with its reasons', () => {
  const { db, ada, punch, read } = site();
  punch('2026-11-04T09:12');
  const open = dayDetail(db, read(), ada, dayNumber('2026-11-04'), NOW)!;
  expect(hoursCalls['hours.day'].output.parse(open)).toEqual(open);
  expect(open.detail.origin).toEqual({
    by: 'everybody',
    pattern: 'Mon–Fri',
    shiftFrom: dayNumber('2026-10-01'),
    ruleFrom: 0,
    holiday: null,
  });
  expect(open.detail.plan.window).not.toBeNull();
  expect(open.detail.punches[0]!.codes.map((c) => c.code)).toContain('in-window');
  expect(open.detail.proposals).toContainEqual({
    kind: 'add',
    direction: 'out',
    at: open.detail.bounds.from + 18 * 60,
  });
  expect(dayDetail(db, read(), ada, dayNumber('2026-11-10'), NOW)!.detail.origin.holiday).toEqual({
    name: 'Founding Day',
    kind: 'off',
  });
});

test('what a correction would change is told, and nothing is kept', () => {
  const { db, ada, punch, read } = site();
  const stray = punch('2026-11-05T08:10');
  punch('2026-11-05T09:00');
  punch('2026-11-05T18:00');
  const before = personMonth(db, read(), ada, monthOf('2026-11'), NOW);
  const preview = previewOf(db, read(), ada, dayNumber('2026-11-05'), { kind: 'ignore', punch: `e${stray}` }, NOW)!;
  expect(HoursPreview.parse(preview)).toEqual(preview);
  expect(preview.days.map((d) => [d.before.day, d.before.verdict, d.after.verdict])).toEqual([
    [dayNumber('2026-11-05'), 'missing', 'present'],
  ]);
  expect([preview.before.verdicts.missing, preview.after.verdicts.missing]).toEqual([1, undefined]);
  expect(personMonth(db, read(), ada, monthOf('2026-11'), NOW)).toEqual(before);
});

test('whoever left in the month is in its list, whoever came after it is not', () => {
  const { db, ada, read } = site();
  const bo = rawPerson(db, 'Bo');
  const zone = read().book.zones[0]!.value;
  const names = (month: string): string[] => {
    const from = dayNumber(`${month}-01`);
    return hourPeople(db, zone, from, from + 27).map((p) => p.name);
  };
  db.run('UPDATE people SET deleted_at = :at WHERE id = :ada', { at: ms('2026-11-12T10:00'), ada });
  db.run('UPDATE people SET enrolled_at = :at WHERE id = :bo', { at: ms('2026-12-02T10:00'), bo });
  expect([names('2026-11'), names('2026-12')]).toEqual([['Ada'], ['Bo']]);
  const month = personMonth(db, read(), ada, monthOf('2026-11'), NOW)!;
  expect(month.days.find((d) => d.figures.day === dayNumber('2026-11-13'))!.mark).toBe('left');
});

test('a grid is a page of people; the filter for problems leaves those who have one', () => {
  const { db, ada, punch, read } = site();
  rawPerson(db, 'Bo');
  db.run("UPDATE people SET enrolled_at = :at, department = 'Store' WHERE name = 'Bo'", { at: ms('2026-11-23T08:00') });
  punch('2026-11-04T09:12');
  const query = { month: '2026-11', search: '', department: null, problems: false, page: 0 };
  const all = hoursGrid(db, read(), query, NOW);
  expect(HoursGrid.parse(all)).toEqual(all);
  expect([all.people, all.rows.map((r) => r.cells.length), all.departments]).toEqual([2, [30, 30], ['', 'Store']]);
  expect(hoursGrid(db, read(), { ...query, department: 'Store' }, NOW).rows.map((r) => r.person.name)).toEqual(['Bo']);
  expect(hoursGrid(db, read(), { ...query, page: 1 }, NOW).rows).toEqual([]);
  const ids = (q: Partial<typeof query>) => hoursGrid(db, read(), { ...query, ...q }, NOW).rows.map((r) => r.person.id);
  expect(ids({ problems: true })).toContain(ada);
  // Everybody of December is still to come.
  expect(ids({ month: '2026-12', problems: true })).toEqual([]);
});

test('today: counts by department, and the people behind each', () => {
  const { db, ada, punch, read } = site();
  const bo = rawPerson(db, 'Bo');
  db.run("UPDATE people SET enrolled_at = :at, department = 'Store' WHERE id = :bo", { at: ms('2026-11-03T08:00'), bo });
  punch('2026-11-24T09:20');
  const today = hoursToday(db, read(), NOW);
  expect(HoursToday.parse(today)).toEqual(today);
  expect(today.departments).toEqual([
    {
      department: '',
      counts: { expected: 1, here: 1, gone: 0, late: 1, 'not-yet': 0, absent: 0, leave: 0, elsewhere: 0, unplanned: 0 },
    },
    {
      department: 'Store',
      counts: { expected: 1, here: 0, gone: 0, late: 0, 'not-yet': 1, absent: 0, leave: 0, elsewhere: 0, unplanned: 0 },
    },
  ]);
  const who = (which: TodayCount) => todayWho(db, read(), { department: null, which }, NOW).map((p) => p.person.id);
  expect([who('late'), who('not-yet'), who('expected')]).toEqual([[ada], [bo], [ada, bo]]);
  // A Sunday: nobody is expected, although shifts are planned; after the last day of the plan they are not.
  expect(hoursToday(db, read(), ms('2026-11-22T12:00'))).toMatchObject({ planned: false, plans: true, departments: [] });
  expect(hoursToday(db, read(), ms('2026-12-01T12:00'))).toMatchObject({ planned: false, plans: false });
  // The window closes at midnight: until then nobody is absent.
  expect(hoursToday(db, read(), ms('2026-11-24T23:59')).departments[1]!.counts).toMatchObject({ 'not-yet': 1, absent: 0 });
});

test('a chart and the rows behind its parts say the same', () => {
  const { db, ada, punch, read } = site();
  punch('2026-11-04T09:12');
  punch('2026-11-04T18:00');
  const last = <T>(steps: Generator<void, T>): T => {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  };
  const charts = last(hoursCharts(db, read(), '2026-11', NOW));
  expect(HoursCharts.parse(charts)).toEqual(charts);
  expect(charts.lateness).toEqual([{ department: '', days: 1, late: 1, minutes: 12 }]);
  const behind = last(rowsBehind(db, read(), '2026-11', { chart: 'lateness', department: '' }, NOW));
  expect(ChartRows.parse(behind)).toEqual(behind);
  expect([behind.total, behind.rows[0]!.person.id]).toEqual([1, ada]);
  const team = hoursTeam(db, read(), '2026-11', NOW);
  expect(team).toMatchObject({ stale: 0, rows: [{ person: { id: ada }, totals: { lateDays: 1 } }] });
  expect([charts.months, charts.stale]).toEqual([[], 1]);
  // Of a department: its own arrivals and weeks, and everybody's late days to choose from.
  const bo = rawPerson(db, 'Bo');
  db.run("UPDATE people SET enrolled_at = :at, department = 'Store' WHERE id = :bo", { at: ms('2026-11-03T08:00'), bo });
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
  const of = (department: string | null) => last(hoursCharts(db, read(), '2026-11', NOW, department));
  expect([null, '', 'Store'].map((d) => sum(of(d).arrivals))).toEqual([1, 1, 0]);
  const planned = (d: string | null): number => sum(of(d).weeks.map((w) => w.planned));
  expect(planned('')).toBeGreaterThan(0);
  expect(planned('') + planned('Store')).toBe(planned(null));
  expect(of('Store').lateness.map((d) => d.department)).toEqual(of(null).lateness.map((d) => d.department));
  const slot = charts.arrivals.indexOf(1);
  const came = (d: string) => last(rowsBehind(db, read(), '2026-11', { chart: 'arrivals', slot }, NOW, d)).total;
  expect([came(''), came('Store')]).toEqual([1, 0]);
});
