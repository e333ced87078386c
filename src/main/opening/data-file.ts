/** The file of a site: locked against every other Lintel for as long as it is open, and brought to this version as it is opened. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppError } from '../../domain/errors.ts';
import { err, type Result } from '../../domain/result.ts';
import { lockData, type DataLock } from '../../storage/file/lock.ts';
import { openDatabaseMeanwhile, type OpenDb } from '../../storage/file/open.ts';
import type { Log } from '../base/log.ts';
import type { Place } from './location.ts';

const DATABASE_NAME = 'lintel.db';

export const databaseIn = (dataFolder: string): string => join(dataFolder, DATABASE_NAME);

export type DataFile = {
  /** How much of bringing the data to this version is done, 0 to 1 in steps of a hundredth; null where that is not going on. */
  updating(): number | null;
  /**
   * Takes the lock anew, whoever of us has it. It stays where the file cannot be opened, for a site that is open already.
   * Errors: database-missing (nothing is made), database-in-use, the disk's and the key's.
   */
  open(place: Place, key: Uint8Array, create: boolean): Promise<Result<OpenDb>>;
  unlock(): void;
};

export type DataFileDeps = {
  readonly log: Log;
  /** `updating` says something else. */
  readonly changed: () => void;
  /** A statement of an opened database failed with it. */
  readonly failed: (fault: AppError) => void;
  /** Another Lintel was quicker: what is still open here must not write beside it. */
  readonly lost: (error: AppError) => void;
};

export function createDataFile({ log, changed, failed, lost }: DataFileDeps): DataFile {
  let lock: DataLock | null = null;
  let updating: number | null = null;

  function told(done: number): void {
    const shown = Math.floor(done * 100) / 100;
    if (shown === updating) return;
    updating = shown;
    changed();
  }

  function unlock(): void {
    lock?.release();
    lock = null;
  }

  return {
    updating: () => updating,
    unlock,
    async open({ dataFolder, siteId }, key, create) {
      const file = databaseIn(dataFolder);
      if (!create && !existsSync(file)) return err({ code: 'database-missing', path: file });
      unlock();
      const locked = lockData(dataFolder);
      if (!locked.ok) {
        lost(locked.error);
        return locked;
      }
      lock = locked.value;
      return openDatabaseMeanwhile({ file, key, log, siteId, create, onFault: failed }, told).finally(() => {
        updating = null;
      });
    },
  };
}
