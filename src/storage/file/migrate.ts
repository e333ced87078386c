/** Brings a database to the newest schema, step by step, with a copy of the file as it was before the first of them. */
import type Database from 'better-sqlite3';
import type { Migration } from '../migrations/migration.ts';
import { copyName, dropCopies, openPart } from './files.ts';

/** Rows of one piece: some hundredths of a second. */
const PIECE = 2_000;

/**
 * Yields how much of the work is done, 0 to 1, between pieces; whoever drives it may let other things happen there. What is not driven to its end,
 * and what throws, leaves the file as the last whole step left it.
 * @param file its path: before a file that has data is changed, a copy of it (encrypted by the same key) is laid beside it
 */
export function* migrate(raw: Database.Database, file: string, migrations: readonly Migration[]): Generator<number, void, void> {
  const from = schemaVersionOf(raw);
  const due = migrations.filter(({ version }) => version > from);
  if (due.length === 0) return;
  if (from > 0) {
    yield 0;
    copy(raw, file, from);
  }
  const rows = due.map(({ carry }) => (carry && hasTable(raw, carry.table) ? count(raw, carry.table) : 0));
  const all = Math.max(
    1,
    rows.reduce((sum, n) => sum + n, 0),
  );
  let before = 0;
  for (const [i, step] of due.entries()) {
    for (const done of run(raw, step)) yield (before + done) / all;
    before += rows[i]!;
  }
}

/** Yields how many rows are carried. */
function* run(raw: Database.Database, step: Migration): Generator<number, void, void> {
  const { carry } = step;
  // A table that is made anew takes the name of one that others refer to; SQLite's own procedure for that (lang_altertable, section 7) wants both off.
  if (carry) raw.pragma('foreign_keys = OFF');
  if (carry) raw.pragma('legacy_alter_table = ON');
  let done = false;
  try {
    raw.exec('BEGIN EXCLUSIVE');
    raw.exec(step.sql);
    if (carry) {
      yield* pieces(raw, carry);
      raw.exec(carry.then);
      const broken = raw.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`migration ${step.name}: ${broken.length} rows refer to nothing`);
    }
    raw.pragma(`user_version = ${step.version}`);
    raw.exec('COMMIT');
    done = true;
  } finally {
    if (!done && raw.inTransaction) raw.exec('ROLLBACK');
    if (carry) raw.pragma('legacy_alter_table = OFF');
    if (carry) raw.pragma('foreign_keys = ON');
  }
}

function* pieces(raw: Database.Database, { table, sql }: NonNullable<Migration['carry']>): Generator<number, void, void> {
  const statements = sql.map((text) => raw.prepare(text));
  const end = raw.prepare(
    `SELECT max(id) AS id, count(*) AS n FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${PIECE})`,
  );
  let carried = 0;
  for (let after = 0; ;) {
    const { id, n } = end.get(after) as { id: number | null; n: number };
    if (id === null) return;
    for (const statement of statements) statement.run({ after, upTo: id });
    after = id;
    carried += n;
    yield carried;
  }
}

/** Whole, or not there. Older copies go, as one is enough to go back by. */
function copy(raw: Database.Database, file: string, version: number): void {
  const name = copyName(file, version);
  const part = openPart(name, 'copy');
  try {
    raw.prepare('VACUUM INTO ?').run(part.path);
    part.keep();
  } catch (error) {
    part.drop();
    throw error;
  }
  dropCopies(file, name);
}

export function schemaVersionOf(raw: Database.Database): number {
  return Number(raw.pragma('user_version', { simple: true }));
}

export function hasTable(raw: Database.Database, table: string): boolean {
  return raw.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

function count(raw: Database.Database, table: string): number {
  return Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}
