/**
 * The order of calculation. It is fixed; docs/hours.md says the same in words.
 *
 *  1 collect (collect.ts)       5 give to a shift day (give.ts)     9 round punches (rounding.ts)   13 leave fills (leave.ts)
 *  2 repeats (repeats.ts)       6 parity (parity.ts)               10 split presence (worked.ts)    14 round the total (rounding.ts)
 *  3 plan (plan.ts)             7 directions (pairs.ts)            11 breaks (breaks.ts)            15 overtime (overtime.ts)
 *  4 windows (windows.ts)       8 pairs (pairs.ts)                 12 judge (judge.ts)              16 balance (balance.ts)
 */
import { minuteAt, type Day, type Minute } from './days.ts';
import { give, maxOpenOf, type Group } from './give.ts';
import { stepOf, unworked, verdictOf, type Edges } from './judge.ts';
import { leaveSpans } from './leave.ts';
import {
  DEFAULT_RULE,
  type Code,
  type DayPlan,
  type DayRecord,
  type Flag,
  type Leave,
  type Pair,
  type PlacedPunch,
  type Punch,
} from './model.ts';
import { nightMinutes } from './night-bonus.ts';
import { pairUp, type Directed } from './pairs.ts';
import { evenOut } from './parity.ts';
import { inOrder, repeats } from './repeats.ts';
import { rounded, roundedPairs } from './rounding.ts';
import { common, lengthOf, NONE, within, type Spans } from './spans.ts';
import { clipped, place, type Planned } from './windows.ts';
import { plannedWork, presenceOf, unplannedWork } from './worked.ts';

export type PersonDays = {
  /** Each day once, in order, without a gap. */
  readonly plans: readonly DayPlan[];
  /** In any order. */
  readonly punches: readonly Punch[];
  readonly leaves: readonly Leave[];
  /** Days whose window has not closed by then are not judged. */
  readonly now: Minute;
};

/**
 * Days are reckoned by the month, with so many days before and after it. A punch can hang together with the one before, and that with another, without
 * an end; where a chain is broken must not depend on which day somebody asked for.
 */
export const CONTEXT_DAYS = 7;

/** Steps 2 to 14 of one person's days. */
export function reckonDays({ plans, punches, leaves, now }: PersonDays): readonly DayRecord[] {
  const first = plans[0];
  if (!first) return [];
  const planOf = (day: Day): DayPlan | undefined => plans[day - first.day];
  const localDay = (at: Minute): Day => {
    const guess = first.zone.wallOf(at).day;
    return (planOf(guess) ?? (guess < first.day ? first : plans.at(-1)!)).zone.wallOf(at).day;
  };
  const ordered = inOrder(punches);
  const again = repeats(ordered, (p) => (planOf(localDay(minuteAt(p.at)))?.rule ?? DEFAULT_RULE).repeatSeconds);
  const planned = clipped(plans.flatMap((plan) => place(plan) ?? []));
  const groups = give(
    ordered.filter((p) => !again.has(p)),
    planned,
    planOf,
    localDay,
  );
  evenOut(groups.shifts);
  const shifts = new Map(groups.shifts.map((g) => [g.day, g]));
  let previous: DayRecord | null = null;
  let claimed = -Infinity;
  const records = plans.map((plan) => {
    const day = dayRecord({
      plan,
      shift: shifts.get(plan.day) ?? null,
      alone: groups.unplanned.get(plan.day) ?? null,
      leaves,
      now,
      previous,
      claimed,
    });
    claimed = Math.max(claimed, day.pairs.at(-1)?.out ?? -Infinity);
    previous = day;
    return day;
  });
  return again.size === 0 ? records : withRepeats(records, again, localDay);
}

/** A repeat is shown on the day of the punch that it repeats. */
function withRepeats(records: readonly DayRecord[], again: ReadonlyMap<Punch, Punch>, localDay: (at: Minute) => Day) {
  const home = new Map(records.flatMap((r) => r.punches.map((p) => [p.punch.key, r.day] as const)));
  const byDay = Map.groupBy(again, ([repeat, of]) => home.get(of.key) ?? localDay(minuteAt(repeat.at)));
  return records.map((record) => {
    const more = (byDay.get(record.day) ?? []).map(([punch, of]): PlacedPunch => ({
      punch,
      minute: minuteAt(punch.at),
      direction: null,
      codes: [{ code: 'repeat-of', key: of.key }],
    }));
    return more.length === 0
      ? record
      : { ...record, punches: [...record.punches, ...more].toSorted((a, b) => a.punch.at - b.punch.at) };
  });
}

