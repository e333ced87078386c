/** What an administrator changes about zones, doors and time profiles. Each function is one transaction. Groups and people: groups.ts. */
import type { Door, Zone } from '../../domain/access/model.ts';
import type { Holiday } from '../../domain/calendar/holiday.ts';
import type { Interval } from '../../domain/calendar/interval.ts';
import type { TimeProfile } from '../../domain/calendar/profile.ts';
import { WEEKDAYS } from '../../domain/calendar/weekday.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { DoorFields, ProfileFields, ZoneFields } from '../../shared/access.ts';
import { applyAccessChange } from './state.ts';
import { guard, type Params, type ReadableDb, type WritableDb } from '../file/db.ts';
import { sameKey } from '../../domain/text.ts';

export type NamedTable =
  'zones' | 'doors' | 'time_profiles' | 'access_groups' | 'fire_inputs' | 'shifts' | 'shift_patterns' | 'export_templates';

/**
 * Inserts (`id` null) or updates a named row; inside the caller's transaction. Value: its id.
 * Errors: access-gone, access-name-taken (case and width ignored).
 * @param columns by column name, without the name's own
 */
export function putNamed(db: WritableDb, table: NamedTable, id: number | null, name: string, columns: Params): Result<number> {
  const key = sameKey(name);
  const taken = db.get<{ id: number; name: string }>(`SELECT id, name FROM ${table} WHERE name_key = :key`, { key });
  if (taken && taken.id !== id) return err({ code: 'access-name-taken', name: taken.name });
  const values: Params = { ...columns, name, name_key: key };
  const names = Object.keys(values);
  if (id === null) {
    const made = db.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((n) => `:${n}`).join(', ')})`, values);
    return ok(made.lastInsertRowid);
  }
  const { changes } = db.run(`UPDATE ${table} SET ${names.map((n) => `${n} = :${n}`).join(', ')} WHERE id = :id`, {
    ...values,
    id,
  });
  return changes === 0 ? err({ code: 'access-gone' }) : ok(id);
}

export function isThere(db: ReadableDb, table: NamedTable, id: number): boolean {
  return db.get(`SELECT 1 FROM ${table} WHERE id = :id`, { id }) !== undefined;
}

/** Errors: access-gone, access-name-taken. */
export function saveZone(db: WritableDb, id: number | null, fields: ZoneFields): Result<Zone> {
  return guard(db, () => {
    const { name, antiPassback, timedMinutes, resetAt, capacity } = fields;
    const put = putNamed(db, 'zones', id, name, {
      anti_passback: antiPassback,
      timed_minutes: timedMinutes,
      reset_at: resetAt,
      capacity,
    });
    return put.ok ? ok({ id: put.value, ...fields }) : put;
  });
}

/** Doors that lead into the zone or out of it keep it: value is their names, and nothing was deleted. Else it is gone, and who was in it is nowhere. */
export function deleteZone(db: WritableDb, id: number): Result<readonly string[]> {
  return guard(db, () => {
    const used = db.all<{ name: string }>(
      'SELECT name FROM doors WHERE from_zone = :id UNION SELECT name FROM doors WHERE to_zone = :id',
      { id },
    );
    if (used.length > 0) return ok(used.map((door) => door.name));
    const forgotten = applyAccessChange(db, { kind: 'reset', zoneId: id });
    if (!forgotten.ok) return forgotten;
    return db.run('DELETE FROM zones WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok([]);
  });
}

/**
 * A new door (`id` null) is opened at any time to `openTo` (ids of groups). null = as is usual: to the default groups, and where there is
 * no group at all, to one made for it, whom everybody joins, so that the first door locks nobody out unnoticed.
 * Errors: access-gone (a zone or group too), access-name-taken.
 * @param everybody the name of that group
 */
export function saveDoor(
  db: WritableDb,
  id: number | null,
  fields: DoorFields,
  openTo: readonly number[] | null,
  everybody = 'Everybody',
): Result<Door> {
  return guard(db, () => {
    for (const zone of [fields.fromZone, fields.toZone])
      if (zone !== null && !isThere(db, 'zones', zone)) return err({ code: 'access-gone' });
    const put = putNamed(db, 'doors', id, fields.name, {
      from_zone: fields.fromZone,
      to_zone: fields.toZone,
      direction: fields.direction,
      credential: fields.credential,
      two_person: fields.twoPerson ? 1 : 0,
      two_person_seconds: fields.twoPersonSeconds,
      first_person_in: fields.firstPersonIn ? 1 : 0,
      interlock: fields.interlock,
      pulse_ms: fields.pulseMs,
      held_open_seconds: fields.heldOpenSeconds,
    });
    if (!put.ok) return put;
    const doorId = put.value;
    if (id === null) {
      for (const groupId of openTo ?? usualGroups(db, everybody)) {
        if (!isThere(db, 'access_groups', groupId)) return err({ code: 'access-gone' });
        db.run('INSERT OR IGNORE INTO grants (group_id, door_id, profile_id) VALUES (:groupId, :doorId, NULL)', {
          groupId,
          doorId,
        });
      }
    } else if (!fields.twoPerson) {
      // Whoever waited for a second no longer has to.
      db.run('DELETE FROM waiting WHERE door_id = :doorId', { doorId });
    }
    return ok({ id: doorId, ...fields });
  });
}

function usualGroups(db: WritableDb, everybody: string): readonly number[] {
  const groups = db.all<{ id: number; isDefault: number }>('SELECT id, is_default AS isDefault FROM access_groups ORDER BY id');
  if (groups.length > 0) return groups.filter((g) => g.isDefault === 1).map((g) => g.id);
  const { lastInsertRowid } = db.run(
    'INSERT INTO access_groups (name, name_key, opens_day, is_default) VALUES (:name, :key, 1, 1)',
    {
      name: everybody,
      key: sameKey(everybody),
    },
  );
  // Deleted people too: their deletion can be undone.
  db.run('INSERT INTO group_members (person_id, group_id) SELECT id, :id FROM people', { id: lastInsertRowid });
  return [lastInsertRowid];
}

/** Its grants, its lockdown and who waits at it go with it; the log keeps its rows. Errors: access-gone. */
export function deleteDoor(db: WritableDb, id: number): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM doors WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null),
  );
}

/** Errors: access-gone, access-name-taken. */
export function saveProfile(db: WritableDb, id: number | null, fields: ProfileFields): Result<TimeProfile> {
  return guard(db, () => {
    const put = putNamed(db, 'time_profiles', id, fields.name, {
      on_holidays: fields.onHolidays,
      make_up_day_as: fields.makeUpDayAs,
    });
    if (!put.ok) return put;
    db.run('DELETE FROM profile_hours WHERE profile_id = :id', { id: put.value });
    const add = (day: number, hours: readonly Interval[]) => {
      for (const { from, to } of hours) {
        db.run('INSERT OR IGNORE INTO profile_hours (profile_id, day, from_time, to_time) VALUES (:id, :day, :from, :to)', {
          id: put.value,
          day,
          from,
          to,
        });
      }
    };
    for (const day of WEEKDAYS) add(day, fields.week[day]);
    add(0, fields.holidayHours);
    return ok({ id: put.value, ...fields });
  });
}

/** Groups whose grants name it keep it: value is their names, and nothing was deleted. Errors: access-gone. */
export function deleteProfile(db: WritableDb, id: number): Result<readonly string[]> {
  return guard(db, () => {
    const used = db.all<{ name: string }>(
      'SELECT DISTINCT g.name FROM grants r JOIN access_groups g ON g.id = r.group_id WHERE r.profile_id = :id ORDER BY g.name',
      { id },
    );
    if (used.length > 0) return ok(used.map((group) => group.name));
    return db.run('DELETE FROM time_profiles WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok([]);
  });
}

/** Days of `save` replace what stood on their dates; dates of `remove` that are no holidays change nothing. */
export function saveHolidays(db: WritableDb, save: readonly Holiday[], remove: readonly string[]): Result<null> {
  return guard(db, () => {
    for (const date of remove) db.run('DELETE FROM holidays WHERE date = :date', { date });
    for (const { date, name, kind, asWeekday } of save) {
      db.run('INSERT OR REPLACE INTO holidays (date, name, kind, as_weekday) VALUES (:date, :name, :kind, :asWeekday)', {
        ...{ date, name, kind },
        // Of another day it says nothing.
        asWeekday: kind === 'working-day' ? asWeekday : null,
      });
    }
    return ok(null);
  });
}
