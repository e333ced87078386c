import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { eventId, personId, type EventId, type PersonId } from '../../domain/ids.ts';
import { applyAccessChange } from '../access/state.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent, type NewEvent } from '../log/events.ts';
import { insertPerson, markDeleted, setActive } from './people.ts';
import { presenceList, runningRollCall } from './presence.ts';
import { cpuMs } from '../../../test/fakes/patience.ts';

const HOUR = 3_600_000;

function site() {
  const { db } = openTemp();
  let number = 0;
  const person = (name: string): PersonId =>
    value(insertPerson(db, { employeeNumber: String(++number), name, department: 'D' }, NOW - 90 * 24 * HOUR));
  const write = (facts: Partial<NewEvent>): EventId => value(appendEvent(db, event(facts)));
  const punch = (who: PersonId, direction: 'in' | 'out', at: number, more: Partial<NewEvent> = {}) =>
    write({ kind: 'recognised', personId: who, direction, at, method: 'face', ...more });
  return { db, person, write, punch };
}

function zone(db: WritableDb, name: string): number {
  return db.run(`INSERT INTO zones (name, name_key, anti_passback, timed_minutes) VALUES (:name, :name, 'off', 5)`, { name })
    .lastInsertRowid;
}
function door(db: WritableDb, name: string, from: number | null, to: number | null): number {
  return db.run(
    `INSERT INTO doors (name, name_key, from_zone, to_zone, direction, credential, two_person, two_person_seconds, first_person_in, pulse_ms)
     VALUES (:name, :name, :from, :to, 'both', 'any', 0, 10, 0, 3000)`,
    { name, from, to },
  ).lastInsertRowid;
}
const LONGEST = 16 * HOUR;
const names = (db: WritableDb, at = NOW) => presenceList(db, at, LONGEST).people.map((p) => p.name);

test('without zones: whoever came in and did not go, was not taken back, not deleted', () => {
  const { db, person, write, punch } = site();
  const [ana, bo, cleo, dan, eve] = ['Ana', 'Bo', 'Cleo', 'Dan', 'Eve'].map(person) as [
    PersonId,
    PersonId,
    PersonId,
    PersonId,
    PersonId,
  ];
  person('Never');
  punch(ana, 'in', NOW - 2 * HOUR, { method: 'badge' });
  punch(bo, 'in', NOW - 2 * HOUR);
  punch(bo, 'out', NOW - HOUR);
  const mistake = punch(cleo, 'in', NOW - HOUR);
  write({ kind: 'retracted', personId: cleo, about: mistake });
  punch(dan, 'in', NOW - HOUR);
  value(markDeleted(db, dan, NOW, NOW));
  punch(eve, 'in', NOW - 20 * HOUR);
  value(setActive(db, eve, false));
  const list = presenceList(db, NOW, LONGEST);
  expect(list.people).toEqual([
    expect.objectContaining({
      name: 'Ana',
      zoneId: null,
      since: NOW - 2 * HOUR,
      method: 'badge',
      door: null,
      notSignedOut: false,
      leftAt: null,
    }),
    // Switched off, and still in the building.
    expect.objectContaining({ name: 'Eve', notSignedOut: true }),
  ]);
  expect(list.rollCall).toBeNull();
});

test('an OUT that was taken back leaves them in', () => {
  const { db, person, write, punch } = site();
  const ana = person('Ana');
  punch(ana, 'in', NOW - HOUR);
  const out = punch(ana, 'out', NOW - HOUR / 2);
  expect(names(db)).toEqual([]);
  write({ kind: 'retracted', personId: ana, about: out });
  expect(names(db)).toEqual(['Ana']);
});

