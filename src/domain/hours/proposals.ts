/** What would put a day right. Each is a correction that somebody decides for; none is ever made in silence. */
import type { Direction } from '../attendance/direction.ts';
import type { Day, Minute } from './days.ts';
import type { DayRecord, PlacedPunch } from './model.ts';

export type Proposal =
  /** The second is the first once more. */
  | { readonly kind: 'repeat'; readonly punch: string; readonly of: string }
  /** Without this one the day has whole pairs. */
  | { readonly kind: 'ignore'; readonly punch: string }
  | { readonly kind: 'add'; readonly direction: Direction; readonly at: Minute }
  | { readonly kind: 'give'; readonly punch: string; readonly day: Day }
  /** The clock was set: by the time that passed it was then. */
  | { readonly kind: 'move'; readonly punch: string; readonly at: Minute };

/** So near to a repeat it may well be one, seconds beyond the rule's. */
const NEARLY_SECONDS = 180;

export function proposalsOf(record: DayRecord): readonly Proposal[] {
  const counted = record.punches.filter((p) => !p.codes.some((c) => c.code === 'repeat-of'));
  const out: Proposal[] = counted.flatMap((p) =>
    p.punch.clockStep === 0 ? [] : [{ kind: 'move', punch: p.punch.key, at: p.minute - p.punch.clockStep }],
  );
  if (!record.flags.includes('missing-in') && !record.flags.includes('missing-out')) return out;
  counted.forEach((p, i) => {
    const before = counted[i - 1];
    const seconds = before ? (p.punch.at - before.punch.at) / 1000 : Infinity;
    if (before && seconds < record.plan.rule.repeatSeconds + NEARLY_SECONDS)
      out.push({ kind: 'repeat', punch: p.punch.key, of: before.punch.key });
  });
  const alone = counted.filter((p) => p.codes.some((c) => c.code === 'unplanned'));
  const own = counted.filter((p) => !alone.includes(p));
  if (alone.length === 1 && own.length % 2 === 1 && record.plan.shift)
    out.push({ kind: 'give', punch: alone[0]!.punch.key, day: record.day });
  if (own.length > 1 && own.length % 2 === 1)
    out.push(...own.slice(1, -1).map((p): Proposal => ({ kind: 'ignore', punch: p.punch.key })));
  out.push(...asPlanned(record, own));
  return out;
}

/** The planned start for a missing IN, the planned end for a missing OUT. */
function asPlanned({ minutes, flags }: DayRecord, own: readonly PlacedPunch[]): readonly Proposal[] {
  const [start, end] = [minutes.planned[0]?.from, minutes.planned.at(-1)?.to];
  const [first, last] = [own[0]?.minute, own.at(-1)?.minute];
  const out: Proposal[] = [];
  if (flags.includes('missing-in') && start !== undefined && first !== undefined && start < first)
    out.push({ kind: 'add', direction: 'in', at: start });
  if (flags.includes('missing-out') && end !== undefined && last !== undefined && end > last)
    out.push({ kind: 'add', direction: 'out', at: end });
  return out;
}
