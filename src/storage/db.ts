/** The one handle that the rest of storage works with. Reading and writing handles are different types; every statement is timed. */
import type Database from 'better-sqlite3';
import type { AppError } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { aboutFile, Refused, storageFault } from './faults.ts';

/** A statement that takes longer is logged (its SQL, never its parameters), ms. */
export const SLOW_MS = 40;

/** pino's shape. */
export type Log = {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
};

export type SqlValue = string | number | bigint | Uint8Array | null;
export type Params = Readonly<Record<string, SqlValue>>;

declare const readable: unique symbol;
declare const writable: unique symbol;

/** Rows are typed by the caller: the tables are STRICT and ours, and the tests run over the real ones. */
export type ReadableDb = {
  readonly [readable]: true;
  readonly file: string;
  /** False where sqlite-vec has no build (Windows on Arm); matching then takes its slow twin. */
  readonly vectors: boolean;
  all<Row>(sql: string, params?: Params): Row[];
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the row where the statement stands
  get<Row>(sql: string, params?: Params): Row | undefined;
};

export type WritableDb = ReadableDb & {
  readonly [writable]: true;
  run(sql: string, params?: Params): { readonly changes: number; readonly lastInsertRowid: number };
  /** One immediate transaction, or a savepoint inside one. A throw rolls back and goes on to the caller. */
  transaction<T>(work: () => T): T;
  /** Folds the write-ahead log into the file and empties it, so that what was erased is in neither. */
  checkpoint(): void;
};

/** Carries an `err` out of better-sqlite3's transaction, which rolls back on a throw alone. */
class Rollback extends Error {
  readonly reason: AppError;
  constructor(reason: AppError) {
    super(reason.code);
    this.reason = reason;
  }
}

/**
 * Runs `work` in one transaction and turns SQLite's failures (full disk, read-only, damaged, busy) into values; an `err` that
 * `work` returns rolls back as well. Anything else that is thrown is a bug and goes on.
 */
export function guard<T>(db: WritableDb, work: () => Result<T>): Result<T> {
  try {
    return db.transaction(() => {
      const result = work();
      if (!result.ok) throw new Rollback(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Rollback) return err(error.reason);
    const fault = storageFault(error, db.file);
    if (fault) return err(fault);
    throw error;
  }
}

/** The same for reading. Reading functions of this folder return plain values; a handler wraps them in this. */
export function guardRead<T>(db: ReadableDb, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    const fault = storageFault(error, db.file);
    if (fault) return err(fault);
    throw error;
  }
}

export type WrapOptions = {
  readonly log: Log;
  readonly vectors: boolean;
  /** Whatever a statement or a COMMIT threw, before it goes on to the caller. */
  readonly failed?: (error: unknown) => void;
  /** Why nothing is written now; null = it is. */
  readonly refused?: () => AppError | null;
};

/** Wraps an open connection. Statements are prepared once. */
export function wrapDatabase(raw: Database.Database, options: WrapOptions): WritableDb {
  const prepared = new Map<string, Database.Statement<[Params]>>();
  const statement = (sql: string): Database.Statement<[Params]> => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = raw.prepare<[Params]>(sql);
    prepared.set(sql, made);
    return made;
  };
  function timed<T>(sql: string, work: () => T): T {
    const started = performance.now();
    try {
      return work();
    } catch (error) {
      aboutFile(error, raw.name);
      options.failed?.(error);
      throw error;
    } finally {
      const ms = performance.now() - started;
      if (ms > SLOW_MS) options.log.warn({ ms: Math.round(ms), sql: sql.replace(/\s+/g, ' ').trim() }, 'slow statement');
    }
  }
  /** Writing, where it is not refused. */
  function writing<T>(work: () => T): T {
    const fault = options.refused?.() ?? null;
    if (fault) throw new Refused(fault);
    return work();
  }
  const handle = {
    file: raw.name,
    vectors: options.vectors,
    all: <Row>(sql: string, params: Params = {}) => timed(sql, () => statement(sql).all(params) as Row[]),
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as in the type
    get: <Row>(sql: string, params: Params = {}) => timed(sql, () => statement(sql).get(params) as Row | undefined),
    run: (sql: string, params: Params = {}) =>
      writing(() =>
        timed(sql, () => {
          const { changes, lastInsertRowid } = statement(sql).run(params);
          return { changes, lastInsertRowid: Number(lastInsertRowid) };
        }),
      ),
    transaction: <T>(work: () => T): T =>
      writing(() => {
        try {
          return raw.transaction(work).immediate();
        } catch (error) {
          // COMMIT is where a full disk often shows; what a statement threw is told a second time, which changes nothing.
          options.failed?.(error);
          throw error;
        }
      }),
    checkpoint: () => {
      timed('wal_checkpoint', () => raw.pragma('wal_checkpoint(TRUNCATE)'));
    },
  };
  // The brands have no value; this is the one place that gives them.
  return handle as typeof handle & WritableDb;
}
