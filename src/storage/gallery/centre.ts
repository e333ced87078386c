/**
 * What all faces of one site share tells nobody from anybody: people of one place are alike in origin, age, camera and light, and averaging frames
 * or captures lifts just that part. So scores are cosines between faces from which the site's centre has been taken away. Templates stay as they are
 * stored; only comparing knows of it, and another centre changes scores, never templates. docs/adr/0006-threshold-from-an-error-rate.md says what it gives.
 *
 * The centre is the mean of people's own means, drawn towards zero (the training faces' mean: the exported model is centred there) as if `PRIOR_PEOPLE` more people had
 * it. As `training/lintel_train/centre.py`.
 */
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { blob, quantise, unblob } from '../../domain/recognition/embedding.ts';
import { EMBEDDING_LENGTH } from '../../domain/recognition/face.ts';

/** Chosen on the held-out split, not on LFW. */
export const PRIOR_PEOPLE = 10;
/** Fewer have no centre: it would be theirs, not the place's. */
export const LEAST_PEOPLE = 10;
/** A mean of so many is exact to 0.02 already; more would only take longer to read. */
export const MOST_PEOPLE = 1000;
/** The centre is made anew when a twentieth of the people are others in number. */
const CHANGED_SHARE = 20;

/** `direction` is int8 like a template, of any length; the centre is `length` of it. */
export type Centre = { readonly direction: Int8Array; readonly length: number };

export function readCentre(db: ReadableDb): Centre | null {
  const row = db.get<{ centre: Uint8Array | null; length: number }>(
    'SELECT centre, centre_length AS length FROM gallery WHERE id = 1',
  );
  return row?.centre ? { direction: unblob(row.centre), length: row.length } : null;
}

/**
 * Cosine of two faces after the centre has been taken away from both; `ab`, `ac`, `bc` are plain cosines between the faces and the centre's direction.
 * (a - Lc)·(b - Lc) over both lengths, all unit vectors.
 */
export function centredCosine(ab: number, ac: number, bc: number, length: number): number {
  const squared = length * length;
  const a = 1 - 2 * length * ac + squared;
  const b = 1 - 2 * length * bc + squared;
  return a <= 0 || b <= 0 ? 0 : (ab - length * (ac + bc) + squared) / Math.sqrt(a * b);
}

/** Of two int8 vectors, in exact integers. A vector of zeros is like none (none is ever written; a row may hold it all the same). */
export function cosine(a: Int8Array, b: Int8Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

/** The score of two int8 vectors at a site: with its centre taken away, or their cosine where it has none. */
export function scoreOf(centre: Centre | null, a: Int8Array, b: Int8Array): number {
  const plain = cosine(a, b);
  return centre ? centredCosine(plain, cosine(a, centre.direction), cosine(b, centre.direction), centre.length) : plain;
}

/** The same in SQL, of a template's column and a bound probe; `scoreParams` binds the rest. */
export const scoreSql = (column: string): string => {
  const own = `(1 - vec_distance_cosine(vec_int8(${column}), vec_int8(:centre)))`;
  const plain = `(1 - vec_distance_cosine(vec_int8(${column}), vec_int8(:probe)))`;
  // Without a centre the length is 0, and what remains is the plain cosine.
  return `((${plain} - :length * (:probeOwn + ${own}) + :length * :length) / (:probeLength * sqrt(1 - 2 * :length * ${own} + :length * :length)))`;
};

export function scoreParams(centre: Centre | null, probe: Int8Array): Record<string, Uint8Array | number> {
  const length = centre?.length ?? 0;
  const probeOwn = centre ? cosine(probe, centre.direction) : 0;
  return {
    probe: blob(probe),
    centre: blob(centre?.direction ?? probe),
    length,
    probeOwn,
    probeLength: Math.sqrt(1 - 2 * length * probeOwn + length * length),
  };
}

/** Whose templates are matched. */
const PEOPLE = `
  SELECT p.id FROM people p WHERE p.active = 1 AND p.deleted_at IS NULL
    AND EXISTS (SELECT 1 FROM templates t WHERE t.person_id = p.id AND t.model_id = :modelId)`;

/** The mean of people's means, drawn towards zero; null for too few. */
function centreOf(db: ReadableDb, modelId: string, count: number): Centre | null {
  if (count < LEAST_PEOPLE) return null;
  const every = Math.ceil(count / MOST_PEOPLE);
  const ids = db.all<{ id: number }>(`${PEOPLE} ORDER BY p.id`, { modelId }).filter((_, k) => k % every === 0);
  const sum = new Float64Array(EMBEDDING_LENGTH);
  for (const { id } of ids) {
    const templates = db.all<{ embedding: Uint8Array }>(
      'SELECT t.embedding FROM templates t WHERE t.person_id = :id AND t.model_id = :modelId',
      { id, modelId },
    );
    for (const { embedding } of templates) {
      const vector = unblob(embedding);
      let squares = 0;
      for (const v of vector) squares += v * v;
      const scale = squares > 0 ? 1 / Math.sqrt(squares) / templates.length : 0;
      for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]! * scale;
    }
  }
  const mean = Float32Array.from(sum, (v) => v / (ids.length + PRIOR_PEOPLE));
  const length = Math.hypot(...mean);
  return length > 0 ? { direction: quantise(mean), length } : null;
}

/**
 * Makes the centre anew where the people have changed enough, somebody of it was erased, or there is none yet. Then everybody's scores are to be
 * measured again and look-alikes searched again: a threshold and the centre that its scores were measured with belong together.
 * Reads at most 1,000 people's templates (50 ms).
 */
export function refreshCentre(db: WritableDb, modelId: string): Result<{ readonly changed: boolean }> {
  return guard<{ readonly changed: boolean }>(db, () => {
    const count = db.get<{ n: number }>(`SELECT count(*) AS n FROM (${PEOPLE})`, { modelId })!.n;
    const before = db.get<{ model: string; people: number; has: number }>(
      'SELECT model_id AS model, centre_people AS people, centre IS NOT NULL AS has FROM gallery WHERE id = 1',
    );
    if (before?.model !== modelId) return ok({ changed: false });
    const people = count < LEAST_PEOPLE ? 0 : count;
    if (before.has === 0 && people === 0) return ok({ changed: false });
    if (before.people > 0 && Math.abs(people - before.people) < Math.max(1, before.people / CHANGED_SHARE))
      return ok({ changed: false });
    const centre = centreOf(db, modelId, count);
    db.run('UPDATE gallery SET centre = :centre, centre_length = :length, centre_people = :people', {
      centre: centre && blob(centre.direction),
      length: centre?.length ?? 0,
      people: centre ? people : 0,
    });
    db.run('UPDATE scores SET newest = 0');
    db.run('DELETE FROM look_alike_search');
    return ok({ changed: true });
  });
}
