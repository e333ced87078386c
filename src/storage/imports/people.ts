/** People out of a table: what would become of each row, and doing it. */
import { ok, type Result } from '../../domain/result.ts';
import { sameKey } from '../../domain/text.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import type { PeopleRow, RowFault, PeopleField } from '../../shared/people-file.ts';
import type { PersonFields } from '../../shared/schemas.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { insertPerson, updatePerson } from '../people/people.ts';

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

/** All of it or nothing. Errors: employee-number-taken, person-gone: neither while nobody else writes. */
export function takePeople(db: WritableDb, { added, changed }: SortedPeople, now: number): Result<null> {
  return guard(db, () => {
    for (const { employeeNumber, name, department } of added) {
      const made = insertPerson(db, { employeeNumber, name, department }, now);
      if (!made.ok) return made;
    }
    for (const { id, now: fields } of changed) {
      const done = updatePerson(db, id, fields);
      if (!done.ok) return done;
    }
    return ok(null);
  });
}
