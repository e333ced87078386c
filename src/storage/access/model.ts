/** What access control knows: the model that an administrator sets, and people as it sees them. Editing is in edit.ts. */
import type { AccessGroup, AccessModel, Door, Grant, Holder, Passage, Zone } from '../../domain/access/model.ts';
import type { Holiday } from '../../domain/calendar/holiday.ts';
import type { Interval } from '../../domain/calendar/interval.ts';
import type { TimeProfile } from '../../domain/calendar/profile.ts';
import type { Weekday } from '../../domain/calendar/weekday.ts';
import { WEEKDAYS } from '../../domain/calendar/weekday.ts';
import { countsFrom } from '../../domain/access/place.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { AccessOverview } from '../../shared/access.ts';
import { longestPresenceMs, type Settings } from '../../shared/settings.ts';
import type { ReadableDb } from '../file/db.ts';

/** What the rules take from the site's settings. */
type SiteRules = Pick<Settings['site'], 'timeZone' | 'longestPresenceHours'>;

export function loadAccessModel(db: ReadableDb, settings: SiteRules): AccessModel {
  return {
    timeZone: settings.timeZone,
    longestPresenceMs: longestPresenceMs(settings),
    ...{ zones: zones(db), doors: listDoors(db), groups: groups(db), profiles: profiles(db), holidays: holidays(db) },
  };
}

/**
 * null when unknown or deleted. Whoever has no entry of their own has no limits.
 * @param powered of the site's time, ms: for a decision, that a visit is over which a clock that was set back would make longer
 */
export function getHolder(db: ReadableDb, id: PersonId, powered: number | null = null): Holder | null {
  type Row = {
    active: number;
    validFrom: string | null;
    validTo: string | null;
    visitorUntil: number | null;
    untilPowered: number | null;
    exempt: number | null;
  };
  const row = db.get<Row>(
    `SELECT p.active, h.valid_from AS validFrom, h.valid_to AS validTo, h.visitor_until AS visitorUntil,
       h.visitor_until_powered AS untilPowered, h.anti_passback_exempt AS exempt
     FROM people p LEFT JOIN holders h ON h.person_id = p.id WHERE p.id = :id AND p.deleted_at IS NULL`,
    { id },
  );
  if (!row) return null;
  const { active, validFrom, validTo, visitorUntil, untilPowered, exempt } = row;
  const memberships = db.all<{ groupId: number }>(
    'SELECT group_id AS groupId FROM group_members WHERE person_id = :id ORDER BY group_id',
    { id },
  );
  return {
    personId: id,
    active: active === 1,
    groups: memberships.map((m) => m.groupId),
    validFrom,
    validTo,
    visitorUntil,
    antiPassbackExempt: exempt === 1,
    ...(powered !== null && untilPowered !== null && powered >= untilPowered && { visitOver: true as const }),
  };
}

/**
 * Everything that the screen of doors shows.
 * @param at ms since the epoch; with the site's zone it says whose place a zone's reset by time of day has forgotten
 */
export function accessOverview(db: ReadableDb, at: number, settings: SiteRules): Omit<AccessOverview, 'emergency' | 'lockdown'> {
  const members = counts(
    db,
    `SELECT m.group_id AS id, count(*) AS n FROM group_members m JOIN people p ON p.id = m.person_id
    WHERE p.deleted_at IS NULL GROUP BY m.group_id`,
  );
  const placed = db.all<Passage>(
    `SELECT a.event_id AS eventId, a.door_id AS doorId, a.zone_id AS zoneId, a.at FROM people p
     JOIN passages a ON a.event_id = (SELECT max(event_id) FROM passages WHERE person_id = p.id AND doubted = 0)
     WHERE p.deleted_at IS NULL AND a.zone_id IS NOT NULL
     UNION ALL SELECT event_id, door_id, zone_id, at FROM somebody WHERE zone_id IS NOT NULL AND :at - at <= :longest`,
    { at, longest: longestPresenceMs(settings) },
  );
  const inside = (zone: Zone) => {
    const from = countsFrom(zone, at, settings.timeZone);
    return placed.filter((p) => p.zoneId === zone.id && p.at >= from).length;
  };
  const rules = accessRules(db);
  return {
    ...rules,
    zones: rules.zones.map((z) => ({ ...z, inside: inside(z) })),
    groups: rules.groups.map((g) => ({ ...g, grants: [...g.grants], members: members.get(g.id) ?? 0 })),
    profiles: rules.profiles as AccessOverview['profiles'],
  };
}

