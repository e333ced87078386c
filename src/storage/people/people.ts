/** People: who may be recognised. A deleted one stays as a tombstone for the log. */
import type { PersonId } from '../../domain/ids.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Person, PersonFields, UnclearPerson } from '../../shared/schemas.ts';
import { dropCodes, syncCodes } from './codes.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { takenBack } from '../log/events.ts';
import { isName, sameKey, searchKey } from '../../domain/text.ts';
import { likePattern } from '../file/fold.ts';

type Row = {
  id: number;
  employeeNumber: string;
  name: string;
  department: string;
  active: number;
  templates: number;
  needsEnrolment: number;
  withoutFace: number;
  enrolledAt: number;
  lastSeenAt: number | null;
};

/** The subqueries each follow one index: templates_person, events_punches, events_retractions. */
const SELECT = `
  SELECT p.id, p.employee_number AS employeeNumber, p.name, p.department, p.active, p.enrolled_at AS enrolledAt,
    (SELECT count(*) FROM templates t WHERE t.person_id = p.id AND t.model_id = g.model_id) AS templates,
    p.without_face AS withoutFace,
    p.without_face = 0 AND NOT EXISTS (SELECT 1 FROM templates t WHERE t.person_id = p.id AND t.model_id = g.model_id)
      AND NOT EXISTS (SELECT 1 FROM templates t JOIN crops c ON c.template_id = t.id WHERE t.person_id = p.id) AS needsEnrolment,
    (SELECT e.at FROM events e WHERE e.person_id = p.id AND e.kind = 'recognised'
      AND NOT ${takenBack('e')}
      ORDER BY e.id DESC LIMIT 1) AS lastSeenAt
  FROM people p LEFT JOIN gallery g ON g.id = 1
  WHERE p.deleted_at IS NULL`;

/** Chinese names by pinyin, numbers inside names by value. */
const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Not deleted; by name, number or department ('' = all), any script, case and width ignored. Ordered by name. */
export function listPeople(db: ReadableDb, search: string): Person[] {
  const pattern = likePattern(search);
  const rows =
    pattern === null ? db.all<Row>(SELECT) : db.all<Row>(`${SELECT} AND p.folded LIKE :pattern ESCAPE '\\'`, { pattern });
  return rows.map(toPerson).sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.employeeNumber, b.employeeNumber));
}

/**
 * People whose number is equal to the eye to somebody else's or holds what nobody sees, or who have no name that is seen: from before this was looked at, for the administrator to
 * put right.
 */
export function unclearPeople(db: ReadableDb): UnclearPerson[] {
  type Keyed = Pick<Row, 'id' | 'name' | 'employeeNumber'> & { key: string };
  const rows = db.all<Keyed>(
    'SELECT id, name, employee_number AS employeeNumber, employee_key AS key FROM people WHERE deleted_at IS NULL',
  );
  const holders = new Map(rows.map((row) => [row.key, row]));
  const unclear = rows.flatMap(({ id, name, employeeNumber, key }): UnclearPerson[] => {
    const seen = sameKey(employeeNumber);
    const who = { id, name, employeeNumber };
    if (key === seen) return isName(name) ? [] : [{ ...who, why: 'no-name', other: null }];
    const other = holders.get(seen);
    return other ? [{ ...who, why: 'same-number', other: other.name }] : [{ ...who, why: 'unseen-in-number', other: null }];
  });
  return unclear.sort((a, b) => byName.compare(a.name, b.name) || a.id - b.id);
}

/** null when unknown or deleted. */
export function getPerson(db: ReadableDb, id: PersonId): Person | null {
  const row = db.get<Row>(`${SELECT} AND p.id = :id`, { id });
  return row ? toPerson(row) : null;
}

/**
 * Errors: employee-number-taken. Prefer `enrolPerson` of templates.ts, which stores person and templates in one transaction.
 * @param now ms since the epoch
 */
export function insertPerson(db: WritableDb, fields: PersonFields, now: number): Result<PersonId> {
  return guard(db, () => {
    const taken = takenBy(db, fields.employeeNumber, null);
    if (taken !== null) return err({ code: 'employee-number-taken', name: taken });
    const { lastInsertRowid } = db.run(
      `INSERT INTO people (uid, employee_number, employee_key, name, department, folded, enrolled_at)
       VALUES (lower(hex(randomblob(16))), :employeeNumber, :key, :name, :department, :folded, :now)`,
      { ...columns(fields), now: Math.round(now) },
    );
    return ok(personId(lastInsertRowid));
  });
}

