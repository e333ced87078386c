import { expect, test } from 'vitest';
import { insertDoor } from '../../../test/storage/doors.ts';
import { openTemp, plansOf, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import type { WritableDb } from '../file/db.ts';
import { daysOf } from '../hours/days.ts';
import { markDays, markDue, nextMark, waiting } from '../hours/dirty.ts';
import { readPlan } from '../hours/plan.ts';
import { workOff } from '../hours/recompute.ts';
import { monthsOfAll, totalsOf } from '../hours/totals.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

const DAY_MS = 86_400_000;
const FOREVER = 100_000;

/** Two people, a plan, and nothing that waits. */
function site() {
  const { db } = openTemp();
  const [ada, bo] = [rawPerson(db, 'Ada'), rawPerson(db, 'Bo')];
  db.run("UPDATE people SET department = 'R&D' WHERE id = :bo", { bo });
  insertDoor(db, 1);
  for (const n of [1, 2]) db.run(`INSERT INTO shifts (name, name_key) VALUES ('S${n}', 's${n}')`);
  db.run(`INSERT INTO shift_versions (shift_id, from_day, body) VALUES (1, 5, '{}')`);
  db.run(`INSERT INTO shift_patterns (name, name_key) VALUES ('P', 'p')`);
  db.run(`INSERT INTO shift_pattern_versions (pattern_id, from_day, body) VALUES (1, 5, '{"days":[1]}')`);
  db.run(`INSERT INTO shift_assignments (department, from_day, until_day, target) VALUES ('R&D', 20, 30, '{"pattern":1}')`);
  db.run(`INSERT INTO hour_rules (from_day, body) VALUES (5, '{}')`);
  db.run(
    `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at) VALUES (:ada, 7, 9, '{}', '', 'Ada', 1)`,
    { ada },
  );
  db.run(`INSERT INTO holidays (date, name, kind) VALUES ('1970-03-01', 'H', 'off')`);
  rawEvent(db, { kind: "'recognised'", person_id: String(ada), at: String(10 * DAY_MS + 5), direction: "'in'" });
  db.run('DELETE FROM dirty_days');
  return { db, ada, bo };
}

const marks = (db: WritableDb) =>
  db.all<object>('SELECT person_id AS who, from_day AS "from", to_day AS "to" FROM dirty_days ORDER BY 1');
const ALL = { who: 0, from: 0, to: FOREVER };
const ADA = { who: 1, from: 0, to: FOREVER };

test.each<[string, string, readonly object[]]>([
  [
    'a punch',
    `INSERT INTO events (sequence, kind, at, time_zone, offset_minutes, clock_jumped, person_id) VALUES (9, 'recognised', ${40 * DAY_MS}, 'UTC', 0, 0, 2)`,
    [{ who: 2, from: 39, to: 41 }],
  ],
  [
    'a refusal',
    `INSERT INTO events (sequence, kind, at, time_zone, offset_minutes, clock_jumped, person_id) VALUES (9, 'refused', 5, 'UTC', 0, 0, 2)`,
    [],
  ],
  [
    'taking a punch back',
    `INSERT INTO events (sequence, kind, at, time_zone, offset_minutes, clock_jumped, about) VALUES (9, 'retracted', 5, 'UTC', 0, 0, 1)`,
    [{ who: 1, from: 9, to: 11 }],
  ],
  [
    'a decision',
    `INSERT INTO hour_decisions (request_id, decision, decided_by, self_decided, at) VALUES (1, 'granted', 'B', 0, 1)`,
    [{ who: 1, from: 7, to: 9 }],
  ],
  [
    'a version of a shift that is worked',
    `INSERT INTO shift_versions (shift_id, from_day, body) VALUES (1, 25, '[]')`,
    [{ who: 0, from: 25, to: FOREVER }],
  ],
  ['the first version, which holds before it too', 'DELETE FROM shift_versions', [ALL]],
  ['a shift that nobody works', `INSERT INTO shift_versions (shift_id, from_day, body) VALUES (2, 25, '[]')`, []],
  ['the name of a pattern', `UPDATE shift_patterns SET name = 'Q'`, []],
  [
    'an assignment of everybody',
    `INSERT INTO shift_assignments (from_day, target) VALUES (3, '"rest"')`,
    [
      { who: 1, from: 3, to: FOREVER },
      { who: 2, from: 3, to: FOREVER },
    ],
  ],
  [
    'an assignment of one person',
    `INSERT INTO shift_assignments (person_id, from_day, until_day, target) VALUES (1, 3, 4, '"rest"')`,
    [{ who: 1, from: 3, to: 4 }],
  ],
  [
    'another assignment',
    `UPDATE shift_assignments SET department = NULL, person_id = 1, from_day = 25`,
    [
      { who: 1, from: 25, to: 30 },
      { who: 2, from: 20, to: 30 },
    ],
  ],
  ['an assignment that is gone', 'DELETE FROM shift_assignments', [{ who: 2, from: 20, to: 30 }]],
  ['rules', `INSERT INTO hour_rules (from_day, body) VALUES (25, '{}')`, [{ who: 0, from: 25, to: FOREVER }]],
  ['the first rules', 'DELETE FROM hour_rules', [ALL]],
  ['a holiday', `INSERT INTO holidays (date, name, kind) VALUES ('1970-02-01', 'H', 'off')`, [{ who: 0, from: 31, to: 31 }]],
  [
    'another kind of holiday',
    `INSERT OR REPLACE INTO holidays (date, name, kind) VALUES ('1970-03-01', 'H', 'working-day')`,
    [{ who: 0, from: 59, to: 59 }],
  ],
  ['a holiday that is moved', `UPDATE holidays SET date = '1970-03-03'`, [{ who: 0, from: 59, to: 61 }]],
  ['no holiday', 'DELETE FROM holidays', [{ who: 0, from: 59, to: 59 }]],
  ['another direction of a door, which holds from then on', `UPDATE doors SET direction = 'out'`, []],
  ['a door that is gone', 'DELETE FROM doors', []],
  [
    'somebody new',
    `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES ('3', '3', 'C', '', '', 1)`,
    [{ who: 3, from: 0, to: FOREVER }],
  ],
  ['another department', `UPDATE people SET department = 'x' WHERE id = 1`, [ADA]],
  ['leaving', 'UPDATE people SET deleted_at = 5 WHERE id = 1', [ADA]],
  ['another name', `UPDATE people SET name = 'x' WHERE id = 1`, []],
])('%s marks the days that follow from it', (_name, sql, expected) => {
  const { db } = site();
  db.run(sql);
  expect(marks(db)).toEqual(expected);
});

test('a mark is widened, and begins anew', () => {
  const { db, ada } = site();
  markDays(db, ada, 30, 40);
  db.run('UPDATE dirty_days SET next_day = 35');
  markDays(db, ada, 35, 50);
  expect(db.all('SELECT * FROM dirty_days')).toEqual([{ person_id: 1, from_day: 30, to_day: 50, next_day: 0 }]);
});

test('what is meant for everybody is handed out before anybody is looked at', () => {
  const { db, ada, bo } = site();
  markDays(db, null, 30, 40);
  markDays(db, bo, 38, 50);
  expect(waiting(db)).toEqual({ people: 2, from: 30, to: 50 });
  expect(nextMark(db)).toEqual({ personId: ada, from: 30, to: 40, nextDay: 0 });
  expect(marks(db)).toEqual([
    { who: 1, from: 30, to: 40 },
    { who: 2, from: 30, to: 50 },
  ]);
});

test('a site of before has all of its days before it, and nobody’s stay with whoever is erased', () => {
  const { db } = openTemp();
  expect(marks(db)).toEqual([ALL]);
  const ada = rawPerson(db, 'Ada');
  const read = readPlan(db, 'UTC', 1);
  const now = Date.UTC(2026, 11, 2);
  value(markDue(db, read, now));
  value(workOff(db, read, now, () => false));
  expect(db.all('SELECT 1 FROM day_records WHERE person_id = :ada', { ada })).toHaveLength(61);
  markDays(db, ada, 1, 2);
  value(markDeleted(db, ada, now, 1));
  value(purgeDeleted(db, 2, 2));
  expect(
    db.all(
      'SELECT person_id FROM day_records UNION ALL SELECT person_id FROM month_totals UNION ALL SELECT person_id FROM dirty_days',
    ),
  ).toEqual([]);
});

test('its indexes are used', () => {
  const { db, ada } = site();
  const read = readPlan(db, 'UTC', 1);
  value(markDue(db, read, 1));
  const plans = plansOf(db, (w) => [
    daysOf(w, read, [ada], 1, 2, 1),
    totalsOf(w, read, [ada], 3, 1),
    monthsOfAll(w, read, 0, 3),
    markDue(w, read, 1),
    workOff(w, read, 1, () => false),
  ]);
  expect(plans).toContain('SEARCH r USING PRIMARY KEY (person_id=? AND day>? AND day<?)');
  expect(plans).toContain('SEARCH t USING PRIMARY KEY (month=? AND person_id=?)');
  expect(plans).toContain('SEARCH t USING PRIMARY KEY (month>? AND month<?)');
  expect(plans).toContain('month_totals USING INDEX month_totals_person (person_id=?');
  expect(plans).toContain('day_records USING COVERING INDEX day_records_open (closes_at<?)');
  expect(plans).toContain('events_person_at (person_id=? AND at>? AND at<?)');
  expect(plans).not.toMatch(/SCAN (day_records|month_totals|events|e|t)\b/);
});
