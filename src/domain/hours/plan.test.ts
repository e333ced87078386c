import { describe, expect, test } from 'vitest';
import { reckonDays } from './day.ts';
import { dayNumber, type Day } from './days.ts';
import { breakAt, D, N, punchOf, shift } from '../../../test/hours/fixtures.ts';
import { DEFAULT_RULE, type DayRecord, DEFAULT_OVERTIME } from './model.ts';
import { bookOvertime } from './overtime.ts';
import {
  assignmentOf,
  faultOf,
  onPattern,
  overlapOf,
  overlappingDays,
  planDay,
  plannedLength,
  type Assignment,
  type CalendarDay,
  type Pattern,
  type PlanBook,
  type Worker,
} from './plan.ts';
import { zoneDays } from './zone-days.ts';

const ZONE = zoneDays('Asia/Shanghai');
const day = dayNumber;
const WEEKDAYS: Pattern = {
  id: 1,
  name: 'Mon–Fri',
  days: [1, 1, 1, 1, 1, null, null],
  anchor: day('2024-01-01'),
  followsCalendar: true,
};
const ANY: Worker = { id: 7, department: 'Assembly', joined: null, left: null };
const everybody = (target: Assignment['target']): Assignment => ({ id: 1, to: 'everybody', from: 0, until: null, target });

/** The State Council's days of 2026 that the cases need, statutory as the law has them. */
const CHINA: readonly CalendarDay[] = [
  ['2026-02-14', 'working-day', '春节'],
  ['2026-02-17', 'statutory', '春节'],
  ['2026-02-20', 'off', '春节'],
  ['2026-04-04', 'off', '清明节'],
  ['2026-04-05', 'statutory', '清明节'],
  ['2026-04-06', 'off', '清明节'],
  ['2026-05-02', 'statutory', '劳动节'],
  ['2026-05-09', 'working-day', '劳动节'],
].map(([date, kind, name]) => ({ day: day(date!), kind: kind as CalendarDay['kind'], name: name!, asWeekday: null }));

const book = (more: Partial<PlanBook> = {}): PlanBook => ({
  shifts: new Map([
    [1, [{ from: 0, value: D }]],
    [2, [{ from: 0, value: N }]],
  ]),
  patterns: new Map([[1, [{ from: 0, value: WEEKDAYS }]]]),
  assignments: [everybody({ pattern: 1 })],
  overrides: new Map(),
  calendar: new Map(CHINA.map((c) => [c.day, c])),
  makeUpDayAs: 1,
  rules: [{ from: 0, value: DEFAULT_RULE }],
  zones: [{ from: 0, value: ZONE }],
  ...more,
});

describe('patterns', () => {
  test('49 four on, four off, over a leap day', () => {
    const pattern: Pattern = { ...WEEKDAYS, days: [1, 1, 1, 1, null, null, null, null], anchor: day('2028-02-26') };
    const on = (iso: string): boolean => onPattern(pattern, day(iso)) !== null;
    expect(['2028-02-26', '2028-02-27', '2028-02-28', '2028-02-29'].every(on)).toBe(true);
    expect(['2028-02-25', '2028-03-01', '2028-03-02', '2028-03-03', '2028-03-04'].some(on)).toBe(false);
    expect(on('2028-03-05')).toBe(true);
  });
  test('50 odd and even weeks are counted from the anchor, not from New Year', () => {
    const odd: Pattern = { ...WEEKDAYS, days: [1, 1, 1, 1, 1, 1, null, 1, 1, 1, 1, 1, null, null] };
    // 2026 ends with a week 53: whoever counted by ISO weeks would have two odd ones in a row.
    const saturdays = Array.from({ length: 6 }, (_, i) => onPattern(odd, day('2026-12-12') + 7 * i) !== null);
    expect(saturdays).toEqual([true, false, true, false, true, false].map((on) => on === saturdays[0]));
    expect(onPattern(odd, day('2026-11-02'))).toBe(1);
  });
});

describe('who says what a day is', () => {
  const levels: Assignment[] = [
    everybody({ pattern: 1 }),
    { id: 2, to: { department: 'Assembly' }, from: day('2026-11-01'), until: null, target: 'rest' },
    { id: 3, to: { person: 7 }, from: day('2026-11-09'), until: day('2026-11-15'), target: { shift: 2 } },
  ];
  test.each([
    ['2026-10-26', 'everybody'],
    ['2026-11-02', 'department'],
    ['2026-11-09', 'person'],
    ['2026-11-16', 'department'],
  ])('on %s: %s', (iso, reason) => expect(assignmentOf(levels, ANY, day(iso)).reason).toBe(reason));

  test("51 a person's own day goes before the department's rest", () => {
    const overrides = new Map([[7, new Map([[day('2026-11-03'), 1]])]]);
    const planned = planDay(book({ assignments: levels, overrides }), ANY, day('2026-11-03'));
    expect([planned.shift, planned.kind]).toEqual([D, 'workday']);
    expect(planDay(book({ assignments: levels }), ANY, day('2026-11-03')).shift).toBeNull();
  });

  test('two of one level that overlap are found', () => {
    const added: Assignment = { id: 9, to: { person: 7 }, from: day('2026-11-15'), until: null, target: 'rest' };
    expect(overlapOf(levels, added)?.id).toBe(3);
    expect(overlapOf(levels, { ...added, from: day('2026-11-16') })).toBeNull();
    expect(overlapOf(levels, { ...added, to: { person: 8 } })).toBeNull();
  });

  test('a shift of another version holds from its first day on, and no day before it changes', () => {
    const shifts = new Map([
      [
        1,
        [
          { from: 0, value: D },
          { from: day('2026-11-01'), value: shift('10:00-19:00') },
        ],
      ],
    ]);
    const start = (iso: string) => planDay(book({ shifts }), ANY, day(iso)).shift?.segments[0]?.start;
    expect([start('2026-10-30'), start('2026-11-02')]).toEqual([540, 600]);
  });

  test('who has not joined yet, or has left, is neither planned nor absent', () => {
    const worker = { ...ANY, joined: day('2026-11-10'), left: day('2026-11-20') };
    const of = (iso: string): [boolean, boolean] => {
      const p = planDay(book(), worker, day(iso));
      return [p.employed, p.shift !== null];
    };
    expect(['2026-11-09', '2026-11-10', '2026-11-20', '2026-11-23'].map(of)).toEqual([
      [false, false],
      [true, true],
      [true, true],
      [false, false],
    ]);
  });
});

