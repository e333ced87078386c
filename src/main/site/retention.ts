/**
 * Erases what is due: people whose time to undo is over, probes whose days are over, and what is left of erased things in the write-ahead log. Looks at
 * the start, three times a minute, and as the time to undo of somebody ends, so that whatever fails (a full disk, a reader that is in the way) is done soon
 * after. Nothing here asks the wall clock.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import { UNDO_SECONDS } from '../../shared/settings.ts';
import { forgetProbes } from '../../storage/gallery/counter-examples.ts';
import { purgeDeleted } from '../../storage/people/people.ts';
import { every } from '../base/timers.ts';
import type { Log } from '../base/log.ts';
import type { Site } from './site.ts';

export type Retention = {
  begin(site: Site): void;
  /** Somebody was deleted: they are erased a second after their time to undo, so that the last undo is no race. */
  soon(): void;
  /** Everything that is due now. Errors: the disk's, and not-set-up. */
  run(): Result<null>;
  /** The site is about to be closed. */
  end(): void;
};

const EVERY_MS = 20_000;
export const UNDO_MS = UNDO_SECONDS * 1000;

export function createRetention({ modelId, log }: { readonly modelId: () => string; readonly log: Log }): Retention {
  let site: Site | null = null;

  function run(): Result<null> {
    if (!site) return err({ code: 'not-set-up' });
    const { own: db, time } = site;
    const now = time.powered();
    const purged = purgeDeleted(db, now - UNDO_MS, now);
    // Without a model on this machine nobody knows which probes are another's.
    const model = modelId();
    const forgotten = model === '' ? ok(0) : forgetProbes(db, model, time.elapsed());
    if (db.owesCheckpoint()) db.checkpoint();
    if (!purged.ok) return purged;
    return forgotten.ok ? ok(null) : forgotten;
  }

  function attempt(): void {
    const done = run();
    if (!done.ok && done.error.code !== 'not-set-up')
      log.warn({ error: done.error }, 'what is due to be erased could not be; it is tried again');
  }

  const looking = every(EVERY_MS, attempt);

  return {
    begin(opened) {
      site = opened;
      // An earlier run may have ended between an erasure and the end of the log.
      site.own.checkpoint();
      looking.begin();
      attempt();
    },
    soon() {
      setTimeout(attempt, UNDO_MS + 1000).unref();
    },
    run,
    end() {
      site = null;
      looking.end();
    },
  };
}
