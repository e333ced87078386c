/** A door contact that has to be asked. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../domain/result.ts';
import { ATTEMPT_MS, attempted, limited } from './attempts.ts';
import { aborted, silent, type Attempt } from './door.ts';

/** A door that opens and falls shut within this time may go unseen. */
const EVERY_MS = 500;
const LONGEST_MS = 15_000;
/** One lost answer is no silence. */
const SILENT_AFTER = 3;

/** Asks from the first listener on, until `closed`; while nobody answers, more and more rarely. */
export function watchContact(
  read: (call: Attempt) => Promise<Result<boolean>>,
  closed: AbortSignal,
): (listener: (open: boolean | null) => void) => () => void {
  const listeners = new Set<(open: boolean | null) => void>();
  let last: boolean | null = null;
  let running = false;

  async function run(): Promise<void> {
    let wait = EVERY_MS;
    let unanswered = 0;
    while (listeners.size > 0 && !closed.aborted) {
      const answer = await attempted(read, { signal: limited(ATTEMPT_MS, closed), trace: silent });
      wait = answer.ok ? EVERY_MS : Math.min(wait * 2, LONGEST_MS);
      unanswered = answer.ok ? 0 : unanswered + 1;
      const said = answer.ok ? answer.value : unanswered >= SILENT_AFTER ? null : last;
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
