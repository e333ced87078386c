/** Templates: what a face became. Writing them, and the crops they were made from. Matching is in gallery.ts. */
import { templateId, type PersonId, type TemplateId } from '../../domain/ids.ts';
import type { Quality } from '../../domain/recognition/face.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { PersonFields } from '../../shared/schemas.ts';
import { dropCodes, syncCodes } from '../people/codes.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { blob, quantise } from '../../domain/recognition/embedding.ts';
import { insertPerson } from '../people/people.ts';

export type NewTemplate = {
  /** 2048 floats, L2-normalised (any length would do: the cosine does not see it). */
  readonly embedding: Float32Array;
  readonly modelId: string;
  /** Cosine between the embeddings of the picture and of its mirror image. */
  readonly mirrorCosine: number;
  readonly quality: Quality;
  /** ms since the epoch. */
  readonly capturedAt: number;
  /** The aligned crop as WebP; null where crops are not kept. */
  readonly crop: Uint8Array | null;
  /** SHA-256 of the photograph's file, hexadecimal; absent where it was no file. */
  readonly photo?: string | undefined;
};

/** Person and templates in one transaction. Errors: employee-number-taken. */
export function enrolPerson(
  db: WritableDb,
  fields: PersonFields,
  samples: readonly NewTemplate[],
  now: number,
): Result<PersonId> {
  return guard(db, () => {
    const person = insertPerson(db, fields, now);
    if (!person.ok) return person;
    const added = addTemplates(db, person.value, samples);
    return added.ok ? person : added;
  });
}

/** Errors: person-gone. */
export function addTemplates(db: WritableDb, id: PersonId, samples: readonly NewTemplate[]): Result<readonly TemplateId[]> {
  return guard(db, () => {
    if (!exists(db, id)) return err({ code: 'person-gone' });
    // Whoever gives a face is no longer one who gives none.
    db.run('UPDATE people SET without_face = 0 WHERE id = :id', { id });
    const made = samples.map((sample) => insertTemplate(db, id, sample));
    syncCodes(db, id);
    return ok(made);
  });
}

/** Re-enrolment: the old templates and crops, of every model, go in the same transaction. Errors: person-gone. */
export function replaceTemplates(
  db: WritableDb,
  id: PersonId,
  samples: readonly NewTemplate[],
  now: number,
): Result<readonly TemplateId[]> {
  return guard(db, () => {
    dropCodes(db, id);
    db.run('DELETE FROM templates WHERE person_id = :id', { id });
    db.run('UPDATE people SET enrolled_at = :now WHERE id = :id', { id, now: Math.round(now) });
    return addTemplates(db, id, samples);
  });
}

/** WebP of the sharpest kept crop; null where there is none. */
export function photo(db: ReadableDb, id: PersonId): Uint8Array | null {
  const row = db.get<{ webp: Uint8Array }>(
    `SELECT c.webp FROM templates t JOIN crops c ON c.template_id = t.id
     WHERE t.person_id = :id ORDER BY t.quality ->> 'Sharpness' DESC, t.id DESC LIMIT 1`,
    { id },
  );
  return row ? new Uint8Array(row.webp) : null;
}

/** keepCrops was switched off: erases every crop, from the free pages and the write-ahead log too. Value: how many. */
export function forgetCrops(db: WritableDb): Result<number> {
  return guard(db, () => ok(db.run('DELETE FROM crops').changes));
}

/** Inside the caller's transaction. */
function insertTemplate(db: WritableDb, id: PersonId, sample: NewTemplate): TemplateId {
  const { lastInsertRowid } = db.run(
    `INSERT INTO templates (person_id, model_id, embedding, mirror_cosine, quality, captured_at, photo_sha256)
     VALUES (:id, :modelId, :embedding, :mirrorCosine, :quality, :capturedAt, :photo)`,
    {
      id,
      modelId: sample.modelId,
      embedding: blob(quantise(sample.embedding)),
      mirrorCosine: sample.mirrorCosine,
      quality: JSON.stringify(sample.quality),
      capturedAt: Math.round(sample.capturedAt),
      photo: sample.photo ?? null,
    },
  );
  if (sample.crop)
    db.run('INSERT INTO crops (template_id, webp) VALUES (:id, :webp)', { id: lastInsertRowid, webp: sample.crop });
  return templateId(lastInsertRowid);
}

function exists(db: ReadableDb, id: PersonId): boolean {
  return db.get('SELECT 1 FROM people WHERE id = :id AND deleted_at IS NULL', { id }) !== undefined;
}
