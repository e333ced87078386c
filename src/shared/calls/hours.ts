/** Hours as they are read: a person's month and days, the grid of a month, today, the team, charts. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import type { ChartPart as Part, Charts } from '../../domain/hours/charts.ts';
import { TODAY_STATES } from '../../domain/hours/today.ts';
import { MARKS } from '../../domain/hours/totals.ts';
import { CALENDAR_KINDS } from '../../domain/hours/plan.ts';
import { HourDay, HourTotals, MonthSums } from '../hours-days.ts';
import { DayDetail } from '../hours-detail.ts';
import { RequestBody } from '../hours.ts';
import { ids, stored } from '../schemas.ts';
import { AUDITOR, type CallSpec } from './spec.ts';

const day = z.int();
const minutes = z.int();
const count = z.int();
/** 'YYYY-MM', of the years that a zone's changes of clocks are known for. */
export const HourMonth = z.string().regex(/^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/);
/** Days since 1970-01-01, of the same years. */
export const HourDate = z.int().min(31).max(47_481);

export const HourPerson = z.strictObject({
  id: stored.id,
  name: z.string(),
  employeeNumber: z.string(),
  department: z.string(),
});
export type HourPerson = z.infer<typeof HourPerson>;

/** Special days of a month, by name. */
const Calendar = z.array(z.strictObject({ day, name: z.string(), kind: z.enum(CALENDAR_KINDS) })).readonly();

const MarkedDay = z.strictObject({ mark: z.enum(MARKS), figures: HourDay });

export const HoursPerson = z.strictObject({
  person: HourPerson,
  /** Each day of the month, in order. */
  days: z.array(MarkedDay).readonly(),
  today: day,
  calendar: Calendar,
  totals: HourTotals,
  /** Of the rule of the month's last day; null = it asks for none. */
  balance: z
    .strictObject({
      from: day,
      to: day,
      required: minutes,
      worked: minutes,
      credited: minutes,
      leave: minutes,
      difference: minutes,
    })
    .nullable(),
  warnings: z
    .array(
      z.strictObject({
        limit: z.enum(['overtime-per-day', 'overtime-per-month', 'rest-between']),
        from: day,
        minutes,
        allowed: minutes,
      }),
    )
    .readonly(),
  /** What this version cannot read: names of the plan, and how many decisions about this person. The days cannot be trusted. */
  unreadable: z.strictObject({ plan: z.array(z.string()).readonly(), requests: count }),
});
export type HoursPerson = z.infer<typeof HoursPerson>;

/** What one more correction would change; nothing is kept. */
export const HoursPreview = z.strictObject({
  days: z.array(z.strictObject({ before: HourDay, after: HourDay })).readonly(),
  before: HourTotals,
  after: HourTotals,
});
export type HoursPreview = z.infer<typeof HoursPreview>;

/** So many rows of a grid are asked for at once. */
export const GRID_ROWS = 50;

export const GridQuery = z.strictObject({
  month: HourMonth,
  search: z.string().max(80),
  /** '' = people without; null = every one. */
  department: z.string().max(60).nullable(),
  /** Only people with a day that somebody should look at. */
  problems: z.boolean(),
  /** From 0. */
  page: z.int().min(0).max(100_000),
});
export type GridQuery = z.infer<typeof GridQuery>;

const GridCell = z.strictObject({
  day,
  mark: z.enum(MARKS),
  ...HourDay.pick({ paid: true, planned: true, late: true, early: true, leaves: true, overtime: true, flags: true, closed: true })
    .shape,
  problem: z.boolean(),
});
export type GridCell = z.infer<typeof GridCell>;

export const HoursGrid = z.strictObject({
  /** How many there are, on all pages. */
  people: count,
  rows: z
    .array(z.strictObject({ person: HourPerson, cells: z.array(GridCell).readonly(), totals: HourTotals }))
    .max(GRID_ROWS)
    .readonly(),
  departments: z.array(z.string()).readonly(),
  calendar: Calendar,
  today: day,
  /** So many people's months are of before a change that is still being reckoned: whom the filter leaves out may change. */
  stale: count,
});
export type HoursGrid = z.infer<typeof HoursGrid>;

export const TODAY_COUNTS = ['expected', 'here', 'gone', 'late', 'not-yet', 'absent', 'leave', 'elsewhere', 'unplanned'] as const;
export type TodayCount = (typeof TODAY_COUNTS)[number];

