/** Who works in the demonstration, by which shifts, and which days are holidays. */
import { dayNumber, isoDay, weekStart, type Day } from '../src/domain/hours/days.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type Break, type Rule } from '../src/domain/hours/model.ts';
import type { ShiftBody } from '../src/shared/hours.ts';
import { saveHolidays } from '../src/storage/access/edit.ts';
import type { WritableDb } from '../src/storage/file/db.ts';
import { saveAssignment, savePattern, saveRule, saveShift } from '../src/storage/hours/plan.ts';
import { insertPerson, listPeople } from '../src/storage/people/people.ts';
import { value } from '../tools/value.ts';

const DEPARTMENTS = {
  production: '生产 Production',
  logistics: '物流 Logistics',
  canteen: '食堂 Canteen',
  security: '安保 Security',
  research: '研发 R&D',
  reception: '前台 Reception',
} as const;

/** Beside the three whom the recorded camera shows. */
const STAFF: readonly (readonly [name: string, department: keyof typeof DEPARTMENTS])[] = [
  ['陈思远', 'research'],
  ['Amara Okafor', 'research'],
  ['李晓梅', 'research'],
  ['Tomáš Dvořák', 'research'],
  ['周子涵', 'research'],
  ['Jonas Lindqvist', 'logistics'],
  ['王建国', 'logistics'],
  ['Mateo Fernández', 'logistics'],
  ['刘洋', 'logistics'],
  ['Agnieszka Nowak', 'logistics'],
  ['赵雨桐', 'reception'],
  ['Priya Raghunathan', 'reception'],
  ['黄丽娜', 'canteen'],
  ['Siobhán O’Malley', 'canteen'],
  ['吴强', 'canteen'],
  ['Dieter Krause', 'security'],
  ['孙伟', 'security'],
  ['Fatima El-Sayed', 'security'],
  ['张敏', 'production'],
  ['Lucas Martin', 'production'],
  ['杨帆', 'production'],
  ['Ingrid Solberg', 'production'],
  ['马超', 'production'],
  ['Nguyễn Thị Lan', 'production'],
  ['徐静', 'production'],
  ['Kofi Mensah', 'production'],
  ['朱文博', 'production'],
];

export type Staff = { readonly id: number; readonly department: string; /** Their first day. */ readonly since: Day };

/** Thirty people, or the first few of them. Everybody is enrolled before the year begins, but for two who came in the middle of it. */
export function engage(db: WritableDb, first: Day, today: Day, most: number): readonly Staff[] {
  for (const [i, [name, department]] of STAFF.slice(0, Math.max(0, most - 3)).entries())
    value(insertPerson(db, { employeeNumber: String(1004 + i), name, department: DEPARTMENTS[department] }, first * DAY_MS));
  const people = listPeople(db, '').toSorted((a, b) => a.employeeNumber.localeCompare(b.employeeNumber));
  const middle = Math.floor((first + today) / 2);
  return people.map(({ id, employeeNumber, department }) => {
    const since = ['1013', '1026'].includes(employeeNumber) ? middle : first;
    db.run('UPDATE people SET enrolled_at = :at WHERE id = :id', { at: since * DAY_MS, id });
    return { id, department, since };
  });
}
const DAY_MS = 86_400_000;

const pause = (at: number, length: number): Break => ({ when: { at }, length, clocked: false, min: 0, max: null, paid: false });
const shift = (segments: readonly (readonly [number, number])[], breaks: Break[], more: Partial<ShiftBody> = {}): ShiftBody => ({
  segments: segments.map(([start, end]) => ({ start: start * 60, end: end * 60 })),
  before: 120,
  after: 360,
  breaks,
  flex: null,
  halfDayAt: 'without-break',
  needIn: true,
  needOut: true,
  ...more,
});

const SHIFTS = [
  ['白班 Day', 'D', 'teal', shift([[9, 18]], [pause(12 * 60, 60)])],
  ['早班 Early', 'E', 'yellow', shift([[6, 14]], [pause(10 * 60, 30)])],
  ['中班 Late', 'L', 'orange', shift([[14, 22]], [pause(18 * 60, 30)])],
  ['夜班 Night', 'N', 'violet', shift([[22, 30]], [pause(26 * 60, 30)])],
  ['弹性 Flexible', 'F', 'blue', shift([[9, 18]], [pause(12 * 60, 60)], { flex: { kind: 'slide', early: 60, late: 90 } })],
  [
    '两段 Split',
    'S',
    'green',
    shift(
      [
        [7, 11],
        [16, 20],
      ],
      [],
      { before: 60, after: 60 },
    ),
  ],
] as const;

