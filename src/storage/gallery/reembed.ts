/**
 * A changed model enrols everybody again from the kept crops: person by person, resumable at any point, since what is left is
 * read off the tables. A person's old templates go in the transaction that brings the new ones.
 */
import { personId, templateId, type PersonId, type TemplateId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { dropCodes, syncCodes } from '../people/codes.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { blob, quantise } from '../../domain/recognition/embedding.ts';

export type CropToReembed = {
  readonly templateId: TemplateId;
  readonly personId: PersonId;
  /** WebP */ readonly crop: Uint8Array;
};

/** Whose crops belong to another model's templates. Deleted people too, while they can still be brought back. */
const LEFT = `
  FROM templates t JOIN crops c ON c.template_id = t.id
  WHERE t.model_id <> :modelId`;

/** How many people and crops are left to do. */
export function reembedLeft(db: ReadableDb, modelId: string): { readonly people: number; readonly crops: number } {
  return db.get<{ people: number; crops: number }>(`SELECT count(DISTINCT t.person_id) AS people, count(*) AS crops ${LEFT}`, {
    modelId,
  })!;
}

/**
 * The next people's crops, all of one person together. Empty = done.
 * @param options.after the last person of the batch before, so that a crop that cannot be read is not asked for again
 * @param options.people at most so many
 */
export function cropsToReembed(
  db: ReadableDb,
  modelId: string,
  options: { readonly after?: PersonId; readonly people?: number } = {},
): CropToReembed[] {
  const rows = db.all<{ template: number; person: number; webp: Uint8Array }>(
    `SELECT t.id AS template, t.person_id AS person, c.webp ${LEFT} AND t.person_id IN
       (SELECT DISTINCT t.person_id ${LEFT} AND t.person_id > :after ORDER BY t.person_id LIMIT :people)
     ORDER BY t.person_id, t.id`,
    { modelId, after: options.after ?? 0, people: options.people ?? 8 },
  );
  return rows.map((row) => ({
    templateId: templateId(row.template),
    personId: personId(row.person),
    crop: new Uint8Array(row.webp),
  }));
}

export type Reembedded = { readonly from: TemplateId; readonly embedding: Float32Array; readonly mirrorCosine: number };

/**
 * Stores one person's new templates and drops those of every other model. The crops move to the new ones.
 * Errors: bad-input (`made` is empty: the old templates are worth more than none), person-gone (a template of `made` was erased
 * or replaced meanwhile; nothing is stored).
 */
export function storeReembedded(db: WritableDb, modelId: string, id: PersonId, made: readonly Reembedded[]): Result<null> {
  if (made.length === 0) return err({ code: 'bad-input', field: 'made' });
  return guard(db, () => {
    for (const { from, embedding, mirrorCosine } of made) {
      const { changes, lastInsertRowid } = db.run(
        `INSERT INTO templates (person_id, model_id, embedding, mirror_cosine, quality, captured_at, photo_sha256)
         SELECT person_id, :modelId, :embedding, :mirrorCosine, quality, captured_at, photo_sha256 FROM templates WHERE id = :from AND person_id = :id`,
        { modelId, embedding: blob(quantise(embedding)), mirrorCosine, from, id },
      );
      if (changes === 0) return err({ code: 'person-gone' });
      db.run('UPDATE crops SET template_id = :made WHERE template_id = :from', { made: lastInsertRowid, from });
    }
    dropCodes(db, id);
    db.run('DELETE FROM templates WHERE person_id = :id AND model_id <> :modelId', { id, modelId });
    syncCodes(db, id);
    return ok(null);
  });
}
