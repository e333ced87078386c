/**
 * Which shift a person has on a day. A person's own day goes before a person's assignment, that before the department's, that before everybody's.
 * Then the calendar: a holiday cancels the shift of a pattern that follows it, and only changes the pay of one that does not.
 */
import { isoDay, mod, weekdayOfDay, type Day } from './days.ts';
import type { DayKind, DayPlan, Rule, Shift } from './model.ts';
import type { ZoneDays } from './zone-days.ts';

export type Pattern = {
  readonly id: number;
  readonly name: string;
  /** A shift's id, or null for rest; 1 to 366 of them. */
  readonly days: readonly (number | null)[];
  /** The day on which `days[0]` falls. Every other is counted from it, without a reset at New Year. */
  readonly anchor: Day;
  /** false for rotations: holidays do not cancel the shift. */
  readonly followsCalendar: boolean;
};

export type Assignment = {
  readonly id: number;
  readonly to: { readonly person: number } | { readonly department: string } | 'everybody';
  readonly from: Day;
  /** inclusive; null = until further notice */
  readonly until: Day | null;
  /** A pattern, a shift each day, or rest. */
  readonly target: { readonly pattern: number } | { readonly shift: number } | 'rest';
};

export const CALENDAR_KINDS = ['statutory', 'off', 'working-day', 'half'] as const;
export type CalendarDay = {
  readonly day: Day;
  readonly name: string;
  readonly kind: (typeof CALENDAR_KINDS)[number];
  /** Of a working day: the weekday (1 = Monday … 7 = Sunday) whose shift is worked; null = that of `makeUpDayAs`. */
  readonly asWeekday: number | null;
};

/** Of versions with a first day, the last that had begun. */
export type Version<T> = { readonly from: Day; readonly value: T };

export type PlanBook = {
  readonly shifts: ReadonlyMap<number, readonly Version<Shift>[]>;
  readonly patterns: ReadonlyMap<number, readonly Version<Pattern>[]>;
  readonly assignments: readonly Assignment[];
  /** A person's own days: a shift's id, or null for rest. */
  readonly overrides: ReadonlyMap<number, ReadonlyMap<Day, number | null>>;
  readonly calendar: ReadonlyMap<Day, CalendarDay>;
  readonly makeUpDayAs: number;
  readonly rules: readonly Version<Rule>[];
  readonly zones: readonly Version<ZoneDays>[];
};

export type Worker = {
  readonly id: number;
  /** '' = none. */
  readonly department: string;
  /** First and last day of work, inclusive; null = open. */
  readonly joined: Day | null;
  readonly left: Day | null;
};

export type Reason = 'override' | 'person' | 'department' | 'everybody' | 'none';

/** @param versions ascending; the first also holds before it began, so that no day is without */
export function versionAt<T>(versions: readonly Version<T>[], day: Day): T | undefined {
  return (versions.findLast((v) => v.from <= day) ?? versions[0])?.value;
}

/** The plan of a person's day. */
export function planDay(book: PlanBook, worker: Worker, day: Day): DayPlan {
  const zone = versionAt(book.zones, day)!;
  const rule = versionAt(book.rules, day)!;
  const employed = (worker.joined === null || worker.joined <= day) && (worker.left === null || day <= worker.left);
  const base = { day, zone, rule, employed, half: false, credit: 0 };
  if (!employed) return { ...base, kind: 'rest', shift: null };
  const shiftOf = (id: number | null): Shift | null => {
    const versions = id === null ? undefined : book.shifts.get(id);
    return versions ? (versionAt(versions, day) ?? null) : null;
  };
  const special = book.calendar.get(day);
  const holiday: DayKind | null = special?.kind === 'statutory' || special?.kind === 'off' ? special.kind : null;
  const override = book.overrides.get(worker.id)?.get(day);
  if (override !== undefined) {
    const shift = shiftOf(override);
    return { ...base, shift, kind: holiday ?? (shift ? 'workday' : 'rest') };
  }
  const assignment = assignmentOf(book.assignments, worker, day).assignment;
  const { id, follows } = usual(book, assignment, day, special ?? null);
  const shift = shiftOf(id);
  if (holiday && follows) return { ...base, shift: null, kind: holiday, credit: shift ? plannedLength(shift) : 0 };
  return { ...base, shift, kind: holiday ?? (shift ? 'workday' : 'rest'), half: special?.kind === 'half' && follows };
}

/** The assignment that holds on a day, and by which level. */
export function assignmentOf(
  assignments: readonly Assignment[],
  worker: Worker,
  day: Day,
): { readonly assignment: Assignment | null; readonly reason: Reason } {
  const holds = assignments.filter((a) => a.from <= day && (a.until === null || day <= a.until));
  const person = holds.find((a) => typeof a.to === 'object' && 'person' in a.to && a.to.person === worker.id);
  if (person) return { assignment: person, reason: 'person' };
  const department = holds.find((a) => typeof a.to === 'object' && 'department' in a.to && a.to.department === worker.department);
  if (department) return { assignment: department, reason: 'department' };
  const everybody = holds.find((a) => a.to === 'everybody');
  return everybody ? { assignment: everybody, reason: 'everybody' } : { assignment: null, reason: 'none' };
}

