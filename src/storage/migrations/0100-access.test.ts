import { describe, expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, rawPerson, tempFolder, value } from '../../../test/storage/support.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson, markDeleted, purgeDeleted } from '../people/people.ts';
import { MIGRATIONS } from './index.ts';

const door = `INSERT INTO doors (name, name_key, from_zone, to_zone, direction, credential, two_person, two_person_seconds, first_person_in, pulse_ms)
  VALUES (:name, :name, :from, :to, 'both', 'any', 0, 20, 0, 5000)`;
const zone = `INSERT INTO zones (name, name_key, anti_passback, timed_minutes, reset_at) VALUES (:name, :name, 'off', 5, :reset)`;

test('an existing site keeps its people and gets no door, no group and no lockdown', () => {
  const folder = tempFolder();
  const before = openTemp({ folder, migrations: MIGRATIONS.filter((step) => step.version < 100) });
  const id = rawPerson(before.db, 'a');
  before.close();
  const { db } = openTemp({ folder });
  expect(db.get('SELECT name FROM people WHERE id = :id', { id })).toEqual({ name: 'a' });
  for (const table of ['doors', 'zones', 'access_groups', 'group_members', 'holders', 'passages', 'holidays']) {
    expect(db.get(`SELECT count(*) AS n FROM ${table}`)).toEqual({ n: 0 });
  }
  expect(db.all('SELECT * FROM site_access')).toEqual([{ id: 1, lockdown: 0, emergency: 0 }]);
});

test('whoever is added joins the default groups, and no others', () => {
  const { db } = openTemp();
  for (const [name, isDefault] of [
    ['everybody', 1],
    ['office', 0],
  ] as const) {
    db.run('INSERT INTO access_groups (name, name_key, opens_day, is_default) VALUES (:name, :name, 0, :isDefault)', {
      name,
      isDefault,
    });
  }
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  expect(db.all('SELECT person_id, group_id FROM group_members')).toEqual([{ person_id: id, group_id: 1 }]);
});

test('whoever is erased leaves no groups, no limits and no place; a deletion that can be undone takes nothing', () => {
  const { db } = openTemp();
  db.run("INSERT INTO access_groups (name, name_key, opens_day, is_default) VALUES ('g', 'g', 0, 1)");
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  const eventId = value(appendEvent(db, event({ kind: 'recognised', personId: id })));
  db.run(
    "INSERT INTO holders (person_id, valid_from, valid_to, visitor_until, anti_passback_exempt) VALUES (:id, '2026-01-01', NULL, NULL, 0)",
    { id },
  );
  db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (:eventId, :id, 1, NULL, 1)', { eventId, id });
  const rows = () => ['group_members', 'holders', 'passages'].map((table) => db.all(`SELECT * FROM ${table}`).length);
  value(markDeleted(db, id, NOW, NOW));
  expect(rows()).toEqual([1, 1, 1]);
  value(purgeDeleted(db, NOW + 1, NOW + 1));
  expect(rows()).toEqual([0, 0, 0]);
});

describe('what makes no sense is refused', () => {
  test.each([
    ['a door from a zone into itself', door, { name: 'a', from: 1, to: 1 }, /CHECK/],
    ['a door into a zone that is not there', door, { name: 'a', from: null, to: 9 }, /FOREIGN/],
    ['two doors of one name', door, { name: 'known', from: null, to: 1 }, /UNIQUE/],
    ['a reset at 24:00', zone, { name: 'z', reset: '24:00' }, /CHECK/],
    ['a reset at no time', zone, { name: 'z', reset: 'noon' }, /CHECK/],
    ['a second row of the site', 'INSERT INTO site_access VALUES (:id, 0, 0)', { id: 2 }, /CHECK/],
    ['a day that is none', "INSERT INTO holidays (date, name, kind) VALUES (:date, 'x', 'off')", { date: '1 May' }, /CHECK/],
    [
      'an end before the beginning',
      'INSERT INTO holders (person_id, valid_from, valid_to, visitor_until, anti_passback_exempt) VALUES (1, :from, :to, NULL, 0)',
      { from: '2026-02-01', to: '2026-01-01' },
      /CHECK/,
    ],
  ])('%s', (_, sql, params, error) => {
    const { db } = openTemp();
    db.run(zone, { name: 'hall', reset: null });
    db.run(door, { name: 'known', from: null, to: 1 });
    value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
    expect(() => db.run(sql, params)).toThrow(error);
  });

  test('a zone that a door leads into, and a profile that a grant names, cannot go', () => {
    const { db } = openTemp();
    db.run(zone, { name: 'hall', reset: null });
    db.run(door, { name: 'a', from: null, to: 1 });
    db.run("INSERT INTO time_profiles (name, name_key, on_holidays, make_up_day_as) VALUES ('p', 'p', 'closed', 1)");
    db.run("INSERT INTO access_groups (name, name_key, opens_day, is_default) VALUES ('g', 'g', 0, 0)");
    db.run('INSERT INTO grants VALUES (1, 1, 1)');
    expect(() => db.run('DELETE FROM zones')).toThrow(/FOREIGN/);
    expect(() => db.run('DELETE FROM time_profiles')).toThrow(/FOREIGN/);
    db.run('DELETE FROM access_groups');
    expect(db.get('SELECT count(*) AS n FROM grants')).toEqual({ n: 0 });
  });

  test('a passage of an event that was never written', () => {
    const { db } = openTemp();
    const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
    const passage = (eventId: number) => () =>
      db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (:eventId, :id, 1, NULL, 1)', {
        eventId,
        id,
      });
    expect(passage(99)).toThrow(/FOREIGN/);
    expect(passage(value(appendEvent(db, event({ kind: 'recognised', personId: id }))))).not.toThrow();
  });
});

test('indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => {
    w.get('SELECT max(event_id) FROM passages WHERE person_id = :id AND zone_id IS :zone', { id: 1, zone: null });
    w.get('SELECT max(event_id) FROM passages WHERE person_id = :id', { id: 1 });
    w.get('SELECT count(*) FROM group_members WHERE group_id = :id', { id: 1 });
    w.get('SELECT 1 FROM doors WHERE from_zone = :id', { id: 1 });
    w.run('UPDATE door_access SET opened_day = NULL, opened_by = NULL WHERE opened_by = :id', { id: 1 });
  });
  expect(plans).toContain('SEARCH passages USING COVERING INDEX passages_zone (zone_id=? AND person_id=?)');
  expect(plans).toContain('SEARCH passages USING COVERING INDEX passages_person (person_id=?)');
  expect(plans).toContain('SEARCH group_members USING COVERING INDEX group_members_group (group_id=?)');
  expect(plans).toMatch(/SEARCH doors USING (COVERING )?INDEX doors_from/);
  expect(plans).toMatch(/SEARCH door_access USING (COVERING )?INDEX door_access_opened/);
});
