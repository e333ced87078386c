/** Times without an offset, as a terminal's file has them: what instants they were, and where nobody can know. */
import { DAY_MINUTES, type Day, type Minute } from './days.ts';
import type { Doubt } from './model.ts';
import type { ZoneDays } from './zone-days.ts';

export type WallLine = { readonly day: Day; /** of the day */ readonly minute: number };
export type PlacedLine = { readonly at: Minute; readonly doubts: readonly Doubt[] };

/**
 * In the doubled hour a line is the first pass until the file goes back in time; from there on it is the second. A time that the zone skipped
 * comes from a terminal that did not change its clock, and is taken by the offset of before.
 * @param lines of one terminal, in the order of its file
 */
export function placeLines(lines: readonly WallLine[], zone: ZoneDays): readonly PlacedLine[] {
  let before = -Infinity;
  let second = false;
  return lines.map(({ day, minute }) => {
    const wall = day * DAY_MINUTES + minute;
    const first = zone.reached(day, minute);
    if (first + zone.offsetAt(first) !== wall) {
      before = wall;
      return { at: wall - zone.offsetAt(first - 1), doubts: ['missing-hour'] };
    }
    const later = wall - zone.offsetAt(first + DAY_MINUTES);
    const doubled = later > first && later + zone.offsetAt(later) === wall;
    if (!doubled) second = false;
    else if (wall < before && before - wall < later - first) second = true;
    before = wall;
    if (!doubled) return { at: first, doubts: [] };
    return second ? { at: later, doubts: ['ambiguous-second'] } : { at: first, doubts: ['ambiguous-first'] };
  });
}
