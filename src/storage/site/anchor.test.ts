import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { agrees, compare, DIGESTED, DIGESTED_SINCE, digestOf, takeAnchor } from './anchor.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson } from '../people/people.ts';

function filled(rows: number): WritableDb {
  const { db } = openTemp();
  value(insertPerson(db, { employeeNumber: '1', name: 'Ana', department: '' }, NOW));
  for (let i = 0; i < rows; i++) value(appendEvent(db, event({ reason: `row ${i}` })));
  for (const trigger of ['events_no_update', 'events_no_delete', 'events_no_replace', 'event_names_no_update'])
    db.run(`DROP TRIGGER ${trigger}`);
  return db;
}

test('every column of a row is digested but the one that follows from others; a new one is a decision about the version of the note', () => {
  const { db } = openTemp();
  const columns = db
    .all<{ name: string }>("SELECT name FROM pragma_table_info('events') UNION SELECT name FROM pragma_table_info('event_names')")
    .map(({ name }) => name);
  // The commitment follows from name and salt, the sequence from the id while this database is the only origin.
  const follow = ['folded', 'event_id', 'salt', 'name_commitment', 'origin', 'sequence'];
  expect([...DIGESTED, ...DIGESTED_SINCE].sort()).toEqual(columns.filter((name) => !follow.includes(name)).sort());
});

test('a change of any of them is another digest', () => {
  const db = filled(3);
  const others: Record<(typeof DIGESTED | typeof DIGESTED_SINCE)[number], string> = {
    id: '77',
    kind: "'fault'",
    at: 'at - 3600000',
    time_zone: "'UTC'",
    offset_minutes: '0',
    monotonic_delta_ms: '1',
    clock_jumped: '1 - clock_jumped',
    person_id: '1',
    name: "'Ben'",
    employee_number: "'9'",
    direction: "'in'",
    reason: "'another'",
    about: '1',
    score: '0.5',
    decision: "'{}'",
    method: "'pin'",
    wait_ms: '1',
    door_id: '1',
    boot: 'NULL',
    uptime_ms: 'ifnull(uptime_ms, 0) + 1',
    clock_step_ms: '1',
    clock_wrong: '1 - clock_wrong',
    more: '1',
    operator: "'admin'",
    detail: "'{}'",
  };
  db.run(
    'INSERT INTO boots (id, base_ms, credited_ms, anchor_wall, anchor_uptime, seen_wall, seen_uptime) VALUES (99, 0, 0, 0, 0, 0, 0)',
  );
  db.run('UPDATE events SET boot = 99 WHERE id = 2');
  db.run("INSERT INTO event_names VALUES (2, 'Ana', '1', 'ana 1', zeroblob(16))");
  const before = digestOf(db, 2);
  const names = ['name', 'employee_number'];
  // A row whose id changes leaves its name behind.
  db.run('PRAGMA foreign_keys = OFF');
  for (const column of [...DIGESTED, ...DIGESTED_SINCE]) {
    db.run('SAVEPOINT s');
    const [table, id] = names.includes(column) ? ['event_names', 'event_id'] : ['events', 'id'];
    db.run(`UPDATE ${table} SET ${column} = ${others[column]} WHERE ${id} = 2`);
    expect([column, digestOf(db, column === 'id' ? 77 : 2)]).not.toEqual([column, before]);
    db.run('ROLLBACK TO s');
  }
  expect(digestOf(db, 2)).toBe(before);
  expect(digestOf(db, 999)).toBeNull();
});

test('the newest rows are remembered one by one, earlier ones at growing distances', () => {
  const db = filled(500);
  const anchor = takeAnchor(db);
  expect(anchor.newest).toBe(500);
  const ids = anchor.rows.map(({ id }) => id);
  expect(ids).toEqual([500 - 256, 500 - 128, 500 - 64, ...Array.from({ length: 32 }, (_, i) => 469 + i)]);
  expect(agrees(compare(db, anchor))).toBe(true);
  db.run("UPDATE events SET reason = 'x' WHERE id IN (244, 300, 480)");
  db.run('DELETE FROM events WHERE id = 490');
  // 300 is none of those that are remembered: what this note cannot see.
  expect(compare(db, anchor)).toEqual({ missing: 0, gone: 1, changed: 2, badges: 0 });
  db.run('DELETE FROM events WHERE id > 450');
  expect(compare(db, anchor)).toEqual({ missing: 50, gone: 0, changed: 1, badges: 0 });
});

test('an empty log is remembered too, and growing is no difference', () => {
  const { db } = openTemp();
  const anchor = takeAnchor(db);
  expect(anchor).toMatchObject({ newest: 0, rows: [], badges: { last: 0 }, people: { last: 0 } });
  value(appendEvent(db, event()));
  expect(agrees(compare(db, anchor))).toBe(true);
});

test('nothing is searched for by reading all of the log', () => {
  const db = filled(3);
  const anchor = takeAnchor(db);
  const plans = plansOf(db, (on) => (takeAnchor(on), compare(on, anchor)));
  // One scan, of the newest thirty-two.
  expect(plans.match(/SCAN events/g)).toHaveLength(1);
  expect(plans).not.toContain('TEMP B-TREE');
  expect(plans).toContain('SEARCH events USING INTEGER PRIMARY KEY');
});
