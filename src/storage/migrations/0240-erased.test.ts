import { expect, test } from 'vitest';
import { insertAny, tablesOf } from '../../../test/storage/any-row.ts';
import { count, NOW, openTemp, plansOf, random, tempFolder, value } from '../../../test/storage/support.ts';
import { ERASED_FROM, takesFrom, type WritableDb } from '../file/db.ts';
import { insertPerson, markDeleted, purgeDeleted, setActive } from '../people/people.ts';
import { MIGRATIONS } from './index.ts';

/** What a tombstone keeps: the log needs name and number, and when it was. */
const KEPT = ['id', 'uid', 'employee_number', 'employee_key', 'name', 'deleted_at', 'purged_at'];

/** Columns of other tables that name a person, as the schema says. */
function references(db: WritableDb): { readonly table: string; readonly column: string }[] {
  return db.all(
    `SELECT m.name AS "table", k."from" AS "column" FROM sqlite_schema m, pragma_foreign_key_list(m.name) k
     WHERE m.type = 'table' AND k."table" = 'people'`,
  );
}

function gone(db: WritableDb, number: string, name: string, department: string) {
  const id = value(insertPerson(db, { employeeNumber: number, name, department }, NOW - Number(number) * 1000));
  return { id, erase: () => (value(markDeleted(db, id, NOW, NOW)), value(purgeDeleted(db, NOW + 1, NOW + 2))) };
}

