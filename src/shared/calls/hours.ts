/** Hours as they are read: a person's month and days, the grid of a month, today, the team, charts. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { MARKS, type HourTotals as Totals } from '../../domain/hours/totals.ts';
import { CALENDAR_KINDS } from '../../domain/hours/plan.ts';
import { HourDay } from '../hours-days.ts';
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

export const HourTotals = z.strictObject({
  planned: minutes,
  paid: minutes,
  leave: minutes,
  difference: minutes,
  overtime: minutes,
  approved: minutes,
  late: minutes,
  early: minutes,
  nightBonus: minutes,
  lateDays: count,
  earlyDays: count,
  absentDays: count,
  missingDays: count,
  leaveDays: count,
  presentDays: count,
  problemDays: count,
}) satisfies z.ZodType<Totals>;
export type HourTotals = z.infer<typeof HourTotals>;

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
});
export type HoursGrid = z.infer<typeof HoursGrid>;

export const hoursCalls = {
  /** Errors: person-gone. */
  'hours.person': { may: AUDITOR, input: z.strictObject({ personId: ids.id, month: HourMonth }), output: HoursPerson },
  /** Errors: person-gone. */
  'hours.day': {
    may: AUDITOR,
    input: z.strictObject({ personId: ids.id, day: HourDate }),
    output: z.strictObject({ figures: HourDay, detail: DayDetail }),
  },
  'hours.grid': { may: AUDITOR, input: GridQuery, output: HoursGrid },
  /** The days that would come out otherwise, among those of the months that the correction touches. Errors: person-gone. */
  'hours.preview': {
    may: AUDITOR,
    input: z.strictObject({ personId: ids.id, day: HourDate, body: RequestBody }),
    output: HoursPreview,
  },
} as const satisfies Record<string, CallSpec>;
