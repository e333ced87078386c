/** What is planned: shifts, patterns, who works by which, rules. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import {
  AssignmentFields,
  CalendarKnown,
  OnDay,
  PatternFields,
  PlanChange,
  PlanImpact,
  PlanUser,
  RuleFields,
  ShiftFields,
  ShiftsOverview,
  StoredAssignment,
  DayNumber,
  Trial,
} from '../shifts.ts';
import { HourDay } from '../hours-days.ts';
import { DayDetail } from '../hours-detail.ts';
import { ids } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

const { id } = ids;
const nothing = z.null();
const one = z.strictObject({ id });
/** null = a new one. */
const save = <S extends z.ZodType>(fields: S) => z.strictObject({ id: id.nullable(), fields });
/** What uses it; then nothing was deleted. */
const Deleted = z.strictObject({ usedBy: z.array(PlanUser) });

export const shiftsCalls = {
  'shifts.overview': { may: AUDITOR, input: nothing, output: ShiftsOverview },
  /** Of which years the calendar says something. */
  'shifts.calendar': { may: AUDITOR, input: nothing, output: CalendarKnown },
  /** Who works what on a day. */
  'shifts.onDay': { may: AUDITOR, input: z.strictObject({ day: DayNumber }), output: OnDay },
  /** How many days of whom a change would alter; saves nothing. */
  'shifts.preview': { may: ADMIN, input: PlanChange, output: PlanImpact },

  /**
   * A version of a shift that holds from a day on. Errors: access-gone, access-name-taken, bad-input {field: from} where that day is over and
   * the shift is used, plan-overlap.
   */
  'shifts.save': { may: ADMIN, input: save(ShiftFields), output: one },
  'shifts.delete': { may: ADMIN, input: one, output: Deleted },
  /** Takes back a version that has not begun. Errors: access-gone, bad-input {field: from}. */
  'shifts.deleteVersion': { may: ADMIN, input: z.strictObject({ id, from: z.int() }), output: nothing },

  /**
   * A version of a pattern that holds from a day on. Errors: access-gone (a shift of it too), access-name-taken, bad-input {field: from} where that day is
   * over and the pattern is used, plan-overlap.
   */
  'patterns.save': { may: ADMIN, input: save(PatternFields), output: one },
  'patterns.delete': { may: ADMIN, input: one, output: Deleted },
  /** Takes back a version that has not begun. Errors: access-gone, bad-input {field: from}, plan-overlap. */
  'patterns.deleteVersion': { may: ADMIN, input: z.strictObject({ id, from: z.int() }), output: nothing },

  /** Where another one of its level holds on one of its days, that one is the answer and nothing was saved. Errors: access-gone, person-gone, plan-overlap. */
  'assignments.save': {
    may: ADMIN,
    input: save(AssignmentFields),
    output: z.union([one, z.strictObject({ overlaps: StoredAssignment })]),
  },
  'assignments.delete': { may: ADMIN, input: one, output: nothing },

  /** Rules that hold from a day on. Errors: bad-input {field: from} where that day is over. */
  'rules.save': { may: ADMIN, input: RuleFields, output: nothing },
  /** Takes back rules that have not begun. Errors: access-gone, bad-input {field: from}. */
  'rules.delete': { may: ADMIN, input: z.strictObject({ from: z.int() }), output: nothing },

  /** A day of a shift with such punches, reckoned and explained. Nothing is stored. */
  'hours.try': { may: AUDITOR, input: Trial, output: z.strictObject({ day: HourDay, detail: DayDetail }) },
} as const satisfies Record<string, CallSpec>;
