/** Punches in order, and those that are the one before once more. */
import type { Punch } from './model.ts';

const RANK = { out: 0, none: 1, in: 2 } as const;

/** By time; at one instant an OUT before an IN, so that whoever changes segments in the same second was never absent. */
export function inOrder(punches: readonly Punch[]): readonly Punch[] {
  const rank = (p: Punch): number => RANK[p.direction ?? 'none'];
  return punches.toSorted((a, b) => a.at - b.at || rank(a) - rank(b) || (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/**
 * Which punches are repeats, and of which: less than so many seconds after the person's previous one, be that one a repeat or not (so that somebody
 * who stands before the camera for ten minutes punched once), unless the two say different directions.
 * @param punches in order
 */
export function repeats(punches: readonly Punch[], secondsFor: (punch: Punch) => number): ReadonlyMap<Punch, Punch> {
  const out = new Map<Punch, Punch>();
  punches.forEach((punch, i) => {
    const previous = punches[i - 1];
    if (!previous || punch.givenTo !== null || punch.at - previous.at >= secondsFor(punch) * 1000) return;
    if (punch.direction !== null && previous.direction !== null && punch.direction !== previous.direction) return;
    out.set(punch, out.get(previous) ?? previous);
  });
  return out;
}
