/** The cases that the specification tells in words, and those about files, corrections, quotas and proposals. */
import { describe, expect, test } from 'vitest';
import { collect, type Correction } from './collect.ts';
import { reckonDays } from './day.ts';
import { dayNumber, isoDay } from './days.ts';
import { explain } from './explain.ts';
import { breakAt, D, figures, N, plansOf, punchOf, reckon, shift, type Setting } from '../../../test/hours/fixtures.ts';
import { warningsOf } from './limits.ts';
import { DEFAULT_OVERTIME, type DayRecord, type Leave, type Punch } from './model.ts';
import { bookOvertime } from './overtime.ts';
import { proposalsOf } from './proposals.ts';
import { mayAsk, quotaMonth } from './quota.ts';
import { placeLines } from './wall-times.ts';
import { zoneDays } from './zone-days.ts';

const MONDAY = dayNumber('2026-11-02');
const SHANGHAI = 'Asia/Shanghai';
const at = (text: string): number => Math.floor(punchOf(text, '', MONDAY, SHANGHAI).at / 60_000);
const days = (setting: Setting, punches: readonly Punch[], leaves: readonly Leave[] = []): readonly DayRecord[] =>
  reckonDays({ plans: plansOf(setting), punches, leaves, now: Infinity });
const told = (texts: readonly string[]): Punch[] => texts.map((t, i) => punchOf(t, `e${i + 1}`, MONDAY, SHANGHAI));
const all = { kind: 'annual', paid: true } as const;

describe('leave', () => {
  const afternoon: Leave = { ...all, unit: 'half', day: MONDAY, half: 'second' };
  test.each([
    ['with-break', 30],
    ['without-break', 60],
    ['by-break', 0],
  ] as const)('half a day %s: out at 12:30 leaves %i minutes early', (halfDayAt, early) => {
    const [, , record] = days({ shifts: { 0: { ...D, halfDayAt } } }, told(['09:00', '12:30']), [afternoon]);
    expect(record?.early).toBe(early);
  });
  test.each([
    ['10:00', 0],
    ['10:01', 1],
  ])('an hour of leave in the morning, in at %s', (time, late) => {
    const hour: Leave = { ...all, unit: 'span', from: at('09:00'), to: at('10:00') };
    const [, , record] = days({}, told([time, '18:00']), [hour]);
    expect([record?.late, record?.leave]).toEqual([late, 60]);
  });
  test('takes nothing of a rest day, and all of a working day', () => {
    const week: Leave = { ...all, unit: 'day', from: MONDAY, to: MONDAY + 1 };
    const records = days({ shifts: { 0: D } }, [], [week]);
    expect(records.slice(2, 4).map((r) => [r.verdict, r.leave])).toEqual([
      ['leave', 480],
      ['rest', 0],
    ]);
  });
  test('over a clock change still has its last day', () => {
    const [from, to] = [dayNumber('2026-10-24'), dayNumber('2026-10-28')];
    const setting = { zone: 'Europe/Berlin', on: '2026-10-24', shifts: { 0: D, 1: D, 2: D, 3: D, 4: D } };
    expect(days(setting, [], [{ ...all, unit: 'day', from, to }]).filter((r) => r.leave === 480)).toHaveLength(5);
  });
  test('and punches on one day are never paid twice', () => {
    const [, , record] = days({}, told(['09:00', '18:00']), [{ ...all, unit: 'day', from: MONDAY, to: MONDAY }]);
    expect([record?.leave, record?.inPlan, record?.paid]).toEqual([0, 480, 480]);
  });
});

