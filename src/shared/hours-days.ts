/** A day's figures as they are stored and cross IPC. */
import { z } from 'zod';
import type * as figures from '../domain/hours/figures.ts';
import { MONTH_SUMS, type MonthSums as Sums } from '../domain/hours/totals.ts';
import type * as totals from '../domain/hours/totals.ts';
import { DAY_KINDS, FLAGS, STEP_KINDS, VERDICTS, type DayFigures } from '../domain/hours/model.ts';
import { stored } from './schemas.ts';

const minutes = z.int();
const minute = z.int().nullable();

export const DayOvertime = z.strictObject({
  rule: stored.id,
  name: z.string(),
  rate: z.int(),
  timeOff: z.int().nullable(),
  minutes,
  approved: minutes,
}) satisfies z.ZodType<figures.DayOvertime>;

/** What was closed before absences could count as present says nothing of it. */
const DayLeave = z.strictObject({
  kind: z.string(),
  paid: z.boolean(),
  present: z.boolean().default(false),
  minutes,
}) satisfies z.ZodType<figures.DayLeave>;

/** What every form of a day says. */
export const dayFigures = {
  verdict: z.enum(VERDICTS),
  closesAt: minute,
  lateAs: z.enum(STEP_KINDS).nullable(),
  earlyAs: z.enum(STEP_KINDS).nullable(),
  planned: minutes,
  inPlan: minutes,
  late: minutes,
  early: minutes,
  away: minutes,
  tolerated: minutes,
  leave: minutes,
  missing: minutes,
  extra: minutes,
  breakDeducted: minutes,
  graceCounted: minutes,
  rounding: minutes,
  paid: minutes,
  nightBonus: minutes,
  firstIn: minute,
  lastOut: minute,
  flags: z.array(z.enum(FLAGS)).readonly(),
} satisfies Record<keyof DayFigures, z.ZodType>;

export const HourDay = z.strictObject({
  ...dayFigures,
  personId: stored.id,
  day: z.int(),
  kind: z.enum(DAY_KINDS),
  shift: z.strictObject({ id: stored.id, name: z.string() }).nullable(),
  credit: minutes,
  overtime: z.array(DayOvertime).readonly(),
  leaves: z.array(DayLeave).readonly(),
  startsAt: minute,
  endsAt: minute,
  closed: z.boolean(),
}) satisfies z.ZodType<figures.HourDay>;
export type HourDay = z.infer<typeof HourDay>;

export const HourTotals = z.strictObject({
  verdicts: z.partialRecord(z.enum(VERDICTS), z.int()).readonly(),
  planned: minutes,
  due: minutes,
  inPlan: minutes,
  late: minutes,
  early: minutes,
  away: minutes,
  leave: minutes,
  elsewhere: minutes,
  missing: minutes,
  extra: minutes,
  breakDeducted: minutes,
  paid: minutes,
  difference: minutes,
  nightBonus: minutes,
  credit: minutes,
  overtimeMinutes: minutes,
  attendedDays: z.int(),
  lateDays: z.int(),
  earlyDays: z.int(),
  problemDays: z.int(),
  overtime: z.array(DayOvertime).readonly(),
}) satisfies z.ZodType<totals.HourTotals>;
export type HourTotals = z.infer<typeof HourTotals>;

export const MonthSums = z.record(z.enum(MONTH_SUMS), z.int()).readonly() satisfies z.ZodType<Sums>;
export type MonthSums = z.infer<typeof MonthSums>;