export const HoursToday = z.strictObject({
  at: stored.instant,
  /** Somebody is expected today: shifts are planned. */
  planned: z.boolean(),
  /** Somebody works by a plan, be it not today: that nobody is expected is worth saying. */
  plans: z.boolean(),
  departments: z
    .array(z.strictObject({ department: z.string(), counts: z.record(z.enum(TODAY_COUNTS), count).readonly() }))
    .readonly(),
});
export type HoursToday = z.infer<typeof HoursToday>;

export const TodayQuery = z.strictObject({ department: z.string().max(60).nullable(), which: z.enum(TODAY_COUNTS) });
export type TodayQuery = z.infer<typeof TodayQuery>;

export const TodayPerson = z.strictObject({
  person: HourPerson,
  state: z.enum(TODAY_STATES),
  late: minutes,
  day,
  shift: z.string().nullable(),
  ...HourDay.pick({ startsAt: true, endsAt: true, firstIn: true, lastOut: true }).shape,
});
export type TodayPerson = z.infer<typeof TodayPerson>;

export const HoursTeam = z.strictObject({
  rows: z.array(z.strictObject({ person: HourPerson, totals: MonthSums })).readonly(),
  /** So many of them are of before a change that is still being reckoned. */
  stale: count,
});
export type HoursTeam = z.infer<typeof HoursTeam>;

/** A chart of months reaches so far back. */
export const CHART_MONTHS = 36;

export const HoursCharts = z.strictObject({
  arrivals: z.array(count).readonly(),
  lateness: z.array(z.strictObject({ department: z.string(), days: count, late: count, minutes })).readonly(),
  weeks: z.array(z.strictObject({ from: day, planned: minutes, paid: minutes, leave: minutes, overtime: minutes })).readonly(),
  /** Sums of everybody of the department, of the month shown and those before it; a month of which nothing is kept is left out. `planned`: of days that have been judged. */
  months: z
    .array(z.strictObject({ month: HourMonth, planned: minutes, paid: minutes, leave: minutes, overtime: minutes }))
    .max(CHART_MONTHS)
    .readonly(),
  /** So many people's sums of those months are of before a change that is still being reckoned. */
  stale: count,
}) satisfies z.ZodType<Charts>;
export type HoursCharts = z.infer<typeof HoursCharts>;

const ChartPart = z.discriminatedUnion('chart', [
  z.strictObject({ chart: z.literal('arrivals'), slot: z.int().min(0).max(47) }),
  z.strictObject({ chart: z.literal('lateness'), department: z.string().max(60) }),
  z.strictObject({ chart: z.literal('weeks'), from: HourDate }),
]) satisfies z.ZodType<Part>;
export type ChartPart = z.infer<typeof ChartPart>;

export const ChartRows = z.strictObject({
  total: count,
  rows: z.array(z.strictObject({ person: HourPerson, day: HourDay })).readonly(),
});
export type ChartRows = z.infer<typeof ChartRows>;

/** Whose days are drawn; '' = people without a department, null = everybody. */
const ChartsOf = z.strictObject({ month: HourMonth, department: z.string().max(60).nullable() });

export const hoursCalls = {
  /** Errors: person-gone. */
  'hours.person': { may: AUDITOR, input: z.strictObject({ personId: ids.id, month: HourMonth }), output: HoursPerson },
  /** `figures`: of a closed month as they were closed; `detail`: as it is reckoned now; `now`: what a closed day would come out as, where that is something else. Errors: person-gone. */
  'hours.day': {
    may: AUDITOR,
    input: z.strictObject({ personId: ids.id, day: HourDate }),
    output: z.strictObject({ figures: HourDay, detail: DayDetail, now: HourDay.nullable() }),
  },
  'hours.today': { may: AUDITOR, input: z.null(), output: HoursToday },
  /** The first 500 of whoever is behind a count. */
  'hours.todayWho': { may: AUDITOR, input: TodayQuery, output: z.array(TodayPerson).readonly() },
  'hours.team': { may: AUDITOR, input: z.strictObject({ month: HourMonth }), output: HoursTeam },
  /** Late days are of each department, whichever is asked for. */
  'hours.charts': { may: AUDITOR, input: ChartsOf, output: HoursCharts },
  /** The days behind a part of a chart, the first 300 of them. */
  'hours.behind': { may: AUDITOR, input: ChartsOf.extend({ part: ChartPart }), output: ChartRows },
  'hours.grid': { may: AUDITOR, input: GridQuery, output: HoursGrid },
  /** The days that would come out otherwise, among those of the months that the correction touches. Errors: person-gone. */
  'hours.preview': {
    may: AUDITOR,
    input: z.strictObject({ personId: ids.id, day: HourDate, body: RequestBody }),
    output: HoursPreview,
  },
} as const satisfies Record<string, CallSpec>;
