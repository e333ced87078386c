/** IN or OUT by alternation. */
export type Direction = 'in' | 'out';

export type LastPunch = { readonly direction: Direction; readonly at: number };

/** An IN that is older than this was a forgotten OUT: the next punch is an IN again. Longer than any lawful shift. */
export const OPEN_PUNCH_MAX_MS = 16 * 3_600_000;

/** The direction of a punch at `now` (ms since the epoch), after the person's last one. */
export function nextDirection(last: LastPunch | null, now: number): Direction {
  if (!last || last.direction === 'out') return 'in';
  return now - last.at > OPEN_PUNCH_MAX_MS ? 'in' : 'out';
}
