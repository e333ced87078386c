import { describe, expect, test } from 'vitest';
import { breakAt, D, plansOf, punchOf, shift, type Setting } from '../../../test/hours/fixtures.ts';
import { reckonDays } from './day.ts';
import { dayNumber, minuteAt } from './days.ts';
import { figuresOf, overtimeByDay, type HourDay } from './figures.ts';
import { DEFAULT_OVERTIME, type Grant, type Leave, type OvertimeRule, type Rule } from './model.ts';
import { bookOvertime, type Bucket } from './overtime.ts';

const ZONE = 'Asia/Shanghai';
const FIRST = dayNumber('2026-11-02');
const CORE = shift('06:00-22:00', { flex: { kind: 'core', core: [{ start: 600, end: 960 }], required: 480 } });
const at = (text: string): number => minuteAt(punchOf(text, '', FIRST, ZONE).at);

function figures(setting: Setting, punches: string, grants: readonly Grant[] = [], leaves: readonly Leave[] = []) {
  const records = reckonDays({
    plans: plansOf(setting),
    punches: punches === '' ? [] : punches.split(', ').map((t, i) => punchOf(t, `e${i}`, FIRST, ZONE)),
    leaves,
    now: Infinity,
  });
  const buckets = bookOvertime(records, grants);
  const days = figuresOf(7, { records, buckets, grants, leaves });
  return { buckets, day: (offset: number): HourDay => days.find((d) => d.day === FIRST + offset)! };
}

const overtime = (...rules: Partial<OvertimeRule>[]): Partial<Rule> => ({
  overtime: rules.map((more, i) => ({ ...DEFAULT_OVERTIME, id: i + 1, name: `r${i + 1}`, ...more })),
});
const minutes = (day: HourDay): (string | number)[][] => day.overtime.map((o) => [o.name, o.minutes, o.approved]);

test('says of a day what its record says', () => {
  const { day } = figures({}, '08:55, 18:03');
  expect(day(0)).toMatchObject({
    ...{ personId: 7, verdict: 'present', kind: 'workday', planned: 480, inPlan: 480, extra: 8, paid: 480, closed: false },
    ...{ shift: { id: D.id, name: D.name }, startsAt: at('09:00'), endsAt: at('18:00'), closesAt: at('18:00') + D.after },
    ...{ firstIn: at('08:55'), lastOut: at('18:03'), overtime: [], leaves: [] },
  });
  expect(day(1)).toMatchObject({ verdict: 'rest', shift: null, startsAt: null, endsAt: null, closesAt: null });
});

describe('overtime stands on the day on which its minutes were worked', () => {
  const long = shift('05:00-22:00');
  const setting: Setting = { shifts: { 0: long, 1: long, 2: long } };
  const three = '08:00, 18:00, 08:00+1, 18:00+1, 08:00+2, 18:00+2';
  const week: Partial<OvertimeRule> = { measure: { over: 1500 }, on: 'any', per: { week: 1 } };

  test('that of a week on its last days', () => {
    const { day } = figures({ ...setting, rule: overtime(week) }, three);
    expect([0, 1, 2].map((d) => minutes(day(d)))).toEqual([[], [], [['r1', 300, 300]]]);
    const longer = figures({ ...setting, rule: overtime({ ...week, measure: { over: 900 } }) }, three);
    expect([0, 1, 2].map((d) => minutes(longer.day(d)))).toEqual([[], [['r1', 300, 300]], [['r1', 600, 600]]]);
  });

  test('what rounding adds on the last of them, and a grant where it lies', () => {
    const rounded = { ...week, measure: { over: 900 }, round: { step: 120, cut: 1 } };
    const { day, buckets } = figures({ ...setting, rule: overtime(rounded) }, three);
    expect(buckets[0]!.minutes).toBe(960);
    expect([1, 2].map((d) => minutes(day(d)))).toEqual([[['r1', 300, 300]], [['r1', 660, 660]]]);
    const asked = { ...week, measure: { over: 900 }, approval: 'needed' as const };
    const grant = { from: at('08:00+2'), to: at('10:00+2') };
    const granted = figures({ ...setting, rule: overtime(asked) }, three, [grant]);
    expect([1, 2].map((d) => minutes(granted.day(d)))).toEqual([[['r1', 300, 0]], [['r1', 600, 120]]]);
  });

  test('asked for and not worked: on its date', () => {
    const grant = { from: at('19:00'), to: at('21:00') };
    const { day } = figures({ rule: overtime({ basis: 'request' }) }, '', [grant]);
    expect(minutes(day(0))).toEqual([['r1', 120, 120]]);
  });

  test('the days together have what the buckets have, to the minute', () => {
    const records = reckonDays({
      plans: plansOf({ ...setting, rule: overtime(week, { measure: { over: 480 }, on: 'any', round: { step: 7, cut: 3 } }) }),
      punches: three.split(', ').map((t, i) => punchOf(t, `e${i}`, FIRST, ZONE)),
      leaves: [],
      now: Infinity,
    });
    const buckets = bookOvertime(records, []);
    const sum = (of: (b: Pick<Bucket, 'minutes' | 'approved'>) => number, all: readonly Pick<Bucket, 'minutes' | 'approved'>[]) =>
      all.reduce((n, b) => n + of(b), 0);
    const days = [...overtimeByDay(records, buckets, []).values()].flat();
    expect(buckets.length).toBeGreaterThan(2);
    expect(sum((b) => b.minutes, days)).toBe(sum((b) => b.minutes, buckets));
    expect(sum((b) => b.approved, days)).toBe(sum((b) => b.approved, buckets));
  });
});

describe('leave by its kind', () => {
  const half = { unit: 'half', day: FIRST, half: 'first' } as const;
  test('each has its own minutes, and together they are the day’s', () => {
    const leaves: Leave[] = [
      { kind: 'sick', paid: true, ...half },
      { kind: 'own', paid: false, unit: 'span', from: at('11:00'), to: at('15:00') },
    ];
    const { day } = figures({}, '15:00, 18:00', [], leaves);
    const own = day(0).leaves;
    expect(own.map((l) => [l.kind, l.paid])).toEqual([
      ['sick', true],
      ['own', false],
    ]);
    expect(own.reduce((n, l) => n + l.minutes, 0)).toBe(day(0).leave);
  });
  test('of flexible hours no more than was missed', () => {
    const { day } = figures({ shifts: { 0: CORE } }, '08:00, 14:00', [], [{ kind: 'sick', paid: true, ...half }]);
    expect(day(0)).toMatchObject({ leave: 120, leaves: [{ kind: 'sick', paid: true, minutes: 120 }] });
  });
  test('worked through: none', () => {
    const { day } = figures(
      { shifts: { 0: shift('09:00-18:00', { breaks: [breakAt('12:00', 60)] }) } },
      '09:00, 18:00',
      [],
      [{ kind: 'sick', paid: true, ...half }],
    );
    expect(day(0).leaves).toEqual([]);
  });
});
