/** How long somebody who typed a wrong password or PIN must wait before the next try counts. */

export type Attempts = {
  /** Wrong tries since the last right one. */
  readonly failures: number;
  /** ms since the epoch; null = none. */
  readonly lastFailureAt: number | null;
};

/** So many wrong tries cost nothing: people mistype. */
export const FREE_ATTEMPTS = 5;
/** The wait after the fifth; it doubles with each further one. */
export const FIRST_WAIT_MS = 30_000;
/** Never longer: a guesser gets 96 tries a day, and who owns the place is not locked out for a weekend. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/** ms until the next try is looked at; 0 = now. */
export function waitMs(attempts: Attempts, now: number): number {
  const { failures, lastFailureAt } = attempts;
  if (failures < FREE_ATTEMPTS || lastFailureAt === null) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_ATTEMPTS), LONGEST_WAIT_MS);
  // A clock that was set back must not make the wait longer than the wait is, nor a clock behind the failure make it vanish.
  return Math.min(wait, Math.max(0, lastFailureAt + wait - now));
}

/** A failure that lies in the future (the clock was set back) is taken for one of just now, so that the wait ends. */
export function rebase(attempts: Attempts, now: number): Attempts {
  return attempts.lastFailureAt !== null && attempts.lastFailureAt > now ? { ...attempts, lastFailureAt: now } : attempts;
}

export function afterFailure(attempts: Attempts, now: number): Attempts {
  return { failures: attempts.failures + 1, lastFailureAt: now };
}

export const NO_ATTEMPTS: Attempts = { failures: 0, lastFailureAt: null };
