/** SQLite's result codes as the app's own errors. */
import type { AppError } from '../../domain/errors.ts';
import { SqliteError } from './sqlite.ts';

/** I/O errors that say "what was read makes no sense", not "the disk does not answer". */
const UNREADABLE = new Set(['SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_CORRUPTFS', 'SQLITE_IOERR_DATA']);
/** Growing the shared-memory file fails with this when the disk is full; the main file's own writes say SQLITE_FULL. */
const FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE']);

/** Thrown for what is not even tried: the file is not where it was, and what is written now would be nowhere. */
export class Refused extends Error {
  readonly fault: AppError;
  constructor(fault: AppError) {
    super(fault.code);
    this.fault = fault;
  }
}

/** better-sqlite3's word for it. */
const CLOSED = 'The database connection is not open';

/**
 * The AppError of something that SQLite threw; null when it is none of the failures that a disk or a second process causes,
 * and so a bug.
 * @param file the database file, for the errors that name a path; as a statement's failure says it, where nobody else knows
 */
export function storageFault(error: unknown, file = fileOf(error)): AppError | null {
  // What a timer still asks of a database that was closed meanwhile is a failure like a disk that is gone, and not the end of the app.
  if (error instanceof TypeError && error.message === CLOSED) return { code: 'database-unreachable', path: file };
  if (error instanceof Refused) return error.fault;
  if (!(error instanceof SqliteError)) return null;
  const { code } = error;
  if (FULL.has(code)) return { code: 'database-full' };
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return { code: 'database-read-only', path: file };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return { code: 'database-busy' };
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB') || UNREADABLE.has(code))
    return { code: 'database-corrupt' };
  // An unplugged or failing disk, a network folder that went away.
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR')) return { code: 'database-unreachable', path: file };
  return null;
}

/** Says of an error which database it is about. */
export function aboutFile(error: unknown, file: string): void {
  if (error instanceof Error) Object.assign(error, { databaseFile: file });
}

function fileOf(error: unknown): string {
  return error instanceof Error && 'databaseFile' in error && typeof error.databaseFile === 'string' ? error.databaseFile : '';
}