/** The rules as they are set, for what a change of them was. */
export function accessRules(db: ReadableDb) {
  const isDefault = new Set(db.all<{ id: number }>('SELECT id FROM access_groups WHERE is_default = 1').map((row) => row.id));
  return {
    zones: zones(db),
    doors: listDoors(db),
    groups: groups(db).map((g) => ({ ...g, isDefault: isDefault.has(g.id) })),
    profiles: profiles(db),
    holidays: holidays(db),
  };
}

/** Names in the order in which Chinese and English readers look for them. */
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });
const byName = <T extends { readonly name: string }>(rows: T[]): T[] => rows.sort((a, b) => collator.compare(a.name, b.name));

function counts(db: ReadableDb, sql: string): ReadonlyMap<number, number> {
  return new Map(db.all<{ id: number; n: number }>(sql).map(({ id, n }) => [id, n]));
}

function zones(db: ReadableDb): Zone[] {
  return byName(
    db.all<Zone>(
      'SELECT id, name, anti_passback AS antiPassback, timed_minutes AS timedMinutes, reset_at AS resetAt, capacity FROM zones',
    ),
  );
}

type DoorRow = Omit<Door, 'twoPerson' | 'firstPersonIn'> & { twoPerson: number; firstPersonIn: number };

const SELECT_DOOR = `SELECT id, name, from_zone AS fromZone, to_zone AS toZone, direction, credential, two_person AS twoPerson,
  two_person_seconds AS twoPersonSeconds, first_person_in AS firstPersonIn, interlock, pulse_ms AS pulseMs, held_open_seconds AS heldOpenSeconds
  FROM doors`;
const asDoor = (row: DoorRow): Door => ({ ...row, twoPerson: row.twoPerson === 1, firstPersonIn: row.firstPersonIn === 1 });

export function listDoors(db: ReadableDb): Door[] {
  return byName(db.all<DoorRow>(SELECT_DOOR).map(asDoor));
}

/** null when there is no such door, or none is asked for. */
export function getDoor(db: ReadableDb, id: number | null): Door | null {
  const row = db.get<DoorRow>(`${SELECT_DOOR} WHERE id = :id`, { id });
  return row ? asDoor(row) : null;
}

function groups(db: ReadableDb): AccessGroup[] {
  const grants = new Map<number, Grant[]>();
  for (const { groupId, ...grant } of db.all<Grant & { groupId: number }>(
    'SELECT group_id AS groupId, door_id AS doorId, profile_id AS profileId FROM grants ORDER BY group_id, door_id',
  )) {
    grants.set(groupId, [...(grants.get(groupId) ?? []), grant]);
  }
  const rows = db.all<{ id: number; name: string; opensDay: number }>(
    'SELECT id, name, opens_day AS opensDay FROM access_groups',
  );
  return byName(rows.map((row) => ({ ...row, opensDay: row.opensDay === 1, grants: grants.get(row.id) ?? [] })));
}

function profiles(db: ReadableDb): TimeProfile[] {
  const hours = db.all<Interval & { profileId: number; day: number }>(
    'SELECT profile_id AS profileId, day, from_time AS "from", to_time AS "to" FROM profile_hours ORDER BY profile_id, day, from_time',
  );
  const of = (id: number, day: number): Interval[] =>
    hours.filter((h) => h.profileId === id && h.day === day).map(({ from, to }) => ({ from, to }));
  const rows = db.all<Pick<TimeProfile, 'id' | 'name' | 'onHolidays' | 'makeUpDayAs'>>(
    'SELECT id, name, on_holidays AS onHolidays, make_up_day_as AS makeUpDayAs FROM time_profiles',
  );
  return byName(
    rows.map((row) => ({
      ...row,
      week: Object.fromEntries(WEEKDAYS.map((day) => [day, of(row.id, day)])) as Record<Weekday, Interval[]>,
      holidayHours: of(row.id, 0),
    })),
  );
}

function holidays(db: ReadableDb): Holiday[] {
  return db.all<Holiday>('SELECT date, name, kind, as_weekday AS asWeekday FROM holidays ORDER BY date');
}
