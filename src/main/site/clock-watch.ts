/**
 * Looks at the clock every ten seconds: one that was set is a row at once, not with the next punch, and windows are told how the clock stands.
 * Every ten minutes it keeps how far time has run, for a machine that loses its power.
 */
import type { ClockState } from '../../domain/time/timekeeping.ts';
import { every } from '../base/timers.ts';
import type { Log } from '../base/log.ts';
import type { Site } from './site.ts';

export type ClockWatch = {
  begin(site: Site): void;
  /** One look, as the timer takes it. */
  tick(): void;
  /** The site is about to be closed. */
  end(): void;
};

const EVERY_MS = 10_000;
/** Looks between two keepings. */
const KEEP_EACH = 60;

/** @param changed the clock stands otherwise than before */
export function createClockWatch({ log, changed }: { readonly log: Log; readonly changed: () => void }): ClockWatch {
  let site: Site | null = null;
  let looks = 0;
  let state: ClockState | null = null;
  let failing = false;

  function tick(): void {
    if (!site) return;
    const stepped = site.time.look().step !== null;
    const written = stepped
      ? site.record({ kind: 'system', reason: 'clock-set' })
      : ++looks % KEEP_EACH === 0
        ? site.time.keep()
        : null;
    if (written && !written.ok && !failing)
      log.warn({ error: written.error }, 'what the clock did could not be written; it is tried again');
    failing = written !== null && !written.ok;
    const now = site.time.state();
    const isNew = state !== null && now !== state;
    state = now;
    if (isNew) changed();
  }

  const looking = every(EVERY_MS, tick);

  return {
    begin(opened) {
      site = opened;
      state = opened.time.state();
      looking.begin();
    },
    tick,
    end() {
      site = null;
      looking.end();
    },
  };
}
