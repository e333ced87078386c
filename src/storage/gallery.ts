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
import { personId, type PersonId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { matchedTemplates, rebuildCodes } from './codes.ts';
import { guard, type ReadableDb, type WritableDb } from './db.ts';
import { blob, quantise, signCode, unblob } from './embedding.ts';

export type MatchCandidate = { readonly personId: PersonId; /** Cosine, -1..1. */ readonly score: number };
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
      db.run('INSERT INTO gallery (id, model_id) VALUES (1, :modelId) ON CONFLICT (id) DO UPDATE SET model_id = :modelId', {
        modelId,
      });
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

type Row = { id: number; score: number };

/**
 * MATERIALIZED: the candidates are chosen once, from the codes alone, before any int8 vector is read. CROSS JOIN: templates are
 * looked up for the candidates; left to itself the planner walks all templates in the order that GROUP BY likes.
 */
const MATCH = `
  WITH near AS MATERIALIZED (
    SELECT template_id FROM codes ORDER BY vec_distance_hamming(vec_bit(code), vec_bit(:code)) LIMIT :candidates
  )
  SELECT t.person_id AS id, max(1 - vec_distance_cosine(vec_int8(t.embedding), vec_int8(:probe))) AS score
  FROM near CROSS JOIN templates t ON t.id = near.template_id
  WHERE t.model_id = :modelId AND t.person_id IS NOT :without
  GROUP BY t.person_id ORDER BY score DESC, t.person_id LIMIT 2`;

/**
 * The best two people, each by the best of their templates. Only templates of `modelId` count, and only while it is the model
 * that `useModel` named.
 * @param probe 2048 floats of any length; RangeError as `quantise`
 */
export function match(db: ReadableDb, modelId: string, probe: Float32Array, options: MatchOptions = {}): Match {
  if (!db.vectors) return matchBrute(db, modelId, probe, options);
  const { candidates = CANDIDATES, without = null } = options;
  const quantised = quantise(probe);
  const rows = db.all<Row>(MATCH, {
    code: signCode(quantised),
    probe: blob(quantised),
    modelId,
    without,
    // The templates of the person who is left out may take places among the candidates.
    candidates: without === null ? candidates : candidates + templatesOf(db, without),
  });
  return bestTwo(rows);
}

/** The slow, obvious twin: every matched template, plain loops. Also the way where sqlite-vec has no build. */
export function matchBrute(
  db: ReadableDb,
  modelId: string,
  probe: Float32Array,
  options: Pick<MatchOptions, 'without'> = {},
): Match {
  const quantised = quantise(probe);
  const best = new Map<number, number>();
  // One page of templates after the other: the whole gallery would be 100 MB at once.
  for (let after = 0; ;) {
    const page = db.all<{ template: number; id: number; embedding: Uint8Array }>(
      `SELECT t.id AS template, t.person_id AS id, t.embedding FROM templates t JOIN people p ON p.id = t.person_id
       WHERE t.id > :after AND t.model_id = :modelId AND p.active = 1 AND p.deleted_at IS NULL AND t.person_id IS NOT :without
         AND EXISTS (SELECT 1 FROM gallery WHERE model_id = :modelId)
       ORDER BY t.id LIMIT 2000`,
      { after, modelId, without: options.without ?? null },
    );
    for (const { id, embedding } of page) {
      const score = cosine(quantised, unblob(embedding));
      best.set(id, Math.max(best.get(id) ?? -Infinity, score));
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.template;
  }
  return bestTwo([...best].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id));
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

function bestTwo(rows: readonly Row[]): Match {
  const [first = null, second = null] = rows.slice(0, 2).map(({ id, score }) => ({ personId: personId(id), score }));
  return { first, second };
}

function templatesOf(db: ReadableDb, id: PersonId): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM templates WHERE person_id = :id', { id })?.n ?? 0;
}
