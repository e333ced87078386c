/** Keeps `codes` what it must be: a sign code for each template of the current model whose person is active and not deleted. */
import type { PersonId } from '../../domain/ids.ts';
import type { WritableDb } from '../file/db.ts';

/** Which templates have a code. `sign_code` is embedding.ts's function, registered on the connection. */
const MATCHED = `
  FROM templates t
  JOIN people p ON p.id = t.person_id
  JOIN gallery g ON g.id = 1 AND g.model_id = t.model_id
  WHERE p.active = 1 AND p.deleted_at IS NULL`;

/** Inside the caller's transaction. */
export function syncCodes(db: WritableDb, id: PersonId): void {
  dropCodes(db, id);
  db.run(`INSERT INTO codes (template_id, code) SELECT t.id, sign_code(t.embedding) ${MATCHED} AND t.person_id = :id`, { id });
}

/** Inside the caller's transaction. */
export function dropCodes(db: WritableDb, id: PersonId): void {
  db.run('DELETE FROM codes WHERE template_id IN (SELECT id FROM templates WHERE person_id = :id)', { id });
}

/** Inside the caller's transaction. */
export function rebuildCodes(db: WritableDb): void {
  db.run('DELETE FROM codes');
  db.run(`INSERT INTO codes (template_id, code) SELECT t.id, sign_code(t.embedding) ${MATCHED}`);
}

/** How many codes there should be. */
export function matchedTemplates(db: WritableDb): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n ${MATCHED}`)?.n ?? 0;
}