/** Errors: person-gone, employee-number-taken. */
export function updatePerson(db: WritableDb, id: PersonId, fields: PersonFields): Result<Person> {
  return guard(db, () => {
    const taken = takenBy(db, fields.employeeNumber, id);
    if (taken !== null) return err({ code: 'employee-number-taken', name: taken });
    db.run(
      `UPDATE people SET employee_number = :employeeNumber, employee_key = :key, name = :name, department = :department, folded = :folded
       WHERE id = :id AND deleted_at IS NULL`,
      { ...columns(fields), id },
    );
    return present(db, id);
  });
}

/** A disabled person is not matched. Errors: person-gone. */
export function setActive(db: WritableDb, id: PersonId, active: boolean): Result<Person> {
  return guard(db, () => {
    db.run('UPDATE people SET active = :active WHERE id = :id AND deleted_at IS NULL', { active: active ? 1 : 0, id });
    syncCodes(db, id);
    return present(db, id);
  });
}

/**
 * Gone from matching and lists at once; templates stay until `purgeDeleted`. Errors: person-gone.
 * @param now ms since the epoch
 * @param powered of the site's time, ms: what the time to undo counts
 */
export function markDeleted(db: WritableDb, id: PersonId, now: number, powered: number): Result<null> {
  return guard(db, () => {
    const { changes } = db.run(
      'UPDATE people SET deleted_at = :now, deleted_powered = :powered WHERE id = :id AND deleted_at IS NULL',
      {
        now: Math.round(now),
        powered: Math.round(powered),
        id,
      },
    );
    if (changes === 0) return err({ code: 'person-gone' });
    dropCodes(db, id);
    return ok(null);
  });
}

/** Errors: person-gone (also after the purge), employee-number-taken (somebody got the number meanwhile). */
export function undelete(db: WritableDb, id: PersonId): Result<Person> {
  return guard(db, () => {
    const row = db.get<{ number: string }>(
      'SELECT employee_number AS number FROM people WHERE id = :id AND deleted_at IS NOT NULL AND purged_at IS NULL',
      { id },
    );
    if (!row) return err({ code: 'person-gone' });
    const taken = takenBy(db, row.number, id);
    if (taken !== null) return err({ code: 'employee-number-taken', name: taken });
    db.run('UPDATE people SET deleted_at = NULL, deleted_powered = NULL WHERE id = :id', { id });
    syncCodes(db, id);
    return present(db, id);
  });
}

/**
 * Erases people whose time to undo is over: everything of theirs but name and number, which remain for the log (the triggers on `purged_at`). The freed
 * pages are overwritten and the write-ahead log is emptied, so that the faces are in no file afterwards. Value: how many people.
 * @param before `powered` of the site's time, ms: whoever was deleted earlier. Whoever seems to have been deleted later than `now` lost that
 *   time with the power, and whoever was deleted before there was such a time has waited long enough: both are due
 */
export function purgeDeleted(db: WritableDb, before: number, now: number): Result<number> {
  return guard(db, () =>
    ok(
      db.run(
        `UPDATE people SET purged_at = deleted_at WHERE deleted_at IS NOT NULL AND purged_at IS NULL
           AND (deleted_powered IS NULL OR deleted_powered < :before OR deleted_powered > :now)`,
        { before, now },
      ).changes,
    ),
  );
}

function present(db: ReadableDb, id: PersonId): Result<Person> {
  const person = getPerson(db, id);
  return person ? ok(person) : err({ code: 'person-gone' });
}

/** The name of the other person who has that number; null = free. */
function takenBy(db: ReadableDb, employeeNumber: string, self: PersonId | null): string | null {
  const row = db.get<{ name: string }>(
    'SELECT name FROM people WHERE employee_key = :key AND deleted_at IS NULL AND id IS NOT :self',
    { key: sameKey(employeeNumber), self },
  );
  return row?.name ?? null;
}

function columns(fields: PersonFields): Record<'employeeNumber' | 'key' | 'name' | 'department' | 'folded', string> {
  const { employeeNumber, name, department } = fields;
  // Line breaks keep a search from matching across two fields.
  return {
    employeeNumber,
    name,
    department,
    key: sameKey(employeeNumber),
    folded: [name, employeeNumber, department].map(searchKey).join('\n'),
  };
}

function toPerson(row: Row): Person {
  return { ...row, active: row.active === 1, needsEnrolment: row.needsEnrolment === 1, withoutFace: row.withoutFace === 1 };
}
