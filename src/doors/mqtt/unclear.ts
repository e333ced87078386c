/** That a device's words are not understood, and what it said: told at once when it begins and when it is over, and in between at most once a second. */
import { shown } from './heard.ts';

const AGAIN_MS = 1_000;

export type Unclear = {
  /** A payload that was not understood; null = one that was. */
  heard(payload: string | null): void;
  /** The last payload that was not understood, as people are shown it; null = what was said last is understood. */
  said(): string | null;
  stop(): void;
};

export function createUnclear(tell: (said: string | null) => void): Unclear {
  let said: string | null = null;
  let told: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function now(): void {
    clearTimeout(timer);
    timer = undefined;
    if (said === told) return;
    told = said;
    tell(said);
  }
  return {
    heard(payload) {
      said = payload === null ? null : shown(payload);
      if ((said === null) !== (told === null)) now();
      else if (said !== told) timer ??= setTimeout(now, AGAIN_MS).unref();
    },
    said: () => said,
    stop: () => clearTimeout(timer),
  };
}