describe('corrections', () => {
  const corrected = (setting: Setting, punches: readonly string[], corrections: readonly Correction[]) =>
    days(setting, collect(told(punches), corrections).punches)[2]!;
  test('each kind', () => {
    const add: Correction = { id: 1, kind: 'add', at: at('18:00') * 60_000, direction: 'out', zone: SHANGHAI };
    expect(corrected({}, ['09:00'], [add]).inPlan).toBe(480);
    expect(corrected({}, ['08:58', '12:01', '18:03'], [{ id: 1, kind: 'ignore', punch: 'e2' }]).inPlan).toBe(480);
    expect(corrected({}, ['02:50', '18:00'], [{ id: 1, kind: 'give', punch: 'e1', day: MONDAY }]).inPlan).toBe(480);
    const turned = corrected({}, ['out 09:00', 'out 18:00'], [{ id: 1, kind: 'direction', punch: 'e1', direction: 'in' }]);
    expect([turned.inPlan, turned.flags]).toEqual([480, []]);
    const { grants, shifts } = collect(
      [],
      [
        { id: 1, kind: 'grant', grant: { from: 1, to: 2 } },
        { id: 2, kind: 'shift', day: MONDAY, shift: null },
      ],
    );
    expect([grants, [...shifts]]).toEqual([[{ from: 1, to: 2 }], [[MONDAY, null]]]);
  });
  test('of two that speak of one punch the later one holds, in whatever order they are read', () => {
    const [first, second] = [
      { id: 1, kind: 'direction', punch: 'e1', direction: 'out' },
      { id: 2, kind: 'direction', punch: 'e1', direction: 'in' },
    ] as const;
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(collect(told(['09:00']), order).punches[0]?.direction).toBe('in');
  });
  test('one that another took away is left out', () => {
    const { punches, ignored } = collect(told(['09:00']), [
      { id: 1, kind: 'ignore', punch: 'e1' },
      { id: 2, kind: 'give', punch: 'e1', day: MONDAY },
      { id: 3, kind: 'ignore', punch: 'e99' },
    ]);
    expect([punches, ignored.map((p) => p.key)]).toEqual([[], ['e1']]);
  });
});

describe("a terminal's times, without offsets", () => {
  const place = (on: string, zone: string, times: readonly string[]) =>
    placeLines(
      times.map((t) => ({ day: dayNumber(on), minute: Number(t.slice(0, 2)) * 60 + Number(t.slice(3)) })),
      zoneDays(zone),
    ).map((p) => [new Date(p.at * 60_000).toISOString().slice(0, 16), ...p.doubts]);
  test('5 the second of two lines goes back in time: the second pass', () => {
    expect(place('2026-10-25', 'Europe/Berlin', ['02:50', '02:10', '02:20', '03:00'])).toEqual([
      ['2026-10-25T00:50', 'ambiguous-first'],
      ['2026-10-25T01:10', 'ambiguous-second'],
      ['2026-10-25T01:20', 'ambiguous-second'],
      ['2026-10-25T02:00'],
    ]);
  });
  test('6 a clock that was not changed', () => {
    expect(place('2026-03-29', 'Europe/Berlin', ['01:59', '02:30', '03:00'])).toEqual([
      ['2026-03-29T00:59'],
      ['2026-03-29T01:30', 'missing-hour'],
      ['2026-03-29T01:00'],
    ]);
  });
  test('a zone without changes has no doubts', () => {
    expect(place('2026-10-25', SHANGHAI, ['02:50', '02:10'])).toEqual([['2026-10-24T18:50'], ['2026-10-24T18:10']]);
  });
  test('20 what was punched before the site moved keeps its zone', () => {
    const move = dayNumber('2026-11-03');
    const plans = plansOf({ shifts: { 0: D, 1: D } }).map((p) => (p.day < move ? p : { ...p, zone: zoneDays('Asia/Tokyo') }));
    const punches = [
      ...told(['09:00', '18:00']),
      punchOf('09:00', 'e8', move, 'Asia/Tokyo'),
      punchOf('18:00', 'e9', move, 'Asia/Tokyo'),
    ];
    const records = reckonDays({ plans, punches, leaves: [], now: Infinity });
    expect(records.slice(2, 4).map((r) => [r.inPlan, r.late, r.flags])).toEqual([
      [480, 0, []],
      [480, 0, []],
    ]);
  });
});

