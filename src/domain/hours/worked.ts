/** Presence against the plan: what is in it, what lies before, after and between, and which planned minutes nobody worked. */
import type { Minute } from './days.ts';
import { gapsOf, owedBreaks, plannedBreaks } from './breaks.ts';
import type { DayMinutes, Rule } from './model.ts';
import { common, lengthOf, NONE, slice, united, within, without, type Spans } from './spans.ts';
import type { Planned } from './windows.ts';

type Pairs = readonly { readonly in: Minute; readonly out: Minute }[];

export const presenceOf = (pairs: Pairs): Spans => united(pairs.map((p) => ({ from: p.in, to: p.out })));

export type Worked = DayMinutes & {
  /** The plan as it was moved with the first IN. */
  readonly start: Minute;
  readonly end: Minute;
  /** Of hours that a day asks for at any time; null = the segments say when. */
  readonly required: number | null;
  readonly longBreak: boolean;
  /** What counts as worked, paid or not: for overtime, night bonus and balances. */
  readonly counted: Spans;
};

/** All minutes that nobody planned. */
export function unplannedWork(pairs: Pairs, rule: Rule): Worked {
  const between = presenceOf(pairs);
  return {
    planned: NONE,
    inPlan: NONE,
    before: NONE,
    after: NONE,
    between,
    deducted: NONE,
    start: -Infinity,
    end: Infinity,
    required: rule.judge ? 0 : null,
    longBreak: false,
    counted: between,
  };
}

/** @param presence of `pairs`, less what another day has already */
export function plannedWork(planned: Planned, pairs: Pairs, presence: Spans, rule: Rule): Worked {
  const { shift, breaks } = planned;
  const moved = slide(planned, pairs[0]?.in ?? null);
  const [start, end] = [moved[0]!.from, moved.at(-1)!.to];
  const taken = plannedBreaks(breaks, moved, pairs);
  const net = without(united(moved), taken.unpaid);
  const span = pairs.length > 0 ? [{ from: pairs[0]!.in, to: pairs.at(-1)!.out }] : NONE;
  const present = united(presence, common(taken.paid, span));
  const there = common(present, net);
  const required = requiredOf(planned, there);
  const inPlan = required === null ? there : slice(there, 0, required);
  const outside = without(without(present, inPlan), taken.unpaid);
  const before = within(outside, -Infinity, start);
  const after = required === null ? within(outside, end, Infinity) : without(outside, before);
  const between = required === null ? within(outside, start, end) : NONE;
  const all = united(inPlan, after, between, rule.countBefore ? before : NONE);
  const deducted = owedBreaks(shift.breaks, all, gapsOf(pairs));
  return {
    planned: net,
    inPlan,
    before,
    after,
    between,
    deducted,
    start,
    end,
    required,
    longBreak: taken.long,
    counted: without(all, deducted),
  };
}

/** Start and end move together with the first IN; breaks stay on the wall. */
function slide({ segments, shift, start }: Planned, firstIn: Minute | null): Spans {
  if (shift.flex?.kind !== 'slide' || firstIn === null) return segments;
  const by = Math.min(Math.max(firstIn - start, -shift.flex.early), shift.flex.late);
  return segments.map(({ from, to }) => ({ from: from + by, to: to + by }));
}

function requiredOf({ shift, plan }: Planned, there: Spans): number | null {
  const { flex } = shift;
  if (!plan.rule.judge) return lengthOf(there);
  if (!flex || flex.kind === 'slide') return null;
  if (flex.kind === 'free' && flex.per === 'week') return lengthOf(there);
  return plan.half ? Math.floor(flex.required / 2) : flex.required;
}
