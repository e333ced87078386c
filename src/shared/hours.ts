/** What an administrator sets about hours, as it is stored and crosses IPC; each schema is checked to be the domain's own type. */
import { z } from 'zod';
import type { Correction } from '../domain/hours/collect.ts';
import type * as model from '../domain/hours/model.ts';
import { INBOX_CAUSES } from '../domain/hours/causes.ts';
import { DAY_KINDS, STEP_KINDS } from '../domain/hours/model.ts';
import { ABSENCE_UNITS } from '../domain/hours/requests.ts';
import { cleanName } from '../domain/text.ts';
import type * as plan from '../domain/hours/plan.ts';

/** From 00:00 of a shift's day to the end of the next. */
const wall = z.int().min(0).max(2880);
const length = z.int().min(1).max(1440);
const minutes = z.int().min(0).max(44_640);
const day = z.int().min(0).max(100_000);
const id = z.int().min(1);
const weekday = z.int().min(1).max(7);

const Segment = z.strictObject({ start: wall, end: wall });
const Break = z.strictObject({
  when: z.union([z.strictObject({ at: wall }), z.strictObject({ afterWorked: z.int().min(1).max(1440) })]),
  length,
  clocked: z.boolean(),
  min: z.int().min(0).max(1440),
  max: length.nullable(),
  paid: z.boolean(),
}) satisfies z.ZodType<model.Break>;

const Flex = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('slide'), early: z.int().min(0).max(720), late: z.int().min(0).max(720) }),
  z.strictObject({ kind: z.literal('core'), core: z.array(Segment).max(4), required: length }),
  z.strictObject({
    kind: z.literal('free'),
    required: z.int().min(1).max(10_080),
    per: z.enum(['day', 'week']),
    dayStartsAt: z.int().min(0).max(1439),
  }),
]) satisfies z.ZodType<model.Flex>;

/** A version of a shift, without what names it. */
export const ShiftBody = z.strictObject({
  segments: z.array(Segment).max(4),
  before: z.int().min(0).max(720),
  after: z.int().min(0).max(1440),
  breaks: z.array(Break).max(8),
  flex: Flex.nullable(),
  halfDayAt: z.union([z.enum(['with-break', 'without-break', 'by-break']), z.strictObject({ at: wall })]),
  needIn: z.boolean(),
  needOut: z.boolean(),
}) satisfies z.ZodType<Omit<model.Shift, 'id' | 'name'>>;
export type ShiftBody = z.infer<typeof ShiftBody>;

export const PatternBody = z.strictObject({
  days: z.array(id.nullable()).min(1).max(366),
  anchor: day,
  followsCalendar: z.boolean(),
}) satisfies z.ZodType<Omit<plan.Pattern, 'id' | 'name'>>;
export type PatternBody = z.infer<typeof PatternBody>;

export const AssignmentBody = z.strictObject({
  to: z.union([
    z.strictObject({ person: id }),
    z.strictObject({ department: z.string().min(1).max(60) }),
    z.literal('everybody'),
  ]),
  from: day,
  until: day.nullable(),
  target: z.union([z.strictObject({ pattern: id }), z.strictObject({ shift: id }), z.literal('rest')]),
}) satisfies z.ZodType<Omit<plan.Assignment, 'id'>>;
export type AssignmentBody = z.infer<typeof AssignmentBody>;

const Rounding = z
  .strictObject({ step: z.int().min(1).max(120), cut: z.int().min(1).max(120) })
  .refine((r) => r.cut <= r.step, { path: ['cut'] });
const Grace = z.strictObject({ minutes: z.int().min(0).max(120), counted: z.boolean() });
const Step = z.strictObject({ over: z.int().min(0).max(1440), as: z.enum(STEP_KINDS) });

const OvertimeRule = z.strictObject({
  id,
  name: z.string().max(60),
  on: z.enum([...DAY_KINDS, 'any']),
  measure: z.union([z.enum(['after-end', 'before-start', 'over-planned']), z.strictObject({ over: minutes })]),
  per: z.union([
    z.enum(['day', 'period']),
    z.strictObject({ week: weekday }),
    z.strictObject({ streak: z.int().min(2).max(31) }),
  ]),
  basis: z.enum(['punches', 'both', 'request']),
  beginAfter: z.int().min(0).max(720),
  least: z.int().min(0).max(720),
  most: length.nullable(),
  round: Rounding.nullable(),
  deduct: z.array(Break).max(8),
  rate: z.int().min(0).max(1000),
  as: z.union([z.literal('pay'), z.strictObject({ ratio: z.int().min(0).max(1000) })]),
  approval: z.enum(['automatic', 'needed']),
}) satisfies z.ZodType<model.OvertimeRule>;

