/**
 * How often a door may be opened by somebody at a broker. Each opening is a row, and a door that is opened again and again stands open: an
 * automation that has gone wrong, or a stranger on the broker, gets six a minute.
 */
export const REMOTE_A_MINUTE = 6;
const MINUTE_MS = 60_000;

/**
 * @param before when it was opened so, monotonic ms, oldest first
 * @returns what is kept of it, with `now` where it may be opened once more
 */
export function mayOpenRemotely(
  before: readonly number[],
  now: number,
): { readonly may: boolean; readonly kept: readonly number[] } {
  const kept = before.filter((at) => now - at < MINUTE_MS);
  return kept.length < REMOTE_A_MINUTE ? { may: true, kept: [...kept, now] } : { may: false, kept };
}