function usual(
  book: PlanBook,
  assignment: Assignment | null,
  day: Day,
  special: CalendarDay | null,
): { readonly id: number | null; readonly follows: boolean } {
  if (!assignment || assignment.target === 'rest') return { id: null, follows: true };
  if ('shift' in assignment.target) return { id: assignment.target.shift, follows: true };
  const pattern = versionAt(book.patterns.get(assignment.target.pattern) ?? [], day);
  if (!pattern) return { id: null, follows: true };
  const { followsCalendar: follows } = pattern;
  const madeUp = follows && special?.kind === 'working-day';
  return { id: onPattern(pattern, madeUp ? sameWeek(day, special.asWeekday ?? book.makeUpDayAs) : day), follows };
}

/** The day of a weekday in the week (from Monday) of another. */
const sameWeek = (day: Day, weekday: number): Day => day - weekdayOfDay(day) + weekday;

export function onPattern({ days, anchor }: Pattern, day: Day): number | null {
  return days[mod(day - anchor, days.length)] ?? null;
}

/** Minutes of a shift on a day without a change of the clocks. */
export function plannedLength({ segments, breaks, flex }: Shift): number {
  if (flex && flex.kind !== 'slide') return flex.kind === 'free' && flex.per === 'week' ? 0 : flex.required;
  const worked = segments.reduce((sum, s) => sum + s.end - s.start, 0);
  return worked - breaks.reduce((sum, b) => sum + ('at' in b.when && !b.paid ? b.length : 0), 0);
}

/** Two of one level that hold on one day: what an administrator is told before such an assignment is kept. */
export function overlapOf(assignments: readonly Assignment[], added: Assignment): Assignment | null {
  const level = (a: Assignment): string => JSON.stringify(a.to);
  const end = (a: Assignment): number => a.until ?? Infinity;
  return (
    assignments.find((a) => a.id !== added.id && level(a) === level(added) && a.from <= end(added) && added.from <= end(a)) ??
    null
  );
}

export type ShiftFault =
  | { readonly fault: 'no-segments' | 'too-many-segments' | 'too-long' }
  | { readonly fault: 'overlap'; readonly first: number; readonly second: number }
  | { readonly fault: 'break-outside' | 'break-overlap'; readonly break: number }
  | { readonly fault: 'core-outside'; readonly core: number };

/** What keeps a shift from being planned; null = nothing. */
export function faultOf({ segments, breaks, flex }: Shift): ShiftFault | null {
  if (flex?.kind === 'free') return null;
  if (segments.length === 0) return { fault: 'no-segments' };
  if (segments.length > 4) return { fault: 'too-many-segments' };
  for (const [i, s] of segments.entries()) {
    if (s.end <= s.start) return { fault: 'overlap', first: i, second: i };
    const next = segments[i + 1];
    if (next && next.start < s.end) return { fault: 'overlap', first: i, second: i + 1 };
  }
  if (segments.at(-1)!.end - segments[0]!.start > 2880) return { fault: 'too-long' };
  const placed = breaks.flatMap((b, i) => ('at' in b.when ? [{ i, from: b.when.at, to: b.when.at + b.length }] : []));
  for (const b of placed) {
    if (!segments.some((s) => s.start <= b.from && b.to <= s.end)) return { fault: 'break-outside', break: b.i };
    if (placed.some((other) => other.i < b.i && other.from < b.to && b.from < other.to))
      return { fault: 'break-overlap', break: b.i };
  }
  if (flex?.kind !== 'core') return null;
  // One after the other, and within the shift.
  const outside = flex.core.findIndex(
    (c, i) => c.end <= c.start || c.start < (flex.core[i - 1]?.end ?? segments[0]!.start) || c.end > segments.at(-1)!.end,
  );
  return outside === -1 ? null : { fault: 'core-outside', core: outside };
}

/** Shift days whose planned times overlap the next one's: refused when assigned, and both are named. */
export function overlappingDays(plans: readonly DayPlan[]): { readonly first: string; readonly second: string } | null {
  const spans = plans.flatMap(({ shift, day, zone }) => {
    const [first, final] = [shift?.segments[0], shift?.segments.at(-1)];
    return first && final ? [{ day, from: zone.reached(day, first.start), to: zone.reached(day, final.end) }] : [];
  });
  for (const [i, s] of spans.entries()) {
    const next = spans[i + 1];
    if (next && next.from < s.to) return { first: isoDay(s.day), second: isoDay(next.day) };
  }
  return null;
}
