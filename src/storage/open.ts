/** Opens the encrypted database: key, cipher, pragmas, extension, schema, a first look for damage. */
import type Database from 'better-sqlite3';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import type { AppError } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { PAGE_BYTES, setKey, wrongKeyOrDamaged } from './cipher.ts';
import { wrapDatabase, type Log, type WritableDb } from './db.ts';
import { storageFault } from './faults.ts';
import { signCodeOfBlob } from './embedding.ts';
import { MIGRATIONS, NEWEST_SCHEMA } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { Database as Sqlite } from './sqlite.ts';

/** How long a statement waits for another connection's write, ms. */
const BUSY_MS = 2_000;
/** Page cache, KiB: the codes of 50,000 templates take 14 MiB and must stay in it; pages in the cache are decrypted already. */
const CACHE_KIB = 65_536;
/** Tables that the app cannot do without. Small, and read at start anyway: checking them costs no more than reading them. */
const CHECKED_AT_START = ['people', 'settings', 'secrets', 'gallery', 'codes'] as const;

export type OpenDb = {
  readonly db: WritableDb;
  readonly file: string;
  readonly schemaVersion: number;
  readonly sqliteVersion: string;
  /** Checks every page of every table; about a second per 200 MB. Empty = sound. */
  fullCheck(): string[];
  /** Folds the write-ahead log into the file and closes it. */
  close(): void;
};

export type OpenOptions = {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly log: Log;
  /** For the tests of migrations. */
  readonly migrations?: readonly Migration[];
};

/**
 * Opens or creates the encrypted database and brings it to the newest schema.
 * Errors: database-newer, database-corrupt, database-read-only, database-full, database-busy, key-wrong, folder-unusable.
 */
export function openDatabase({ file, key, log, migrations = MIGRATIONS }: OpenOptions): Result<OpenDb> {
  const unusable = unusableFolder(file);
  if (unusable) return err(unusable);
  let raw: Database.Database | null = null;
  try {
    raw = new Sqlite(file, { timeout: BUSY_MS });
    const fault = prepare(raw, file, key, log, migrations);
    if (fault) {
      raw.close();
      return err(fault);
    }
    return ok(opened(raw, file, log));
  } catch (error) {
    raw?.close();
    const fault = storageFault(error, file);
    if (fault) return err(fault);
    throw error;
  }
}

function opened(connection: Database.Database, file: string, log: Log): OpenDb {
  const vectors = loadVectors(connection, log);
  connection.function('sign_code', { deterministic: true }, signCodeOfBlob);
  return {
    db: wrapDatabase(connection, { log, vectors }),
    file,
    schemaVersion: schemaVersionOf(connection),
    sqliteVersion: String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    fullCheck: () => findings(connection, 'quick_check'),
    close: () => {
      connection.close();
    },
  };
}

/** null = ready. Throws SqliteError where SQLite itself reports the failure. */
function prepare(
  raw: Database.Database,
  file: string,
  key: Uint8Array,
  log: Log,
  migrations: readonly Migration[],
): AppError | null {
  setKey(raw, key);
  try {
    raw.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const fault = storageFault(error, file);
    return fault?.code === 'database-corrupt' ? { code: wrongKeyOrDamaged(file, key) } : throwAgain(error);
  }
  if (schemaVersionOf(raw) > (migrations.at(-1)?.version ?? NEWEST_SCHEMA)) return { code: 'database-newer' };
  const mode = raw.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') log.warn({ mode }, 'no write-ahead log on this disk');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  // What is erased is overwritten: a deleted face must not stay in free pages.
  raw.pragma('secure_delete = ON');
  raw.pragma(`cache_size = -${CACHE_KIB}`);
  raw.pragma('temp_store = MEMORY');
  if (process.platform !== 'win32') chmodSync(file, 0o600);
  migrate(raw, migrations);
  if (isCut(raw, file)) return { code: 'database-corrupt' };
  const found = CHECKED_AT_START.filter((table) => hasTable(raw, table)).flatMap((table) =>
    findings(raw, `quick_check(${table})`),
  );
  if (found.length === 0) return null;
  log.warn({ found: found.slice(0, 5) }, 'damaged database');
  return { code: 'database-corrupt' };
}

function throwAgain(error: unknown): never {
  throw error;
}

/** Each step in a transaction of its own, with the version it leads to. */
function migrate(raw: Database.Database, migrations: readonly Migration[]): void {
  const from = schemaVersionOf(raw);
  for (const step of migrations) {
    if (step.version <= from) continue;
    raw
      .transaction(() => {
        raw.exec(step.sql);
        raw.pragma(`user_version = ${step.version}`);
      })
      .exclusive();
  }
}

function schemaVersionOf(raw: Database.Database): number {
  return Number(raw.pragma('user_version', { simple: true }));
}

function hasTable(raw: Database.Database, table: string): boolean {
  return raw.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

function findings(raw: Database.Database, check: string): string[] {
  const rows = raw.pragma(check) as Record<string, unknown>[];
  return rows.flatMap((row) => Object.values(row).map(String)).filter((line) => line !== 'ok');
}

/** Whether the file is shorter than its own header says; asked once everything that the log holds is in the file. */
function isCut(raw: Database.Database, file: string): boolean {
  const [state] = raw.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[];
  if (!state || state.busy !== 0 || state.log !== state.checkpointed) return false;
  const pages = Number(raw.pragma('page_count', { simple: true }));
  return statSync(file).size < pages * PAGE_BYTES;
}

/** sqlite-vec, from its unpacked place when the app is packed (a library cannot be loaded out of an archive). */
function loadVectors(raw: Database.Database, log: Log): boolean {
  try {
    raw.loadExtension(getLoadablePath().replace(/app\.asar([/\\])/, 'app.asar.unpacked$1'));
    return true;
  } catch (error) {
    log.warn({ reason: String(error) }, 'sqlite-vec does not load; matching compares every template');
    return false;
  }
}

/** Why nothing can be written there; null = fine. Makes the folder when it is missing. */
function unusableFolder(file: string): AppError | null {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(file)) {
      try {
        accessSync(file, constants.R_OK | constants.W_OK);
      } catch {
        return { code: 'database-read-only', path: file };
      }
    }
  } catch {
    return { code: 'folder-unusable', path: folder };
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    // SQLite needs to make its -wal and -shm files beside the database.
    return existsSync(file) ? { code: 'database-read-only', path: file } : { code: 'folder-unusable', path: folder };
  }
  return null;
}
