/**
 * A second, slow reckoning of a person's days, for the property tests: it walks over single minutes and knows no spans, no searches and no tables.
 * It covers giving, parity, directions, pairs and the split of presence for fixed shifts and the rule `alternate`, `marked` or `first-last`.
 */
import { dayNumber, isoDay, minuteAt, type Day, type Minute } from '../../src/domain/hours/days.ts';
import type { DayPlan, Punch } from '../../src/domain/hours/model.ts';
import { reached as wallReached, wallTime } from '../../src/domain/time/wall-clock.ts';

export type TwinDay = {
  readonly day: Day;
  readonly planned: number;
  readonly inPlan: number;
  readonly extra: number;
  readonly late: number;
  readonly early: number;
  readonly away: number;
  readonly missing: number;
  /** Each minute of presence, in order. */
  readonly present: readonly Minute[];
};

type Home = {
  readonly day: Day;
  readonly plan: DayPlan;
  readonly start: Minute;
  readonly end: Minute;
  readonly punches: Punch[];
};

const reached = (plan: DayPlan, wall: number): Minute =>
  wallReached(isoDay(plan.day + Math.floor(wall / 1440)), wall % 1440, plan.zone.name) / 60_000;

/** The border between two shifts whose windows overlap: neither has a minute of the other. */
function owns(home: Home, minute: Minute, homes: readonly Home[]): boolean {
  const { before, after } = home.plan.shift!;
  if (minute < home.start - before || minute >= home.end + after) return false;
  const i = homes.indexOf(home);
  const border = (a: Home, b: Home): Minute | null => {
    const [aTo, bFrom] = [a.end + a.plan.shift!.after, b.start - b.plan.shift!.before];
    if (aTo <= bFrom) return null;
    return a.end >= b.start ? b.start : Math.min(Math.max(Math.floor((a.end + b.start) / 2), bFrom), aTo);
  };
  const [low, high] = [i > 0 ? border(homes[i - 1]!, home) : null, i + 1 < homes.length ? border(home, homes[i + 1]!) : null];
  return (low === null || minute >= low) && (high === null || minute < high);
}

const isOdd = (home: Home): boolean => home.punches.length % 2 === 1;
const unclippedEnd = (home: Home): Minute => home.end + home.plan.shift!.after;
const longest = (home: Home): number => Math.max(home.plan.rule.maxOpen, home.end - home.start + home.plan.shift!.after);

/** @param punches in order, none a repeat */
export function twinDays(plans: readonly DayPlan[], punches: readonly Punch[]): readonly TwinDay[] {
  const homes = plans.flatMap((plan): Home[] =>
    plan.shift
      ? [
          {
            day: plan.day,
            plan,
            start: reached(plan, plan.shift.segments[0]!.start),
            end: reached(plan, plan.shift.segments.at(-1)!.end),
            punches: [],
          },
        ]
      : [],
  );
  const alone = plans.map((plan): Home => ({ day: plan.day, plan, start: NaN, end: NaN, punches: [] }));
  const localDay = (minute: Minute): Day => dayNumber(wallTime(minute * 60_000, plans[0]!.zone.name).day);
  const beside = new Map<Day, Home>();
  let open: { home: Home; since: Minute } | null = null;
  for (const punch of punches) {
    const minute = minuteAt(punch.at);
    const reach = (h: Home): boolean => lowEdge(h, homes) - minute <= h.plan.rule.reach;
    const planned: boolean = open !== null && !Number.isNaN(open.home.start);
    let home: Home | undefined;
    if (punch.direction === 'out' && open && planned && minute < unclippedEnd(open.home)) home = open.home;
    home ??= homes.find((h) => owns(h, minute, homes));
    if (!home && open && punch.direction !== 'in') {
      const most = planned ? longest(open.home) : open.home.plan.rule.maxOpen;
      if (minute - open.since <= most) home = open.home;
    }
    home ??= homes.find((h) => lowEdge(h, homes) > minute && reach(h));
    const day = localDay(minute);
    // A day beside those that are reckoned has its sessions too, whose punches are nobody else's.
    home ??= alone.find((h) => h.day === day) ?? beside.get(day) ?? { ...alone[0]!, day, punches: [] };
    if (home.day === day && !plans.some((p) => p.day === day)) beside.set(day, home);
    home.punches.push(punch);
    const meant: string = punch.direction ?? (open?.home === home ? 'out' : 'in');
    open = meant === 'in' ? { home, since: minute } : null;
  }
  const cuts = new Map<Home, { in?: Minute; out?: Minute }>();
  homes.forEach((home, i) => {
    const next = homes[i + 1];
    const [first, last] = [next?.punches[0], home.punches.at(-1)];
    if (!next || !first || !last || !isOdd(home) || !isOdd(next)) return;
    const [before, after] = [minuteAt(last.at), minuteAt(first.at)];
    const free = first.direction !== 'in' && last.direction !== 'out';
    if (next.punches.length > 1 && free && after < unclippedEnd(home) && after - before <= longest(home))
      home.punches.push(next.punches.shift()!);
    else if (home.end === next.start && free && before <= next.start && after >= next.start) {
      cuts.set(home, { ...cuts.get(home), out: next.start });
      cuts.set(next, { ...cuts.get(next), in: next.start });
      // A cut makes both whole.
      home.punches.push({ ...first, at: next.start * 60_000, direction: 'out' });
      next.punches.unshift({ ...last, at: next.start * 60_000, direction: 'in' });
    }
  });
  return plans.map((plan, i) =>
    dayOf(
      plan,
      homes.find((h) => h.day === plan.day),
      alone[i]!,
    ),
  );
}

