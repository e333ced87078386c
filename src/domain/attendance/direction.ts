/** IN or OUT by alternation. */
export type Direction = 'in' | 'out';

export type LastPunch = { readonly direction: Direction; readonly at: number };

/**
 * The direction of a punch at `now` (ms since the epoch), after the person's last one.
 * @param longestMs the site's longest presence: an IN that is older was a forgotten OUT, and the next punch is an IN again
 */
export function nextDirection(last: LastPunch | null, now: number, longestMs: number): Direction {
  if (!last || last.direction === 'out') return 'in';
  return now - last.at > longestMs ? 'in' : 'out';
}
