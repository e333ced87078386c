/** A day with what its figures come from, as it crosses IPC; the types are the domain's own. */
import { z } from 'zod';
import type { DayDetail as Detail } from '../domain/hours/detail.ts';
import { DAY_KINDS, type Code as HourCode } from '../domain/hours/model.ts';
import { CALENDAR_KINDS } from '../domain/hours/plan.ts';
import type { Proposal as HourProposal } from '../domain/hours/proposals.ts';
import { dayFigures } from './hours-days.ts';
import { stored } from './schemas.ts';

const minute = z.int();
const day = z.int();
const minutes = z.int();
const direction = z.enum(['in', 'out']);
const Span = z.strictObject({ from: minute, to: minute });
const Spans = z.array(Span).readonly();

export const Code = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.enum(['given-by-correction', 'in-window', 'outside-window', 'open-session', 'before-window', 'unplanned']),
  }),
  z.strictObject({ code: z.literal('moved-by-parity'), from: day }),
  z.strictObject({ code: z.literal('runs-across'), at: minute }),
  z.strictObject({ code: z.literal('repeat-of'), key: z.string() }),
  z.strictObject({ code: z.literal('rival'), day, window: Span }),
  z.strictObject({
    code: z.literal('direction-from'),
    by: z.enum(['correction', 'button', 'door', 'alternation', 'edge', 'order']),
  }),
  z.strictObject({ code: z.literal('rounded'), from: minute, to: minute }),
  z.strictObject({ code: z.literal('early-not-counted'), minutes }),
  z.strictObject({ code: z.enum(['unpaired', 'unused', 'ignored', 'clock-jumped', 'missing-hour']) }),
  z.strictObject({ code: z.literal('ambiguous-hour'), pass: z.enum(['first', 'second']) }),
  z.strictObject({ code: z.literal('other-zone'), zone: z.string() }),
  z.strictObject({ code: z.literal('imported'), key: z.string() }),
]) satisfies z.ZodType<HourCode>;

export const Proposal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repeat'), punch: z.string(), of: z.string() }),
  z.strictObject({ kind: z.literal('ignore'), punch: z.string() }),
  z.strictObject({ kind: z.literal('add'), direction, at: minute }),
  z.strictObject({ kind: z.literal('give'), punch: z.string(), day }),
  z.strictObject({ kind: z.literal('move'), punch: z.string(), at: minute }),
]) satisfies z.ZodType<HourProposal>;

const Punch = z.strictObject({
  key: z.string(),
  at: z.number(),
  direction: direction.nullable(),
  directionBy: z.enum(['correction', 'button', 'door']).nullable(),
  zone: z.string(),
  doubts: z.array(z.enum(['clock-jumped', 'ambiguous-first', 'ambiguous-second', 'missing-hour'])).readonly(),
  clockStep: minutes,
  givenTo: day.nullable(),
});

export const DayDetail = z.strictObject({
  day,
  zone: z.string(),
  bounds: Span,
  plan: z.strictObject({
    kind: z.enum(DAY_KINDS),
    half: z.boolean(),
    credit: minutes,
    employed: z.boolean(),
    shift: z.strictObject({ id: stored.id, name: z.string() }).nullable(),
    judge: z.boolean(),
    segments: Spans,
    breaks: z.array(z.strictObject({ from: minute, to: minute, paid: z.boolean(), clocked: z.boolean() })).readonly(),
    core: Spans,
    window: Span.nullable(),
    unclipped: Span.nullable(),
  }),
  origin: z.strictObject({
    by: z.enum(['override', 'person', 'department', 'everybody', 'none']),
    pattern: z.string().nullable(),
    shiftFrom: day.nullable(),
    ruleFrom: day,
    holiday: z.strictObject({ name: z.string(), kind: z.enum(CALENDAR_KINDS) }).nullable(),
  }),
  ...dayFigures,
  core: z.strictObject({ late: minutes, early: minutes, away: minutes }),
  pairs: z.array(z.strictObject({ in: minute, out: minute, roundedIn: minute, roundedOut: minute })).readonly(),
  punches: z
    .array(z.strictObject({ punch: Punch, minute, direction: direction.nullable(), codes: z.array(Code).readonly() }))
    .readonly(),
  minutes: z.strictObject({
    planned: Spans,
    inPlan: Spans,
    before: Spans,
    after: Spans,
    between: Spans,
    deducted: Spans,
  }),
  proposals: z.array(Proposal).readonly(),
}) satisfies z.ZodType<Detail>;
export type DayDetail = z.infer<typeof DayDetail>;
export type DetailPunch = DayDetail['punches'][number];