test('whatever any table holds of a person goes with them: tables to come as well', () => {
  const { db } = openTemp();
  const [ana, ben] = [gone(db, '1', 'Ana', 'Vault'), gone(db, '2', 'Ben', 'Bar')];
  const next = random(5);
  const tables = tablesOf(db, ['recognised', 'system', 'en']).filter(({ name }) => name !== 'people');
  for (const table of tables) for (let i = 0; i < 60; i++) insertAny(db, table, next);
  const of = (id: number) =>
    references(db)
      // Days of a closed month stay as the log does; what their leaves were for goes (0350).
      .filter(({ table }) => table !== 'events' && table !== 'closed_days')
      .map(({ table, column }) => [
        `${table}.${column}`,
        db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${column} = :id`, { id })!.n,
      ]);
  // The control: there was something of each kind, of somebody.
  const before = of(ana.id).map(([at, n], i) => [at, Number(n) + Number(of(ben.id)[i]![1])]);
  expect(before.length).toBeGreaterThan(12);
  expect(before.filter(([, n]) => n === 0)).toEqual([]);
  ana.erase();
  expect(of(ana.id).filter(([, n]) => n !== 0)).toEqual([]);
  expect(of(ben.id).some(([, n]) => Number(n) > 0)).toBe(true);
  expect(count(db, 'templates')).toBeGreaterThan(0);
});

test('a tombstone says name and number, and nothing else', () => {
  const { db } = openTemp();
  const [ana, ben] = [gone(db, '1', 'Ana', 'Secret Ops'), gone(db, '2', 'Ben', '')];
  value(setActive(db, ana.id, false));
  db.run('UPDATE people SET without_face = 1 WHERE id = :id', { id: ana.id });
  ana.erase();
  ben.erase();
  const [a, b] = [ana, ben].map(({ id }) => {
    const row = db.get<Record<string, unknown>>('SELECT * FROM people WHERE id = :id', { id })!;
    return Object.fromEntries(Object.entries(row).filter(([column]) => !KEPT.includes(column)));
  });
  expect(Object.keys(a!).length).toBeGreaterThan(5);
  expect(a).toEqual(b);
});

test('wrong tries at the number of somebody who is erased go as well; those of others stay', () => {
  const { db } = openTemp();
  const ana = gone(db, '1', 'Ana', '');
  db.run("INSERT INTO pins VALUES (:id, '123', 1, 1, 1, zeroblob(16), zeroblob(32), 0)", { id: ana.id });
  for (const number of ['123', `#${ana.id}`, '124', '#99', 'pad'])
    db.run('INSERT INTO pin_attempts VALUES (:number, 3, 0)', { number });
  ana.erase();
  expect(db.all('SELECT number FROM pin_attempts ORDER BY number')).toEqual(['#99', '124', 'pad'].map((number) => ({ number })));
});

test('who was erased before this is erased again, with what was left', () => {
  const folder = tempFolder();
  const before = openTemp({ folder, migrations: MIGRATIONS.filter(({ version }) => version < 240) });
  before.db.run(
    `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at, deleted_at, purged_at)
     VALUES ('1', '1', 'Gone', 'Secret Ops', 'gone secret ops', 5, 7, 7), ('2', '2', 'Here', 'Bar', 'here bar', 5, NULL, NULL)`,
  );
  before.close();
  const { db } = openTemp({ folder });
  expect(db.all('SELECT department, folded, enrolled_at AS enrolled FROM people ORDER BY id')).toEqual([
    { department: '', folded: '', enrolled: 7 },
    { department: 'Bar', folded: 'here\n2\nbar', enrolled: 5 },
  ]);
});

test('the indexes are used', () => {
  const { db } = openTemp();
  expect(
    plansOf(db, (w) => {
      w.run("DELETE FROM pin_attempts WHERE number IN (SELECT number FROM pins WHERE person_id = 1) OR number = '#' || 1");
      w.run('DELETE FROM badges WHERE person_id = 1 AND ended_at IS NULL');
    }),
  ).toMatch(/SEARCH pin_attempts USING PRIMARY KEY/);
});

/** Tables whose rows are overwritten or deleted with nobody's secret in them: numbers, times, names of doors and days, and the log, which stays. */
const NOT_ERASED_FROM = [
  'gallery',
  'events',
  'origins',
  'settings',
  'kiosk_settings',
  'zones',
  'time_profiles',
  'profile_hours',
  'access_groups',
  'grants',
  'group_members',
  'holders',
  'holidays',
  'passages',
  'site_access',
  'door_access',
  'waiting',
  'scores',
  'look_alikes',
  'look_alike_search',
  'pin_attempts',
  'badges',
  'boots',
  'site',
  'somebody',
  'shifts',
  'shift_versions',
  'shift_patterns',
  'shift_pattern_versions',
  'hour_rules',
  'hour_periods',
  'export_templates',
  'export_schedules',
  'export_runs',
  'frappe_queue',
  'finished_people',
  'absence_kinds',
  // Somebody's days go as they are erased, with an UPDATE of people; else they are only reckoned again.
  'day_records',
  'month_totals',
  'arrival_totals',
  'lateness_totals',
  'week_totals',
  'dirty_days',
  'hours_state',
  'plan_state',
  'door_directions',
  'import_sources',
  'imported_people',
];

test('every table is one that is erased from, or one that need not be', () => {
  const { db } = openTemp();
  expect(
    tablesOf(db)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...ERASED_FROM, ...NOT_ERASED_FROM].sort());
});

test.each([
  ['DELETE FROM templates WHERE id = 1', 'templates'],
  ['  delete from\n  crops', 'crops'],
  ['UPDATE people SET name = :a', 'people'],
  ['UPDATE OR IGNORE people SET name = :a', 'people'],
  ['INSERT OR REPLACE INTO pins (a) VALUES (1)', 'pins'],
  ['REPLACE INTO pins (a) VALUES (1)', 'pins'],
  ['INSERT INTO outputs (a) VALUES (1)\n ON CONFLICT (a) DO UPDATE SET a = 2', 'outputs'],
  ['INSERT INTO outputs (a) VALUES (1) ON CONFLICT (a) DO NOTHING', null],
  ['INSERT OR IGNORE INTO probes SELECT 1', null],
  ['SELECT * FROM people', null],
])('%s takes something from %s', (sql, table) => {
  expect(takesFrom(sql)).toBe(table);
});
