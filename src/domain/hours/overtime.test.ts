/** 3.5 of the specification: overtime, holidays, balances. Rates are per cent; a case says what each rule gets. */
import { describe, expect, test } from 'vitest';
import { balanceOf, periodOf } from './balance.ts';
import { reckonDays } from './day.ts';
import { dayNumber, isoDay, minuteAt, type Day } from './days.ts';
import { anyTime, breakAfter, breakAt, hm, N, plansOf, punchOf, shift, type Setting } from '../../../test/hours/fixtures.ts';
import {
  DEFAULT_RULE,
  type Balance,
  type DayKind,
  type DayPlan,
  type DayRecord,
  type Grant,
  type Rule,
  DEFAULT_OVERTIME,
  type OvertimeRule,
} from './model.ts';
import { bookOvertime, countedOf, minutesByKind } from './overtime.ts';
import { lengthOf } from './spans.ts';
import { zoneDays } from './zone-days.ts';

let id = 0;
const rule = (more: Partial<OvertimeRule>): OvertimeRule => ({ ...DEFAULT_OVERTIME, id: ++id, name: '', ...more });
const over = (n: number, more: Partial<OvertimeRule> = {}): OvertimeRule => rule({ measure: { over: n }, on: 'any', ...more });

/** Minutes that each rule gets, by day offset of its bucket. */
function booked(setting: Setting, punches: string, rules: OvertimeRule[], grants: Grant[] = []): (string | number)[][] {
  const { zone = 'Asia/Shanghai', on = '2026-11-02' } = setting;
  const first = dayNumber(on);
  const records = reckonDays({
    plans: plansOf({ ...setting, rule: { ...setting.rule, overtime: rules } }),
    punches: punches === '' ? [] : punches.split(', ').map((t, i) => punchOf(t, `e${i}`, first, zone)),
    leaves: [],
    now: Infinity,
  });
  return bookOvertime(records, grants).map((b) => [b.date - first, rules.indexOf(b.rule), b.minutes]);
}

const at = (text: string): number => minuteAt(punchOf(text, '', dayNumber('2026-11-02'), 'Asia/Shanghai').at);
const NINE_TO_FIVE = shift('08:45-17:30');

describe('of a day', () => {
  const later = rule({ beginAfter: 30, least: 30 });
  const half = rule({ least: 30 });
  const levels = [over(480), over(660), over(840)];
  const BERLIN = { zone: 'Europe/Berlin', on: '2026-10-24', shifts: { 0: N } };
  test.each<[string, Setting, string, OvertimeRule[], (string | number)[][]]>([
    ['3 over eight hours of the long night', BERLIN, '21:58, 06:00+1', [over(480)], [[0, 0, 60]]],
    ['3 over the plan', BERLIN, '21:58, 06:00+1', [over(0, { measure: 'over-planned' })], []],
    ['74 before the start is not paid', { shifts: { 0: NINE_TO_FIVE } }, '08:30, 18:45', [rule({})], [[0, 0, 75]]],
    [
      '74 but where a rule says so',
      { shifts: { 0: NINE_TO_FIVE } },
      '08:30, 18:45',
      [rule({}), rule({ measure: 'before-start' })],
      [
        [0, 0, 75],
        [0, 1, 15],
      ],
    ],
    ['87 18:59', {}, '09:00, 18:59', [later], []],
    ['87 19:00', {}, '09:00, 19:00', [later], [[0, 0, 30]]],
    ['87 20:00', {}, '09:00, 20:00', [later], [[0, 0, 90]]],
    ['87 18:29', {}, '09:00, 18:29', [half], []],
    ['87 18:30', {}, '09:00, 18:30', [half], [[0, 0, 30]]],
    [
      '89 twelve hours',
      {},
      '09:00, 22:00',
      levels,
      [
        [0, 1, 60],
        [0, 0, 180],
      ],
    ],
    [
      '89 fifteen hours',
      { shifts: { 0: shift('06:00-18:00', { breaks: [breakAt('12:00', 60)] }) } },
      '06:00, 22:00',
      levels,
      [
        [0, 2, 60],
        [0, 1, 180],
        [0, 0, 180],
      ],
    ],
    ['90 after the end', {}, '09:30, 18:30', [rule({})], [[0, 0, 30]]],
    ['90 over the plan', {}, '09:30, 18:30', [rule({ measure: 'over-planned' })], []],
    ['93 by the start', { shifts: {} }, '22:00, 10:00+1, 14:00+1, 18:00+1', [over(480)], [[0, 0, 240]]],
    [
      '93 split at midnight',
      { shifts: {}, rule: { dayOf: 'split' } },
      '22:00, 10:00+1, 14:00+1, 18:00+1',
      [over(480)],
      [[1, 0, 360]],
    ],
    [
      '445 minutes by half hours',
      {},
      '10:00, 01:25+1',
      [rule({ round: { step: 30, cut: 30 }, as: { ratio: 100 } })],
      [[0, 0, 420]],
    ],
    ['no more than that', {}, '09:00, 22:00', [rule({ most: 180 })], [[0, 0, 180]]],
    ['less a meal', {}, '09:00, 21:00', [rule({ deduct: [breakAt('18:00', 30)] })], [[0, 0, 150]]],
    ['without fixed hours there is none', { rule: { judge: false } }, '09:00, 22:00', [rule({}), over(480)], []],
    [
      'nor where they are owed after the end',
      { shifts: { 0: shift('08:00-16:00', { breaks: [breakAfter(360, 30), breakAfter(540, 45)] }) } },
      '08:00, 17:40',
      [rule({})],
      [[0, 0, 90]],
    ],
    ['breaks that the law takes are no overtime', { shifts: { 0: anyTime() } }, '05:00, 14:46', [over(480)], [[0, 0, 61]]],
  ])('%s', (_name, setting, punches, rules, expected) => {
    expect(booked(setting, punches, rules)).toEqual(expected);
  });

  test.each([
    ['punches', 150],
    ['both', 90],
    ['request', 120],
  ] as const)('88 by %s', (basis, minutes) => {
    const asked = [{ from: at('19:00'), to: at('21:00') }];
    expect(booked({}, '09:00, 20:30', [rule({ basis })], asked)).toEqual([[0, 0, minutes]]);
  });

  test('what needs a word is approved as far as it was granted', () => {
    const needed = rule({ approval: 'needed' });
    const records = reckonDays({
      plans: plansOf({ rule: { overtime: [needed] } }),
      punches: ['09:00', '20:00'].map((t, i) => punchOf(t, `e${i}`, dayNumber('2026-11-02'), 'Asia/Shanghai')),
      leaves: [],
      now: Infinity,
    });
    const [all] = bookOvertime(records, []);
    const [part] = bookOvertime(records, [{ from: at('18:00'), to: at('19:00') }]);
    expect([all?.minutes, all?.approved, part?.approved]).toEqual([120, 0, 60]);
  });
});

