/** What the tests of hours are written with: shifts of the specification, and days in one line. */
import { expect, test } from 'vitest';
import { dayNumber, minuteAt, type Day } from '../../src/domain/hours/days.ts';
import { reckonDays } from '../../src/domain/hours/day.ts';
import { detailOf, NO_ORIGIN, type DayDetail } from '../../src/domain/hours/detail.ts';
import {
  DEFAULT_RULE,
  type Break,
  type DayPlan,
  type DayRecord,
  type Leave,
  type Punch,
  type Rule,
  type Shift,
} from '../../src/domain/hours/model.ts';
import { zoneDays } from '../../src/domain/hours/zone-days.ts';

/** Both hemispheres, half hours, changes by law, a change for Ramadan, midnight that is missing, none at all. */
export const TWENTY_ZONES = [
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Beirut',
  'Asia/Gaza',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Atlantic/Azores',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'America/Asuncion',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/Athens',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;

/** 'HH:MM' up to 48:00 → wall minute. */
export const hm = (time: string): number => {
  const [h, m] = time.split(':').map(Number);
  return h! * 60 + m!;
};

export const breakAt = (at: string, length: number, more: Partial<Break> = {}): Break => ({
  when: { at: hm(at) },
  length,
  clocked: false,
  min: 0,
  max: null,
  paid: false,
  ...more,
});
export const breakAfter = (afterWorked: number, length: number, min = 0): Break => ({
  ...breakAt('00:00', length, { min }),
  when: { afterWorked },
});

/** 'HH:MM-HH:MM HH:MM-HH:MM …'; an end that is not after its start is on the next day. */
export function shift(segments: string, more: Partial<Shift> = {}): Shift {
  let before = -1;
  return {
    id: 1,
    name: segments,
    segments: segments.split(' ').map((text) => {
      const [start, end] = text.split('-').map(hm) as [number, number];
      const from = start < before ? start + 1440 : start;
      before = end <= from ? end + 1440 : end;
      return { start: from, end: before };
    }),
    before: 120,
    after: 360,
    breaks: [],
    flex: null,
    halfDayAt: 'without-break',
    needIn: true,
    needOut: true,
    ...more,
  };
}

/** The shifts of the specification, section 3. */
export const D = shift('09:00-18:00', { breaks: [breakAt('12:00', 60)] });
export const N = shift('22:00-06:00');
export const F = shift('08:00-18:00');
/** 'any time' with the breaks of ArbZG § 4. */
export const anyTime = (min = 0): Shift => shift('05:00-22:00', { breaks: [breakAfter(360, 30, min), breakAfter(540, 45, min)] });

export type Setting = {
  readonly zone?: string;
  /** ISO day of offset 0. */
  readonly on?: string;
  /** Shift by offset in days. */
  readonly shifts?: Readonly<Record<number, Shift | null>>;
  readonly rule?: Partial<Rule>;
  readonly leaves?: readonly Leave[];
  readonly plan?: Partial<DayPlan>;
  /** Text of a punch at which it is now; without it everything is over. */
  readonly now?: string;
};

/**
 * A punch in words: 'in|out|at HH:MM[:SS][+days][↓|↑][@zone]'; ↓ and ↑ are the passes of a doubled hour.
 * @param key names it
 */
export function punchOf(text: string, key: string, on: Day, zoneName: string): Punch {
  const [, direction, h, m, s, days, pass, other] =
    /^(?:(in|out) )?(\d\d):(\d\d)(?::(\d\d))?([+-]\d)?([↓↑])?(?:@(.+))?$/.exec(text) ?? [];
  if (h === undefined) throw new Error(`no punch: ${text}`);
  const zone = zoneDays(other ?? zoneName);
  const day = on + Number(days ?? 0);
  const wall = Number(h) * 60 + Number(m);
  const first = zone.reached(day, wall);
  const minute = pass === '↑' ? second(zone, first) : first;
  return {
    key,
    at: minute * 60_000 + Number(s ?? 0) * 1000,
    direction: (direction as 'in' | 'out' | undefined) ?? null,
    directionBy: direction ? 'button' : null,
    zone: zone.name,
    doubts: [],
    clockStep: 0,
    givenTo: null,
  };
}

/** The later instant at which the clock says the same. */
function second(zone: ReturnType<typeof zoneDays>, first: number): number {
  const wall = zone.wallOf(first);
  for (let later = first + 1; later <= first + 180; later++) {
    const there = zone.wallOf(later);
    if (there.day === wall.day && there.minute === wall.minute) return later;
  }
  throw new Error('no doubled hour');
}

/** From two days before to four after the first day of the case. */
export function plansOf({ zone = 'Asia/Shanghai', on = '2026-11-02', shifts = { 0: D }, rule, plan }: Setting): DayPlan[] {
  const first = dayNumber(on);
  return Array.from({ length: 7 }, (_, i) => {
    const own = shifts[i - 2] ?? null;
    return {
      day: first + i - 2,
      zone: zoneDays(zone),
      kind: own ? 'workday' : 'rest',
      rule: { ...DEFAULT_RULE, ...rule },
      shift: own,
      half: false,
      credit: 0,
      employed: true,
      ...plan,
    };
  });
}

/** The records of a case; `get(0)` is that of its first day. */
export function reckon(setting: Setting, punches: readonly string[]): (offset?: number) => DayRecord {
  const { zone = 'Asia/Shanghai', on = '2026-11-02', leaves = [], now } = setting;
  const first = dayNumber(on);
  const records = reckonDays({
    plans: plansOf(setting),
    punches: punches.map((text, i) => punchOf(text, `e${i + 1}`, first, zone)),
    leaves,
    now: now === undefined ? Infinity : minuteAt(punchOf(now, 'now', first, zone).at),
  });
  return (offset = 0) => records[offset + 2]!;
}

/** Figures by the letters of the specification. */
export const figures = (r: DayRecord) => ({
  P: r.planned,
  W: r.inPlan,
  X: r.extra,
  L: r.late,
  E: r.early,
  away: r.away,
  tolerated: r.tolerated,
  leave: r.leave,
  missing: r.missing,
  paid: r.paid,
  night: r.nightBonus,
  flags: [...r.flags].sort(),
  verdict: r.verdict,
  lateAs: r.lateAs,
});

export type Expected = Partial<ReturnType<typeof figures>>;
/** Punches in words, with ', ' between; what is expected of day 0, 1 … (null = nothing). */
export type Case = readonly [name: string, setting: Setting, punches: string, ...days: (Expected | null)[]];

export const runCases = (cases: readonly Case[]): void => {
  for (const [name, setting, punches, ...days] of cases)
    test(name, () => {
      const day = reckon(setting, punches === '' ? [] : punches.split(', '));
      days.forEach((expected, i) => expected && expect(figures(day(i))).toMatchObject(expected));
    });
};

/** The day of a case with all that is behind it, as a timeline draws it. */
export const detailFor = (setting: Setting, punches: readonly string[] = [], offset = 0): DayDetail =>
  detailOf(reckon(setting, punches)(offset), plansOf(setting), [], NO_ORIGIN);
