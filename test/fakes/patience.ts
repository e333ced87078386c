/**
 * Limits that follow progress. A busy machine gives a test its turns late; what a test may take is counted in turns that came, so that a limit means
 * the same on a machine where everything takes three times as long.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const TURN_MS = 10;
/** A turn that came later than this was late by the machine, not by what is waited for. */
const LATE_MS = 2 * TURN_MS;

export type OwnTime = {
  /** ms since the start, as this process got them: never more than the clock's. */
  ms(): number;
  /** ms of the clock that are not in that. */
  late(): number;
};

/** Counts from now on. What the process computes without a pause is not in it: for that there is `cpuMs`. */
export function ownTime(): OwnTime {
  const began = performance.now();
  let own = 0;
  let last = began;
  const count = (): void => {
    const now = performance.now();
    own += Math.min(now - last, LATE_MS);
    last = now;
  };
  setInterval(count, TURN_MS).unref();
  const ms = (): number => own + Math.min(performance.now() - last, LATE_MS);
  return { ms, late: () => performance.now() - began - ms() };
}

/** Waits until something is true; answers whether it became so within so many ms of this process's own time. */
export async function within(ms: number, what: () => boolean): Promise<boolean> {
  for (let turns = Math.ceil(ms / TURN_MS); !what(); turns -= 1) {
    if (turns <= 0) return false;
    await sleep(TURN_MS);
  }
  return true;
}

/** ms that this process's cores have worked, for what is computed and waits for nothing. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