describe('proposals', () => {
  const of = (setting: Setting, punches: readonly Punch[]) => proposalsOf(days(setting, punches)[2]!);
  test('38 a lone punch far before joins the shift', () => {
    expect(of({}, told(['02:50', '18:00']))).toContainEqual({ kind: 'give', punch: 'e1', day: MONDAY });
  });
  test('55 two minutes after the one before', () => {
    expect(of({}, told(['08:56:00', '08:58:00', '18:00']))).toContainEqual({ kind: 'repeat', punch: 'e2', of: 'e1' });
  });
  test('59 the one in the middle is none', () => {
    expect(of({}, told(['08:58', '12:01', '18:03']))).toContainEqual({ kind: 'ignore', punch: 'e2' });
  });
  test('62 the clock was set back two hours meanwhile', () => {
    const [morning, evening] = told(['09:00', '16:00']);
    const punches = [morning!, { ...evening!, doubts: ['clock-jumped' as const], clockStep: -120 }];
    const record = days({}, punches)[2]!;
    expect([record.inPlan, record.flags]).toEqual([360, ['clock-jumped']]);
    expect(proposalsOf(record)).toEqual([{ kind: 'move', punch: 'e2', at: at('18:00') }]);
  });
  test('a forgotten OUT, at the planned end', () => {
    expect(of({}, told(['09:00']))).toEqual([{ kind: 'add', direction: 'out', at: at('18:00') }]);
  });
  test('a day that is right has none', () => expect(of({}, told(['09:00', '18:00']))).toEqual([]));
});

test('27 the explanation names the other shift that could have had the punch', () => {
  const setting = { shifts: { 0: N, 1: shift('08:00-16:00') } };
  const records = days(setting, told(['21:55', '07:10+1', '16:01+1']));
  const codes = explain(records[3]!, plansOf(setting))[0]!.codes;
  expect(codes).toContainEqual(expect.objectContaining({ code: 'rival', day: MONDAY }));
  expect(codes[0]).toEqual({ code: 'in-window' });
  const [left] = told(['12:00+1']);
  expect(explain(records[3]!, plansOf(setting), [left!]).map((p) => p.codes.at(-1)?.code)).toContain('ignored');
});

describe('the quota of make-up punches', () => {
  const quota = { count: 3, monthStartsOn: 26, days: 3, kinds: ['missing' as const] };
  test('its month', () => {
    const month = (iso: string) => {
      const { from, to } = quotaMonth(dayNumber(iso), 26);
      return [isoDay(from), isoDay(to)];
    };
    expect(month('2026-10-25')).toEqual(['2026-09-26', '2026-10-25']);
    expect(month('2026-10-26')).toEqual(['2026-10-26', '2026-11-25']);
    expect(month('2027-01-01')).toEqual(['2026-12-26', '2027-01-25']);
  });
  const today = dayNumber('2026-11-05');
  test.each([
    ['2026-11-03', [], 'allowed'],
    ['2026-11-02', [], 'too-long-ago'],
    ['2026-11-06', [], 'not-yet'],
    ['2026-11-05', ['2026-10-26', '2026-11-01', '2026-11-04'], 'used-up'],
    ['2026-11-05', ['2026-10-25', '2026-11-01', '2026-11-04'], 'allowed'],
  ] as const)('%s after %j: %s', (day, used, answer) => {
    expect(mayAsk(quota, 'missing', dayNumber(day), today, used.map(dayNumber))).toBe(answer);
  });
  test('another kind', () => expect(mayAsk(quota, 'late', today, today, [])).toBe('kind-not-allowed'));
  test('none at all', () => expect(mayAsk(null, 'other', 0, today, [])).toBe('allowed'));
});

