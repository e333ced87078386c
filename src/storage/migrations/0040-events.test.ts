import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, rawEvent, value } from '../../../test/storage/support.ts';
import { appendEvent, EVERY_EVENT, lastPunch, listEvents } from '../log/events.ts';
import { insertPerson, listPeople } from '../people/people.ts';

test('an event is never changed, deleted or replaced', () => {
  const { db } = openTemp();
  const id = value(appendEvent(db, event({ reason: 'started' })));
  expect(() => db.run("UPDATE events SET reason = 'x'")).toThrow(/append-only/);
  expect(() => db.run('DELETE FROM events')).toThrow(/append-only/);
  const replace = `INSERT OR REPLACE INTO events (id, sequence, kind, at, time_zone, offset_minutes, clock_jumped) VALUES (:id, 99, 'system', 1, 'UTC', 0, 0)`;
  expect(() => db.run(replace, { id })).toThrow(/append-only/);
  const upsert = `INSERT INTO events (id, sequence, kind, at, time_zone, offset_minutes, clock_jumped) VALUES (:id, 99, 'system', 1, 'UTC', 0, 0)
    ON CONFLICT (id) DO UPDATE SET reason = 'x'`;
  expect(() => db.run(upsert, { id })).toThrow(/append-only/);
  expect(listEvents(db, EVERY_EVENT, null, 10).rows.map((row) => row.reason)).toEqual(['started']);
});

test('what makes no sense is refused by the table itself', () => {
  const { db } = openTemp();
  const insert = (kind: string, more = {}) => rawEvent(db, { kind: `'${kind}'`, ...more });
  expect(() => insert('guessed')).toThrow(/CHECK/);
  expect(() => insert('recognised')).toThrow(/CHECK/);
  expect(() => insert('retracted')).toThrow(/CHECK/);
  expect(() => insert('door', { about: '99' })).toThrow(/FOREIGN KEY/);
  expect(() => insert('system', { decision: "'{'" })).toThrow(/CHECK/);
});

test('indexes are used', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  expect(plansOf(db, (w) => listPeople(w, ''))).toContain('SEARCH e USING COVERING INDEX events_punches (person_id=?)');
  const punch = plansOf(db, (w) => lastPunch(w, id));
  expect(punch).toContain('SEARCH e USING COVERING INDEX events_punches (person_id=?)');
  expect(punch).toContain('SEARCH r USING COVERING INDEX events_retractions (about=?)');
  expect(punch).not.toContain('TEMP B-TREE');
  expect(plansOf(db, (w) => listEvents(w, { ...EVERY_EVENT, personId: id }, null, 50))).toContain(
    'INDEX events_person (person_id=?)',
  );
  expect(plansOf(db, (w) => listEvents(w, { ...EVERY_EVENT, from: 1, to: 2 }, null, 50))).toContain(
    'INDEX events_at (at>? AND at<?)',
  );
  expect(plansOf(db, (w) => listEvents(w, { ...EVERY_EVENT, kinds: ['fault'] }, null, 50))).toContain(
    'INDEX events_kind (kind=?)',
  );
  const plain = plansOf(db, (w) => listEvents(w, EVERY_EVENT, null, 50));
  expect(plain).not.toContain('TEMP B-TREE');
});
