/**
 * One probe against everybody.
 *
 * [Note: two-table matching] A template stands in two tables: its 2048 int8 numbers in `templates`, its 2048 sign bits in `codes`.
 * The search reads every code and ranks only the nearest 64 by the int8 cosine. It must read codes alone: 15 of them lie on one
 * 4 KiB page, so 50,000 are 14 MB and stay decrypted in the page cache; beside the int8 vectors in one row the same search walks
 * 200 MB (DESIGN.md measured 12.4 ms against 534; `npm run bench:match` measures it again). No index is kept in step with the
 * table: both are written in one transaction, and codes are made from the stored numbers, so they can be made again at any time.
 * That 64 candidates hold the best match is not proved but tested, against `matchBrute` over random and clustered galleries. The
 * runner-up can be another of more than 64 templates that are all alike (a probe's whole family): then its score, and so the margin,
 * is off by the noise between them, a few hundredths.
 */
import { personId, type PersonId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { matchedTemplates, rebuildCodes } from '../people/codes.ts';
import { readCentre, scoreOf, scoreParams, scoreSql } from './centre.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { quantise, signCode, unblob } from '../../domain/recognition/embedding.ts';

export type MatchCandidate = {
  readonly personId: PersonId;
  /** Cosine, -1..1, with the site's centre taken away (centre.ts). */ readonly score: number;
};
export type Match = { readonly first: MatchCandidate | null; readonly second: MatchCandidate | null };

export type MatchOptions = {
  /** How many templates the sign codes choose for the ranking. */
  readonly candidates?: number;
  /** Leaves a person out: who is being enrolled again is not "known under another name". */
  readonly without?: PersonId;
};

export const CANDIDATES = 64;

/**
 * Says which model's templates are matched, and rebuilds the codes when it is another than before or when they are not what they
 * should be (a copy made by hand, a database from a machine without sqlite-vec). Call it once the model is loaded.
 */
export function useModel(db: WritableDb, modelId: string): Result<{ readonly changed: boolean }> {
  return guard(db, () => {
    const changed = currentModel(db) !== modelId;
    if (changed) {
      db.run(
        'INSERT INTO gallery (id, model_id) VALUES (1, :modelId) ON CONFLICT (id) DO UPDATE SET model_id = :modelId, centre = NULL, centre_length = 0, centre_people = 0',
        {
          modelId,
        },
      );
    }
    const codes = db.get<{ n: number }>('SELECT count(*) AS n FROM codes')?.n;
    if (changed || codes !== matchedTemplates(db)) rebuildCodes(db);
    return ok({ changed });
  });
}

/** The model whose templates are matched; null before the first `useModel`. */
export function currentModel(db: ReadableDb): string | null {
  return db.get<{ id: string }>('SELECT model_id AS id FROM gallery')?.id ?? null;
}

export type NearestOptions = {
  readonly candidates?: number;
  readonly without?: PersonId | null;
  readonly limit?: number;
  /** Only people who reach this score. */
  readonly least?: number;
};

/**
 * MATERIALIZED: the candidates are chosen once, from the codes alone, before any int8 vector is read. CROSS JOIN: templates are
 * looked up for the candidates; left to itself the planner walks all templates in the order that GROUP BY likes.
 */
const NEAREST = `
  WITH near AS MATERIALIZED (
    SELECT template_id FROM codes ORDER BY vec_distance_hamming(vec_bit(code), vec_bit(:code)) LIMIT :candidates
  )
  SELECT t.person_id AS personId, max(${scoreSql('t.embedding')}) AS score
  FROM near CROSS JOIN templates t ON t.id = near.template_id
  WHERE t.model_id = :modelId AND t.person_id IS NOT :without
  GROUP BY t.person_id HAVING score >= :least ORDER BY score DESC, t.person_id LIMIT :limit`;

/**
 * The people nearest to a vector, nearest first, each by the best of their templates: the one vector search. Only templates of `modelId` count, and only
 * while it is the model that `useModel` named.
 */
export function nearest(
  db: ReadableDb,
  modelId: string,
  probe: Int8Array,
  { candidates = CANDIDATES, without = null, limit = 2, least = -2 }: NearestOptions = {},
): MatchCandidate[] {
  if (!db.vectors) return nearestBrute(db, modelId, probe, { without, limit, least });
  const rows = db.all<{ personId: number; score: number }>(NEAREST, {
    ...scoreParams(readCentre(db), probe),
    code: signCode(probe),
    modelId,
    without,
    least,
    limit,
    // The templates of the person who is left out may take places among the candidates.
    candidates: without === null ? candidates : candidates + templatesOf(db, without),
  });
  return rows.map((row) => ({ personId: personId(row.personId), score: row.score }));
}

/** The slow, obvious twin: every matched template, plain loops. Also the way where sqlite-vec has no build. */
export function nearestBrute(
  db: ReadableDb,
  modelId: string,
  probe: Int8Array,
  { without = null, limit = 2, least = -2 }: NearestOptions = {},
): MatchCandidate[] {
  const centre = readCentre(db);
  const best = new Map<number, number>();
  // One page of templates after the other: the whole gallery would be 100 MB at once.
  for (let after = 0; ;) {
    const page = db.all<{ template: number; id: number; embedding: Uint8Array }>(
      `SELECT t.id AS template, t.person_id AS id, t.embedding FROM templates t JOIN people p ON p.id = t.person_id
       WHERE t.id > :after AND t.model_id = :modelId AND p.active = 1 AND p.deleted_at IS NULL AND t.person_id IS NOT :without
         AND EXISTS (SELECT 1 FROM gallery WHERE model_id = :modelId)
       ORDER BY t.id LIMIT 2000`,
      { after, modelId, without },
    );
    for (const { id, embedding } of page)
      best.set(id, Math.max(best.get(id) ?? -Infinity, scoreOf(centre, probe, unblob(embedding))));
    const last = page.at(-1);
    if (!last) break;
    after = last.template;
  }
  const rows = [...best].map(([id, score]) => ({ personId: personId(id), score })).filter((row) => row.score >= least);
  return rows.sort((a, b) => b.score - a.score || a.personId - b.personId).slice(0, limit);
}

/**
 * The best two people, each by the best of their templates.
 * @param probe 2048 floats of any length; RangeError as `quantise`
 */
export function match(db: ReadableDb, modelId: string, probe: Float32Array, options: MatchOptions = {}): Match {
  return bestTwo(nearest(db, modelId, quantise(probe), options));
}

/** `match` by the slow twin. */
export function matchBrute(
  db: ReadableDb,
  modelId: string,
  probe: Float32Array,
  options: Pick<MatchOptions, 'without'> = {},
): Match {
  return bestTwo(nearestBrute(db, modelId, quantise(probe), options));
}

const bestTwo = ([first, second]: readonly MatchCandidate[]): Match => ({ first: first ?? null, second: second ?? null });

function templatesOf(db: ReadableDb, id: PersonId): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM templates WHERE person_id = :id', { id })?.n ?? 0;
}
