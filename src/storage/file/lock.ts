/**
 * One Lintel a database: each keeps its settings and its doors in memory, so two on one file would decide differently. The lock is the
 * operating system's, on an empty SQLite file beside the database: it is gone with the process that held it, however that ended, so no
 * beat has to be written and no stale lock guessed at (ADR 17). Who holds it stands in a file of its own, for the sentence alone.
 */
import { closeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import { storageFault } from './faults.ts';
import { isThere, openPrivateAppend, readSmall, writeWhole } from './files.ts';
import { Database as Sqlite, SqliteError } from './sqlite.ts';

export const LOCK_FILE = 'lintel.lock';
const HOLDER_FILE = 'lintel.lock.json';
const Holder = z.object({ host: z.string().max(255), pid: z.int() });

export type DataLock = { release(): void };

/**
 * The folder must be there. Where no lock can be had for want of a disk (read-only, full, gone) nobody is kept out: opening the
 * database says what is wrong, in its own words.
 * Errors: database-in-use {host, pid}.
 */
export function lockData(folder: string): Result<DataLock> {
  try {
    return taken(folder);
  } catch (error) {
    if (storageFault(error, folder) || (error as NodeJS.ErrnoException).syscall) return ok({ release: () => undefined });
    throw error;
  }
}

function taken(folder: string): Result<DataLock> {
  const file = join(folder, LOCK_FILE);
  // Made private before SQLite sees it; never opened by us once it is there, since closing it would give up the lock of this process.
  if (!isThere(file)) closeSync(openPrivateAppend(file).fd);
  const connection = new Sqlite(file, { timeout: 0 });
  try {
    // A reserved lock on an empty file: nothing is ever written to it.
    connection.exec('BEGIN IMMEDIATE');
  } catch (error) {
    connection.close();
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return err({ code: 'database-in-use', ...holder(folder) });
    throw error;
  }
  try {
    writeWhole(join(folder, HOLDER_FILE), JSON.stringify({ host: hostname(), pid: process.pid }));
  } catch {
    // A full disk: the lock holds all the same, and only its sentence knows no name.
  }
  return ok({ release: () => void connection.close() });
}

function holder(folder: string): { host: string; pid: number } {
  try {
    return Holder.parse(JSON.parse(readSmall(join(folder, HOLDER_FILE), 4096)));
  } catch {
    return { host: '?', pid: 0 };
  }
}
