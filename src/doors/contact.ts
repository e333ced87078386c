/** A contact that has to be asked: a door's, or one of a fire panel. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../domain/result.ts';
import { ATTEMPT_MS, attempted, limited } from './attempts.ts';
import { aborted, silent, type Attempt } from './door.ts';

/** A door that opens and falls shut within this time may go unseen. */
const EVERY_MS = 500;
const LONGEST_MS = 15_000;
/** One lost answer is no silence. */
const SILENT_AFTER = 3;

export type Watching = {
  /** How rarely a device is asked that does not answer, ms. */
  readonly longestMs?: number;
  /** So many equal answers in a row are believed. */
  readonly steady?: number;
};

/** Asks from the first listener on, until `closed`; while nobody answers, more and more rarely. */
export function watchContact(
  read: (call: Attempt) => Promise<Result<boolean>>,
  closed: AbortSignal,
  { longestMs = LONGEST_MS, steady = 1 }: Watching = {},
): (listener: (open: boolean | null) => void) => () => void {
  const listeners = new Set<(open: boolean | null) => void>();
  let last: boolean | null = null;
  let running = false;

  async function run(): Promise<void> {
    let wait = EVERY_MS;
    let unanswered = 0;
    let seen: boolean | null = null;
    let inARow = 0;
    while (listeners.size > 0 && !closed.aborted) {
      const answer = await attempted(read, { signal: limited(ATTEMPT_MS, closed), trace: silent });
      wait = answer.ok ? EVERY_MS : Math.min(wait * 2, longestMs);
      unanswered = answer.ok ? 0 : unanswered + 1;
      inARow = answer.ok && answer.value === seen ? inARow + 1 : 1;
      seen = answer.ok ? answer.value : null;
      const heard = inARow >= steady ? seen : last;
      const said = answer.ok ? heard : unanswered >= SILENT_AFTER ? null : last;
      if (said !== last && !aborted(closed)) {
        last = said;
        for (const listener of listeners) listener(said);
      }
      await sleep(wait, undefined, { signal: closed, ref: false }).catch(() => undefined);
    }
    running = false;
  }

  return (listener) => {
    listeners.add(listener);
    if (last !== null) listener(last);
    if (!running) {
      running = true;
      void run();
    }
    return () => listeners.delete(listener);
  };
}
