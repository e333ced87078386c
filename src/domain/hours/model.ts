/**
 * What hours are reckoned from and what comes out: shifts, patterns, assignments, calendar days, rules, absences, corrections, punches, day
 * records. Minutes are whole; a time of a shift is a wall minute: minutes from 00:00 of the shift's day, 0 to 2880 (26:00 = 1560).
 */
import type { Direction } from '../attendance/direction.ts';
import type { Day, Minute } from './days.ts';
import type { Span, Spans } from './spans.ts';
import type { ZoneDays } from './zone-days.ts';

export type WallMinute = number;

export type Segment = { readonly start: WallMinute; readonly end: WallMinute };

/** Start and length: a break of an hour is an hour on the night of a clock change too. */
export type Break = {
  /** The wall minute at which it begins, or the worked minutes after which it is owed. */
  readonly when: { readonly at: WallMinute } | { readonly afterWorked: number };
  readonly length: number;
  /** It must be clocked: gaps between two pairs are the break, wherever they lie. What was not clocked of it is taken as planned. */
  readonly clocked: boolean;
  /** A shorter gap is no break. */
  readonly min: number;
  /** A longer gap is flagged; null = never. */
  readonly max: number | null;
  readonly paid: boolean;
};

export type Flex =
  /** Planned start and end move together with the first IN, so far at most. */
  | { readonly kind: 'slide'; readonly early: number; readonly late: number }
  /** `required` minutes inside the segments; to be there in `core`. */
  | { readonly kind: 'core'; readonly core: readonly Segment[]; readonly required: number }
  /** `required` minutes at any time of a day that begins at `dayStartsAt`; those of a week are the balance's. */
  | { readonly kind: 'free'; readonly required: number; readonly per: 'day' | 'week'; readonly dayStartsAt: WallMinute };

/** Where half a day ends: in the middle of the shift, of its working minutes, at its first break, or at a wall minute. */
export type HalfDayAt = 'with-break' | 'without-break' | 'by-break' | { readonly at: WallMinute };

export type Shift = {
  readonly id: number;
  readonly name: string;
  /** 1 to 4, ascending, none overlapping. Of a free shift: none. */
  readonly segments: readonly Segment[];
  /** How long before its start and after its end a punch is looked for, minutes. */
  readonly before: number;
  readonly after: number;
  readonly breaks: readonly Break[];
  readonly flex: Flex | null;
  readonly halfDayAt: HalfDayAt;
  /** Whether whoever works it clocks in, and out. */
  readonly needIn: boolean;
  readonly needOut: boolean;
};

/** A remainder of at least `cut` goes up to the next `step`, a smaller one down: up = cut 1, down = cut step, quarter hours of seven minutes = 15/8. */
export type Rounding = { readonly step: number; readonly cut: number };
export type Grace = { readonly minutes: number; /** Paid as if worked. */ readonly counted: boolean };
export const STEP_KINDS = ['late', 'serious', 'half', 'absent', 'missing'] as const;
export type StepKind = (typeof STEP_KINDS)[number];
export type Step = { readonly over: number; readonly as: StepKind };

/** What overtime is, as data. */
export type OvertimeRule = {
  readonly id: number;
  readonly name: string;
  /** The days on which it holds; `any` = each. */
  readonly on: DayKind | 'any';
  readonly measure: 'after-end' | 'before-start' | 'over-planned' | { readonly over: number };
  readonly per:
    | 'day'
    | { readonly week: /** 1 = Monday … 7 = Sunday */ number }
    | 'period'
    /** The minutes of each day from the n-th on that was worked without a day between. */
    | { readonly streak: number };
  /** Presence alone; what was asked for and worked; what was asked for. */
  readonly basis: 'punches' | 'both' | 'request';
  /** Minutes after the end (before the start) from which it counts. */
  readonly beginAfter: number;
  /** Less is nothing; more than `most` is cut. */
  readonly least: number;
  readonly most: number | null;
  readonly round: Rounding | null;
  readonly deduct: readonly Break[];
  /** Per cent of the hourly pay. */
  readonly rate: number;
  /** `ratio` per cent of the minutes become time off. */
  readonly as: 'pay' | { readonly ratio: number };
  readonly approval: 'automatic' | 'needed';
};

export const DEFAULT_OVERTIME: Omit<OvertimeRule, 'id' | 'name'> = {
  on: 'workday',
  measure: 'after-end',
  per: 'day',
  basis: 'punches',
  beginAfter: 0,
  least: 0,
  most: null,
  round: null,
  deduct: [],
  rate: 150,
  as: 'pay',
  approval: 'automatic',
};