const RULE: Rule = {
  ...DEFAULT_RULE,
  graceIn: { minutes: 5, counted: false },
  graceOut: { minutes: 5, counted: false },
  lateSteps: [{ over: 30, as: 'serious' }],
  limits: { overtimePerDay: 180, overtimePerMonth: 2160, restBetween: 600 },
  nightBonus: { from: 1320, to: 360 },
  correctionQuota: { count: 3, monthStartsOn: 1, days: 30, kinds: ['missing', 'late', 'early', 'other'] },
  balance: { unit: 'month', required: 'calendar', creditHolidays: false, weekStartsOn: 1 },
  overtime: [
    { ...DEFAULT_OVERTIME, id: 1, name: '延时 Weekday', least: 30, round: { step: 30, cut: 30 } },
    { ...DEFAULT_OVERTIME, id: 2, name: '休息日 Rest day', on: 'rest', measure: { over: 0 }, rate: 200 },
    { ...DEFAULT_OVERTIME, id: 3, name: '法定 Holiday', on: 'statutory', measure: { over: 0 }, rate: 300 },
  ],
};

const HOLIDAYS = [
  ['01-01', '元旦 New Year’s Day', 'statutory'],
  ['05-01', '劳动节 Labour Day', 'statutory'],
  ['10-01', '国庆节 National Day', 'statutory'],
  ['10-02', '国庆节 National Day', 'statutory'],
  ['10-03', '国庆节 National Day', 'statutory'],
  ['12-24', '平安夜 Christmas Eve', 'half'],
  ['12-25', '圣诞节 Christmas', 'off'],
] as const;

/** Shifts, patterns, who works by which, rules and the calendar of the years that the days lie in. */
export function plan(db: WritableDb, staff: readonly Staff[], first: Day, today: Day): void {
  const [day, early, late, night, flexible, split] = SHIFTS.map(([name, code, colour, body]) =>
    value(saveShift(db, null, name, 0, structuredClone(body), today, { code, colour })),
  ) as [number, number, number, number, number, number];
  const anchor = weekStart(first, 1);
  const pattern = (name: string, days: (number | null)[], followsCalendar = true, from = anchor): number =>
    value(savePattern(db, null, name, 0, { days, anchor: from, followsCalendar }, today));
  const week = (id: number): (number | null)[] => [id, id, id, id, id, null, null];
  const turns = [early, early, late, late, night, night, null, null];
  const teams = [0, 2, 4, 6].map((offset, i) => pattern(`轮班 Team ${'ABCD'[i]!}`, turns, false, anchor + offset));
  const of: Record<keyof typeof DEPARTMENTS, number> = {
    reception: pattern('周一至周五 Mon–Fri', week(day)),
    research: pattern('弹性周 Flexible week', week(flexible)),
    logistics: pattern('物流 Mon–Sat', [day, day, day, day, day, null, null, day, day, day, day, day, day, null]),
    canteen: pattern('食堂 Split week', [split, split, split, split, split, split, null]),
    security: pattern('夜班周 Nights', [night, night, night, null, null, night, night], false),
    production: teams[0]!,
  };
  const assign = (to: Parameters<typeof saveAssignment>[2]['to'], target: number): void =>
    void value(saveAssignment(db, null, { to, from: first, until: null, target: { pattern: target } }));
  for (const [key, department] of Object.entries(DEPARTMENTS)) assign({ department }, of[key as keyof typeof DEPARTMENTS]);
  const workers = staff.filter((s) => s.department === DEPARTMENTS.production);
  for (const [i, { id }] of workers.entries()) if (i % 4 > 0) assign({ person: id }, teams[i % 4]!);
  value(saveRule(db, 0, RULE, today));
  const years = new Set([first, today, today + 60].map((d) => isoDay(d).slice(0, 4)));
  const dates = [...years].flatMap((year) =>
    HOLIDAYS.map(([date, name, kind]) => ({ date: isoDay(dayNumber(`${year}-${date}`)), name, kind, asWeekday: null })),
  );
  value(saveHolidays(db, dates, []));
}

export const isLate = (department: string): boolean => department === DEPARTMENTS.logistics;