/** The record of one day by the book. */
function recordOf(plans: PlanBook, iso: string, punches: readonly string[]): DayRecord {
  const first = day(iso);
  return reckonDays({
    plans: [-1, 0, 1].map((n) => planDay(plans, ANY, first + n)),
    punches: punches.map((text, i) => punchOf(text, `e${i}`, first, ZONE.name)),
    leaves: [],
    now: Infinity,
  })[1]!;
}

describe('96, 97 China, 2026', () => {
  const overtime = [
    { ...DEFAULT_OVERTIME, id: 1, name: '150', on: 'workday' as const },
    { ...DEFAULT_OVERTIME, id: 2, name: '200', on: 'off' as const, measure: { over: 0 }, deduct: [breakAt('12:00', 60)] },
    { ...DEFAULT_OVERTIME, id: 3, name: '300', on: 'statutory' as const, measure: { over: 0 }, deduct: [breakAt('12:00', 60)] },
  ];
  const china = book({ rules: [{ from: 0, value: { ...DEFAULT_RULE, overtime } }] });
  const buckets = (r: DayRecord) => bookOvertime([r], []).map((b) => [b.rule.name, b.minutes]);
  const kind = (iso: string) => planDay(china, ANY, day(iso)).kind;

  test('a make-up Saturday without a punch is an absent Monday', () => {
    expect(recordOf(china, '2026-02-14', [])).toMatchObject({ verdict: 'absent', planned: 480 });
  });
  test('two hours more on it are those of a working day', () => {
    expect(buckets(recordOf(china, '2026-02-14', ['09:00', '20:00']))).toEqual([['150', 120]]);
  });
  test('a statutory day, and a day off of the same holiday', () => {
    expect(buckets(recordOf(china, '2026-02-17', ['09:00', '18:00']))).toEqual([['300', 480]]);
    expect(buckets(recordOf(china, '2026-02-20', ['09:00', '18:00']))).toEqual([['200', 480]]);
  });
  test('kinds of days', () => {
    expect(['2026-04-04', '2026-04-05', '2026-04-06', '2026-05-09', '2026-05-02'].map(kind)).toEqual([
      'off',
      'statutory',
      'off',
      'workday',
      'statutory',
    ]);
  });
  test('a rotation works through the holiday, is paid for it, and rests when it rests', () => {
    const rotation: Pattern = { ...WEEKDAYS, days: [1, null], anchor: day('2026-02-17'), followsCalendar: false };
    const plans = { ...china, patterns: new Map([[1, [{ from: 0, value: rotation }]]]) };
    const worked = recordOf(plans, '2026-02-17', ['09:00', '18:00']);
    expect([worked.planned, buckets(worked)]).toEqual([480, [['300', 480]]]);
    expect(recordOf(plans, '2026-02-14', []).verdict).toBe('rest');
  });
  test('a holiday is worth what would have been planned', () => {
    expect(planDay(china, ANY, day('2026-02-17')).credit).toBe(480);
    expect(planDay(china, ANY, day('2026-04-05')).credit).toBe(0);
  });
});

describe('what cannot be planned', () => {
  test.each([
    ['42 segments that overlap', shift('02:00-10:00 04:00-12:00', {}), 'overlap'],
    ['none', { ...D, segments: [] }, 'no-segments'],
    [
      'core hours outside',
      shift('09:00-18:00', { flex: { kind: 'core', core: [{ start: 480, end: 700 }], required: 480 } }),
      'core-outside',
    ],
    [
      'core hours that go back',
      shift('09:00-18:00', {
        flex: {
          kind: 'core',
          core: [
            { start: 700, end: 800 },
            { start: 780, end: 900 },
          ],
          required: 480,
        },
      }),
      'core-outside',
    ],
    ['a break outside', shift('09:00-18:00', { breaks: [breakAt('18:00', 30)] }), 'break-outside'],
    ['two breaks at once', shift('09:00-18:00', { breaks: [breakAt('12:00', 60), breakAt('12:30', 60)] }), 'break-overlap'],
  ])('%s', (_name, wrong, fault) => {
    const segments =
      fault === 'overlap'
        ? [
            { start: 120, end: 600 },
            { start: 240, end: 720 },
          ]
        : wrong.segments;
    expect(faultOf({ ...wrong, segments })?.fault).toBe(fault);
  });
  test('what can', () => expect([D, N, shift('08:00-08:00')].map(faultOf)).toEqual([null, null, null]));
  test('shift days that overlap are both named', () => {
    const at = (n: Day, s: typeof D) => ({ ...planDay(book(), ANY, day('2026-11-02') + n), shift: s });
    expect(overlappingDays([at(0, shift('18:00-10:00')), at(1, shift('09:00-17:00'))])).toEqual({
      first: '2026-11-02',
      second: '2026-11-03',
    });
    expect(overlappingDays([at(0, N), at(1, shift('06:00-14:00'))])).toBeNull();
  });
  test('lengths', () => expect([D, N].map(plannedLength)).toEqual([480, 480]));
});