type DayInput = {
  readonly plan: DayPlan;
  readonly shift: Group | null;
  readonly alone: Group | null;
  readonly leaves: readonly Leave[];
  readonly now: Minute;
  readonly previous: DayRecord | null;
  /** Until here the minutes belong to earlier days. */
  readonly claimed: Minute;
};

function dayRecord({ plan, shift, alone, leaves, now, previous, claimed }: DayInput): DayRecord {
  const { rule, zone } = plan;
  const planned = shift?.planned ?? null;
  const [own, other] = [shift && pairUp(shift), alone && pairUp(alone)];
  const punches = [...(own?.punches ?? []), ...(other?.punches ?? [])];
  const needsNone = planned !== null && !planned.shift.needIn && !planned.shift.needOut && punches.length === 0;
  const bare = needsNone
    ? [{ in: planned.start, out: planned.end }]
    : [...(own?.pairs ?? []), ...(other?.pairs ?? [])].toSorted((a, b) => a.in - b.in);
  const wallMinute = (at: Minute): number => zone.wallOf(at).minute;
  const afterRounding = roundedPairs(bare, rule.round, wallMinute);
  const pairs = bare.map((p, i): Pair => ({ ...p, roundedIn: afterRounding[i]!.in, roundedOut: afterRounding[i]!.out }));
  const presence = within(presenceOf(bare), claimed, Infinity);
  const work = planned ? plannedWork(planned, bare, presence, rule) : unplannedWork(presence.map(asPair), rule);

  const edges = edgesOf(bare, own?.punches ?? []);
  const leave = planned ? leaveSpans(leaves, planned) : NONE;
  const closes = closesAt(shift, alone, punches);
  const open = closes !== null && now < closes;
  const rest = unworked(work, edges, leave, rule, laterToday(previous, plan), planned?.core ?? NONE);
  const inPlan = lengthOf(work.inPlan);
  const breakDeducted = lengthOf(common(work.deducted, work.inPlan));
  const planLength = work.required ?? lengthOf(work.planned);
  const paidBefore = inPlan - breakDeducted + rest.graceCounted;
  const paid = rounded(paidBefore + roundingOf(planned, afterRounding, work, inPlan, rule), rule.round.total);
  const extra = lengthOf(work.before) + lengthOf(work.after) + lengthOf(work.between);

  const flags = new Set<Flag>([...(own?.flags ?? []), ...(other?.flags ?? []), ...placedFlags(punches)]);
  if (work.longBreak) flags.add('long-break');
  if (rest.core.late + rest.core.early + rest.core.away > 0) flags.add('core-missed');
  if (
    previous?.lastOut != null &&
    bare[0] &&
    rule.limits.restBetween !== null &&
    bare[0].in - previous.lastOut < rule.limits.restBetween
  )
    flags.add('short-rest');
  const lateAs = open ? null : stepOf(rest.late + rest.core.late, rule.lateSteps);
  const earlyAs = open ? null : stepOf(rest.early + rest.core.early, rule.earlySteps);
  const figures = { planned: planLength, inPlan, extra, leave: rest.leave };
  return {
    day: plan.day,
    plan,
    verdict: open ? 'open' : verdictOf(plan, figures, flags, [lateAs, earlyAs], punches.length > 0 || needsNone),
    closesAt: closes,
    lateAs,
    earlyAs,
    ...figures,
    late: rest.late,
    early: rest.early,
    away: rest.away,
    tolerated: rest.tolerated,
    missing: rest.missing,
    core: rest.core,
    breakDeducted,
    graceCounted: rest.graceCounted,
    rounding: paid - paidBefore,
    paid,
    nightBonus: nightMinutes(work.counted, rule.nightBonus, zone),
    firstIn: punches.find((p) => p.direction === 'in')?.minute ?? null,
    lastOut: punches.findLast((p) => p.direction === 'out')?.minute ?? null,
    flags: [...flags],
    pairs,
    punches: punches.map((p) => placedPunch(p, pairs, planned, plan)),
    minutes: {
      planned: work.planned,
      inPlan: work.inPlan,
      before: work.before,
      after: work.after,
      between: work.between,
      deducted: work.deducted,
    },
  };
}

