/**
 * What has happened at the doors: where people are, lockdown, who waits for a second. `applyAccessChange` does to the tables what
 * `domain/access/transitions.ts` does to an AccessState; access-state.test.ts holds the two against each other.
 */
import {
  NO_REACH,
  type AccessChange,
  type AccessState,
  type Passage,
  type Reach,
  type Waiting,
} from '../../domain/access/model.ts';
import { assertNever } from '../../domain/never.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { storedDecision, type Stamp } from '../log/events.ts';

type PassageRow = Omit<Passage, 'at' | 'doubted'> & Stamp & { readonly personId: number; readonly doubted: number };

const PASSAGE = `SELECT p.event_id AS eventId, p.person_id AS personId, p.door_id AS doorId, p.zone_id AS zoneId, p.at, p.doubted,
  e.boot, e.uptime_ms AS uptime FROM passages p JOIN events e ON e.id = p.event_id`;
type SomebodyRow = Omit<PassageRow, 'personId' | 'doubted'>;
const SOMEBODY = `SELECT s.event_id AS eventId, s.door_id AS doorId, s.zone_id AS zoneId, s.at, e.boot, e.uptime_ms AS uptime
  FROM somebody s JOIN events e ON e.id = s.event_id ORDER BY s.event_id`;

/**
 * The state as far as a decision about `people` needs it: of them the last passage into each zone, and outside, the certain and the doubted one;
 * of all others the last certain passage of whoever is in a zone that has a capacity; and whoever is in and is not known. 'everything' = every passage of everybody. `openDoors` is empty: contacts say it.
 * @param when the instant at which a passage was, for rules that ask how long ago that is; absent = as its row says
 */
export function loadAccessState(
  db: ReadableDb,
  people: readonly number[] | 'everything',
  when: (stamp: Stamp) => number = ({ at }) => at,
): AccessState {
  const doors = db.all<{ doorId: number; lastGrant: number | null; day: string | null; eventId: number | null }>(
    'SELECT door_id AS doorId, last_grant AS lastGrant, opened_day AS day, opened_by AS eventId FROM door_access',
  );
  return {
    ...loadOverrides(db),
    passages: byPerson(
      people === 'everything' ? db.all<PassageRow>(`${PASSAGE} ORDER BY p.event_id`) : relevant(db, people),
      when,
    ),
    somebody: db
      .all<SomebodyRow>(SOMEBODY)
      .map(({ eventId, doorId, zoneId, at, boot, uptime }) => ({ eventId, doorId, zoneId, at: when({ at, boot, uptime }) })),
    lastGrant: new Map(doors.flatMap(({ doorId, lastGrant }) => (lastGrant === null ? [] : [[doorId, lastGrant] as const]))),
    dayOpened: new Map(
      doors.flatMap(({ doorId, day, eventId }) =>
        day === null || eventId === null ? [] : [[doorId, { day, eventId }] as const],
      ),
    ),
    waiting: loadWaiting(db),
    openDoors: new Map(),
  };
}

/** Lockdown and emergency. */
export function loadOverrides(db: ReadableDb): Pick<AccessState, 'lockdown' | 'emergency'> {
  const site = db.get<{ lockdown: number; emergency: number }>('SELECT lockdown, emergency FROM site_access WHERE id = 1');
  const doors = db.all<{ doorId: number; lockdown: number; emergency: number }>(
    'SELECT door_id AS doorId, lockdown, emergency FROM door_access WHERE lockdown = 1 OR emergency = 1 ORDER BY door_id',
  );
  const reach = (kind: 'lockdown' | 'emergency'): Reach => ({
    ...NO_REACH,
    site: site?.[kind] === 1,
    doors: doors.filter((d) => d[kind] === 1).map((d) => d.doorId),
  });
  return { lockdown: reach('lockdown'), emergency: reach('emergency') };
}

/** Where somebody is by their last passage that stands; null = not known, or doubted. */
export function lastPassage(db: ReadableDb, personId: number): Passage | null {
  const row = db.get<PassageRow>(
    `${PASSAGE} WHERE p.event_id = (SELECT max(event_id) FROM passages WHERE person_id = :personId)`,
    { personId },
  );
  return row && row.doubted === 0 ? { eventId: row.eventId, doorId: row.doorId, zoneId: row.zoneId, at: row.at } : null;
}

