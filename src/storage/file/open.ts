/** Opens the encrypted database: key, cipher, pragmas, extension, schema, a first look for damage. */
import { cleanName, cleanNumber, isName, sameKey, searchKey } from '../../domain/text.ts';
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { getLoadablePath } from 'sqlite-vec';
import type { AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { PAGE_BYTES, setKey, wrongKeyOrDamaged } from './cipher.ts';
import { BUSY_MS, guard, wrapDatabase, type Log, type WritableDb } from './db.ts';
import { hasTable, migrate, schemaVersionOf } from './migrate.ts';
import { storageFault } from './faults.ts';
import { asideName, dropCopies, makeFolder, tighten } from './files.ts';
import { signCodeOfBlob } from '../../domain/recognition/embedding.ts';
import { MIGRATIONS, NEWEST_SCHEMA } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import { commitToName } from './commitment.ts';
import { Database as Sqlite } from './sqlite.ts';

/** Page cache, KiB: the codes of 50,000 templates take 14 MiB and must stay in it; pages in the cache are decrypted already. */
const CACHE_KIB = 65_536;
/** Tables that the app cannot do without. Small, and read at start anyway: checking them costs no more than reading them. */
const CHECKED_AT_START = ['people', 'settings', 'secrets', 'gallery', 'codes'] as const;

export type OpenDb = {
  readonly db: WritableDb;
  readonly file: string;
  /** Which site's data these are. */
  readonly siteId: string;
  readonly schemaVersion: number;
  readonly sqliteVersion: string;
  /** Nothing is written from here on, and whoever tries is told why; null = writing goes on. */
  refuse(fault: AppError | null): void;
  /** Proves that a row can be written, by one that changes nothing. */
  proveWritable(): Result<null>;
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
  /** The first run alone makes a database, and only where none is; everybody else opens what is there. */
  readonly create?: boolean;
  /** Whose data they must be; null where this machine does not know yet. */
  readonly siteId?: string | null;
  /** Told of each failure of the disk (full, read-only, damaged, gone) while it is open. */
  readonly onFault?: (fault: AppError) => void;
  /** For the tests of migrations. */
  readonly migrations?: readonly Migration[];
};

/**
 * Opens the encrypted database, or makes one where `create` says so, and brings it to the newest schema.
 * Errors: database-missing, already-set-up (`create`, and one is there), database-foreign, database-newer,
 * database-corrupt, database-read-only, database-full, database-busy, database-unreachable, key-wrong, folder-unusable.
 */
export function openDatabase(options: OpenOptions): Result<OpenDb> {
  const steps = opening(options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The same, but other things happen meanwhile: bringing a long log to a new schema takes its time.
 * @param told how much of an update is done, 0 to 1; not called where none is due
 */
export async function openDatabaseMeanwhile(options: OpenOptions, told: (done: number) => void): Promise<Result<OpenDb>> {
  const steps = opening(options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    told(value);
    await setImmediate();
  }
}

function* opening(options: OpenOptions): Generator<number, Result<OpenDb>, void> {
  const { file } = options;
  const unusable = options.create ? unmadeFolder(file) : unusableFile(file);
  if (unusable) return err(unusable);
  let raw: Database.Database | null = null;
  let done = false;
  try {
    // Made here and not by SQLite, which would take any file: nothing that is there is ever taken for new, and nobody else may read it.
    if (options.create) closeSync(openSync(file, 'wx', 0o600));
    // SQLite makes the log as readable as the file is.
    for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) tighten(file + end);
    raw = new Sqlite(file, { timeout: BUSY_MS, fileMustExist: true });
    const fault = yield* prepare(raw, options);
    if (fault) return err(fault);
    const open = opened(raw, options);
    done = true;
    return ok(open);
  } catch (error) {
    const fault =
      (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? ({ code: 'already-set-up' } as const)
        : (storageFault(error, file) ?? diskFault(error, file));
    if (fault) return err(fault);
    throw error;
  } finally {
    if (!done) raw?.close();
  }
}

/** Whether a key opens the file: by a connection of its own, which writes nothing. The file may be open. */
export function opensWith(file: string, key: Uint8Array): boolean {
  let raw: Database.Database | null = null;
  try {
    raw = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    setKey(raw, key);
    return schemaVersionOf(raw) > 0;
  } catch {
    return false;
  } finally {
    raw?.close();
  }
}

/**
 * Gives a database of an unfinished first run, with its log, a name under which nobody looks for it. Its bytes stay.
 * @param now ms since the epoch
 */
export function setDatabaseAside(file: string, now: number): void {
  const aside = asideName(file.replace(/\.db$/, ''), now);
  // The log first: a database without its log is sound, a log without its database may be taken for the next one's.
  for (const end of ['-wal', '-shm', '']) if (existsSync(file + end)) renameSync(file + end, `${aside}.db${end}`);
}

function opened(connection: Database.Database, { file, log, onFault }: OpenOptions): OpenDb {
  const vectors = loadVectors(connection, log);
  let refused: AppError | null = null;
  const failed = (error: unknown): void => {
    // Whoever still asks a connection that was closed says nothing about the disk.
    const fault = connection.open ? storageFault(error, file) : null;
    if (fault && fault.code !== 'database-busy') onFault?.(fault);
  };
  // What an update copied is a place where the erased still lies.
  const erased = (): void => {
    try {
      dropCopies(file);
    } catch (error) {
      log.warn({ reason: String(error) }, 'the copy that an update made could not be removed');
    }
  };
  const db = wrapDatabase(connection, { log, vectors, failed, refused: () => refused, erased });
  return {
    db,
    file,
    siteId: siteIdOf(connection) ?? '',
    schemaVersion: schemaVersionOf(connection),
    sqliteVersion: String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    refuse(fault) {
      refused = fault;
    },
    proveWritable: () =>
      guard(db, () => {
        // Twice, so that the page is written and says the same.
        for (let i = 0; i < 2; i++) db.run('UPDATE site SET anchored = 1 - anchored WHERE id = 1');
        return ok(null);
      }),
    fullCheck: () => findings(connection, 'quick_check'),
    close: () => {
      connection.close();
    },
  };
}

/** null = ready. Throws SqliteError where SQLite itself reports the failure. */
function* prepare(raw: Database.Database, options: OpenOptions): Generator<number, AppError | null, void> {
  const { file, key, log, create = false, siteId = null, migrations = MIGRATIONS } = options;
  setKey(raw, key);
  try {
    raw.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const fault = storageFault(error, file);
    return fault?.code === 'database-corrupt' ? { code: wrongKeyOrDamaged(file, key) } : throwAgain(error);
  }
  if (schemaVersionOf(raw) > (migrations.at(-1)?.version ?? NEWEST_SCHEMA)) return { code: 'database-newer' };
  // A file of no bytes, or one whose tables are gone, is no new site.
  if (!create && schemaVersionOf(raw) === 0) return { code: 'database-corrupt' };
  const found = siteIdOf(raw);
  if (siteId !== null && found !== null && found !== siteId) return { code: 'database-foreign', path: file };
  const mode = raw.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') log.warn({ mode }, 'no write-ahead log on this disk');
  raw.pragma('synchronous = FULL');
  // On a Mac fsync leaves what was written in the drive's own cache; elsewhere these two change nothing.
  raw.pragma('fullfsync = ON');
  raw.pragma('checkpoint_fullfsync = ON');
  // A file from elsewhere cannot call our functions from its schema, and a page is looked at before its cells are.
  raw.pragma('trusted_schema = OFF');
  raw.pragma('cell_size_check = ON');
  raw.pragma('foreign_keys = ON');
  // What is erased is overwritten: a deleted face must not stay in free pages.
  raw.pragma('secure_delete = ON');
  raw.pragma(`cache_size = -${CACHE_KIB}`);
  raw.pragma('temp_store = MEMORY');
  registerFunctions(raw);
  yield* migrate(raw, file, migrations);
  if (hasTable(raw, 'site')) raw.prepare('INSERT OR IGNORE INTO site (id, site_id) VALUES (1, ?)').run(siteId ?? randomUUID());
  if (isCut(raw, file)) return { code: 'database-corrupt' };
  const damage = CHECKED_AT_START.filter((table) => hasTable(raw, table)).flatMap((table) =>
    findings(raw, `quick_check(${table})`),
  );
  if (damage.length === 0) return null;
  log.warn({ found: damage.slice(0, 5) }, 'damaged database');
  return { code: 'database-corrupt' };
}

/** What statements and migrations call. */
function registerFunctions(raw: Database.Database): void {
  raw.function('sign_code', { deterministic: true }, signCodeOfBlob);
  raw.function('name_commitment', { deterministic: true }, commitToName);
  for (const [name, clean] of Object.entries({
    same_key: sameKey,
    search_key: searchKey,
    clean_number: cleanNumber,
    clean_name: cleanName,
  }))
    raw.function(name, { deterministic: true }, (text: unknown) => clean(String(text)));
  raw.function('is_name', { deterministic: true }, (text: unknown) => (isName(String(text)) ? 1 : 0));
}

function throwAgain(error: unknown): never {
  throw error;
}

/** null = not written yet. */
function siteIdOf(raw: Database.Database): string | null {
  if (!hasTable(raw, 'site')) return null;
  return (raw.prepare('SELECT site_id FROM site WHERE id = 1').pluck().get() as string | undefined) ?? null;
}

function findings(raw: Database.Database, check: string): string[] {
  const rows = raw.pragma(check) as Record<string, unknown>[];
  return rows.flatMap((row) => Object.values(row).map(String)).filter((line) => line !== 'ok');
}

/**
 * Whether the file is shorter than its own header says; asked once everything that the log holds is in the file. Another
 * process may write meanwhile: then the file was seen at one moment and its pages counted at another, which says nothing.
 */
function isCut(raw: Database.Database, file: string): boolean {
  const version = (): unknown => raw.pragma('data_version', { simple: true });
  const before = version();
  const [state] = raw.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[];
  if (!state || state.busy !== 0 || state.log !== state.checkpointed) return false;
  const pages = Number(raw.pragma('page_count', { simple: true }));
  return statSync(file).size < pages * PAGE_BYTES && version() === before;
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

/** Why the file that should be there cannot be opened; null = it can. Makes nothing. */
function unusableFile(file: string): AppError | null {
  if (!existsSync(file)) return { code: 'database-missing', path: file };
  // SQLite needs to make its -wal and -shm files beside the database.
  return allowed(file) && allowed(dirname(file), constants.X_OK) ? null : { code: 'database-read-only', path: file };
}

/** Why none can be made there; null = fine. Makes the folder when it is missing. */
function unmadeFolder(file: string): AppError | null {
  const folder = dirname(file);
  try {
    makeFolder(folder);
  } catch {
    return { code: 'folder-unusable', path: folder };
  }
  return allowed(folder, constants.X_OK) ? null : { code: 'folder-unusable', path: folder };
}

function allowed(path: string, also = 0): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | also);
    return true;
  } catch {
    return false;
  }
}

/** What making a file beside the database fails with; null = a bug. */
function diskFault(error: unknown, file: string): AppError | null {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'database-full' };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return { code: 'database-read-only', path: file };
  return code === 'EIO' || code === 'ENODEV' || code === 'ENXIO' || code === 'ESTALE'
    ? { code: 'database-unreachable', path: file }
    : null;
}