/** Weeks of days: from a Monday, one word a day: '-' or 'HH:MM-HH:MM' worked, with the shift of the same words. */
function weekOf(
  monday: string,
  worked: readonly string[],
  rules: OvertimeRule[],
  more: Partial<Rule> = {},
  shifted = true,
): DayRecord[] {
  const first = dayNumber(monday);
  const zone = zoneDays('Asia/Shanghai');
  const plans = worked.map((text, i): DayPlan => ({
    day: first + i,
    zone,
    kind: text === '-' ? 'rest' : 'workday',
    rule: { ...DEFAULT_RULE, overtime: rules, ...more },
    shift: text === '-' || !shifted ? null : shift(text),
    half: false,
    credit: 0,
    employed: true,
  }));
  const punches = worked.flatMap((text, i) => {
    if (text === '-') return [];
    const [from = '', to = ''] = text.split('-');
    const next = hm(to) <= hm(from) ? 1 : 0;
    return [
      punchOf(`in ${from}`, `e${i}a`, first + i, zone.name),
      punchOf(`out ${to}${next ? '+1' : ''}`, `e${i}b`, first + i, zone.name),
    ];
  });
  return [...reckonDays({ plans, punches, leaves: [], now: Infinity })];
}
const EIGHT = '09:00-17:00';
const NINE = '09:00-18:00';
const total = (records: readonly DayRecord[], of: OvertimeRule): number =>
  bookOvertime(records, []).reduce((sum, b) => sum + (b.rule === of ? b.minutes : 0), 0);

