/** The one handle that the rest of storage works with. Reading and writing handles are different types; every statement is timed. */
import type Database from 'better-sqlite3';
import type { AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { aboutFile, Refused, storageFault } from './faults.ts';

/** A statement that takes longer is logged (its SQL, never its parameters), ms. */
export const SLOW_MS = 40;
/** How long a statement waits for another connection's write, ms. */
export const BUSY_MS = 2_000;

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
  /**
   * Folds the write-ahead log into the file and empties it, so that what was erased is in neither. By itself after each transaction that takes something
   * out of `ERASED_FROM`; by hand for what an earlier run left in the log.
   * @returns whether it is done; where not (a reader in the way, a full disk) the log still holds it: `owesCheckpoint`
   */
  checkpoint(): boolean;
  /** What was erased may still be in the write-ahead log. */
  owesCheckpoint(): boolean;
};

/**
 * Tables that hold a person's own or a secret: what is deleted from them or written over must be in no file afterwards. A test asks of every table
 * whether it belongs here.
 */
export const ERASED_FROM: ReadonlySet<string> = new Set([
  'people',
  // A name may go out of the log; today none does.
  'event_names',
  'templates',
  'crops',
  'codes',
  'probes',
  'counter_examples',
  'pins',
  'secrets',
  'badge_key',
  'outputs',
  // Their passwords.
  'fire_inputs',
  // Its outputs and inputs go with it.
  'doors',
  // When somebody was ill, and why.
  'hour_requests',
  'hour_decisions',
  'shift_assignments',
  // What payroll calls them.
  'export_ids',
  // Its key and secret.
  'frappe_server',
  // What their leaves were for.
  'closed_days',
  // When somebody came and went, as their old terminal wrote it.
  'imported_lines',
  // What they were called, and where they worked.
  'imported_changes',
]);

/** The table that a statement takes something out of; null = it only adds. */
export function takesFrom(sql: string): string | null {
  const [, table] = /^\s*(?:DELETE\s+FROM|UPDATE(?:\s+OR\s+\w+)?|(?:INSERT\s+OR\s+)?REPLACE\s+INTO)\s+(\w+)/i.exec(sql) ?? [];
  const [, upserted] = /^\s*INSERT\s+INTO\s+(\w+)[\s\S]*\bON\s+CONFLICT\b[\s\S]*\bDO\s+UPDATE\b/i.exec(sql) ?? [];
  return table ?? upserted ?? null;
}

/** Writes in one transaction with whatever else belongs to it, and carries an `err` out of it. */
export type Together = <T>(work: (db: WritableDb) => Result<T>) => Result<T>;

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

/** Writes with nothing else that belongs to it. */
export const alone =
  (db: WritableDb): Together =>
  (work) =>
    guard(db, () => work(db));

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
  /** Something was erased, and is in neither the file nor its log: it must not be anywhere else either. */
  readonly erased?: () => void;
};

type Statement = Database.Statement<[Params]>;
type Timed = <T>(sql: string, work: () => T) => T;

/** A statement that is slow is logged; one that fails is told on, and says of which file it was. */
function timer(raw: Database.Database, { log, failed }: WrapOptions): Timed {
  return (sql, work) => {
    const started = performance.now();
    try {
      return work();
    } catch (error) {
      aboutFile(error, raw.name);
      failed?.(error);
      throw error;
    } finally {
      const ms = performance.now() - started;
      if (ms > SLOW_MS) log.warn({ ms: Math.round(ms), sql: sql.replace(/\s+/g, ' ').trim() }, 'slow statement');
    }
  };
}

/** What is made of each SQL once, and kept. */
function once<T>(make: (sql: string) => T): (sql: string) => T {
  const made = new Map<string, T>();
  return (sql) => {
    const known = made.get(sql);
    if (known !== undefined) return known;
    const fresh = make(sql);
    made.set(sql, fresh);
    return fresh;
  };
}

/** The write-ahead log, as far as it may hold what was erased. */
type WriteAheadLog = Pick<WritableDb, 'checkpoint' | 'owesCheckpoint'> & {
  /** Something was erased: the log holds it until a checkpoint. */
  holdsErased(): void;
  /** After a commit: it stands, whatever becomes of the log. */
  settle(): void;
};

function writeAheadLog(raw: Database.Database, { log, erased }: WrapOptions, timed: Timed): WriteAheadLog {
  let owes = false;
  /** Waits for nobody: whoever reads the file from outside must not stop a door. It is asked for again. */
  function checkpoint(): boolean {
    const owed = owes;
    try {
      raw.pragma('busy_timeout = 0');
      try {
        const [state] = timed('wal_checkpoint', () => raw.pragma('wal_checkpoint(TRUNCATE)')) as { busy: number }[];
        owes = state?.busy !== 0;
      } finally {
        raw.pragma(`busy_timeout = ${BUSY_MS}`);
      }
    } catch (error) {
      if (!storageFault(error, raw.name)) throw error;
      owes = true;
    }
    if (owed && !owes) erased?.();
    return !owes;
  }
  return {
    checkpoint,
    owesCheckpoint: () => owes,
    holdsErased: () => void (owes = true),
    settle() {
      if (owes && !raw.inTransaction && !checkpoint())
        log.warn({}, 'what was erased is in the write-ahead log still; it is tried again');
    },
  };
}

/** Wraps an open connection. Statements are prepared once. */
export function wrapDatabase(raw: Database.Database, options: WrapOptions): WritableDb {
  const timed = timer(raw, options);
  const statement = once((sql): Statement => raw.prepare<[Params]>(sql));
  /** Whether a statement takes out what must not stay. */
  const erases = once((sql) => ERASED_FROM.has(takesFrom(sql) ?? ''));
  const { checkpoint, owesCheckpoint, holdsErased, settle } = writeAheadLog(raw, options, timed);

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
      writing(() => {
        const { changes, lastInsertRowid } = timed(sql, () => statement(sql).run(params));
        if (changes > 0 && erases(sql)) {
          holdsErased();
          settle();
        }
        return { changes, lastInsertRowid: Number(lastInsertRowid) };
      }),
    transaction: <T>(work: () => T): T =>
      writing(() => {
        let done: T;
        try {
          done = raw.transaction(work).immediate();
        } catch (error) {
          // COMMIT is where a full disk often shows; what a statement threw is told a second time, which changes nothing.
          options.failed?.(error);
          throw error;
        }
        settle();
        return done;
      }),
    checkpoint,
    owesCheckpoint,
  };
  // The brands have no value; this is the one place that gives them.
  return handle as typeof handle & WritableDb;
}
