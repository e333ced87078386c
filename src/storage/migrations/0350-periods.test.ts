import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import { closedDays, closedWithin, finishedPeople, marksOf } from '../hours/periods.ts';
import { makeUpDays, waitingRequests } from '../hours/requests.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  db.run(
    `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (0, 30, 'closed', '', 'administrator', 1, 1)`,
  );
  db.run(`INSERT INTO closed_days VALUES (:ada, 1, x'00', '[[3,[]]]', 'x')`, { ada });
  db.run(`INSERT INTO finished_people VALUES (:ada, 0, 'administrator', 1)`, { ada });
  return { db, ada };
}

test.each([
  ['a period', "UPDATE hour_periods SET mark = 'reopened'"],
  ['a period, by taking it out', 'DELETE FROM hour_periods'],
  ['a closed day', `UPDATE closed_days SET days = x'01'`],
  ['its leaves, while its person is there', `UPDATE closed_days SET leaves = '[]'`],
  ['a closed day, by taking it out', 'DELETE FROM closed_days'],
])('%s does not change', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow(/append-only|do not change/);
});

test.each([
  [
    'an end before its start',
    `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (5, 4, 'closed', '', '', 1, 1)`,
  ],
  [
    'another mark',
    `INSERT INTO hour_periods (from_day, to_day, mark, reason, marked_by, at, engine) VALUES (5, 9, 'half', '', '', 1, 1)`,
  ],
  ['a kind without a key', `INSERT INTO absence_kinds VALUES ('', '', 0, 0, 'day', 1, 99)`],
  ['another unit', `INSERT INTO absence_kinds VALUES ('x', '', 0, 0, 'week', 1, 99)`],
])('%s is refused', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow(/CHECK|constraint/);
});

test('of whoever is erased the days stay, as the log does; what their leaves were for goes, and so does their mark', () => {
  const { db, ada } = site();
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(db.all('SELECT hex(days) AS days, leaves FROM closed_days')).toEqual([{ days: '00', leaves: '[]' }]);
  expect(db.all('SELECT person_id FROM finished_people')).toEqual([]);
});

test('kinds of absence are there from the start', () => {
  const { db } = site();
  expect(
    db.all<{ kind: string }>('SELECT kind FROM absence_kinds WHERE present = 1 ORDER BY position').map((k) => k.kind),
  ).toEqual(['trip', 'outside']);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => [
    closedWithin(w, { from: 1, to: 2 }),
    marksOf(w, { from: 1, to: 2 }),
    closedDays(w, 1, 1),
    finishedPeople(w, 1),
    makeUpDays(w, 1, 1, 2),
    waitingRequests(w, 5),
  ]);
  expect(plans).toContain('hour_periods_days (from_day=?)');
  expect(plans).toContain('SEARCH closed_days USING PRIMARY KEY (person_id=? AND closing_id=?)');
  expect(plans).toContain('finished_people_month (from_day=?)');
});