const asPair = (s: Spans[number]) => ({ in: s.from, out: s.to });

function edgesOf(pairs: readonly { readonly in: Minute; readonly out: Minute }[], punches: readonly Directed[]): Edges {
  const known = punches.filter((p) => p.direction !== null);
  const unpaired = (p: Directed | undefined): boolean => p?.codes.some((c) => c.code === 'unpaired') ?? false;
  const [first, final] = [known[0], known.at(-1)];
  return {
    first: pairs[0]?.in ?? null,
    last: pairs.at(-1)?.out ?? null,
    openBefore: first?.direction === 'out' && unpaired(first),
    openAfter: final?.direction === 'in' && unpaired(final),
  };
}

/** Nothing is judged before the window has closed, nor while an OUT may still come: one that is told, or that parity moves, until the window's own end. */
function closesAt(shift: Group | null, alone: Group | null, punches: readonly Directed[]): Minute | null {
  const last = punches.at(-1);
  const waiting = last?.direction === 'in';
  const planned = shift?.planned;
  const shiftCloses = planned ? Math.max(planned.end, waiting ? planned.unclipped.to : planned.window.to) : null;
  return waiting && alone?.given.length ? Math.max(shiftCloses ?? -Infinity, last.minute + maxOpenOf(alone)) : shiftCloses;
}

/** Who left late yesterday may come later today. */
function laterToday(previous: DayRecord | null, { day, rule }: DayPlan): number {
  if (rule.lateLeave.length === 0 || previous?.lastOut == null || previous.day !== day - 1) return 0;
  const { lastOut, plan } = previous;
  return rule.lateLeave.reduce(
    (most, l) => (lastOut >= plan.zone.reached(plan.day, l.leftAfter) ? Math.max(most, l.later) : most),
    0,
  );
}

/** How many paid minutes the rounding of punches adds, or takes. */
function roundingOf(
  planned: Planned | null,
  pairs: readonly { readonly in: Minute; readonly out: Minute }[],
  work: { readonly planned: Spans; readonly required: number | null },
  inPlan: number,
  { round }: DayPlan['rule'],
): number {
  if (!planned || (!round.in && !round.out)) return 0;
  const there = lengthOf(common(presenceOf(pairs), work.planned));
  return (work.required === null ? there : Math.min(there, work.required)) - inPlan;
}

function placedFlags(punches: readonly Directed[]): Flag[] {
  return punches.flatMap(({ punch, codes }) => [
    ...codes.flatMap(({ code }): Flag[] =>
      code === 'outside-window' || code === 'before-window' || code === 'runs-across' || code === 'unplanned' ? [code] : [],
    ),
    ...punch.doubts.map((d): Flag => (d === 'clock-jumped' || d === 'missing-hour' ? d : 'ambiguous-hour')),
  ]);
}

function placedPunch(
  { punch, minute, direction, codes }: Directed,
  pairs: readonly Pair[],
  planned: Planned | null,
  plan: DayPlan,
): PlacedPunch {
  const more: Code[] = punch.doubts.map((d) =>
    d === 'ambiguous-first' || d === 'ambiguous-second'
      ? { code: 'ambiguous-hour', pass: d === 'ambiguous-first' ? 'first' : 'second' }
      : { code: d },
  );
  for (const { in: from, out, roundedIn, roundedOut } of pairs) {
    if (direction === 'in' && from === minute && roundedIn !== from) more.push({ code: 'rounded', from, to: roundedIn });
    if (direction === 'out' && out === minute && roundedOut !== out) more.push({ code: 'rounded', from: out, to: roundedOut });
  }
  if (planned && direction === 'in' && minute < planned.start && !plan.rule.countBefore)
    more.push({ code: 'early-not-counted', minutes: planned.start - minute });
  if (punch.zone !== plan.zone.name) more.push({ code: 'other-zone', zone: punch.zone });
  return { punch, minute, direction, codes: [...codes, ...more] };
}
