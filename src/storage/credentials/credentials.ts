/** Who gives no face, and how long each way in takes. */
import type { WaitBin } from '../../domain/credentials/wait-report.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { Method } from '../../domain/recognition/decision.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Person, PersonFields } from '../../shared/schemas.ts';
import { dropCodes } from '../people/codes.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { getPerson, insertPerson } from '../people/people.ts';

/** Somebody who comes by PIN or badge alone. Errors: employee-number-taken. */
export function addWithoutFace(db: WritableDb, fields: PersonFields, now: number): Result<Person> {
  return guard(db, () => {
    const id = insertPerson(db, fields, now);
    return id.ok ? mark(db, id.value, true) : id;
  });
}

/**
 * Notes the choice. With it go templates, crops, and all else that came of the face, from the free pages and the write-ahead log too; back again, a face is
 * enrolled anew. Errors: person-gone.
 */
export function setWithoutFace(db: WritableDb, id: PersonId, withoutFace: boolean): Result<Person> {
  return guard(db, () => {
    if (withoutFace) {
      dropCodes(db, id);
      // Whatever came of the face, as when a person is purged.
      db.run('UPDATE scores SET other_id = NULL, other = NULL, newest = 0 WHERE other_id = :id', { id });
      for (const table of ['templates', 'probes', 'counter_examples', 'scores'])
        db.run(`DELETE FROM ${table} WHERE person_id = :id`, { id });
      db.run('DELETE FROM look_alikes WHERE a = :id', { id });
      db.run('DELETE FROM look_alikes WHERE b = :id', { id });
    }
    return mark(db, id, withoutFace);
  });
}

function mark(db: WritableDb, id: PersonId, withoutFace: boolean): Result<Person> {
  db.run('UPDATE people SET without_face = :value WHERE id = :id AND deleted_at IS NULL', { id, value: withoutFace ? 1 : 0 });
  const person = getPerson(db, id);
  return person ? ok(person) : err({ code: 'person-gone' });
}

/** Waits are counted in bins this wide, ms: enough to tell half a second, few enough to read at once. */
const BIN_MS = 100;

/** Of those who were let in since `from` (ms since the epoch). */
export function waitBins(db: ReadableDb, from: number): WaitBin[] {
  return db
    .all<{ method: Method; bin: number; count: number }>(
      `SELECT method, wait_ms / ${BIN_MS} AS bin, count(*) AS count FROM events INDEXED BY events_waits
       WHERE at >= :from AND kind = 'recognised' AND wait_ms IS NOT NULL AND method IS NOT NULL GROUP BY method, bin`,
      { from: Math.round(from) },
    )
    .map(({ method, bin, count }) => ({ method, ms: (bin + 0.5) * BIN_MS, count }));
}
