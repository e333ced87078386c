/** People out of a table: what would become of each row, and doing it. */
import { err, ok, type Result } from '../../domain/result.ts';
import { sameKey } from '../../domain/text.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import type { PeopleRow, RowFault, PeopleField } from '../../shared/people-file.ts';
import {
  CHANGED_FIELDS,
  type ChangedField,
  type KeptPerson,
  type StayingPerson,
  type UndonePeople,
} from '../../shared/data-imports.ts';
import type { PersonFields } from '../../shared/schemas.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { insertPerson, markDeleted, updatePerson } from '../people/people.ts';

export type Refusal = {
  readonly row: PeopleRow;
  readonly field: PeopleField;
  readonly why: RowFault;
  readonly first: number | null;
};
export type SortedPeople = {
  readonly added: readonly PeopleRow[];
  readonly changed: readonly {
    readonly row: PeopleRow;
    readonly id: PersonId;
    readonly was: PersonFields;
    readonly now: PersonFields;
  }[];
  readonly known: readonly PeopleRow[];
  readonly refused: readonly Refusal[];
};

type Stored = PersonFields & { readonly id: number; readonly key: string };

/** An empty department changes none: a table without one takes nobody out of theirs. */
export function sortPeople(db: ReadableDb, rows: readonly PeopleRow[]): SortedPeople {
  const stored = new Map(
    db
      .all<Stored>(
        'SELECT id, employee_number AS employeeNumber, name, department, employee_key AS key FROM people WHERE deleted_at IS NULL',
      )
      .map((person) => [person.key, person]),
  );
  const sorted = {
    added: [] as PeopleRow[],
    changed: [] as SortedPeople['changed'][number][],
    known: [] as PeopleRow[],
    refused: [] as Refusal[],
  };
  const lines = new Map<string, number>();
  for (const row of rows) {
    const key = sameKey(row.employeeNumber);
    const first = lines.get(key) ?? null;
    if (row.fault) sorted.refused.push({ row, ...row.fault, first: null });
    else if (first !== null) sorted.refused.push({ row, field: 'employeeNumber', why: 'twice', first });
    else {
      lines.set(key, row.line);
      const was = stored.get(key);
      if (!was) sorted.added.push(row);
      else {
        const now = { employeeNumber: was.employeeNumber, name: row.name, department: row.department || was.department };
        if (now.name === was.name && now.department === was.department) sorted.known.push(row);
        else sorted.changed.push({ row, id: personId(was.id), was, now });
      }
    }
  }
  return sorted;
}

/**
 * All of it or nothing; what it changes is kept with it, as it was and as it became. Errors: employee-number-taken, person-gone: neither while nobody else writes.
 * @param sourceId of the import that they come with
 */
export function takePeople(db: WritableDb, { added, changed }: SortedPeople, sourceId: number, now: number): Result<null> {
  return guard(db, () => {
    for (const { employeeNumber, name, department } of added) {
      const made = insertPerson(db, { employeeNumber, name, department }, now);
      if (!made.ok) return made;
      db.run('INSERT INTO imported_people (person_id, source_id) VALUES (:id, :sourceId)', { id: made.value, sourceId });
    }
    for (const { id, was, now: fields } of changed) {
      const done = updatePerson(db, id, fields);
      if (!done.ok) return done;
      for (const field of CHANGED_FIELDS)
        if (was[field] !== done.value[field])
          db.run(
            'INSERT INTO imported_changes (source_id, person_id, field, was, became) VALUES (:sourceId, :id, :field, :was, :became)',
            { sourceId, id, field, was: was[field], became: done.value[field] },
          );
    }
    return ok(null);
  });
}

/** Where somebody leaves something: a face, a punch, a PIN, a shift, a request, a month that was closed; and every row of the log that is of them. */
const TRACES = [
  'templates',
  'events',
  'imported_punches',
  'pins',
  'badges',
  'shift_assignments',
  'hour_requests',
  'export_ids',
  'closed_days',
  // Another import has changed them.
  'imported_changes',
];
const USED = TRACES.map((table) => `EXISTS (SELECT 1 FROM ${table} u WHERE u.person_id = p.id)`).join(' OR ');

/**
 * Takes out again whom an import brought, as `markDeleted` does, and puts back the names and departments that it changed; whoever has been used since stays,
 * and what was changed once more stays as it is. Errors: import-gone.
 * @param now ms since the epoch @param powered of the site's time, ms
 */
export function undoPeople(db: WritableDb, id: number, now: number, powered: number): Result<UndonePeople> {
  return guard(db, () => {
    const { changes } = db.run(
      `UPDATE import_sources SET undone_at = :now WHERE id = :id AND kind = 'people' AND undone_at IS NULL`,
      { id, now: Math.round(now) },
    );
    if (changes === 0) return err({ code: 'import-gone' });
    const put = putBack(db, id);
    if (!put.ok) return put;
    const people = db.all<StayingPerson & { readonly id: number; readonly used: number }>(
      `SELECT p.id, p.name, p.employee_number AS employeeNumber, ${USED} AS used
       FROM imported_people i JOIN people p ON p.id = i.person_id
       WHERE i.source_id = :id AND p.deleted_at IS NULL ORDER BY p.id`,
      { id },
    );
    const unused = people.filter((person) => person.used === 0);
    for (const person of unused) {
      const gone = markDeleted(db, personId(person.id), now, powered);
      if (!gone.ok) return gone;
    }
    const stay = people.filter((person) => person.used !== 0).map(({ name, employeeNumber }) => ({ name, employeeNumber }));
    return ok({ removed: unused.length, stay, ...put.value });
  });
}

type Change = PersonFields & { readonly id: number; readonly field: ChangedField; readonly was: string; readonly became: string };

/** Each field by itself, where it is still what the import made of it. Whoever was deleted is not asked after. */
function putBack(db: WritableDb, sourceId: number): Result<Pick<UndonePeople, 'restored' | 'kept'>> {
  const rows = db.all<Change>(
    `SELECT p.id, p.employee_number AS employeeNumber, p.name, p.department, c.field, c.was, c.became
     FROM imported_changes c JOIN people p ON p.id = c.person_id WHERE c.source_id = :sourceId AND p.deleted_at IS NULL ORDER BY p.id, c.field DESC`,
    { sourceId },
  );
  const kept: KeptPerson[] = [];
  let restored = 0;
  for (const [id, changes] of Map.groupBy(rows, (row) => row.id)) {
    const { employeeNumber, name, department } = changes[0]!;
    const back = changes.filter((row) => row[row.field] === row.became);
    if (back.length > 0) {
      const fields = { employeeNumber, name, department, ...Object.fromEntries(back.map(({ field, was }) => [field, was])) };
      const done = updatePerson(db, personId(id), fields);
      if (!done.ok) return done;
      restored++;
    }
    const fields = changes.filter((row) => !back.includes(row)).map((row) => row.field);
    if (fields.length > 0) kept.push({ employeeNumber, name, fields });
  }
  db.run('DELETE FROM imported_changes WHERE source_id = :sourceId', { sourceId });
  return ok({ restored, kept });
}
