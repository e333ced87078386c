import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTemp, KEY, QUIET, tempFolder } from '../../../test/storage/support.ts';
import { openDatabase } from '../file/open.ts';
import { MIGRATIONS, NEWEST_SCHEMA } from './index.ts';

const files = readdirSync(import.meta.dirname).filter((name) => /^\d+.*(?<!\.test)\.ts$/.test(name));

test('each file is a step of the list, in rising tens, under its own name', () => {
  expect(files).toEqual(MIGRATIONS.map((step) => `${String(step.version).padStart(4, '0')}-${step.name}.ts`));
  expect(MIGRATIONS.filter((step, i) => step.version % 10 !== 0 || step.version <= (MIGRATIONS[i - 1]?.version ?? 0))).toEqual(
    [],
  );
  expect(NEWEST_SCHEMA).toBe(MIGRATIONS.at(-1)?.version);
});

test.each(files)('%s has its test, which also asserts an index', (name) => {
  expect(existsSync(join(import.meta.dirname, name.replace(/\.ts$/, '.test.ts')))).toBe(true);
});

test.each(MIGRATIONS.map((_, i) => i))('a database left at step %i comes to the same schema as a new one', (steps) => {
  const folder = tempFolder();
  const file = join(folder, 'lintel.db');
  const old = openDatabase({ file, key: KEY, log: QUIET, create: true, migrations: MIGRATIONS.slice(0, steps + 1) });
  if (old.ok) old.value.close();
  const schema = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name';
  const brought = openTemp({ folder });
  expect(brought.schemaVersion).toBe(NEWEST_SCHEMA);
  expect(brought.db.all(schema)).toEqual(openTemp().db.all(schema));
});

test('every table is STRICT', () => {
  const { db } = openTemp();
  const others =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'view' AND strict = 0 AND name NOT LIKE 'sqlite_%'";
  expect(db.all(others)).toEqual([]);
});

test('a step that fails leaves the version and the tables of the step before', () => {
  const folder = tempFolder();
  const file = join(folder, 'lintel.db');
  const broken = {
    version: 70,
    name: 'broken',
    sql: 'CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);',
  };
  expect(() => openDatabase({ file, key: KEY, log: QUIET, create: true, migrations: [...MIGRATIONS, broken] })).toThrow(
    /nowhere/,
  );
  const { db, schemaVersion } = openTemp({ folder });
  expect(schemaVersion).toBe(NEWEST_SCHEMA);
  expect(db.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
});

test('a database of a newer app is refused and left as it is', () => {
  const folder = tempFolder();
  const file = join(folder, 'lintel.db');
  const newer = { version: NEWEST_SCHEMA + 10, name: 'newer', sql: 'CREATE TABLE tomorrow (id INTEGER PRIMARY KEY) STRICT;' };
  openTemp({ folder, migrations: [...MIGRATIONS, newer] });
  expect(openDatabase({ file, key: KEY, log: QUIET })).toEqual({ ok: false, error: { code: 'database-newer' } });
});
