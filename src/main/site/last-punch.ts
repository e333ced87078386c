import type { LastPunch } from '../../domain/attendance/direction.ts';
import { personId } from '../../domain/ids.ts';
import { lastPunch } from '../../storage/log/events.ts';
import type { Site } from './site.ts';

/** Their last punch that stands, at the instant that the clock as it goes now would say: how long ago it was is asked of it. */
export function lastPunchOf(site: Site, id: number): LastPunch | null {
  const last = lastPunch(site.db, personId(id));
  return last && { direction: last.direction, at: site.time.onThisClock()(last) };
}
