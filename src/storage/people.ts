import type { Result } from '../domain/result.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Person, PersonFields } from '../shared/schemas.ts';
import type { ReadableDb, WritableDb } from './db.ts';

/** Not deleted; by name, number or department ('' = all), any script, case and width ignored. Ordered by name. */
export declare function listPeople(db: ReadableDb, search: string): Person[];
/** null when unknown or deleted. */
export declare function getPerson(db: ReadableDb, id: PersonId): Person | null;
/** Errors: employee-number-taken. Prefer `enrolPerson` of templates.ts, which stores person and templates in one transaction. */
export declare function insertPerson(db: WritableDb, fields: PersonFields, now: number): Result<PersonId>;
/** Errors: person-gone, employee-number-taken. */
export declare function updatePerson(db: WritableDb, id: PersonId, fields: PersonFields): Result<Person>;
/** Errors: person-gone. */
export declare function setActive(db: WritableDb, id: PersonId, active: boolean): Result<Person>;
/** Gone from matching and lists at once; templates stay until `purgeDeleted`. Errors: person-gone. */
export declare function markDeleted(db: WritableDb, id: PersonId, now: number): Result<null>;
/** Errors: person-gone (also after the purge), employee-number-taken. */
export declare function undelete(db: WritableDb, id: PersonId): Result<Person>;
/** Erases templates and crops of people deleted before `before` (ms); name and number remain for the log. Value: how many people. */
export declare function purgeDeleted(db: WritableDb, before: number): Result<number>;
