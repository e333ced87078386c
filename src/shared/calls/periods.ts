/** Months that are closed for payroll. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { HourDay } from '../hours-days.ts';
import { ids, stored } from '../schemas.ts';
import { GivenReason } from './hour-requests.ts';
import { HourMonth } from './hours.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

export const PeriodMark = z.strictObject({
  mark: z.enum(['closed', 'reopened']),
  by: z.string(),
  at: stored.instant,
  reason: z.string(),
  /** The version of the reckoning. */
  engine: z.int(),
});

export const MonthState = z.strictObject({
  month: z.string(),
  state: z.enum(['running', 'open', 'closed']),
  /** What was done to it, the newest first. */
  marks: z.array(PeriodMark),
  /** Who is done with, one by one. */
  finished: z.array(stored.id),
});
export type MonthState = z.infer<typeof MonthState>;

export const Difference = z.strictObject({
  personId: stored.id,
  name: z.string(),
  day: z.int(),
  /** null = nothing was closed of them. */
  was: HourDay.nullable(),
  now: HourDay.nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const periodsCalls = {
  /** The running month and those before it, the newest first. */
  'periods.list': { may: AUDITOR, input: z.strictObject({ months: z.int().min(1).max(60) }), output: z.array(MonthState) },
  /** For everybody at once. Value: how many people. Errors: hours-closed, month-not-over. */
  'periods.close': {
    may: ADMIN,
    input: z.strictObject({ month: HourMonth, reason: z.string().trim().max(500) }),
    output: z.strictObject({ people: z.int() }),
  },
  /** Errors: hours-open. */
  'periods.reopen': { may: ADMIN, input: z.strictObject({ month: HourMonth, reason: GivenReason }), output: z.null() },
  /** Errors: person-gone, hours-closed. */
  'periods.finish': {
    may: ADMIN,
    input: z.strictObject({ month: HourMonth, personIds: z.array(ids.id).min(1).max(10_000), finished: z.boolean() }),
    output: z.null(),
  },
  /** The days of a closed month that would now come out otherwise, and whose rows are not as they were written. Errors: hours-open. */
  'periods.differences': {
    may: AUDITOR,
    input: z.strictObject({ month: HourMonth }),
    output: z.strictObject({ days: z.array(Difference), total: z.int(), damaged: z.array(z.string()) }),
  },
} as const satisfies Record<string, CallSpec>;
