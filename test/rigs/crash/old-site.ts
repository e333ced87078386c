/** A database of the first schema with people and events, and what every later schema looks like: for a migration that is cut off. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setKey } from '../../../src/storage/file/cipher.ts';
import { MIGRATIONS } from '../../../src/storage/migrations/index.ts';
import type { Migration } from '../../../src/storage/migrations/migration.ts';
import { openDatabase } from '../../../src/storage/file/open.ts';
import { Database } from '../../../src/storage/file/sqlite.ts';
import { quiet } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';

export const OLD_KEY = new Uint8Array(32).fill(9);
const FILE = 'lintel.db';
/** Of the first schema that has people, templates, codes, events and settings. */
const OLDEST = 50;
const PEOPLE = 40;
const EVENTS = 400;

const upTo = (version: number): Migration[] => MIGRATIONS.filter((step) => step.version <= version);

/** The file must not be there. */
export function makeOldSite(folder: string): void {
  const open = value(
    openDatabase({ file: join(folder, FILE), key: OLD_KEY, log: quiet, create: true, migrations: upTo(OLDEST) }),
  );
  const { db } = open;
  db.transaction(() => {
    for (let i = 1; i <= PEOPLE; i++)
      db.run(
        "INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES (:n, :n, :n, '', :n, 1)",
        { n: `P${i}` },
      );
    for (let i = 1; i <= EVENTS; i++)
      db.run(
        `INSERT INTO events (kind, at, zone, offset_minutes, clock_jumped, person_id, name, employee_number, folded, direction)
         VALUES ('recognised', :i, 'UTC', 0, 0, :p, 'P', 'P', 'p', 'in')`,
        { i, p: (i % PEOPLE) + 1 },
      );
  });
  open.close();
}

/** What the schema is after each step, by its version. */
export function shapes(folder: string): ReadonlyMap<number, string> {
  makeOldSite(folder);
  const found = new Map<number, string>();
  for (const { version } of MIGRATIONS.filter((step) => step.version >= OLDEST)) {
    value(openDatabase({ file: join(folder, FILE), key: OLD_KEY, log: quiet, migrations: upTo(version) })).close();
    found.set(version, lookAt(folder).shape);
  }
  return found;
}

export type Look = {
  readonly version: number;
  readonly shape: string;
  readonly people: number;
  readonly events: number;
  readonly damage: number;
};

/** What is there, as it is: no step is taken. Throws what SQLite says. */
export function lookAt(folder: string): Look {
  const raw = new Database(join(folder, FILE), { fileMustExist: true });
  try {
    setKey(raw, OLD_KEY);
    const one = (sql: string): unknown => raw.prepare(sql).pluck().get();
    const parts = raw.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').pluck().all();
    return {
      version: Number(raw.pragma('user_version', { simple: true })),
      shape: createHash('sha256').update(parts.join('\n')).digest('hex'),
      people: Number(one('SELECT count(*) FROM people')),
      events: Number(one('SELECT count(*) FROM events')),
      damage: raw.pragma('quick_check', { simple: true }) === 'ok' ? 0 : 1,
    };
  } finally {
    raw.close();
  }
}

export const OLD_ROWS = { people: PEOPLE, events: EVENTS };
