/** SQLite's result codes as the app's own errors. */
import { SqliteError } from './sqlite.ts';
import type { AppError } from '../domain/errors.ts';

/** The AppError of something that SQLite threw; null when it is none of the failures that a disk or a second process causes. */
export function storageFault(error: unknown, path = ''): AppError | null {
  if (!(error instanceof SqliteError)) return null;
  const code = error.code;
  if (code.startsWith('SQLITE_FULL')) return { code: 'database-full' };
  // SQLite reports a write that the disk refused (quota, file size limit, some network disks) as an I/O error of the write itself.
  if (code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_SHMSIZE') return { code: 'database-full' };
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) return { code: 'database-read-only', path };
  if (code.startsWith('SQLITE_CANTOPEN')) return { code: 'folder-unusable', path };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return { code: 'database-busy' };
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_IOERR')) return { code: 'database-corrupt' };
  return null;
}
