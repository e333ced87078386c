import { expect, test } from 'vitest';
import { openTemp, plansOf, tempFolder } from '../../../test/storage/support.ts';
import { MIGRATIONS } from './index.ts';

const OLD = MIGRATIONS.filter((step) => step.version < 340);

test('days and shifts of before are kept: a day off stays one, a working day is worked as whoever asks has set', () => {
  const folder = tempFolder();
  const old = openTemp({ folder, migrations: OLD });
  old.db.run(
    "INSERT INTO holidays (date, name, kind) VALUES ('2026-10-01', '国庆节', 'off'), ('2026-10-10', '补班', 'working-day')",
  );
  old.db.run("INSERT INTO shifts (name, name_key) VALUES ('Day', 'day')");
  old.close();
  const { db } = openTemp({ folder });
  expect(db.all('SELECT * FROM holidays ORDER BY date')).toEqual([
    { date: '2026-10-01', name: '国庆节', kind: 'off', as_weekday: null },
    { date: '2026-10-10', name: '补班', kind: 'working-day', as_weekday: null },
  ]);
  expect(db.all('SELECT name, code, colour FROM shifts')).toEqual([{ name: 'Day', code: '', colour: 'teal' }]);
});

test.each([
  ["INSERT INTO holidays VALUES ('2026-01-01', '', 'statutory', NULL)", true],
  ["INSERT INTO holidays VALUES ('2026-01-02', '', 'half', NULL)", true],
  ["INSERT INTO holidays VALUES ('2026-01-03', '', 'working-day', 5)", true],
  ["INSERT INTO holidays VALUES ('2026-01-04', '', 'working-day', 8)", false],
  ["INSERT INTO holidays VALUES ('2026-01-05', '', 'bridge', NULL)", false],
  ["INSERT INTO holidays VALUES ('05.01.2026', '', 'off', NULL)", false],
  ["INSERT INTO shifts (name, name_key, code, colour) VALUES ('a', 'a', 'ABCDE', 'teal')", false],
  ["INSERT INTO shifts (name, name_key, code, colour) VALUES ('a', 'a', 'AB', 'red')", false],
])('%s: %s', (sql, taken) => {
  const { db } = openTemp();
  const put = () => db.run(sql);
  if (taken) expect(put).not.toThrow();
  else expect(put).toThrow(/CHECK/);
});

test('what follows from the calendar is told of it as before: what stood on the table stands on the new one', () => {
  const triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'holidays' ORDER BY name";
  const before = openTemp({ migrations: OLD }).db.all(triggers);
  expect(before).toHaveLength(3);
  const step = MIGRATIONS.filter((m) => m.version <= 340);
  expect(openTemp({ migrations: step }).db.all(triggers)).toEqual(before);
});

test('a date is found by the key', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (watched) => watched.all("SELECT name FROM holidays WHERE date = '2026-01-01'"));
  expect(plans).toMatch(/USING PRIMARY KEY/);
});
