import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, rawOldEvent, rawPerson, tempFolder, value } from '../../../test/storage/support.ts';
import { loadAccessState, lastPassage } from '../access/state.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson } from '../people/people.ts';
import { presenceList } from '../people/presence.ts';
import { MIGRATIONS } from './index.ts';

const DOORS = `INSERT INTO doors (id, name, name_key, from_zone, to_zone, direction, credential, two_person, two_person_seconds, first_person_in, pulse_ms)
  VALUES (1, 'gate', 'gate', NULL, 1, 'both', 'any', 0, 20, 0, 5000), (2, 'office', 'office', NULL, NULL, 'in', 'any', 0, 20, 0, 5000)`;
const ZONE = "INSERT INTO zones (id, name, name_key, anti_passback, timed_minutes) VALUES (1, 'hall', 'hall', 'hard', 5)";

test('passages of before are certain; those of a door that joins no zones go, for they put everybody outside', () => {
  const folder = tempFolder();
  const old = openTemp({ folder, migrations: MIGRATIONS.filter((m) => m.version < 210) });
  old.db.run(ZONE);
  old.db.run(DOORS);
  const id = rawPerson(old.db, 'a');
  const pass = (doorId: number, zone: number | null) => {
    const row = { kind: "'recognised'", person_id: String(id), direction: "'in'", door_id: String(doorId), at: String(NOW) };
    const eventId = rawOldEvent(old.db, row);
    old.db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (:eventId, :id, :doorId, :zone, :now)', {
      eventId,
      id,
      doorId,
      zone,
      now: NOW,
    });
  };
  pass(1, null);
  pass(1, 1);
  pass(2, null);
  old.close();
  const { db } = openTemp({ folder });
  expect(
    loadAccessState(db, 'everything')
      .passages.get(id)
      ?.map((p) => [p.doorId, p.zoneId, p.doubted]),
  ).toEqual([
    [1, null, undefined],
    [1, 1, undefined],
  ]);
  expect(lastPassage(db, id)?.zoneId).toBe(1);
});

test('doubted is yes or no; somebody came in by one event once, and goes with no zone', () => {
  const { db } = openTemp();
  db.run(ZONE);
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  const eventId = value(appendEvent(db, event({ kind: 'recognised', personId: id, at: NOW })));
  const passage =
    'INSERT INTO passages (event_id, person_id, door_id, zone_id, at, doubted) VALUES (:eventId, :id, 1, 1, 1, :doubted)';
  expect(() => db.run(passage, { eventId, id, doubted: 2 })).toThrow(/CHECK/);
  const insert = 'INSERT INTO somebody (event_id, door_id, zone_id, at) VALUES (:eventId, 1, :zone, 1)';
  db.run(insert, { eventId, zone: 1 });
  expect(() => db.run(insert, { eventId, zone: 1 })).toThrow(/UNIQUE/);
  expect(() => db.run(insert, { eventId: 99, zone: 1 })).toThrow(/FOREIGN/);
  expect(() => db.run('DELETE FROM zones WHERE id = 1')).toThrow(/FOREIGN/);
});

test('indexes are used', () => {
  const { db } = openTemp();
  const plan = plansOf(db, (w) => presenceList(w, NOW, 16 * 3_600_000));
  expect(plan).toContain('SEARCH passages USING COVERING INDEX passages_person (person_id=? AND doubted=?)');
  expect(plansOf(db, (w) => loadAccessState(w, [1]))).toContain('passages_zone (zone_id=? AND person_id=? AND doubted=?)');
});