export const RuleBody = z.strictObject({
  pairing: z.enum(['alternate', 'marked', 'first-last', 'per-segment']),
  repeatSeconds: z.int().min(0).max(3600),
  maxOpen: z.int().min(60).max(4320),
  reach: z.int().min(0).max(720),
  graceIn: Grace,
  graceOut: Grace,
  lateSteps: z.array(Step).max(8),
  earlySteps: z.array(Step).max(8),
  halfDayUnder: z.int().min(0).max(1440),
  absentUnder: z.int().min(0).max(1440),
  round: z.strictObject({ in: Rounding.nullable(), out: Rounding.nullable(), total: Rounding.nullable() }),
  countBefore: z.boolean(),
  lateLeave: z.array(z.strictObject({ leftAfter: wall, later: z.int().min(1).max(720) })).max(8),
  limits: z.strictObject({
    overtimePerDay: minutes.nullable(),
    overtimePerMonth: minutes.nullable(),
    restBetween: minutes.nullable(),
  }),
  onMissing: z.enum(['nothing', 'as-planned']),
  overtime: z.array(OvertimeRule).max(20),
  dayOf: z.enum(['start', 'end', 'most', 'split']),
  holidayBy: z.enum(['shift', 'minute']),
  judge: z.boolean(),
  balance: z
    .strictObject({
      unit: z.enum(['week', 'month', 'quarter', 'year']),
      required: z.union([z.literal('calendar'), z.int().min(0).max(527_040)]),
      creditHolidays: z.boolean(),
      weekStartsOn: weekday,
    })
    .nullable(),
  correctionQuota: z
    .strictObject({
      count: z.int().min(0).max(99),
      monthStartsOn: z.int().min(1).max(28),
      days: z.int().min(1).max(180),
      kinds: z.array(z.enum(['missing', 'late', 'early', 'other'])),
    })
    .nullable(),
  nightBonus: z.strictObject({ from: z.int().min(0).max(1439), to: z.int().min(0).max(1439) }).nullable(),
  zoneOf: z.enum(['plan', 'punch']),
}) satisfies z.ZodType<model.Rule>;
export type RuleBody = z.infer<typeof RuleBody>;

/** Minutes since the epoch, the end not included. */
export const OvertimePart = z.strictObject({ from: z.int(), to: z.int() }).refine((g) => g.from < g.to);
export type OvertimePart = z.infer<typeof OvertimePart>;

/** What somebody asks for: a correction of the punches or the plan, or a leave. */
const Direction = z.enum(['in', 'out']);
const punch = z.string().regex(/^[eic]\d+$/);
/** As its kind says when it is asked for; `present` left out = of a version that did not write it down. */
const paid = { leaveKind: z.string().min(1).max(60), paid: z.boolean(), present: z.boolean().optional() };
export const RequestBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add'), at: z.int(), direction: Direction.nullable(), zone: z.string().min(1) }),
  z.strictObject({ kind: z.literal('ignore'), punch }),
  z.strictObject({ kind: z.literal('direction'), punch, direction: Direction }),
  z.strictObject({ kind: z.literal('give'), punch, day }),
  z.strictObject({ kind: z.literal('shift'), day, shift: id.nullable() }),
  z.strictObject({ kind: z.literal('grant'), grant: OvertimePart }),
  z.strictObject({ kind: z.literal('leave-span'), ...paid, from: z.int(), to: z.int() }),
  z.strictObject({ kind: z.literal('leave-half'), ...paid, day, half: z.enum(['first', 'second']) }),
  z.strictObject({ kind: z.literal('leave-days'), ...paid, from: day, to: day }),
  /** The day may stay as it is: it changes no figure, and asks for no decision any more. */
  z.strictObject({ kind: z.literal('accept'), day, causes: z.array(z.enum(INBOX_CAUSES)).min(1) }),
]);
export type RequestBody = z.infer<typeof RequestBody>;
/** What the domain takes as a correction is one of these. */
export type CorrectionBody = Extract<RequestBody, { kind: Correction['kind'] }>;

export const DECISIONS = ['granted', 'refused', 'withdrawn'] as const;

/** How a kind of absence is taken and counted. */
export const AbsenceKindFields = z.strictObject({
  /** '' of a kind that Lintel brings: the dictionaries have its name. */
  name: z.string().max(120).transform(cleanName).pipe(z.string().max(60)),
  paid: z.boolean(),
  /** Whoever is on a trip works. */
  present: z.boolean(),
  unit: z.enum(ABSENCE_UNITS),
  /** Whether it may be asked for. */
  used: z.boolean(),
});
export type AbsenceKindFields = z.infer<typeof AbsenceKindFields>;
export const AbsenceKind = AbsenceKindFields.extend({ kind: z.string(), name: z.string() });
export type AbsenceKind = z.infer<typeof AbsenceKind>;
