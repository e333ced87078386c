/** Shifts, patterns, who works by which and rules, as an administrator enters them and as they are shown; bodies are those of `hours.ts`. */
import { z } from 'zod';
import { DAY_KINDS } from '../domain/hours/model.ts';
import { faultOf, type ShiftFault } from '../domain/hours/plan.ts';
import { HolidayChanges, ZoneFields } from './access.ts';
import { AssignmentBody, PatternBody, RuleBody, ShiftBody } from './hours.ts';
import { ids, stored } from './schemas.ts';

const { id } = ids;
/** Days since 1970-01-01 (domain/hours/days.ts). */
export const DayNumber = z.int().min(0).max(100_000);

/** Chips of shifts; each colour goes with letters, so that none stands alone. */
export const SHIFT_COLOURS = ['teal', 'blue', 'violet', 'pink', 'orange', 'yellow', 'green', 'gray'] as const;
export type ShiftColour = (typeof SHIFT_COLOURS)[number];

/** Where a fault stands in the form. */
function pathOf(fault: ShiftFault): (string | number)[] {
  switch (fault.fault) {
    case 'overlap':
      return ['segments', fault.second];
    case 'break-outside':
    case 'break-overlap':
      return ['breaks', fault.break];
    case 'core-outside':
      return ['flex', 'core', fault.core];
    default:
      return ['segments'];
  }
}

/** A shift that can be planned. */
const Plannable = ShiftBody.superRefine((body, context) => {
  const fault = faultOf({ id: 0, name: '', ...body });
  if (fault) context.addIssue({ code: 'custom', path: pathOf(fault), message: fault.fault });
});

/** Of a new shift, and of one that nothing uses, the version holds from the beginning: `from` is 0. */
export const ShiftFields = z.strictObject({
  name: ZoneFields.shape.name,
  /** What stands on its chip; '' = the first letters of its name. */
  code: z
    .string()
    .trim()
    .max(4)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters'),
  colour: z.enum(SHIFT_COLOURS),
  from: DayNumber,
  body: Plannable,
});
export type ShiftFields = z.infer<typeof ShiftFields>;

/** `from` is that of a shift. */
export const PatternFields = z.strictObject({ name: ZoneFields.shape.name, from: DayNumber, body: PatternBody });
export type PatternFields = z.infer<typeof PatternFields>;

export const AssignmentFields = AssignmentBody.refine((a) => a.until === null || a.from <= a.until, { path: ['until'] });
export type AssignmentFields = z.infer<typeof AssignmentFields>;

export const RuleFields = z.strictObject({ from: DayNumber, body: RuleBody });
export type RuleFields = z.infer<typeof RuleFields>;

const nullableId = id.nullable();
/** What is about to be changed: asked of `shifts.preview` with what is then saved. */
export const PlanChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shift'), id: nullableId, from: DayNumber, body: Plannable }),
  z.strictObject({ kind: z.literal('drop-shift-version'), id, from: z.int() }),
  z.strictObject({ kind: z.literal('pattern'), id: nullableId, from: DayNumber, body: PatternBody }),
  z.strictObject({ kind: z.literal('drop-pattern-version'), id, from: z.int() }),
  z.strictObject({ kind: z.literal('assignment'), id: nullableId, body: AssignmentFields }),
  z.strictObject({ kind: z.literal('drop-assignment'), id }),
  z.strictObject({ kind: z.literal('rule'), ...RuleFields.shape }),
  z.strictObject({ kind: z.literal('drop-rule'), from: z.int() }),
  /** As `access.saveHolidays` saves it. */
  z.strictObject({ kind: z.literal('calendar'), ...HolidayChanges.shape }),
]);
export type PlanChange = z.infer<typeof PlanChange>;

/** What uses a shift or a pattern, so that it stays. */
export const PlanUser = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pattern'), name: z.string() }),
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('department'), name: z.string() }),
  z.strictObject({ kind: z.literal('person'), name: z.string() }),
  /** So many days of people were given this shift by a decision. */
  z.strictObject({ kind: z.literal('decisions'), count: z.int().min(1) }),
]);
export type PlanUser = z.infer<typeof PlanUser>;

