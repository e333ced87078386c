/** A day with all that its figures come from: what a timeline draws, and its words explain. Put together when somebody opens the day. */
import type { Day, Minute } from './days.ts';
import { explain } from './explain.ts';
import type { DayMinutes, DayPlan, DayRecord, PlacedPunch, Punch } from './model.ts';
import { assignmentOf, type CalendarDay, type PlanBook, type Reason, type Version, type Worker } from './plan.ts';
import { proposalsOf, type Proposal } from './proposals.ts';
import type { Span, Spans } from './spans.ts';
import { clipped, place } from './windows.ts';

/** Why this is the day's plan. */
export type PlanOrigin = {
  readonly by: Reason;
  /** The pattern's name; null = a shift, a rest or nothing was assigned. */
  readonly pattern: string | null;
  /** The first days of the versions of shift and rule; null = no shift. */
  readonly shiftFrom: Day | null;
  readonly ruleFrom: Day;
  readonly holiday: Pick<CalendarDay, 'name' | 'kind'> | null;
};

/** Nothing is known of where a plan comes from: somebody tries a shift out. */
export const NO_ORIGIN: PlanOrigin = { by: 'none', pattern: null, shiftFrom: null, ruleFrom: 0, holiday: null };

export type DetailPlan = Pick<DayPlan, 'kind' | 'half' | 'credit' | 'employed'> & {
  readonly shift: { readonly id: number; readonly name: string } | null;
  readonly judge: boolean;
  readonly segments: Spans;
  readonly breaks: readonly (Span & { readonly paid: boolean; readonly clocked: boolean })[];
  readonly core: Spans;
  /** In which punches are looked for: without what a neighbour's window has, and with it. null = nothing is planned. */
  readonly window: Span | null;
  readonly unclipped: Span | null;
};

export type DayDetail = Omit<DayRecord, 'plan'> & {
  /** IANA name of the plan's zone. */
  readonly zone: string;
  /** The instants of the local day: 1380, 1440 or 1500 minutes of them, as the zone says. */
  readonly bounds: Span;
  readonly plan: DetailPlan;
  readonly origin: PlanOrigin;
  readonly minutes: DayMinutes;
  /** With what a correction left out. */
  readonly punches: readonly PlacedPunch[];
  readonly proposals: readonly Proposal[];
};

/**
 * @param around the plans of the days before and after, in order, the record's own among them: they clip its window
 * @param ignored the person's punches that a correction left out; those of other days are not shown
 */
export function detailOf(
  record: DayRecord,
  around: readonly DayPlan[],
  ignored: readonly Punch[],
  origin: PlanOrigin,
): DayDetail {
  const { plan, ...rest } = record;
  const bounds = plan.zone.bounds(plan.day);
  const planned = clipped(around.flatMap((p) => place(p) ?? [])).find((p) => p.plan.day === plan.day) ?? null;
  const [from, to] = [Math.min(bounds.from, planned?.window.from ?? Infinity), Math.max(bounds.to, planned?.window.to ?? 0)];
  const inside = (at: Minute): boolean => at >= from && at < to;
  return {
    ...rest,
    zone: plan.zone.name,
    bounds,
    plan: {
      kind: plan.kind,
      half: plan.half,
      credit: plan.credit,
      employed: plan.employed,
      shift: plan.shift && { id: plan.shift.id, name: plan.shift.name },
      judge: plan.rule.judge,
      segments: planned?.segments ?? [],
      breaks: planned?.breaks.map(({ rule, span }) => ({ ...span, paid: rule.paid, clocked: rule.clocked })) ?? [],
      core: planned?.core ?? [],
      window: planned?.window ?? null,
      unclipped: planned?.unclipped ?? null,
    },
    origin,
    punches: explain(
      record,
      around,
      ignored.filter((p) => inside(Math.floor(p.at / 60_000))),
    ),
    proposals: proposalsOf(record),
  };
}

/** @param override the person's own shift of this day, or null for rest; undefined = they have none */
export function originOf(
  book: Omit<PlanBook, 'overrides'>,
  worker: Worker,
  { day, shift }: DayPlan,
  override: number | null | undefined,
): PlanOrigin {
  const { assignment, reason } = assignmentOf(book.assignments, worker, day);
  const target = assignment?.target;
  const pattern =
    typeof target === 'object' && 'pattern' in target ? (book.patterns.get(target.pattern)?.[0]?.value.name ?? null) : null;
  const special = book.calendar.get(day);
  const versions = shift ? book.shifts.get(shift.id) : undefined;
  return {
    by: override === undefined ? reason : 'override',
    pattern: override === undefined ? pattern : null,
    shiftFrom: versions ? startOf(versions, day) : null,
    ruleFrom: startOf(book.rules, day),
    holiday: special ? { name: special.name, kind: special.kind } : null,
  };
}

const startOf = <T>(versions: readonly Version<T>[], day: Day): Day =>
  (versions.findLast((v) => v.from <= day) ?? versions[0])?.from ?? 0;
