/**
 * Which shift day a punch belongs to. A window prefers and never loses: a punch that no window has joins the open session, the shift that is about
 * to begin, or stands by itself as presence that nobody planned.
 */
import type { Direction } from '../attendance/direction.ts';
import { minuteAt, type Day, type Minute } from './days.ts';
import { DEFAULT_RULE, type Code, type DayPlan, type Punch, type Rule } from './model.ts';
import { longestOpen, type Planned } from './windows.ts';
import { zoneDays } from './zone-days.ts';

export type Given = { readonly punch: Punch; readonly minute: Minute; readonly codes: Code[] };

/** The punches of one shift, or of what was not planned on a local day. */
export type Group = { readonly day: Day; readonly rule: Rule; readonly planned: Planned | null; given: Given[] };

type Session = { readonly group: Group; readonly since: Minute };

export type Groups = {
  /** One each planned day, in order. */
  readonly shifts: readonly Group[];
  readonly unplanned: ReadonlyMap<Day, Group>;
};

/** The minute of a punch; for travellers who follow the local clock, what their clock said, on the plan's. */
function minuteOf(punch: Punch, plan: DayPlan | undefined): Minute {
  const minute = minuteAt(punch.at);
  if (plan?.rule.zoneOf !== 'punch' || punch.zone === plan.zone.name) return minute;
  return minute + zoneDays(punch.zone).offsetAt(minute) - plan.zone.offsetAt(minute);
}

/**
 * @param punches in order, without repeats
 * @param planned in order, their windows clipped
 * @param planOf of a local day; undefined outside of what is reckoned
 * @param localDay of a minute
 */
export function give(
  punches: readonly Punch[],
  planned: readonly Planned[],
  planOf: (day: Day) => DayPlan | undefined,
  localDay: (at: Minute) => Day,
): Groups {
  const shifts: Group[] = planned.map((p) => ({ day: p.plan.day, rule: p.plan.rule, planned: p, given: [] }));
  const byDay = new Map(shifts.map((g) => [g.day, g]));
  const unplanned = new Map<Day, Group>();
  const alone = (day: Day): Group => {
    let group = unplanned.get(day);
    if (!group) unplanned.set(day, (group = { day, rule: planOf(day)?.rule ?? DEFAULT_RULE, planned: null, given: [] }));
    return group;
  };
  let open: Session | null = null;
  for (const punch of punches) {
    const minute = minuteOf(punch, planOf(localDay(minuteAt(punch.at))));
    const next = shifts[firstEndingAfter(planned, minute)];
    const corrected = punch.givenTo === null ? null : (byDay.get(punch.givenTo) ?? alone(punch.givenTo));
    const { group, code }: Target = corrected
      ? { group: corrected, code: 'given-by-correction' }
      : target(punch, minute, next, open, () => alone(localDay(minute)));
    group.given.push({ punch, minute, codes: [{ code }] });
    if (code === 'outside-window') group.given.at(-1)!.codes.push({ code: 'open-session' });
    open = after(open, group, punch.direction, minute);
  }
  return { shifts, unplanned };
}

type Target = {
  readonly group: Group;
  readonly code: 'given-by-correction' | 'open-session' | 'in-window' | 'outside-window' | 'before-window' | 'unplanned';
};

/** The index of the first shift whose window has not ended. */
function firstEndingAfter(planned: readonly Planned[], minute: Minute): number {
  let [low, high] = [0, planned.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (planned[middle]!.window.to <= minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first that applies. @param next the first shift whose window has not ended */
function target({ direction }: Punch, minute: Minute, next: Group | undefined, open: Session | null, alone: () => Group): Target {
  const window = next?.planned?.window;
  const session = open?.group.planned;
  if (direction === 'out' && open && session && minute < session.unclipped.to && next !== open.group)
    return { group: open.group, code: 'open-session' };
  if (next && window && window.from <= minute) return { group: next, code: 'in-window' };
  if (open && direction !== 'in' && minute - open.since <= maxOpenOf(open.group))
    return { group: open.group, code: session ? 'outside-window' : 'open-session' };
  if (next && window && window.from - minute <= next.rule.reach) return { group: next, code: 'before-window' };
  return { group: alone(), code: 'unplanned' };
}

function after(open: Session | null, group: Group, direction: Direction | null, minute: Minute): Session | null {
  const meant = direction ?? (open?.group === group ? 'out' : 'in');
  return meant === 'in' ? { group, since: minute } : null;
}

export function maxOpenOf({ planned, rule }: Group): number {
  return planned ? longestOpen(planned) : rule.maxOpen;
}
