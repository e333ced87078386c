/** Trying again while the pulse lasts, and never after it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../domain/errors.ts';
import { err, type Result } from '../domain/result.ts';
import { aborted, doorFault, errorWords, type Attempt, type Trace } from './door.ts';

/** One try may take so long: a dead device gets a second one within an ordinary pulse. */
export const ATTEMPT_MS = 2_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 1_600;
/** A door that opens for less than this lets nobody through: too late to begin. */
export const LEAST_MS = 500;

/**
 * [Note: fail-safe] A lock that is open without power is open after its device has lost its power for a moment, and the timer that would have
 * locked it is lost as well. So a fail-safe door that nobody is let through is told "lock" after each pulse, and again this often.
 */
export const SHUT_AGAIN_MS = 10_000;
/** Where it did not answer; and at the start, after an emergency that is still on has been said. */
export const SHUT_SOON_MS = 2_000;

/** A wrong password stays wrong, and asking again only brings the device's lock-out nearer. */
const worthTrying = (error: AppError): boolean => error.code !== 'door-password' && error.code !== 'door-locked-down';

/** The signal of one try: over after `ms`, or when the output is closed. */
export const limited = (ms: number, closed: AbortSignal): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(Math.max(1, Math.ceil(ms))), closed]);

/**
 * One try at a device. [Note: what throws] Libraries throw where they should answer: an address that no URL parser takes, a port that was
 * closed. That is a failed try with its code; out of a timer it would be the end of the app, in an emergency too.
 */
export async function attempted<T>(device: (call: Attempt) => Promise<Result<T>>, call: Attempt): Promise<Result<T>> {
  try {
    return await device(call);
  } catch (error) {
    call.trace('note', errorWords(error));
    return err(doorFault(error, call.signal));
  }
}

/**
 * @param end performance.now() of the pulse's end; asked before each try, for a second pulse may have prolonged the first
 * @param attempt gets what is left of the pulse, ms
 */
export async function withinPulse(
  end: () => number,
  attempt: (leftMs: number, call: Attempt) => Promise<Result<null>>,
  closed: AbortSignal,
  trace: Trace,
): Promise<Result<null>> {
  let wait = FIRST_WAIT_MS;
  for (;;) {
    const left = end() - performance.now();
    if (left <= 0 || closed.aborted) return err({ code: 'door-timeout' });
    const result = await attempt(left, { signal: limited(Math.min(left, ATTEMPT_MS), closed), trace });
    if (result.ok || !worthTrying(result.error)) return result;
    if (aborted(closed) || end() - performance.now() - wait < LEAST_MS) return result;
    await sleep(wait, undefined, { signal: closed }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    if (end() - performance.now() < LEAST_MS) return result;
    trace('note', `again: ${result.error.code}`);
  }
}
