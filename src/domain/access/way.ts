/** Which way somebody goes through a door. */
import { nextDirection, type Direction, type LastPunch } from '../attendance/direction.ts';
import type { Door } from './model.ts';
import type { Place } from './place.ts';

export type Way = {
  readonly direction: Direction;
  /** Zones; null = outside. */ readonly from: number | null;
  readonly to: number | null;
};

/**
 * A door of one direction always leads from `fromZone` to `toZone`. One of both directions takes whoever is on its far side out, and
 * everybody else in; where it is not known where they are, by turns (`last` is their last punch). Who has been on the far side for longer
 * than the site's longest presence forgot to check out: `nextDirection` says so of both.
 */
export function wayThrough(door: Door, place: Place | null, last: LastPunch | null, at: number, longestMs: number): Way {
  if (door.direction !== 'both') return { direction: door.direction, ...zonesOf(door, door.direction) };
  const punch: LastPunch | null = place ? { direction: place.zoneId === door.toZone ? 'in' : 'out', at: place.since } : last;
  const direction = nextDirection(punch, at, longestMs);
  return { direction, ...zonesOf(door, direction) };
}

/** From which zone and into which a passage of that direction leads. */
export function zonesOf(door: Door, direction: Direction): Pick<Way, 'from' | 'to'> {
  const outward = door.direction === 'both' && direction === 'out';
  return outward ? { from: door.toZone, to: door.fromZone } : { from: door.fromZone, to: door.toZone };
}