describe('of weeks, rows of days, periods', () => {
  test('91 no minute is in two buckets', () => {
    const [day, week] = [over(480), over(2400, { per: { week: 1 } })];
    const long = weekOf('2026-11-02', [NINE, NINE, NINE, NINE, NINE, '-', '-'], [day, week]);
    expect([total(long, day), total(long, week)]).toEqual([300, 0]);
    const six = weekOf('2026-11-02', [EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, '-'], [day, week]);
    expect([total(six, day), total(six, week)]).toEqual([0, 480]);
    const saturday = bookOvertime(six, [])[0]!.spans;
    expect(saturday.map((s) => isoDay(zoneDays('Asia/Shanghai').wallOf(s.from).day))).toEqual(['2026-11-07']);
  });

  test('92 a night into Monday belongs to the week of its start, or is split', () => {
    const week = over(0, { per: { week: 1 } });
    const by = (dayOf: Rule['dayOf']): (string | number)[][] =>
      bookOvertime(weekOf('2026-10-12', ['-', '-', '-', '-', '-', '-', '22:00-06:00', '-'], [week], { dayOf }), []).map((b) => [
        isoDay(b.date),
        b.minutes,
      ]);
    expect(by('start')).toEqual([['2026-10-12', 480]]);
    expect(by('end')).toEqual([['2026-10-19', 480]]);
    expect(by('most')).toEqual([['2026-10-19', 480]]);
    expect(by('split')).toEqual([
      ['2026-10-12', 120],
      ['2026-10-19', 360],
    ]);
  });

  test('the seventh day in a row', () => {
    const seventh = over(0, { per: { streak: 7 }, rate: 200 });
    const all = weekOf('2026-11-02', [EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, '-'], [seventh]);
    expect(bookOvertime(all, []).map((b) => [isoDay(b.date), b.minutes])).toEqual([['2026-11-08', 480]]);
    expect(total(weekOf('2026-11-02', [EIGHT, EIGHT, '-', EIGHT, EIGHT, EIGHT, EIGHT], [seventh]), seventh)).toBe(0);
  });

  const WEEK: Balance = { unit: 'week', required: 1920, creditHolidays: true, weekStartsOn: 1 };
  const minutes = (r: DayRecord): number => lengthOf(countedOf(r));
  test('94 the week asks for 32 hours, whatever its days', () => {
    const records = weekOf('2026-11-02', [EIGHT, EIGHT, '-', '-', EIGHT, EIGHT, '-'], []);
    expect(balanceOf(records, WEEK, minutes)).toMatchObject({ required: 1920, worked: 1920, difference: 0 });
  });
  test('94 a holiday is credited', () => {
    const records = weekOf('2026-11-02', ['-', EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, '-'], []);
    records[0] = { ...records[0]!, plan: { ...records[0]!.plan, kind: 'off', credit: 480 } };
    expect(balanceOf(records, { ...WEEK, required: 2400 }, minutes)).toMatchObject({ credited: 480, difference: 480 });
  });

  test('98 a quarter of 496 hours: 10 at 150 %, 24 statutory at 300 %', () => {
    const statutory = over(0, { on: 'statutory', rate: 300 });
    const period = over(496 * 60, { on: 'any', per: 'period', rate: 150 });
    const quarter: Balance = { unit: 'quarter', required: 496 * 60, creditHolidays: false, weekStartsOn: 1 };
    // 506 hours on ordinary days (53 of 9 h 30 and one of 2 h 30), 24 on three statutory ones.
    const worked = Array.from({ length: 92 }, (_, i) => {
      if (i < 3) return '08:00-16:00';
      if (i < 56) return '08:00-17:30';
      return i === 56 ? '08:00-10:30' : '-';
    });
    const rules = [statutory, period];
    const records = weekOf('2026-10-01', worked, rules, { balance: quarter }, false).map((r) =>
      r.day < dayNumber('2026-10-04') ? { ...r, plan: { ...r.plan, kind: 'statutory' as const } } : r,
    );
    expect([total(records, period), total(records, statutory)]).toEqual([600, 1440]);
  });

  test.each([
    ['2026-11-02', 'week', '2026-11-02', '2026-11-08'],
    ['2026-11-15', 'month', '2026-11-01', '2026-11-30'],
    ['2028-02-29', 'month', '2028-02-01', '2028-02-29'],
    ['2026-12-31', 'quarter', '2026-10-01', '2026-12-31'],
    ['2026-05-05', 'year', '2026-01-01', '2026-12-31'],
  ] as const)('%s lies in the %s from %s to %s', (day, unit, from, to) => {
    const period = periodOf(dayNumber(day), { unit, weekStartsOn: 1 });
    expect([isoDay(period.from), isoDay(period.to)]).toEqual([from, to]);
  });
});

describe('95 the kinds of a night before holidays, China', () => {
  const kinds = new Map<Day, DayKind>([
    [dayNumber('2026-10-01'), 'statutory'],
    [dayNumber('2026-10-02'), 'statutory'],
    [dayNumber('2026-10-03'), 'statutory'],
    [dayNumber('2026-10-04'), 'off'],
  ]);
  const of = (on: string, holidayBy: Rule['holidayBy']) => {
    const day = dayNumber(on);
    const plans = plansOf({ on, shifts: { 0: N }, rule: { holidayBy } }).map((p) => ({
      ...p,
      kind: kinds.get(p.day) ?? 'workday',
    }));
    const punches = ['22:00', '06:00+1'].map((t, i) => punchOf(t, `e${i}`, day, 'Asia/Shanghai'));
    const record = reckonDays({ plans, punches, leaves: [], now: Infinity })[2]!;
    return Object.fromEntries(Object.entries(minutesByKind(record, (d) => kinds.get(d) ?? 'workday')).filter(([, n]) => n > 0));
  };
  test.each([
    ['2026-09-30', 'shift', { workday: 480 }],
    ['2026-09-30', 'minute', { workday: 120, statutory: 360 }],
    ['2026-10-03', 'shift', { statutory: 480 }],
    ['2026-10-03', 'minute', { statutory: 120, off: 360 }],
  ] as const)('%s by %s', (on, by, expected) => expect(of(on, by)).toEqual(expected));
});