/** Where a home's window opens, borders counted. */
function lowEdge(home: Home, homes: readonly Home[]): Minute {
  let minute = home.start - home.plan.shift!.before;
  while (minute < home.end && !owns(home, minute, homes)) minute++;
  return minute;
}

type Marked = { readonly minute: Minute; readonly direction: 'in' | 'out' | null };

function marks(home: Home, planned: boolean): readonly Marked[] {
  const { pairing } = home.plan.rule;
  let previous: 'in' | 'out' | null = null;
  return home.punches.map((p, i): Marked => {
    const minute = minuteAt(p.at);
    const only = home.punches.length === 1;
    if (pairing === 'first-last' && i > 0 && i < home.punches.length - 1) return { minute, direction: null };
    if (p.direction) previous = p.direction;
    else if (pairing === 'marked') return { minute, direction: null };
    else if (only) previous = planned && home.end - minute < minute - home.start ? 'out' : 'in';
    else if (pairing === 'first-last') previous = i === 0 ? 'in' : 'out';
    else
      previous =
        previous === 'in' && (planned || minute - minuteAt(home.punches[i - 1]!.at) <= home.plan.rule.maxOpen) ? 'out' : 'in';
    return { minute, direction: previous };
  });
}

function pairsOf(all: readonly Marked[], most: number): [Minute, Minute][] {
  const pairs: [Minute, Minute][] = [];
  let from: Minute | null = null;
  for (const { minute, direction } of all) {
    if (direction === 'in') from = minute;
    if (direction === 'out' && from !== null && minute - from <= most) pairs.push([from, minute]);
    if (direction === 'out') from = null;
  }
  return pairs;
}

/** Whether the first mark is an OUT, or the last an IN, that has no other half. */
const loose = (all: readonly Marked[]): { readonly before: boolean; readonly after: boolean } => {
  const known = all.filter((m) => m.direction !== null);
  return { before: known[0]?.direction === 'out', after: known.at(-1)?.direction === 'in' };
};

function dayOf(plan: DayPlan, home: Home | undefined, alone: Home): TwinDay {
  const own = home ? marks(home, true) : [];
  const pairs = [...pairsOf(own, Infinity), ...pairsOf(marks(alone, false), plan.rule.maxOpen)].sort((a, b) => a[0] - b[0]);
  const at = (from: number, to: number): [Minute, Minute] => [from, to];
  const segments = home ? plan.shift!.segments.map((s) => at(reached(plan, s.start), reached(plan, s.end))) : [];
  const breaks = home
    ? plan.shift!.breaks.flatMap((b) => {
        const from = 'at' in b.when ? reached(plan, b.when.at) : NaN;
        return [at(from, from + b.length)];
      })
    : [];
  const inside = (minute: Minute, all: readonly [Minute, Minute][]): boolean =>
    all.some(([from, to]) => minute >= from && minute < to);
  const inBreak = (minute: Minute): boolean => inside(minute, breaks);
  const wanted = (minute: Minute): boolean => inside(minute, segments) && !inBreak(minute);
  const there = (minute: Minute): boolean => pairs.some(([from, to]) => minute >= from && minute < to);
  const edges = [...pairs.flat(), ...(home ? [home.start, home.end] : [])];
  const [first, last] = [pairs[0]?.[0], pairs.at(-1)?.[1]];
  const sum = { planned: 0, inPlan: 0, extra: 0, late: 0, early: 0, away: 0, missing: 0 };
  const present: Minute[] = [];
  const open = loose(own);
  for (let m = Math.min(...edges, Infinity); m < Math.max(...edges, -Infinity); m++) {
    const [want, is] = [wanted(m), there(m)];
    if (is) present.push(m);
    if (want) sum.planned++;
    if (want && is) sum.inPlan++;
    else if (is && !inBreak(m)) sum.extra++;
    else if (want && (first === undefined || last === undefined)) sum.missing++;
    else if (want && m < first!) sum[open.before ? 'missing' : 'late']++;
    else if (want && m >= last!) sum[open.after ? 'missing' : 'early']++;
    else if (want) sum.away++;
  }
  return { day: plan.day, ...sum, present };
}