test('by zone, with the door, and visitors with their end', () => {
  const { db, person, punch } = site();
  const [hall, lab] = [zone(db, 'Hall'), zone(db, 'Lab')];
  const [front, inner] = [door(db, 'Front', null, hall), door(db, 'Lab door', hall, lab)];
  const ana = person('Ana');
  const pass = (who: PersonId, direction: 'in' | 'out', at: number, doorId: number, zoneId: number | null) => {
    const id = punch(who, direction, at, { doorId });
    value(
      applyAccessChange(db, {
        kind: 'passed',
        personId: who,
        passage: { eventId: id, doorId, zoneId, at },
        moves: true,
        opensDay: null,
      }),
    );
    return id;
  };
  pass(ana, 'in', NOW - 3 * HOUR, front, hall);
  pass(ana, 'in', NOW - 2 * HOUR, inner, lab);
  expect(presenceList(db, NOW, LONGEST).people[0]).toMatchObject({ zoneId: lab, door: 'Lab door', since: NOW - 2 * HOUR });
  // An OUT of the inner door, and still in.
  pass(ana, 'out', NOW - HOUR, inner, hall);
  expect(presenceList(db, NOW, LONGEST).people[0]).toMatchObject({ zoneId: hall, since: NOW - HOUR, visitorUntil: null });
  db.run('INSERT INTO holders (person_id, visitor_until, anti_passback_exempt) VALUES (:ana, :until, 0)', {
    ana,
    until: NOW + HOUR,
  });
  expect(presenceList(db, NOW, LONGEST)).toMatchObject({
    people: [{ visitorUntil: NOW + HOUR }],
    zones: [
      { id: hall, name: 'Hall' },
      { id: lab, name: 'Lab' },
    ],
  });
  const last = pass(ana, 'out', NOW, front, null);
  expect(names(db)).toEqual([]);
  value(applyAccessChange(db, { kind: 'taken-back', eventId: last, by: 'administrator', somebody: null }));
  value(appendEvent(db, event({ kind: 'retracted', personId: ana, about: eventId(last) })));
  expect(presenceList(db, NOW, LONGEST).people[0]).toMatchObject({ zoneId: hall });
});

test('a roll call is kept in the log: who was seen, who went out meanwhile, until it is ended', () => {
  const { db, person, write, punch } = site();
  const [ana, bo, cleo] = ['Ana', 'Bo', 'Cleo'].map(person) as [PersonId, PersonId, PersonId];
  for (const who of [ana, bo]) punch(who, 'in', NOW - HOUR);
  punch(cleo, 'in', NOW - 3 * HOUR);
  punch(cleo, 'out', NOW - 2 * HOUR);
  const begun = write({ reason: 'roll-call-started', at: NOW });
  const seen = write({ reason: 'accounted-for', personId: ana, about: begun, at: NOW + 60_000 });
  const later = NOW + 120_000;
  punch(bo, 'out', later);
  expect(presenceList(db, later, LONGEST).rollCall).toEqual({
    eventId: begun,
    startedAt: NOW,
    accounted: [{ personId: ana, eventId: seen, at: NOW + 60_000 }],
    accountedSomebody: [],
  });
  expect(presenceList(db, later, LONGEST).people).toEqual([
    expect.objectContaining({ name: 'Ana', leftAt: null }),
    expect.objectContaining({ name: 'Bo', leftAt: later }),
  ]);
  write({ kind: 'retracted', personId: ana, about: seen });
  expect(runningRollCall(db)?.accounted).toEqual([]);
  write({ reason: 'roll-call-ended', about: begun });
  expect(runningRollCall(db)).toBeNull();
  expect(names(db, later)).toEqual(['Ana']);
  write({ reason: 'roll-call-started' });
  expect(runningRollCall(db)?.accounted).toEqual([]);
});

test('each subquery follows an index', () => {
  const { db, person } = site();
  person('Ana');
  const plan = plansOf(db, (w) => presenceList(w, NOW, LONGEST));
  expect(plan).toContain('SEARCH x USING COVERING INDEX events_punches (person_id=?)');
  expect(plan).toContain('SEARCH r USING COVERING INDEX events_retractions (about=?)');
  expect(plan).toMatch(/SEARCH passages USING COVERING INDEX passages_person \(person_id=\? AND doubted=\?\)/);
  expect(plan).toContain('INDEX events_kind (kind=?)');
  expect(plan).not.toContain('TEMP B-TREE');
});

test('two thousand people with eleven days of coming and going are listed in no time', () => {
  const { db } = openTemp();
  db.transaction(() => {
    const people = Array.from({ length: 2000 }, (_, i) =>
      value(insertPerson(db, { employeeNumber: String(i), name: `P ${i}`, department: '' }, NOW)),
    );
    for (let day = 10; day >= 0; day--) {
      for (const id of people) {
        value(
          appendEvent(
            db,
            event({ kind: 'recognised', personId: personId(id), direction: 'in', at: NOW - day * 24 * HOUR - HOUR }),
          ),
        );
        if (day > 0)
          value(
            appendEvent(
              db,
              event({ kind: 'recognised', personId: personId(id), direction: 'out', at: NOW - day * 24 * HOUR + 7 * HOUR }),
            ),
          );
      }
    }
  });
  presenceList(db, NOW, LONGEST);
  const started = cpuMs();
  expect(presenceList(db, NOW, LONGEST).people).toHaveLength(2000);
  const ms = cpuMs() - started;
  expect(ms).toBeLessThan(2000);
});
