import type { Result } from '../domain/result.ts';
import type { Log, WritableDb } from './db.ts';

export type OpenDb = {
  readonly db: WritableDb;
  readonly file: string;
  readonly schemaVersion: number;
  readonly sqliteVersion: string;
  /** Checks every page of every table; seconds on a large file. Empty = sound. */
  fullCheck(): string[];
  /** Folds the write-ahead log into the file and closes it. */
  close(): void;
};

/**
 * Opens or creates the encrypted database and brings it to the newest schema.
 * Errors: database-newer, database-corrupt, database-read-only, database-full, database-busy, key-wrong, folder-unusable.
 * @param options.key 32 bytes
 */
export declare function openDatabase(options: { readonly file: string; readonly key: Uint8Array; readonly log: Log }): Result<OpenDb>;
