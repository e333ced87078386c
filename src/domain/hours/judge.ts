/** What a day's unworked planned minutes are: late, early, away, tolerated, leave or missing; and what follows for the day. */
import type { Minute } from './days.ts';
import type { DayPlan, Flag, Grace, Rule, Step, StepKind, Verdict } from './model.ts';
import { common, lengthOf, united, within, without, type Spans } from './spans.ts';
import type { Worked } from './worked.ts';

export type Unworked = {
  readonly late: number;
  readonly early: number;
  readonly away: number;
  readonly tolerated: number;
  readonly graceCounted: number;
  readonly leave: number;
  readonly missing: number;
  readonly core: { readonly late: number; readonly early: number; readonly away: number };
};

export type Edges = {
  /** The first pair's IN and the last pair's OUT; null = no pair. */
  readonly first: Minute | null;
  readonly last: Minute | null;
  /** The first punch is an OUT without an IN, the last one an IN without an OUT: nobody knows what was before, or after. */
  readonly openBefore: boolean;
  readonly openAfter: boolean;
};

const NOTHING = { late: 0, early: 0, away: 0 };

/** @param later by so much this person may come later today */
export function unworked(work: Worked, edges: Edges, leave: Spans, rule: Rule, later: number, core: Spans): Unworked {
  const gone = without(work.planned, work.inPlan);
  const onLeave = common(gone, leave);
  if (work.required !== null) return ofRequired(work, edges, onLeave, core);
  const rest = without(gone, onLeave);
  const leaveMinutes = lengthOf(onLeave);
  const base = { leave: leaveMinutes, core: NOTHING };
  if (edges.first === null || edges.last === null) {
    return { ...base, ...NOTHING, tolerated: 0, graceCounted: 0, missing: lengthOf(rest) };
  }
  const before = within(rest, -Infinity, edges.first);
  const allowed = lengthOf(within(before, work.start, work.start + later));
  const afterwards = lengthOf(within(rest, edges.last, Infinity));
  const inGrace = (minutes: number, grace: Grace): boolean => minutes > 0 && minutes <= grace.minutes;
  const lateAll = lengthOf(before) - allowed;
  const [lateOpen, earlyOpen] = [edges.openBefore, edges.openAfter];
  const lateFree = !lateOpen && inGrace(lateAll, rule.graceIn);
  const earlyFree = !earlyOpen && inGrace(afterwards, rule.graceOut);
  return {
    ...base,
    late: lateOpen || lateFree ? 0 : lateAll,
    early: earlyOpen || earlyFree ? 0 : afterwards,
    away: lengthOf(within(rest, edges.first, edges.last)),
    tolerated: allowed + (lateFree ? lateAll : 0) + (earlyFree ? afterwards : 0),
    graceCounted: (lateFree && rule.graceIn.counted ? lateAll : 0) + (earlyFree && rule.graceOut.counted ? afterwards : 0),
    missing: (lateOpen ? lateAll : 0) + (earlyOpen ? afterwards : 0),
  };
}

/**
 * Core hours are marks; what counts is whether the day's minutes were worked. A break is no missed core, and neither is what lies after the minutes that
 * were required.
 */
function ofRequired(work: Worked, { first, last }: Edges, onLeave: Spans, core: Spans): Unworked {
  const { required, inPlan, before, after, between } = work;
  const short = Math.max(0, required! - lengthOf(inPlan));
  const leave = Math.min(short, lengthOf(onLeave));
  const missed = without(common(core, work.planned), united(inPlan, before, after, between, onLeave));
  const marks =
    first === null || last === null
      ? NOTHING
      : {
          late: lengthOf(within(missed, -Infinity, first)),
          early: lengthOf(within(missed, last, Infinity)),
          away: lengthOf(within(missed, first, last)),
        };
  return { ...NOTHING, tolerated: 0, graceCounted: 0, leave, missing: short - leave, core: marks };
}

/** The highest step that the minutes are over; without steps any minute is late. */
export function stepOf(minutes: number, steps: readonly Step[]): StepKind | null {
  if (minutes <= 0) return null;
  if (steps.length === 0) return 'late';
  return steps.reduce<Step | null>((best, s) => (minutes > s.over && (!best || s.over > best.over) ? s : best), null)?.as ?? null;
}

/** What a judged day comes to. The least that was worked is asked before the steps, absent before half. */
export function verdictOf(
  plan: DayPlan,
  figures: { readonly planned: number; readonly inPlan: number; readonly extra: number; readonly leave: number },
  flags: ReadonlySet<Flag>,
  steps: readonly (StepKind | null)[],
  attended: boolean,
): Verdict {
  const { planned, inPlan, extra, leave } = figures;
  if (!plan.employed) return attended ? 'unplanned' : 'not-employed';
  if (!plan.rule.judge) return 'recorded';
  if (planned === 0 && plan.shift === null) return extra > 0 || attended ? 'unplanned' : 'rest';
  if (planned > 0 && leave >= planned) return 'leave';
  const unclear = flags.has('missing-in') || flags.has('missing-out');
  if (!attended) return leave > 0 ? 'leave' : planned > 0 ? 'absent' : 'present';
  const there = inPlan + leave;
  if (there < plan.rule.absentUnder && !unclear) return 'absent';
  if (steps.includes('absent')) return 'absent';
  if (unclear || steps.includes('missing')) return 'missing';
  if (there < plan.rule.halfDayUnder || steps.includes('half')) return 'half';
  return 'present';
}