/** What stands in the file and this version cannot read: hours that need it are a guess. */
export const Unreadable = z.strictObject({
  what: z.enum(['shift', 'pattern', 'assignment', 'rule', 'calendar']),
  name: z.string(),
});
export type Unreadable = z.infer<typeof Unreadable>;

const storedDay = z.int();
export const StoredShift = z.strictObject({
  id: stored.id,
  name: z.string(),
  code: z.string(),
  colour: z.enum(SHIFT_COLOURS),
  /** Ascending; empty where none can be read. */
  versions: z.array(z.strictObject({ from: storedDay, body: ShiftBody })),
  usedBy: z.array(PlanUser),
});
export type StoredShift = z.infer<typeof StoredShift>;

export const StoredPattern = z.strictObject({
  id: stored.id,
  name: z.string(),
  /** Ascending; empty where none can be read. */
  versions: z.array(z.strictObject({ from: storedDay, body: PatternBody })),
  usedBy: z.array(PlanUser),
});
export type StoredPattern = z.infer<typeof StoredPattern>;

export const StoredAssignment = z.strictObject({
  id: stored.id,
  to: z.union([
    /** `name` is null of somebody who was erased. */
    z.strictObject({ person: stored.id, name: z.string().nullable() }),
    z.strictObject({ department: z.string() }),
    z.literal('everybody'),
  ]),
  from: storedDay,
  until: storedDay.nullable(),
  target: AssignmentBody.shape.target,
});
export type StoredAssignment = z.infer<typeof StoredAssignment>;

/** All that is planned, for the screen. */
export const ShiftsOverview = z.strictObject({
  /** Of the site. */
  today: storedDay,
  shifts: z.array(StoredShift),
  patterns: z.array(StoredPattern),
  assignments: z.array(StoredAssignment),
  /** Ascending; empty = the usual rules hold. */
  rules: z.array(z.strictObject({ from: storedDay, body: RuleBody })),
  /** Of people in the list, with how many each has. */
  departments: z.array(z.strictObject({ name: z.string(), people: z.int().min(1) })),
  people: z.int().min(0),
  unreadable: z.array(Unreadable),
});
export type ShiftsOverview = z.infer<typeof ShiftsOverview>;

/** What is known of the calendar that plans follow. */
export const CalendarKnown = z.strictObject({
  /** Years of which it says something, ascending; any other is not announced yet. */
  years: z.array(z.int()),
  /** Somebody's plan follows it. */
  followed: z.boolean(),
});
export type CalendarKnown = z.infer<typeof CalendarKnown>;

/** Two days of one person whose planned times overlap. */
export const DayOverlap = z.strictObject({
  firstDay: z.string(),
  firstShift: z.string(),
  secondDay: z.string(),
  secondShift: z.string(),
});

/** How many days of whom a change alters, up to `until`. Days of closed periods are not among them. */
export const PlanImpact = z.strictObject({
  people: z.int().min(0),
  days: z.int().min(0),
  /** Of `days`, those before today. */
  past: z.int().min(0),
  /** Days that would differ, but their period is closed: they stay as they are. */
  closed: z.int().min(0),
  from: storedDay.nullable(),
  until: storedDay,
  first: z.array(z.strictObject({ name: z.string(), days: z.int().min(1) })).max(5),
  overlap: DayOverlap.nullable(),
});
export type PlanImpact = z.infer<typeof PlanImpact>;

/** Who works what on a day, by shift. */
export const OnDay = z.strictObject({
  groups: z.array(
    z.strictObject({
      /** null = nothing. */
      shift: stored.id.nullable(),
      kind: z.enum(DAY_KINDS),
      half: z.boolean(),
      /** Why: a person's own day, or the assignment's level. */
      reason: z.enum(['override', 'person', 'department', 'everybody', 'none']),
      people: z.int().min(1),
      names: z.array(z.string()).max(100),
    }),
  ),
});
export type OnDay = z.infer<typeof OnDay>;

/** Punches of a day that is tried out, as wall minutes of its day. */
export const Trial = z.strictObject({
  day: DayNumber,
  kind: z.enum(DAY_KINDS),
  body: Plannable,
  /** null = those that hold on the day. */
  rule: RuleBody.nullable(),
  punches: z.array(z.strictObject({ at: z.int().min(0).max(2880), direction: z.enum(['in', 'out']).nullable() })).max(20),
});
export type Trial = z.infer<typeof Trial>;