function relevant(db: ReadableDb, people: readonly number[]): PassageRow[] {
  const found = new Map<number, PassageRow>();
  const add = (rows: readonly PassageRow[]) => {
    for (const row of rows) found.set(row.eventId, row);
  };
  for (const personId of people) {
    add(
      db.all<PassageRow>(
        `${PASSAGE} WHERE p.event_id IN (
           SELECT (SELECT max(event_id) FROM passages WHERE zone_id IS NULL AND person_id = :personId AND doubted = d.value) FROM json_each('[0,1]') d
           UNION ALL SELECT (SELECT max(event_id) FROM passages WHERE zone_id = z.id AND person_id = :personId AND doubted = d.value)
             FROM zones z, json_each('[0,1]') d)`,
        { personId },
      ),
    );
  }
  // By zone, not by person: few of ten thousand ever enter an area that is counted.
  for (const { id } of db.all<{ id: number }>('SELECT id FROM zones WHERE capacity IS NOT NULL')) {
    add(
      db.all<PassageRow>(
        `${PASSAGE} WHERE p.event_id IN (
           SELECT m.event_id FROM (SELECT person_id, max(event_id) AS event_id FROM passages WHERE zone_id = :id AND doubted = 0 GROUP BY person_id) m
           WHERE NOT EXISTS (SELECT 1 FROM passages q WHERE q.person_id = m.person_id AND q.doubted = 0 AND q.event_id > m.event_id))
         AND (SELECT deleted_at FROM people WHERE id = p.person_id) IS NULL`,
        { id },
      ),
    );
  }
  return [...found.values()].sort((a, b) => a.eventId - b.eventId);
}

function byPerson(rows: readonly PassageRow[], when: (stamp: Stamp) => number): ReadonlyMap<number, readonly Passage[]> {
  const people = new Map<number, Passage[]>();
  for (const { personId, eventId, doorId, zoneId, at, doubted, boot, uptime } of rows) {
    const theirs = people.get(personId) ?? [];
    if (theirs.length === 0) people.set(personId, theirs);
    theirs.push({
      eventId,
      doorId,
      zoneId,
      at: when({ at, boot, uptime }),
      ...(doubted === 1 ? { doubted: true as const } : {}),
    });
  }
  return people;
}

/** The first of two at each door, by door; whether they still wait, `waitingAt` says. */
export function loadWaiting(db: ReadableDb): ReadonlyMap<number, Waiting> {
  type Row = Omit<Waiting, 'decision'> & { doorId: number; decision: string | null };
  const rows = db.all<Row>(
    'SELECT door_id AS doorId, person_id AS personId, at, until, method, decision, wait_ms AS waitMs FROM waiting',
  );
  return new Map(rows.map(({ doorId, decision, ...rest }) => [doorId, { ...rest, decision: storedDecision(decision) }]));
}

/**
 * Passages of one person into one zone that are kept: the last decides, and the ones before it come back when it is taken back, which
 * is possible for a minute. The log keeps them all.
 */
const KEPT = 8;
/** Of whoever came in and is not known, so many are kept; nobody counts them after a shift. */
const SOMEBODY_KEPT = 500;

/** Inside the caller's transaction where there is one: the row of a passage and what it changes belong together. */
export function applyAccessChange(db: WritableDb, change: AccessChange): Result<null> {
  return guard(db, () => {
    apply(db, change);
    return ok(null);
  });
}

