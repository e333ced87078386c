import fc from 'fast-check';
import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { EMPTY_STATE, type AccessChange, type AccessState, type Passage } from '../../domain/access/model.ts';
import { pass } from '../../domain/access/transitions.ts';
import { personId } from '../../domain/ids.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import { saveDoor, saveZone } from './edit.ts';
import { applyAccessChange, lastPassage, loadAccessState } from './state.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson, markDeleted } from '../people/people.ts';

const PEOPLE = 3;
const ZONES = 2;
const DOORS = 2;
const EVENTS = 40;

/** People 1 to 3, zones 1 and 2 (the second with a capacity), doors 1 and 2, events 1 to 40. */
function site(): WritableDb {
  const { db } = openTemp();
  for (let i = 1; i <= PEOPLE; i++) value(insertPerson(db, { employeeNumber: String(i), name: `p${i}`, department: '' }, NOW));
  for (let i = 1; i <= ZONES; i++) {
    value(
      saveZone(db, null, { name: `z${i}`, antiPassback: 'hard', timedMinutes: 5, resetAt: null, capacity: i === 2 ? 10 : null }),
    );
  }
  for (let i = 1; i <= DOORS; i++) value(saveDoor(db, null, { ...NEW_DOOR, name: `d${i}`, toZone: i }, []));
  for (let i = 1; i <= EVENTS; i++) value(appendEvent(db, event({ kind: 'recognised', personId: personId(1) })));
  return db;
}

const person = fc.integer({ min: 1, max: PEOPLE });
const zone = fc.option(fc.integer({ min: 1, max: ZONES }));
const door = fc.integer({ min: 1, max: DOORS });
const at = fc.integer({ min: NOW, max: NOW + 1000 });
const day = fc.constantFrom('2026-11-24', '2026-11-25');

/** A change, but for the event of a passage: those rise. */
const change: fc.Arbitrary<(eventId: number) => AccessChange> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ person, zone, door, at, moves: fc.nat({ max: 5 }).map((n) => n > 0), opensDay: fc.option(day) })
      .map((r) => (eventId: number): AccessChange => {
        const passage: Passage = { eventId, doorId: r.door, zoneId: r.zone, at: r.at };
        return { kind: 'passed', personId: r.person, passage, moves: r.moves, opensDay: r.opensDay };
      }),
  },
  fc.record({ person, door, at }).map((r) => (): AccessChange => ({
    kind: 'waits',
    doorId: r.door,
    waiting: { personId: r.person, at: r.at, until: r.at + 20_000, method: 'pin', decision: null, waitMs: 12 },
  })),
  door.map((doorId) => (): AccessChange => ({ kind: 'waiting-over', doorId })),
  // One of the last few: what may be taken back is at most a minute old.
  {
    weight: 3,
    arbitrary: fc
      .record({
        ago: fc.integer({ min: 0, max: 4 }),
        by: fc.constantFrom('kiosk' as const, 'administrator' as const),
        zone,
        door,
        at,
        came: fc.boolean(),
      })
      .map((r) => (event: number): AccessChange => {
        const eventId = Math.max(1, event - r.ago);
        return {
          kind: 'taken-back',
          eventId,
          by: r.by,
          somebody: r.came ? { eventId, doorId: r.door, zoneId: r.zone, at: r.at } : null,
        };
      }),
  },
  fc
    .integer({ min: 0, max: 6 })
    .map((ago) => (event: number): AccessChange => ({ kind: 'somebody-gone', eventId: Math.max(1, event - ago) })),
  fc.record({ person, zone, door, at }).map((r) => (eventId: number): AccessChange => ({
    kind: 'stands-again',
    personId: r.person,
    passage: { eventId, doorId: r.door, zoneId: r.zone, at: r.at },
  })),
  zone.map((zoneId) => (): AccessChange => ({ kind: 'reset', zoneId })),
  person.map((personId) => (): AccessChange => ({ kind: 'reset-person', personId })),
  fc
    .record({ kind: fc.constantFrom('lockdown' as const, 'emergency' as const), doorId: fc.option(door), on: fc.boolean() })
    .map((r) => (): AccessChange => r),
);

/** The last passage into each zone, and outside, certain and doubted, in order of writing: all that a decision reads. */
function lasts(passages: readonly Passage[]): readonly Passage[] {
  return passages.filter((p) => passages.findLast((q) => q.zoneId === p.zoneId && q.doubted === p.doubted) === p);
}
const seen = (state: AccessState) => ({
  ...state,
  passages: Object.fromEntries([...state.passages].map(([id, passages]) => [id, lasts(passages)])),
});

test('the tables change as the state of the domain does', () => {
  const db = site();
  fc.assert(
    fc.property(fc.array(change, { maxLength: EVENTS }), (changes) => {
      for (const table of ['passages', 'somebody', 'waiting', 'door_access']) db.run(`DELETE FROM ${table}`);
      db.run('UPDATE site_access SET lockdown = 0, emergency = 0');
      let state = EMPTY_STATE;
      db.transaction(() =>
        changes.forEach((make, i) => {
          const made = make(i + 1);
          state = pass(state, made);
          value(applyAccessChange(db, made));
        }),
      );
      expect(seen(loadAccessState(db, 'everything'))).toEqual(seen(state));
      // What a decision about some people is given says the same of them, and of whoever is in the zone with a capacity.
      const all = [...state.passages.keys()];
      expect(seen(loadAccessState(db, all))).toEqual(seen(state));
      const nobody = loadAccessState(db, []);
      const counted = all.filter((id) => state.passages.get(id)?.findLast((p) => !p.doubted)?.zoneId === 2);
      expect([...nobody.passages.keys()].sort()).toEqual(counted.sort());
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('of the passages into one zone only the last few are kept', () => {
  const db = site();
  for (let eventId = 1; eventId <= 20; eventId++) {
    value(
      applyAccessChange(db, {
        kind: 'passed',
        personId: 1,
        passage: { eventId, doorId: 1, zoneId: eventId === 3 ? 2 : 1, at: NOW + eventId },
        moves: true,
        opensDay: null,
      }),
    );
  }
  const left = db.all<{ id: number }>('SELECT event_id AS id FROM passages ORDER BY event_id').map((row) => row.id);
  expect(left).toEqual([3, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(lastPassage(db, 1)).toEqual({ eventId: 20, doorId: 1, zoneId: 1, at: NOW + 20 });
  expect(lastPassage(db, 2)).toBeNull();
});

test('whoever was deleted takes up no room in a zone', () => {
  const db = site();
  value(
    applyAccessChange(db, {
      kind: 'passed',
      personId: 1,
      passage: { eventId: 1, doorId: 2, zoneId: 2, at: NOW },
      moves: true,
      opensDay: null,
    }),
  );
  expect([...loadAccessState(db, []).passages.keys()]).toEqual([1]);
  value(markDeleted(db, personId(1), NOW, NOW));
  expect([...loadAccessState(db, []).passages.keys()]).toEqual([]);
});

test('a decision reads by indexes', () => {
  const db = site();
  const plans = plansOf(db, (w) => {
    loadAccessState(w, [1]);
    applyAccessChange(w, { kind: 'taken-back', eventId: 1, by: 'kiosk', somebody: null });
  });
  expect(plans).toContain('SEARCH passages USING COVERING INDEX passages_zone (zone_id=? AND person_id=? AND doubted=?)');
  expect(plans).toMatch(/SEARCH p USING (COVERING )?(INTEGER PRIMARY KEY|INDEX)/);
  expect(plans).not.toMatch(/SCAN (p|passages)\b/);
});
