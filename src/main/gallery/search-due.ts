/** When everybody is searched for look-alikes: at night, and by day where the machine is off at night or what was searched for is another. */
const HOUR_MS = 3_600_000;
/** Between these hours of the site's day. */
const NIGHT = { from: 2, to: 5 } as const;
/** A search of this night is not done twice; one that no night has seen (the machine is off then) is done by day. */
const SAME_NIGHT_MS = 12 * HOUR_MS;
const OVERDUE_MS = 36 * HOUR_MS;

/** What a search looks for, or has looked for. */
export type Sought = { readonly modelId: string; readonly threshold: number };

/**
 * @param last the last one that was finished; null = none. `finishedAt` in ms since the epoch
 * @param now ms since the epoch. @param hour of the site's day
 */
export function isSearchDue(
  last: (Sought & { readonly finishedAt: number }) | null,
  sought: Sought,
  now: number,
  hour: number,
): boolean {
  if (!last || last.modelId !== sought.modelId || sought.threshold < last.threshold) return true;
  const age = now - last.finishedAt;
  const night = hour >= NIGHT.from && hour < NIGHT.to;
  // A clock that was set back would otherwise put the next search off for as long.
  return age < 0 || age > OVERDUE_MS || (night && age > SAME_NIGHT_MS);
}
