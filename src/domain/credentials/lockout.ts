/**
 * How long somebody who typed a wrong password or PIN must wait before the next try counts. All times are of a clock that only runs on and that
 * nobody can set (`powered` of timekeeping.ts, ms): whoever can set the wall clock could end every wait with it, or make it last.
 */

export type Attempts = {
  /** Wrong tries since the last right one. */
  readonly failures: number;
  readonly lastFailureAt: number | null;
};

/** So many wrong tries cost nothing: people mistype. */
export const FREE_ATTEMPTS = 5;
/** The wait after the fifth wrong code at the pad; it doubles with each further one. */
export const FIRST_WAIT_MS = 30_000;
/** Of one person's PIN: a guesser gets 96 tries a day, and a mistyper is not locked out for a weekend. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/** How one kind of secret is guarded. */
export type LockoutRule = {
  /** The wait after the fifth wrong one; it doubles with each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** From so many failures on nothing is looked at until an administrator resets it; null = never. */
  readonly disabledAt: number | null;
  /** One failure is forgiven for each whole time of this length without a further one; null = only a right try forgives. */
  readonly forgiveMs: number | null;
};

/**
 * The kiosk's PIN. Two minutes hold a guesser to 720 tries a day, who then still stands before the password; longer ones would let anybody
 * at the screen keep the administrator out for as long.
 */
export const SECRET_RULE: LockoutRule = { firstWaitMs: 5_000, longestWaitMs: 2 * 60_000, disabledAt: null, forgiveMs: null };
/**
 * The administrator's password. NIST SP 800-63B ends at 100 consecutive failures at the latest; from there only the recovery key signs in,
 * which always goes round the waits. Short waits: whoever types wrong ones on purpose holds up who knows it for a minute, not a morning.
 */
export const PASSWORD_RULE: LockoutRule = { firstWaitMs: 5_000, longestWaitMs: 60_000, disabledAt: 100, forgiveMs: null };
/**
 * The kiosk's PIN where it opens the doors in an emergency: its tries are counted with the others, but whoever has typed wrong ones there to
 * keep people out holds up nobody for longer than a minute.
 */
export const EMERGENCY_RULE: LockoutRule = { ...SECRET_RULE, longestWaitMs: 60_000 };
/** One person's PIN. NIST SP 800-63B 5.2.2 ends at 100 consecutive failures at the latest; half of it is plenty for a mistyper. */
export const PERSON_PIN_RULE: LockoutRule = {
  firstWaitMs: FIRST_WAIT_MS,
  longestWaitMs: LONGEST_WAIT_MS,
  disabledAt: 50,
  forgiveMs: null,
};
/**
 * The pad as a whole, so that nobody walks through the numbers. Its longest wait is short, since it holds up everybody who comes
 * without a face, and it forgives with time, since mistypers walk off; a guesser who fills every wait is still stopped after some hours.
 */
export const PAD_RULE: LockoutRule = {
  firstWaitMs: FIRST_WAIT_MS,
  longestWaitMs: 2 * 60_000,
  disabledAt: 100,
  forgiveMs: 5 * 60_000,
};

/** ms until the next try is looked at; 0 = now. */
export function waitMs(attempts: Attempts, now: number, rule: LockoutRule): number {
  const { failures, lastFailureAt } = attempts;
  if (failures < FREE_ATTEMPTS || lastFailureAt === null) return 0;
  const wait = Math.min(rule.firstWaitMs * 2 ** (failures - FREE_ATTEMPTS), rule.longestWaitMs);
  // A machine that lost its power may have lost some minutes of this clock: the wait is not longer for it.
  return Math.min(wait, Math.max(0, lastFailureAt + wait - now));
}

/** A failure of the future (power was lost before the clock was kept) is taken for one of just now, so that the wait ends. */
export function rebase(attempts: Attempts, now: number): Attempts {
  return attempts.lastFailureAt !== null && attempts.lastFailureAt > now ? { ...attempts, lastFailureAt: now } : attempts;
}

export function afterFailure(attempts: Attempts, now: number): Attempts {
  return { failures: attempts.failures + 1, lastFailureAt: now };
}

export const NO_ATTEMPTS: Attempts = { failures: 0, lastFailureAt: null };

/** What was forgiven by now. A disabled one forgives nothing. */
export function faded(attempts: Attempts, now: number, rule: LockoutRule): Attempts {
  const { failures, lastFailureAt } = attempts;
  if (rule.forgiveMs === null || lastFailureAt === null || isDisabled(attempts, rule)) return attempts;
  const forgiven = Math.max(0, Math.floor((now - lastFailureAt) / rule.forgiveMs));
  if (forgiven === 0) return attempts;
  // What is left starts its time anew, so that the same time never forgives twice.
  return forgiven >= failures
    ? NO_ATTEMPTS
    : { failures: failures - forgiven, lastFailureAt: lastFailureAt + forgiven * rule.forgiveMs };
}

export function isDisabled({ failures }: Attempts, rule: LockoutRule): boolean {
  return rule.disabledAt !== null && failures >= rule.disabledAt;
}

export type Standing =
  /** `triesLeft`: wrong ones until the next wait. */
  | { readonly kind: 'open'; readonly triesLeft: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Until an administrator resets it. */
  | { readonly kind: 'disabled' };

export function standing(attempts: Attempts, now: number, rule: LockoutRule): Standing {
  if (isDisabled(attempts, rule)) return { kind: 'disabled' };
  const ms = waitMs(attempts, now, rule);
  return ms > 0
    ? { kind: 'wait', ms }
    : { kind: 'open', triesLeft: Math.min(FREE_ATTEMPTS, Math.max(1, FREE_ATTEMPTS - attempts.failures)) };
}

/** Both must be open: the stricter of the two. */
export function stricter(a: Standing, b: Standing): Standing {
  if (a.kind === 'disabled' || b.kind === 'disabled') return { kind: 'disabled' };
  if (a.kind === 'wait' || b.kind === 'wait')
    return { kind: 'wait', ms: Math.max(a.kind === 'wait' ? a.ms : 0, b.kind === 'wait' ? b.ms : 0) };
  return { kind: 'open', triesLeft: Math.min(a.triesLeft, b.triesLeft) };
}
