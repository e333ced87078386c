/**
 * The disk under a site that is open. A statement that fails says so; a file that is no longer where it was says nothing, and what is written
 * to it then is nowhere: so it is looked for every few seconds. What is wrong stands on every screen, and goes by itself: a disk with
 * room is written to again, one that is back is opened anew. Damage stays until somebody presses "try again".
 */
import { statSync } from 'node:fs';
import { isDiskFault, type AppError } from '../../domain/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { Log } from '../base/log.ts';
import type { Site } from './site.ts';

export type DiskWatch = {
  /** null = all is well. */
  fault(): AppError | null;
  /** A statement failed with it. */
  failed(fault: AppError): void;
  begin(site: Site): void;
  end(): void;
  /** One look. `asked`: somebody wants to know, so that damage is looked at again as well. */
  look(asked?: boolean): Promise<void>;
};

export type DiskWatchDeps = {
  readonly log: Log;
  readonly changed: () => void;
  /** Opens the database anew in place of the one that is open; on an error that one stays. */
  readonly reopen: () => Promise<Result<unknown>>;
};

type Watched = { readonly site: Site; readonly identity: string | null };

export function createDiskWatch({ log, changed, reopen }: DiskWatchDeps): DiskWatch {
  let watched: Watched | null = null;
  let fault: AppError | null = null;

  function say(next: AppError | null): void {
    if (JSON.stringify(next) === JSON.stringify(fault)) return;
    fault = next;
    if (fault) log.error({ error: fault }, 'the disk under the open site');
    else log.info({}, 'the disk under the open site is well again');
    changed();
  }

  /** It is over: the row that says what it was is the first one written since. */
  function over(what: AppError): void {
    watched?.site.open.refuse(null);
    say(null);
    // A database that was opened anew knows of no fault, and windows must be told all the same.
    changed();
    if (isDiskFault(what.code)) watched?.site.record({ kind: 'fault', reason: `${what.code}-over` });
  }

  return {
    fault: () => fault,
    failed(next) {
      // A file that is gone explains whatever else fails.
      if (watched && fault?.code !== 'database-missing') say(next);
    },
    begin(site) {
      watched = { site, identity: identityOf(site.open.file) };
      fault = null;
    },
    end() {
      watched = null;
      fault = null;
    },
    async look(asked = false) {
      if (!watched) return;
      const { site, identity } = watched;
      const { file } = site.open;
      if (identityOf(file) !== identity) {
        const missing: AppError = { code: 'database-missing', path: file };
        site.open.refuse(missing);
        say(missing);
      }
      const was = fault;
      if (!was) return;
      if (was.code === 'database-full' || was.code === 'database-read-only') {
        if (site.open.proveWritable().ok) over(was);
      } else if (was.code !== 'database-corrupt' || asked) {
        const opened = await reopen();
        if (opened.ok) over(was);
      }
    },
  };
}

/** Which file has that name now; null = none. */
function identityOf(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
