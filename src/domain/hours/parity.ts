/**
 * Parity before proximity: a punch that two shift days could own goes where both days end with whole pairs. And a presence that runs from one shift
 * into the next which touches it is split where they touch.
 */
import type { Given, Group } from './give.ts';
import type { Punch } from './model.ts';
import { longestOpen } from './windows.ts';

/** @param shifts in order; their punches are moved in place */
export function evenOut(shifts: readonly Group[]): void {
  shifts.forEach((group, i) => {
    const next = shifts[i + 1];
    if (!next) return;
    if (canMove(group, next)) {
      const moved = next.given.shift()!;
      moved.codes.push({ code: 'moved-by-parity', from: next.day });
      group.given.push(moved);
    } else if (runsAcross(group, next)) split(group, next);
  });
}

const odd = ({ given }: Group): boolean => given.length % 2 === 1;

function canMove(group: Group, next: Group): boolean {
  const { planned, given } = group;
  const [first, previous] = [next.given[0], given.at(-1)];
  if (!planned || !first || !previous || !odd(group) || !odd(next) || next.given.length === 1) return false;
  if (first.punch.direction === 'in' || first.punch.givenTo !== null || previous.punch.direction === 'out') return false;
  return first.minute < planned.unclipped.to && first.minute - previous.minute <= longestOpen(planned);
}

function runsAcross(group: Group, next: Group): boolean {
  if (!group.planned || !next.planned || group.planned.end !== next.planned.start || !odd(group) || !odd(next)) return false;
  const touching = next.planned.start;
  const [before, after] = [group.given.at(-1)!, next.given[0]!];
  return (
    before.punch.direction !== 'out' && after.punch.direction !== 'in' && before.minute <= touching && after.minute >= touching
  );
}

function split(group: Group, next: Group): void {
  const at = next.planned!.start;
  const virtual = (direction: 'in' | 'out', like: Punch): Given => ({
    punch: { ...like, key: `${like.key}/across`, at: at * 60_000, direction, doubts: [] },
    minute: at,
    codes: [{ code: 'runs-across', at }],
  });
  group.given.push(virtual('out', next.given[0]!.punch));
  next.given.unshift(virtual('in', group.given[0]!.punch));
}
