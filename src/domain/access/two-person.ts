/** The two-person rule: a door that opens only for two people, one shortly after the other. */
import type { AccessState, Door, Waiting } from './model.ts';

/** Who waits at a door; a wait from the future (the clock was set back) is over. Whoever is refused in between changes nothing. */
export function waitingAt(door: Door, at: number, state: Pick<AccessState, 'waiting'>): Waiting | null {
  const waiting = state.waiting.get(door.id);
  return door.twoPerson && waiting && waiting.at <= at && at < waiting.until ? waiting : null;
}
