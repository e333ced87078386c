/** Access groups, who is in them, and each person's own limits. Each function is one transaction. */
import type { Holder } from '../../domain/access/model.ts';
import type { PersonId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { GroupFields, PersonAccessFields } from '../../shared/access.ts';
import { getHolder } from './model.ts';
import { isThere, putNamed } from './edit.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

/** Making it a default group moves nobody: it is about people who come later. Errors: access-gone (a door or profile too), access-name-taken. */
export function saveGroup(db: WritableDb, id: number | null, fields: GroupFields): Result<number> {
  return guard(db, () => {
    const put = putNamed(db, 'access_groups', id, fields.name, {
      opens_day: fields.opensDay ? 1 : 0,
      is_default: fields.isDefault ? 1 : 0,
    });
    if (!put.ok) return put;
    db.run('DELETE FROM grants WHERE group_id = :id', { id: put.value });
    for (const { doorId, profileId } of fields.grants) {
      if (!isThere(db, 'doors', doorId) || (profileId !== null && !isThere(db, 'time_profiles', profileId)))
        return err({ code: 'access-gone' });
      db.run('INSERT INTO grants (group_id, door_id, profile_id) VALUES (:id, :doorId, :profileId)', {
        id: put.value,
        doorId,
        profileId,
      });
    }
    return put;
  });
}

/** Its members lose what it gave them. Errors: access-gone. */
export function deleteGroup(db: WritableDb, id: number): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM access_groups WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null),
  );
}

/** Ids of its members who are not deleted. */
export function groupMembers(db: ReadableDb, id: number): number[] {
  return db
    .all<{ personId: number }>(
      `SELECT m.person_id AS personId FROM group_members m JOIN people p ON p.id = m.person_id
       WHERE m.group_id = :id AND p.deleted_at IS NULL ORDER BY m.person_id`,
      { id },
    )
    .map((row) => row.personId);
}

/** `people` are its members then; deleted people stay as they are, for the undoing. Errors: access-gone, person-gone. */
export function setMembers(db: WritableDb, id: number, people: readonly number[]): Result<null> {
  return guard(db, () => {
    if (!isThere(db, 'access_groups', id)) return err({ code: 'access-gone' });
    db.run('DELETE FROM group_members WHERE group_id = :id AND person_id IN (SELECT id FROM people WHERE deleted_at IS NULL)', {
      id,
    });
    for (const personId of new Set(people)) {
      const { changes } = db.run(
        'INSERT INTO group_members (person_id, group_id) SELECT id, :id FROM people WHERE id = :personId AND deleted_at IS NULL',
        { id, personId },
      );
      if (changes === 0) return err({ code: 'person-gone' });
    }
    return ok(null);
  });
}

/** Wall clock (ms since the epoch) and `powered` of the site's time (ms), at one moment. */
export type TwoClocks = { readonly wall: number; readonly powered: number };

/**
 * Errors: person-gone, access-gone (a group).
 * @param now a visit ends by either clock, so that one that is set back does not make it longer; absent = by the wall clock alone
 */
export function savePersonAccess(db: WritableDb, id: PersonId, fields: PersonAccessFields, now?: TwoClocks): Result<Holder> {
  return guard(db, () => {
    const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = fields;
    if (!getHolder(db, id)) return err({ code: 'person-gone' });
    const until = visitorUntil === null ? null : Math.round(visitorUntil);
    const untilPowered = visitEnd(db, id, until, now);
    db.run('DELETE FROM group_members WHERE person_id = :id', { id });
    for (const groupId of new Set(groups)) {
      if (!isThere(db, 'access_groups', groupId)) return err({ code: 'access-gone' });
      db.run('INSERT INTO group_members (person_id, group_id) VALUES (:id, :groupId)', { id, groupId });
    }
    db.run(
      `INSERT OR REPLACE INTO holders (person_id, valid_from, valid_to, visitor_until, visitor_until_powered, anti_passback_exempt)
       VALUES (:id, :validFrom, :validTo, :until, :untilPowered, :exempt)`,
      { id, validFrom, validTo, until, untilPowered, exempt: antiPassbackExempt ? 1 : 0 },
    );
    const holder = getHolder(db, id);
    return holder ? ok(holder) : err({ code: 'person-gone' });
  });
}

/** `powered` at which a visit is over; an end that was not changed stays. An end that the wall clock has passed already says nothing of how long. */
function visitEnd(db: ReadableDb, id: PersonId, until: number | null, now: TwoClocks | undefined): number | null {
  if (until === null) return null;
  const before = db.get<{ until: number | null; powered: number | null }>(
    'SELECT visitor_until AS until, visitor_until_powered AS powered FROM holders WHERE person_id = :id',
    { id },
  );
  if (before?.until === until) return before.powered;
  return now && until > now.wall ? Math.round(now.powered + until - now.wall) : null;
}
