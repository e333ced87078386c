import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';
import { nextMark } from '../hours/dirty.ts';

const marks = (sql: string) => {
  const { db } = openTemp();
  db.run('DELETE FROM dirty_days');
  db.run(sql);
  return db.all('SELECT person_id AS who, from_day AS "from", to_day AS "to" FROM dirty_days');
};

test.each([
  [
    'closing or opening a month',
    `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (31, 58, 'closed', '', 'B', 1, 1)`,
    31,
    58,
  ],
])('%s marks the days of everybody', (_name, sql, from, to) => {
  expect(marks(sql)).toEqual([{ who: 0, from, to }]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => nextMark(w))).toContain('SEARCH dirty_days USING INTEGER PRIMARY KEY');
});
