import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import { assignments, readPlan } from '../hours/plan.ts';
import { grantedOf } from '../hours/requests.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  db.run(`INSERT INTO shifts (name, name_key) VALUES ('Day', 'day')`);
  db.run(`INSERT INTO shift_versions (shift_id, from_day, body) VALUES (1, 5, '{}')`);
  db.run(`INSERT INTO hour_rules (from_day, body) VALUES (5, '{}')`);
  db.run(
    `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at) VALUES (:ada, 5, 5, '{}', 'ill', 'Ada', 1)`,
    { ada },
  );
  db.run(`INSERT INTO hour_decisions (request_id, decision, decided_by, self_decided, at) VALUES (1, 'granted', 'B', 0, 1)`);
  return { db, ada };
}

test.each([
  ['a version of a shift', "UPDATE shift_versions SET body = '[]'"],
  ['rules', "UPDATE hour_rules SET body = '[]'"],
  ['a request', 'UPDATE hour_requests SET to_day = 9'],
  ['a request, by taking it out', 'DELETE FROM hour_requests'],
  ['a decision', "UPDATE hour_decisions SET decision = 'refused'"],
  ['a decision, by taking it out', 'DELETE FROM hour_decisions'],
])('%s does not change', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow(/append-only|does not change/);
});

test.each([
  [
    'an end before its start',
    `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at) VALUES (1, 5, 4, '{}', '', '', 1)`,
  ],
  ['nonsense', `INSERT INTO shift_versions (shift_id, from_day, body) VALUES (1, 6, 'nonsense')`],
  [
    'another decision',
    `INSERT INTO hour_decisions (request_id, decision, decided_by, self_decided, at) VALUES (1, 'perhaps', '', 0, 1)`,
  ],
])('%s is refused', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow(/CHECK|malformed/);
});

test('what was asked for goes with whoever is erased', () => {
  const { db, ada } = site();
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(db.all('SELECT id FROM hour_requests UNION ALL SELECT id FROM hour_decisions')).toEqual([]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => [grantedOf(w, 1, 1, 2), readPlan(w, 'UTC', 1), assignments(w)]);
  expect(plans).toContain('hour_requests_person (person_id=? AND from_day<?)');
  expect(plans).toContain('hour_decisions_request (request_id=?)');
});