function apply(db: WritableDb, change: AccessChange): void {
  switch (change.kind) {
    case 'passed': {
      const { personId, opensDay, passage, moves } = change;
      const { eventId, doorId, zoneId, at } = passage;
      if (moves) addPassage(db, personId, passage);
      db.run(
        `DELETE FROM passages WHERE person_id = :personId AND zone_id IS :zoneId AND event_id <=
           (SELECT event_id FROM passages WHERE person_id = :personId AND zone_id IS :zoneId ORDER BY event_id DESC LIMIT 1 OFFSET ${KEPT})`,
        { personId, zoneId },
      );
      db.run('DELETE FROM waiting WHERE door_id = :doorId', { doorId });
      onDoor(db, doorId, 'last_grant = :at', { at });
      if (opensDay !== null) onDoor(db, doorId, 'opened_day = :opensDay, opened_by = :eventId', { opensDay, eventId });
      return;
    }
    case 'waits': {
      const { decision, ...rest } = change.waiting;
      db.run(
        `INSERT OR REPLACE INTO waiting (door_id, person_id, at, until, method, decision, wait_ms)
         VALUES (:doorId, :personId, :at, :until, :method, :decision, :waitMs)`,
        {
          ...rest,
          waitMs: Math.round(rest.waitMs),
          doorId: change.doorId,
          decision: decision === null ? null : JSON.stringify(decision),
        },
      );
      return;
    }
    case 'waiting-over':
      db.run('DELETE FROM waiting WHERE door_id = :doorId', { doorId: change.doorId });
      return;
    case 'taken-back':
      db.run(
        change.by === 'kiosk'
          ? 'UPDATE passages SET doubted = 1 WHERE event_id = :eventId'
          : 'DELETE FROM passages WHERE event_id = :eventId',
        { eventId: change.eventId },
      );
      db.run('UPDATE door_access SET opened_day = NULL, opened_by = NULL WHERE opened_by = :eventId', {
        eventId: change.eventId,
      });
      nobodyBy(db, change.eventId);
      if (change.somebody) addSomebody(db, change.somebody);
      return;
    case 'stands-again':
      db.run('DELETE FROM passages WHERE event_id = :eventId', { eventId: change.passage.eventId });
      addPassage(db, change.personId, change.passage);
      nobodyBy(db, change.passage.eventId);
      return;
    case 'somebody-gone':
      nobodyBy(db, change.eventId);
      return;
    case 'reset':
      if (change.zoneId === null) {
        db.run('DELETE FROM passages');
        db.run('UPDATE somebody SET zone_id = NULL');
      } else forgetZone(db, change.zoneId);
      return;
    case 'reset-person':
      db.run('DELETE FROM passages WHERE person_id = :personId', { personId: change.personId });
      return;
    case 'lockdown':
    case 'emergency': {
      const on = change.on ? 1 : 0;
      if (change.doorId === null) db.run(`UPDATE site_access SET ${change.kind} = :on WHERE id = 1`, { on });
      else onDoor(db, change.doorId, `${change.kind} = :on`, { on });
      return;
    }
    default:
      assertNever(change);
  }
}

function addPassage(db: WritableDb, personId: number, { eventId, doorId, zoneId, at }: Passage): void {
  db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (:eventId, :personId, :doorId, :zoneId, :at)', {
    eventId,
    personId,
    doorId,
    zoneId,
    at,
  });
}

function addSomebody(db: WritableDb, { eventId, doorId, zoneId, at }: Passage): void {
  db.run('INSERT INTO somebody (event_id, door_id, zone_id, at) VALUES (:eventId, :doorId, :zoneId, :at)', {
    eventId,
    doorId,
    zoneId,
    at,
  });
  db.run(
    `DELETE FROM somebody WHERE event_id <= (SELECT event_id FROM somebody ORDER BY event_id DESC LIMIT 1 OFFSET ${SOMEBODY_KEPT})`,
  );
}

/** Whether somebody who is not known came in by that event, and still counts. */
export function isSomebody(db: ReadableDb, eventId: number): boolean {
  return db.get('SELECT 1 FROM somebody WHERE event_id = :eventId', { eventId }) !== undefined;
}

function nobodyBy(db: WritableDb, eventId: number): void {
  db.run('DELETE FROM somebody WHERE event_id = :eventId', { eventId });
}

/** A door that was deleted meanwhile keeps no state. */
function onDoor(db: WritableDb, doorId: number, set: string, values: Readonly<Record<string, string | number>>): void {
  db.run('INSERT INTO door_access (door_id) SELECT id FROM doors WHERE id = :doorId ON CONFLICT (door_id) DO NOTHING', {
    doorId,
  });
  db.run(`UPDATE door_access SET ${set} WHERE door_id = :doorId`, { ...values, doorId });
}

function forgetZone(db: WritableDb, zoneId: number): void {
  // Whoever may be there: by the last passage that is certain, or by one that was doubted since.
  db.run(
    `DELETE FROM passages WHERE person_id IN (
       SELECT p.person_id FROM passages p WHERE p.zone_id = :zoneId
         AND p.event_id >= coalesce((SELECT max(event_id) FROM passages WHERE person_id = p.person_id AND doubted = 0), 0))`,
    { zoneId },
  );
  db.run('DELETE FROM passages WHERE zone_id = :zoneId', { zoneId });
  db.run('UPDATE somebody SET zone_id = NULL WHERE zone_id = :zoneId', { zoneId });
}
