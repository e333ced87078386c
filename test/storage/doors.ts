/** Doors by their ids, for what hangs on a door; the rules of access have tests of their own. */
import type { WritableDb } from '../../src/storage/file/db.ts';

export function insertDoor(db: WritableDb, id: number, name = `Door ${id}`): number {
  db.run(
    `INSERT INTO doors (id, name, name_key, direction, credential, two_person, two_person_seconds, first_person_in, pulse_ms)
     VALUES (:id, :name, :name, 'both', 'any', 0, 30, 0, 5000)`,
    { id, name },
  );
  return id;
}
