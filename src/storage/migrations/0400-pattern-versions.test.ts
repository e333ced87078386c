import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, tempFolder } from '../../../test/storage/support.ts';
import { MIGRATIONS } from './index.ts';

const OLD = MIGRATIONS.filter((step) => step.version < 400);
const FOREVER = 100_000;

test('patterns of before hold from the beginning', () => {
  const folder = tempFolder();
  const old = openTemp({ folder, migrations: OLD });
  old.db.run(`INSERT INTO shift_patterns (name, name_key, body) VALUES ('P', 'p', '{"days":[1]}')`);
  old.close();
  const { db } = openTemp({ folder });
  expect(db.all('SELECT * FROM shift_pattern_versions')).toEqual([{ pattern_id: 1, from_day: 0, body: '{"days":[1]}' }]);
  expect(db.all('SELECT * FROM shift_patterns')).toEqual([{ id: 1, name: 'P', name_key: 'p' }]);
});

/** Bo's department works by the pattern from day 20 to 30; its versions begin on day 5 and 22. */
function site() {
  const { db } = openTemp();
  rawPerson(db, 'Ada');
  const bo = rawPerson(db, 'Bo');
  db.run("UPDATE people SET department = 'R&D' WHERE id = :bo", { bo });
  for (const n of [1, 2]) db.run(`INSERT INTO shifts (name, name_key) VALUES ('S${n}', 's${n}')`);
  db.run(`INSERT INTO shift_patterns (name, name_key) VALUES ('P', 'p'), ('Q', 'q')`);
  db.run(
    `INSERT INTO shift_pattern_versions (pattern_id, from_day, body) VALUES (1, 5, '{"days":[1]}'), (1, 22, '{"days":[2]}')`,
  );
  db.run(`INSERT INTO shift_assignments (department, from_day, until_day, target) VALUES ('R&D', 20, 30, '{"pattern":1}')`);
  db.run('DELETE FROM dirty_days');
  return db;
}
const insert = (pattern: number, from: number): string =>
  `INSERT INTO shift_pattern_versions (pattern_id, from_day, body) VALUES (${pattern}, ${from}, '{"days":[null]}')`;

test.each([
  ['a version', insert(1, 25), [{ who: 2, from: 25, to: 30 }]],
  ['one that begins before it is worked', insert(1, 10), [{ who: 2, from: 20, to: 30 }]],
  ['the first one, which holds before it too', insert(1, 2), [{ who: 2, from: 20, to: 30 }]],
  ['one of after its last day', insert(1, 31), []],
  ['one that nobody works by', insert(2, 25), []],
  ['taking one back', 'DELETE FROM shift_pattern_versions WHERE from_day = 22', [{ who: 2, from: 22, to: 30 }]],
  [
    'a shift that stands in any version',
    `INSERT INTO shift_versions (shift_id, from_day, body) VALUES (2, 9, '{}')`,
    [{ who: 0, from: 0, to: FOREVER }],
  ],
])('%s marks the days that follow from it', (_name, sql, expected) => {
  const db = site();
  db.run(sql);
  expect(db.all('SELECT person_id AS who, from_day AS "from", to_day AS "to" FROM dirty_days')).toEqual(expected);
});

test('a version never changes', () => {
  expect(() => site().run(`UPDATE shift_pattern_versions SET body = '{}'`)).toThrow(/does not change/);
});

test('versions are found by the key', () => {
  const plans = plansOf(site(), (w) => w.all('SELECT body FROM shift_pattern_versions WHERE pattern_id = 1 AND from_day = 5'));
  expect(plans).toMatch(/USING PRIMARY KEY/);
});
