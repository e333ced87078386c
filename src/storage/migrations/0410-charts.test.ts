import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import type { ReadableDb } from '../file/db.ts';
import { keepCharts, keptCharts } from '../hours/charts.ts';
import { readPlan, saveAssignment } from '../hours/plan.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';
import { MIGRATIONS } from './index.ts';

const PARTS = ['arrival_totals', 'lateness_totals', 'week_totals'];

test('days that were kept before are reckoned again', () => {
  const before = MIGRATIONS.filter((m) => m.version < 410);
  const { db, close } = openTemp({ migrations: before });
  const { file } = db;
  db.run('DELETE FROM dirty_days');
  close();
  const again = openTemp({ folder: file.slice(0, -'lintel.db'.length) });
  expect(again.db.all('SELECT person_id AS who, from_day AS "from", to_day AS "to" FROM dirty_days')).toEqual([
    { who: 0, from: 0, to: 100_000 },
  ]);
});

test('what charts are drawn from goes with its month, and with whoever is erased', () => {
  const { db } = openTemp();
  const [ada, bo] = [rawPerson(db, 'Ada'), rawPerson(db, 'Bo')];
  for (const id of [ada, bo])
    for (const month of [1, 2]) {
      db.run(
        `INSERT INTO month_totals (person_id, month, planned, due, paid, difference, leave, overtime, approved, late, late_days, absent_days, missing_days, problem_days)
         VALUES (:id, :month, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
        { id, month },
      );
      db.run('INSERT INTO arrival_totals (person_id, month, slot, days) VALUES (:id, :month, 3, 1)', { id, month });
      db.run('INSERT INTO lateness_totals (person_id, month, days, late, minutes) VALUES (:id, :month, 1, 1, 1)', { id, month });
      db.run(
        'INSERT INTO week_totals (person_id, month, from_day, planned, paid, leave, overtime) VALUES (:id, :month, 3, 1, 1, 1, 1)',
        {
          id,
          month,
        },
      );
    }
  const left = () =>
    PARTS.map((table) => db.all(`SELECT person_id AS id, month FROM ${table} ORDER BY person_id, month`)).map((rows) =>
      JSON.stringify(rows),
    );
  db.run('DELETE FROM month_totals WHERE person_id = :ada AND month = 1', { ada });
  const [arrivals, ...others] = left();
  expect(arrivals).toBe(
    JSON.stringify([
      { id: ada, month: 2 },
      { id: bo, month: 1 },
      { id: bo, month: 2 },
    ]),
  );
  expect(others).toEqual([arrivals, arrivals]);
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 3));
  expect(left()).toEqual(
    PARTS.map(() =>
      JSON.stringify([
        { id: bo, month: 1 },
        { id: bo, month: 2 },
      ]),
    ),
  );
});

test('the plan has another revision after a change of any table that it is read from', () => {
  const { db } = openTemp();
  rawPerson(db, 'Ada');
  const said: string[] = [];
  const heard: ReadableDb = {
    ...db,
    all: <Row>(sql: string) => {
      said.push(sql);
      return db.all<Row>(sql);
    },
  };
  readPlan(heard, 'UTC', 1);
  const tables = [...new Set(said.flatMap((sql) => [...sql.matchAll(/(?:FROM|JOIN) (\w+)/g)].map(([, table]) => table!)))];
  expect(tables).toContain('shift_assignments');
  expect(tables).toHaveLength(7);
  const changing = db.all<{ of: string }>(
    "SELECT tbl_name AS of FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%plan_state%'",
  );
  for (const table of tables)
    expect(
      changing.filter(({ of }) => of === table),
      table,
    ).toHaveLength(3);
});

test.each([
  `INSERT INTO shifts (name, name_key) VALUES ('N', 'n')`,
  `UPDATE shifts SET name = 'M'`,
  `INSERT INTO holidays (date, name, kind) VALUES ('2026-10-03', 'H', 'off')`,
  `DELETE FROM shift_assignments`,
])('%s is a change of the plan', (sql) => {
  const { db } = openTemp();
  db.run(`INSERT INTO shifts (name, name_key) VALUES ('S', 's')`);
  db.run(`INSERT INTO shift_assignments (from_day, target) VALUES (20, '"rest"')`);
  const before = readPlan(db, 'UTC', 1);
  expect(readPlan(db, 'UTC', 1)).toBe(before);
  expect(readPlan(db, 'UTC', 2)).not.toBe(before);
  const again = readPlan(db, 'UTC', 1);
  db.run(sql);
  expect(readPlan(db, 'UTC', 1)).not.toBe(again);
});

test('a change of the plan that was taken back is none, and the next one is another', () => {
  const { db } = openTemp();
  const assign = (from: number) => value(saveAssignment(db, null, { to: 'everybody', from, until: from, target: 'rest' }));
  const daysOf = () => readPlan(db, 'UTC', 1).book.assignments.map((a) => a.from);
  expect(() =>
    db.transaction(() => {
      assign(5);
      expect(daysOf()).toEqual([5]);
      throw new Error('back');
    }),
  ).toThrow('back');
  expect(daysOf()).toEqual([]);
  assign(7);
  expect(daysOf()).toEqual([7]);
});

test('a month of everybody is found by its key', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const plans = plansOf(db, (w) => {
    keptCharts(w, [ada], 5);
    keepCharts(w, readPlan(w, 'UTC', 1), ada, 5, []);
  });
  expect(plans).not.toMatch(/SCAN (t|arrival_totals|lateness_totals|week_totals)\b/);
  for (const table of ['t', ...PARTS.slice(0, 1)]) expect(plans).toContain(`SEARCH ${table} USING PRIMARY KEY`);
});
