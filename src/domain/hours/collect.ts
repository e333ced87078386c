/** Which punches count: those that nobody took back (the log says which, `storage/log/events.ts`), with what corrections add, leave out, turn round and move. */
import type { Direction } from '../attendance/direction.ts';
import type { Day } from './days.ts';
import type { Grant, Punch } from './model.ts';

/** A correction that was decided for. The punches themselves are never touched. */
export type Correction = { readonly id: number } & (
  | { readonly kind: 'add'; readonly at: number; readonly direction: Direction | null; readonly zone: string }
  | { readonly kind: 'ignore'; readonly punch: string }
  | { readonly kind: 'direction'; readonly punch: string; readonly direction: Direction }
  | { readonly kind: 'give'; readonly punch: string; readonly day: Day }
  | { readonly kind: 'shift'; readonly day: Day; /** null = rest */ readonly shift: number | null }
  | { readonly kind: 'grant'; readonly grant: Grant }
);

export const ADDED = 'c';

export type Collected = {
  readonly punches: readonly Punch[];
  /** Left out by a correction; the day shows them. */
  readonly ignored: readonly Punch[];
  readonly grants: readonly Grant[];
  /** A shift's id, or null for rest, of single days. */
  readonly shifts: ReadonlyMap<Day, number | null>;
};

/** @param corrections by their ids the later one wins where two speak of one thing */
export function collect(punches: readonly Punch[], corrections: readonly Correction[]): Collected {
  const byKey = new Map(punches.map((p) => [p.key, p]));
  const ignored: Punch[] = [];
  const grants: Grant[] = [];
  const shifts = new Map<Day, number | null>();
  for (const c of corrections.toSorted((a, b) => a.id - b.id)) {
    if (c.kind === 'add') {
      const key = `${ADDED}${c.id}`;
      const { at, direction, zone } = c;
      byKey.set(key, {
        key,
        at,
        direction,
        directionBy: direction && 'correction',
        zone,
        doubts: [],
        clockStep: 0,
        givenTo: null,
      });
    } else if (c.kind === 'grant') grants.push(c.grant);
    else if (c.kind === 'shift') shifts.set(c.day, c.shift);
    else {
      const punch = byKey.get(c.punch);
      if (!punch) continue;
      if (c.kind === 'ignore') {
        byKey.delete(c.punch);
        ignored.push(punch);
      } else if (c.kind === 'give') byKey.set(c.punch, { ...punch, givenTo: c.day });
      else byKey.set(c.punch, { ...punch, direction: c.direction, directionBy: 'correction' });
    }
  }
  return { punches: [...byKey.values()], ignored, grants, shifts };
}