export type Balance = {
  readonly unit: 'week' | 'month' | 'quarter' | 'year';
  readonly required: 'calendar' | number;
  /** A holiday on what would have been a working day is credited with that day's plan. */
  readonly creditHolidays: boolean;
  /** 1 = Monday … 7 = Sunday; of a week. */
  readonly weekStartsOn: number;
};

export type Quota = {
  readonly count: number;
  /** The day of the month, 1 to 28, with which a month of the quota begins. */
  readonly monthStartsOn: number;
  /** How many days back, today among them. */
  readonly days: number;
  readonly kinds: readonly ('missing' | 'late' | 'early' | 'other')[];
};

export type Rule = {
  readonly pairing: 'alternate' | 'marked' | 'first-last' | 'per-segment';
  /** A punch less than so many seconds after the one before is that one again. */
  readonly repeatSeconds: number;
  /** An IN older than so many minutes was a forgotten OUT; of a longer shift its length and `after`. */
  readonly maxOpen: number;
  /** How far before a window a punch still joins its shift. */
  readonly reach: number;
  readonly graceIn: Grace;
  readonly graceOut: Grace;
  readonly lateSteps: readonly Step[];
  readonly earlySteps: readonly Step[];
  /** 0 = off. */
  readonly halfDayUnder: number;
  readonly absentUnder: number;
  readonly round: { readonly in: Rounding | null; readonly out: Rounding | null; readonly total: Rounding | null };
  /** Minutes before the planned start count as worked. */
  readonly countBefore: boolean;
  /** Who left after `leftAfter` (wall minute of the shift's day) may come `later` minutes later to the next shift. */
  readonly lateLeave: readonly { readonly leftAfter: WallMinute; readonly later: number }[];
  readonly limits: {
    readonly overtimePerDay: number | null;
    readonly overtimePerMonth: number | null;
    readonly restBetween: number | null;
  };
  readonly onMissing: 'nothing' | 'as-planned';
  readonly overtime: readonly OvertimeRule[];
  /** The date that a shift's minutes belong to. */
  readonly dayOf: 'start' | 'end' | 'most' | 'split';
  /** Whether the kind of day is the shift's, or each minute's own. */
  readonly holidayBy: 'shift' | 'minute';
  /** false = no fixed hours (不定时): punches are shown and nothing follows from them. */
  readonly judge: boolean;
  readonly balance: Balance | null;
  readonly correctionQuota: Quota | null;
  /** Wall minutes; `to` is before `from` where the night goes past midnight. */
  readonly nightBonus: { readonly from: WallMinute; readonly to: WallMinute } | null;
  /** Whether a traveller is judged by the plan's clock or by the clock where the punch was made. */
  readonly zoneOf: 'plan' | 'punch';
};

export const DEFAULT_RULE: Rule = {
  pairing: 'alternate',
  repeatSeconds: 120,
  maxOpen: 960,
  reach: 240,
  graceIn: { minutes: 0, counted: false },
  graceOut: { minutes: 0, counted: false },
  lateSteps: [],
  earlySteps: [],
  halfDayUnder: 0,
  absentUnder: 0,
  round: { in: null, out: null, total: null },
  countBefore: false,
  lateLeave: [],
  limits: { overtimePerDay: null, overtimePerMonth: null, restBetween: null },
  onMissing: 'nothing',
  overtime: [],
  dayOf: 'start',
  holidayBy: 'shift',
  judge: true,
  balance: null,
  correctionQuota: null,
  nightBonus: null,
  zoneOf: 'plan',
};

