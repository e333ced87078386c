/** Who is in, read from the log and the passages; and the roll call of an evacuation, which is kept in the log itself. */
import { leftAt, placed, type PersonFacts } from '../../domain/attendance/presence.ts';
import type { Method } from '../../domain/recognition/decision.ts';
import type { PresenceList, RollCall } from '../../shared/calls/presence.ts';
import type { ReadableDb } from '../file/db.ts';
import { takenBack } from '../log/events.ts';

type Row = {
  personId: number;
  name: string;
  employeeNumber: string;
  department: string;
  visitorUntil: number | null;
  punchId: number | null;
  punchAt: number;
  direction: 'in' | 'out';
  method: Method | null;
  punchDoor: number | null;
  passageId: number | null;
  passageAt: number;
  zoneId: number | null;
  passageDoor: number;
};

/** One person a row, with their last punch and last passage that stand; each subquery follows one index. */
const SELECT = `
  SELECT p.id AS personId, p.name, p.employee_number AS employeeNumber, p.department, h.visitor_until AS visitorUntil,
    e.id AS punchId, e.at AS punchAt, e.direction, e.method, e.door_id AS punchDoor,
    a.event_id AS passageId, a.at AS passageAt, a.zone_id AS zoneId, a.door_id AS passageDoor
  FROM people p
  LEFT JOIN holders h ON h.person_id = p.id
  LEFT JOIN events e ON e.id = (
    SELECT x.id FROM events x WHERE x.person_id = p.id AND x.kind = 'recognised' AND x.direction IS NOT NULL
      AND NOT ${takenBack('x')}
    ORDER BY x.id DESC LIMIT 1)
  LEFT JOIN passages a ON a.event_id = (SELECT max(event_id) FROM passages WHERE person_id = p.id AND doubted = 0)
  WHERE p.deleted_at IS NULL`;

function factsOf(row: Row): PersonFacts {
  const { personId, punchId, punchAt, direction, method, punchDoor, passageId, passageAt, zoneId, passageDoor } = row;
  return {
    personId,
    punch: punchId === null ? null : { eventId: punchId, at: punchAt, direction, method, doorId: punchDoor },
    passage: passageId === null ? null : { eventId: passageId, at: passageAt, zoneId, doorId: passageDoor },
  };
}

/** @param now ms since the epoch @param longestMs the site's longest presence */
export function presenceList(db: ReadableDb, now: number, longestMs: number): PresenceList {
  const rollCall = runningRollCall(db);
  const zones = db.all<{ id: number; name: string }>('SELECT id, name FROM zones');
  const doors = new Map(db.all<{ id: number; name: string }>('SELECT id, name FROM doors').map(({ id, name }) => [id, name]));
  const people: PresenceList['people'] = [];
  for (const row of db.all<Row>(SELECT)) {
    const { personId, name, employeeNumber, department, visitorUntil } = row;
    const facts = factsOf(row);
    const here = placed(facts, now, longestMs);
    const left = rollCall === null ? null : leftAt(facts);
    const who = { personId, name, employeeNumber, department, visitorUntil };
    const door = (id: number | null) => (id === null ? null : (doors.get(id) ?? null));
    if (here) {
      const { zoneId, since, method, doorId, notSignedOut } = here;
      people.push({ ...who, zoneId, since, method, door: door(doorId), notSignedOut, leftAt: null });
    } else if (left && left.eventId > rollCall!.eventId) {
      // They were in when it began, or they could not have left: they stay on the list, with the time.
      people.push({
        ...who,
        zoneId: null,
        since: left.at,
        method: null,
        door: door(left.doorId),
        notSignedOut: false,
        leftAt: left.at,
      });
    }
  }
  const somebody = db
    .all<{ eventId: number; zoneId: number | null; since: number; doorId: number }>(
      'SELECT event_id AS eventId, zone_id AS zoneId, at AS since, door_id AS doorId FROM somebody ORDER BY event_id',
    )
    .map(({ doorId, ...who }) => ({
      ...who,
      door: doors.get(doorId) ?? null,
      notSignedOut: now - who.since > longestMs,
    }));
  return { at: now, zones: zones.sort(byName), people: people.sort(byName), somebody, rollCall };
}

/** Chinese names by pinyin, numbers inside names by value. */
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });
const byName = (a: { readonly name: string }, b: { readonly name: string }): number => collator.compare(a.name, b.name);

/** The roll call that was begun and not ended; null while there is none. */
export function runningRollCall(db: ReadableDb): RollCall | null {
  const last = db.get<{ id: number; at: number; reason: string }>(
    `SELECT id, at, reason FROM events WHERE kind = 'system' AND reason IN ('roll-call-started', 'roll-call-ended') ORDER BY id DESC LIMIT 1`,
  );
  if (last?.reason !== 'roll-call-started') return null;
  const accounted = db.all<RollCall['accounted'][number]>(
    `SELECT e.person_id AS personId, e.id AS eventId, e.at FROM events e
     WHERE e.kind = 'system' AND e.reason = 'accounted-for' AND e.id > :begun AND e.person_id IS NOT NULL
       AND NOT ${takenBack('e')}
     ORDER BY e.id`,
    { begun: last.id },
  );
  const accountedSomebody = db.all<RollCall['accountedSomebody'][number]>(
    `SELECT e.about AS cameBy, e.id AS eventId, e.at FROM events e
     WHERE e.kind = 'system' AND e.reason = 'accounted-for' AND e.id > :begun AND e.person_id IS NULL AND e.about IS NOT NULL
       AND NOT ${takenBack('e')}
     ORDER BY e.id`,
    { begun: last.id },
  );
  return { eventId: last.id, startedAt: last.at, accounted, accountedSomebody };
}
