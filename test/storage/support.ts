/** Real databases in throwaway folders, seeded vectors, and the query plans of what a function really runs. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { EMBEDDING_LENGTH, QUALITY_MEASURES, type Quality } from '../../src/domain/recognition/face.ts';
import { personId, type PersonId } from '../../src/domain/ids.ts';
import type { Log, Params, ReadableDb, WritableDb } from '../../src/storage/file/db.ts';
import type { NewEvent } from '../../src/storage/log/events.ts';
import type { Migration } from '../../src/storage/migrations/migration.ts';
import { openDatabase, type OpenDb } from '../../src/storage/file/open.ts';
import type { NewTemplate } from '../../src/storage/gallery/templates.ts';
import { value } from '../../tools/value.ts';

export { seeded as random } from '../../tools/random.ts';
export { value };

export const KEY = Uint8Array.from({ length: 32 }, (_, i) => i * 7 + 1);
export const NOW = Date.UTC(2026, 10, 24, 8, 0, 0);
export const MODEL = 'q-test-1';
export const QUIET: Log = { info: () => undefined, warn: () => undefined };

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTemp(options: { folder?: string; migrations?: readonly Migration[]; log?: Log } = {}): OpenDb {
  const { folder = tempFolder(), log = QUIET } = options;
  const file = join(folder, 'lintel.db');
  const open = value(
    openDatabase({
      file,
      key: KEY,
      log,
      create: !existsSync(file),
      ...(options.migrations ? { migrations: options.migrations } : {}),
    }),
  );
  onTestFinished(() => open.close());
  return open;
}

const insertEvent = (db: WritableDb, row: Readonly<Record<string, string>>): number =>
  db.run(`INSERT INTO events (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`).lastInsertRowid;

const PLAIN_EVENT = { kind: "'system'", at: '1', offset_minutes: '0', clock_jumped: '0' };

/** A row of the log as SQL alone writes it; `more` are further columns with their values as SQL. */
export const rawEvent = (db: WritableDb, more: Readonly<Record<string, string>> = {}): number =>
  insertEvent(db, {
    ...PLAIN_EVENT,
    sequence: '(SELECT ifnull(max(sequence), 0) + 1 FROM events)',
    time_zone: "'UTC'",
    ...more,
  });

/** The same before step 260, when a row had its names in itself. */
export const rawOldEvent = (db: WritableDb, more: Readonly<Record<string, string>> = {}): number =>
  insertEvent(db, { ...PLAIN_EVENT, zone: "'UTC'", ...more });

/** Somebody as they were stored at any step since the first. */
export function rawPerson(db: WritableDb, name: string): PersonId {
  return personId(
    db.run(
      `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES (:name, :name, :name, '', :name, :now)`,
      {
        name,
        now: NOW,
      },
    ).lastInsertRowid,
  );
}

/** A random direction (normal numbers by Box and Muller), L2-normalised. */
export function unit(next: () => number): Float32Array {
  const v = new Float32Array(EMBEDDING_LENGTH);
  for (let i = 0; i < v.length; i += 2) {
    const r = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    v[i] = r * Math.cos(angle);
    v[i + 1] = r * Math.sin(angle);
  }
  return normalised(v);
}

export function normalised(v: Float32Array): Float32Array {
  const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
  return v.map((x) => x / length);
}

/** A unit vector whose cosine with `centre` is `cosine`, but for the chance that 2048 dimensions leave (about 0.02). */
export function near(centre: Float32Array, cosine: number, next: () => number): Float32Array {
  const noise = unit(next);
  const rest = Math.sqrt(1 - cosine * cosine);
  return normalised(centre.map((x, i) => cosine * x + rest * noise[i]!));
}

export const QUALITY = Object.fromEntries(QUALITY_MEASURES.map((m) => [m, 1])) as Quality;

export function template(embedding: Float32Array, changes: Partial<NewTemplate> = {}): NewTemplate {
  return { embedding, modelId: MODEL, mirrorCosine: 0.9, quality: QUALITY, capturedAt: NOW, crop: null, ...changes };
}

/** @param changes its reason may be one that only another version knows */
export function event({
  reason = null,
  ...changes
}: Partial<Omit<NewEvent, 'reason'>> & { readonly reason?: string | null } = {}): NewEvent {
  return {
    kind: 'system',
    at: NOW,
    timeZone: 'Asia/Shanghai',
    offsetMinutes: 480,
    monotonicDeltaMs: null,
    clockJumped: false,
    personId: null,
    direction: null,
    reason: reason as NewEvent['reason'],
    about: null,
    score: null,
    decision: null,
    method: null,
    waitMs: null,
    doorId: null,
    more: null,
    ...changes,
  };
}

/** EXPLAIN QUERY PLAN of every SELECT, UPDATE and DELETE that `work` runs on the handle it gets, one line a step. */
export function plansOf(db: WritableDb, work: (db: WritableDb) => unknown): string {
  const lines: string[] = [];
  const explain = (sql: string, params: Params = {}): void => {
    for (const step of db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)) lines.push(step.detail);
  };
  const watched: WritableDb = {
    ...db,
    all: <Row>(sql: string, params?: Params) => (explain(sql, params), db.all<Row>(sql, params)),
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as in the type
    get: <Row>(sql: string, params?: Params) => (explain(sql, params), db.get<Row>(sql, params)),
    run: (sql, params) => (explain(sql, params), db.run(sql, params)),
  };
  work(watched);
  return lines.join('\n');
}

/** Rows of a table. */
export function count(db: ReadableDb, table: string): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n;
}

/** An import of a terminal's file, as it is begun. */
export const ATTLOG_SOURCE = {
  kind: 'attlog',
  fileName: '1_attlog.dat',
  sha256: 'ab',
  at: 5,
  operator: 'administrator',
  timeZone: 'UTC',
} as const;