/** workday: as planned, or a make-up working day; rest: the pattern rests; off and statutory: the calendar says so. */
export const DAY_KINDS = ['workday', 'rest', 'off', 'statutory'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What a person has on a day, and by which rule it is judged. */
export type DayPlan = {
  readonly day: Day;
  readonly zone: ZoneDays;
  readonly kind: DayKind;
  readonly rule: Rule;
  readonly shift: Shift | null;
  /** Only the first half of the shift is planned (a half holiday). */
  readonly half: boolean;
  /** What would be planned if the day were no holiday, minutes. */
  readonly credit: number;
  readonly employed: boolean;
};

export type Doubt = 'clock-jumped' | 'ambiguous-first' | 'ambiguous-second' | 'missing-hour';

export type Punch = {
  /** Names it among the person's punches and says where it came from: an event, an imported line, a correction. */
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  /** null = it says neither. */
  readonly direction: Direction | null;
  readonly directionBy: 'correction' | 'button' | 'door' | null;
  /** IANA zone in which it was made. */
  readonly zone: string;
  readonly doubts: readonly Doubt[];
  /** How far the clock was set since the punch before, minutes; 0 = it was not, or nobody knows. */
  readonly clockStep: number;
  /** A correction gives it to this shift day. */
  readonly givenTo: Day | null;
};

/** Planned minutes of a span that need not be worked. `paid` does not change the minutes; exports tell them apart. */
export type Leave = {
  readonly kind: string;
  readonly paid: boolean;
  /** Counts as present, as a trip does; left out = no. */
  readonly present?: boolean;
} & (
  | { readonly unit: 'span'; readonly from: Minute; readonly to: Minute }
  | { readonly unit: 'half'; readonly day: Day; readonly half: 'first' | 'second' }
  | { readonly unit: 'day'; readonly from: Day; /** inclusive */ readonly to: Day }
);

/** Overtime asked for and granted, or granted afterwards. */
export type Grant = { readonly from: Minute; readonly to: Minute };

export const FLAGS = [
  'missing-in',
  'missing-out',
  'outside-window',
  'before-window',
  'unplanned',
  'unpaired',
  'long-break',
  'core-missed',
  'runs-across',
  'clock-jumped',
  'ambiguous-hour',
  'missing-hour',
  'other-zone',
  'short-rest',
] as const;
export type Flag = (typeof FLAGS)[number];

export type Pair = {
  readonly in: Minute;
  readonly out: Minute;
  readonly roundedIn: Minute;
  readonly roundedOut: Minute;
};

export const VERDICTS = [
  'open',
  'rest',
  'present',
  'half',
  'absent',
  'missing',
  'leave',
  'recorded',
  'not-employed',
  /** Nothing was planned, and somebody was there. */
  'unplanned',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Codes that explain a punch; words come from the dictionaries. */
export type Code =
  | { readonly code: 'given-by-correction' | 'in-window' | 'outside-window' | 'open-session' | 'before-window' | 'unplanned' }
  | { readonly code: 'moved-by-parity'; readonly from: Day }
  | { readonly code: 'runs-across'; readonly at: Minute }
  | { readonly code: 'repeat-of'; readonly key: string }
  | { readonly code: 'rival'; readonly day: Day; readonly window: Span }
  | { readonly code: 'direction-from'; readonly by: 'correction' | 'button' | 'door' | 'alternation' | 'edge' | 'order' }
  | { readonly code: 'rounded'; readonly from: Minute; readonly to: Minute }
  | { readonly code: 'early-not-counted'; readonly minutes: number }
  | { readonly code: 'unpaired' | 'unused' | 'ignored' | 'clock-jumped' | 'missing-hour' }
  | { readonly code: 'ambiguous-hour'; readonly pass: 'first' | 'second' }
  | { readonly code: 'other-zone'; readonly zone: string }
  | { readonly code: 'imported'; readonly key: string };

/** A punch as the day sees it. */
export type PlacedPunch = {
  readonly punch: Punch;
  readonly minute: Minute;
  readonly direction: Direction | null;
  readonly codes: readonly Code[];
};

/** The minutes behind the figures. */
export type DayMinutes = {
  readonly planned: Spans;
  readonly inPlan: Spans;
  /** Present before the planned start, after the planned end, and else outside of the plan. */
  readonly before: Spans;
  readonly after: Spans;
  readonly between: Spans;
  /** Worked through where a break was owed: taken off. */
  readonly deducted: Spans;
};

/** What a day comes to, in minutes where nothing else is said. */
export type DayFigures = {
  readonly verdict: Verdict;
  /** From then on the day is judged; null = it waits for nothing. */
  readonly closesAt: Minute | null;
  readonly lateAs: StepKind | null;
  readonly earlyAs: StepKind | null;
  readonly planned: number;
  readonly inPlan: number;
  readonly late: number;
  readonly early: number;
  readonly away: number;
  readonly tolerated: number;
  readonly leave: number;
  readonly missing: number;
  readonly extra: number;
  readonly breakDeducted: number;
  readonly graceCounted: number;
  readonly rounding: number;
  readonly paid: number;
  readonly nightBonus: number;
  readonly firstIn: Minute | null;
  readonly lastOut: Minute | null;
  /** In the order of FLAGS. */
  readonly flags: readonly Flag[];
};

export type DayRecord = DayFigures & {
  readonly day: Day;
  readonly plan: DayPlan;
  /** Of core hours: what was missed of them. It is a mark; the day's sum knows it as `missing` where the minutes were not made good. */
  readonly core: { readonly late: number; readonly early: number; readonly away: number };
  readonly pairs: readonly Pair[];
  readonly punches: readonly PlacedPunch[];
  readonly minutes: DayMinutes;
};