test('limits warn, and what is over them still counts', () => {
  const overtime = [{ ...DEFAULT_OVERTIME, id: 1, name: '' }];
  const rule = { overtime, limits: { overtimePerDay: 180, overtimePerMonth: 240, restBetween: 660 } };
  const records = days({ shifts: { 0: D, 1: D }, rule }, told(['09:00', '22:00', '08:30+1', '19:00+1']));
  const buckets = bookOvertime(records, []);
  expect(buckets.map((b) => b.minutes)).toEqual([240, 60]);
  expect(warningsOf(records, buckets).map((w) => [w.limit, w.minutes])).toEqual([
    ['overtime-per-day', 240],
    ['overtime-per-month', 300],
    ['rest-between', 630],
  ]);
});

test.each([
  ['56 800 ms apart', ['09:00:00', '18:00'], 800],
  ['51 seconds', ['09:00:00', '18:00'], 51_000],
])('%s: one repeat, shown on its day', (_name, texts, ms) => {
  const punches = told(texts);
  const twice = { ...punches[0]!, key: 'e9', at: punches[0]!.at + ms };
  const [, , record] = days({}, [...punches, twice]);
  expect(record?.inPlan).toBe(480);
  expect(record?.punches.map((p) => p.codes[0]?.code)).toEqual(['in-window', 'repeat-of', 'in-window']);
});

test('83 three pairs of twenty minutes are an hour', () => {
  const setting = { shifts: {} };
  expect(reckon(setting, ['09:00', '09:20', '10:00', '10:20', '11:00', '11:20'])().extra).toBe(60);
});

test('63, 64 a day with a doubtful clock is flagged', () => {
  const [first, second] = told(['09:00', '18:00']);
  const [, , record] = days({}, [first!, { ...second!, doubts: ['clock-jumped'] }]);
  expect(record?.flags).toEqual(['clock-jumped']);
});

test('without fixed hours punches are shown, and nothing follows', () => {
  const record = reckon({ rule: { judge: false } }, ['10:00', '15:00'])();
  expect(figures(record)).toMatchObject({ verdict: 'recorded', L: 0, E: 0, away: 0, missing: 0, W: 240 });
  expect(record.punches).toHaveLength(2);
});

test('who needs no OUT is there until the planned end; who needs neither, all day', () => {
  const noOut = { shifts: { 0: { ...D, needOut: false } } };
  expect(figures(reckon(noOut, ['09:10'])())).toMatchObject({ W: 470, L: 10, flags: [], verdict: 'present' });
  const neither = { shifts: { 0: { ...D, needIn: false, needOut: false } } };
  expect(figures(reckon(neither, [])())).toMatchObject({ W: 480, flags: [], verdict: 'present' });
});

test('a missing OUT taken as planned is still flagged', () => {
  expect(figures(reckon({ rule: { onMissing: 'as-planned' } }, ['09:00'])())).toMatchObject({ W: 480, flags: ['missing-out'] });
});

test('a paid break is worked by whoever was there before and after', () => {
  const paid = { shifts: { 0: shift('09:00-18:00', { breaks: [breakAt('12:00', 60, { paid: true })] }) } };
  expect(figures(reckon(paid, ['09:00', '12:00', '13:00', '18:00'])())).toMatchObject({ P: 540, W: 540, away: 0 });
});

test('half a holiday asks for the morning', () => {
  const record = reckon({ plan: { half: true } }, ['09:00', '14:00'])();
  expect(figures(record)).toMatchObject({ P: 240, W: 240, E: 0 });
});

test('free hours of a day: whenever they are worked', () => {
  const free = shift('00:00-24:00', {
    segments: [],
    before: 0,
    after: 0,
    flex: { kind: 'free', required: 480, per: 'day', dayStartsAt: 300 },
  });
  const setting = { shifts: { 0: free, 1: free } };
  expect(figures(reckon(setting, ['20:00', '04:30+1'])())).toMatchObject({ P: 480, W: 480, X: 30, missing: 0 });
  expect(figures(reckon(setting, ['06:00', '10:00'])())).toMatchObject({ W: 240, missing: 240, L: 0, E: 0 });
});
