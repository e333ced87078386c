/** What each punch of a group is, IN or OUT, and which two make a pair. */
import type { Direction } from '../attendance/direction.ts';
import type { Minute } from './days.ts';
import type { Given, Group } from './give.ts';
import type { Code, Flag } from './model.ts';
import type { Spans } from './spans.ts';
import type { Planned } from './windows.ts';

export type Directed = Given & { readonly direction: Direction | null };

export type Paired = {
  readonly pairs: readonly { readonly in: Minute; readonly out: Minute }[];
  readonly punches: readonly Directed[];
  readonly flags: readonly Flag[];
};

/** So long an IN of what nobody planned may be open. Inside a shift's window both ends are known to belong together. */
const openFor = ({ planned, rule }: Group): number => (planned ? Infinity : rule.maxOpen);

/** Directions, then pairs. What of a pair is not asked for, or is taken as planned, comes from the plan. */
export function pairUp(group: Group): Paired {
  const { planned, rule } = group;
  const parts = planned && rule.pairing === 'per-segment' ? bySegment(group.given, planned.segments) : [group.given];
  const flags = new Set<Flag>();
  const pairs: { in: Minute; out: Minute }[] = [];
  const punches = parts.flatMap((given, i) => {
    const plan = planned && parts.length > 1 ? { ...planned, ...edges(planned.segments[i]!) } : planned;
    const directed = direct(given, plan, rule.pairing, openFor(group));
    pairs.push(...pairsOf(directed, plan, rule.onMissing, openFor(group), flags));
    return directed;
  });
  for (const { codes } of punches) if (codes.some((c) => c.code === 'unpaired')) flags.add('unpaired');
  return { pairs, punches, flags: [...flags] };
}

const edges = ({ from, to }: Spans[number]) => ({ start: from, end: to });

/** To the segment that is nearer; the border between two is the middle of what lies between them. Where they touch, an OUT ends the earlier one. */
function bySegment(given: readonly Given[], segments: Spans): readonly Given[][] {
  const parts = segments.map((): Given[] => []);
  for (const g of given) {
    const i = segments.findIndex((s, i) => {
      const next = segments[i + 1];
      if (!next) return true;
      const border = Math.floor((s.to + next.from) / 2);
      return g.minute < border || (g.minute === border && g.punch.direction === 'out');
    });
    parts[i]!.push(g);
  }
  return parts;
}

type Pairing = Group['rule']['pairing'];

function direct(given: readonly Given[], planned: Planned | null, pairing: Pairing, openFor: number): readonly Directed[] {
  const ends = pairing === 'first-last' || pairing === 'per-segment';
  let previous: Direction | null = null;
  return given.map((g, i) => {
    const { direction, directionBy } = g.punch;
    if (ends && i > 0 && i < given.length - 1) return with_(g, null, { code: 'unused' });
    if (direction !== null) {
      previous = direction;
      return with_(g, direction, { code: 'direction-from', by: directionBy ?? 'order' });
    }
    if (pairing === 'marked') return with_(g, null, { code: 'unpaired' });
    if (given.length === 1) return with_(g, lone(g.minute, planned), { code: 'direction-from', by: planned ? 'edge' : 'order' });
    if (ends) return with_(g, i === 0 ? 'in' : 'out', { code: 'direction-from', by: 'order' });
    const since = g.minute - (given[i - 1]?.minute ?? -Infinity);
    previous = previous === 'in' && since <= openFor ? 'out' : 'in';
    return with_(g, previous, { code: 'direction-from', by: 'alternation' });
  });
}

const with_ = (g: Given, direction: Direction | null, code: Code): Directed => ({
  ...g,
  direction,
  codes: [...g.codes, code],
});

/** IN or OUT by the nearer edge of the plan, a tie is an IN; by the one that is asked for, where only one is. */
function lone(minute: Minute, planned: Planned | null): Direction {
  if (!planned) return 'in';
  if (!planned.shift.needIn) return 'out';
  if (!planned.shift.needOut) return 'in';
  return Math.abs(minute - planned.start) <= Math.abs(planned.end - minute) ? 'in' : 'out';
}

function pairsOf(
  directed: readonly Directed[],
  planned: Planned | null,
  onMissing: Group['rule']['onMissing'],
  openFor: number,
  flags: Set<Flag>,
): { in: Minute; out: Minute }[] {
  const pairs: { in: Minute; out: Minute }[] = [];
  let open: Directed | null = null;
  const noOut = (p: Directed, until = Infinity): void => {
    const free = planned !== null && !planned.shift.needOut;
    if (!free) flags.add('missing-out');
    const to = Math.min(planned?.end ?? -Infinity, until);
    if ((free || onMissing === 'as-planned') && to > p.minute) pairs.push({ in: p.minute, out: to });
    else if (!free) p.codes.push({ code: 'unpaired' });
  };
  const noIn = (p: Directed): void => {
    const free = planned !== null && !planned.shift.needIn;
    if (!free) flags.add('missing-in');
    const from = Math.max(planned?.start ?? Infinity, pairs.at(-1)?.out ?? -Infinity);
    if ((free || onMissing === 'as-planned') && from < p.minute) pairs.push({ in: from, out: p.minute });
    else if (!free) p.codes.push({ code: 'unpaired' });
  };
  for (const p of directed) {
    if (p.direction === 'in') {
      if (open) noOut(open, p.minute);
      open = p;
    } else if (p.direction === 'out') {
      if (open && p.minute >= open.minute && p.minute - open.minute <= openFor) pairs.push({ in: open.minute, out: p.minute });
      else {
        if (open) noOut(open, p.minute);
        noIn(p);
      }
      open = null;
    }
  }
  if (open) noOut(open);
  return pairs;
}
