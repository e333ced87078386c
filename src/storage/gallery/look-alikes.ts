/**
 * People who look alike to this model: pairs whose best templates are as close as the threshold lets a probe be. Comparing everybody
 * with everybody is done one template at a time (`nearestOthers` is one statement, one slice of a search), so that the caller can let
 * others in between.
 */
import { personId, type PersonId } from '../../domain/ids.ts';
import type { Candidate } from '../../domain/recognition/decision.ts';
import { ok, type Result } from '../../domain/result.ts';
import { readCentre, scoreOf, type Centre } from './centre.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { quantise, unblob } from '../../domain/recognition/embedding.ts';
import { CANDIDATES, nearest } from './gallery.ts';

export type Alike = {
  readonly personId: PersonId;
  /** Of the two nearest templates, as a match is scored. */ readonly score: number;
};

export type LookAlike = {
  readonly a: { readonly id: PersonId; readonly name: string; readonly employeeNumber: string };
  readonly b: { readonly id: PersonId; readonly name: string; readonly employeeNumber: string };
  readonly score: number;
  /** ms since the epoch: first found. */
  readonly since: number;
};

export type Search = {
  readonly modelId: string;
  readonly threshold: number;
  readonly people: number;
  readonly finishedAt: number;
};

/** Who can be recognised now, after `after`; empty = done. A page of them, so that people may come and go meanwhile. */
export function peopleAfter(db: ReadableDb, modelId: string, after: number, limit = 500): PersonId[] {
  const rows = db.all<{ id: number }>(
    `SELECT p.id FROM people p WHERE p.id > :after AND p.active = 1 AND p.deleted_at IS NULL
       AND EXISTS (SELECT 1 FROM templates t WHERE t.person_id = p.id AND t.model_id = :modelId)
     ORDER BY p.id LIMIT :limit`,
    { after, modelId, limit },
  );
  return rows.map((row) => personId(row.id));
}

/** How many can be recognised now. */
export function peopleCount(db: ReadableDb, modelId: string): number {
  return db.get<{ n: number }>(
    `SELECT count(*) AS n FROM people p WHERE p.active = 1 AND p.deleted_at IS NULL
       AND EXISTS (SELECT 1 FROM templates t WHERE t.person_id = p.id AND t.model_id = :modelId)`,
    { modelId },
  )!.n;
}

/** The int8 vectors of one person's templates of a model. */
export function vectorsOf(db: ReadableDb, modelId: string, id: PersonId): Uint8Array[] {
  return db
    .all<{ embedding: Uint8Array }>('SELECT embedding FROM templates WHERE person_id = :id AND model_id = :modelId', {
      id,
      modelId,
    })
    .map((row) => row.embedding);
}

/** The other people with a template of at least `threshold` to this one. One statement: 12 ms over 50,000 templates. */
export function nearestOthers(db: ReadableDb, modelId: string, id: PersonId, vector: Uint8Array, threshold: number): Alike[] {
  return nearest(db, modelId, unblob(vector), { without: id, least: threshold, limit: CANDIDATES });
}

/**
 * Stores whom one person looks like, and forgets the pairs of theirs that are no more. A pair that stays keeps its date. A pair that was
 * found from the other side alone (64 candidates are not everybody) is compared exactly before it goes.
 * @param found what `nearestOthers` said for each of their templates
 */
export function setLookAlikes(
  db: WritableDb,
  modelId: string,
  id: PersonId,
  found: readonly Alike[],
  threshold: number,
  now: number,
): Result<null> {
  return guard(db, () => {
    const best = new Map<PersonId, number>();
    for (const { personId: other, score } of found) best.set(other, Math.max(score, best.get(other) ?? -1));
    const before = db.all<{ other: PersonId; since: number }>(
      'SELECT b AS other, since FROM look_alikes WHERE a = :id UNION ALL SELECT a, since FROM look_alikes WHERE b = :id',
      { id },
    );
    for (const { other } of before) {
      if (!best.has(other)) best.set(other, likeness(db, modelId, id, other));
    }
    if (before.length > 0) {
      db.run('DELETE FROM look_alikes WHERE a = :id', { id });
      db.run('DELETE FROM look_alikes WHERE b = :id', { id });
    }
    const since = new Map(before.map((pair) => [pair.other, pair.since]));
    for (const [other, score] of best) {
      if (score < threshold) continue;
      db.run('INSERT INTO look_alikes (a, b, model_id, score, since) VALUES (:a, :b, :modelId, :score, :since)', {
        a: Math.min(id, other),
        b: Math.max(id, other),
        modelId,
        score,
        since: since.get(other) ?? Math.round(now),
      });
    }
    return ok(null);
  });
}

/** Score of two people's nearest templates; -1 where one has none. */
function likeness(db: ReadableDb, modelId: string, a: PersonId, b: PersonId): number {
  const centre = readCentre(db);
  const theirs = vectorsOf(db, modelId, b);
  return vectorsOf(db, modelId, a).reduce((best, v) => Math.max(best, bestOf(centre, theirs, unblob(v))), -1);
}

/** A whole search is done. What another model found is forgotten: its scores mean nothing to this one. */
export function finishSearch(db: WritableDb, search: Search): Result<null> {
  return guard(db, () => {
    db.run('DELETE FROM look_alikes WHERE model_id <> :modelId', { modelId: search.modelId });
    db.run(
      `INSERT INTO look_alike_search (id, model_id, threshold, people, finished_at) VALUES (1, :modelId, :threshold, :people, :at)
       ON CONFLICT (id) DO UPDATE SET model_id = :modelId, threshold = :threshold, people = :people, finished_at = :at`,
      { modelId: search.modelId, threshold: search.threshold, people: search.people, at: Math.round(search.finishedAt) },
    );
    return ok(null);
  });
}

export function lastSearch(db: ReadableDb): Search | null {
  return (
    db.get<Search>(
      'SELECT model_id AS modelId, threshold, people, finished_at AS finishedAt FROM look_alike_search WHERE id = 1',
    ) ?? null
  );
}

const PRESENT = `
  FROM look_alikes l
  JOIN people pa ON pa.id = l.a AND pa.active = 1 AND pa.deleted_at IS NULL
  JOIN people pb ON pb.id = l.b AND pb.active = 1 AND pb.deleted_at IS NULL
  WHERE l.model_id = :modelId AND l.score >= :threshold`;
const PAIR =
  'SELECT l.a, l.b, l.score, l.since, pa.name AS aName, pa.employee_number AS aNumber, pb.name AS bName, pb.employee_number AS bNumber';
type Row = { a: number; b: number; score: number; since: number; aName: string; aNumber: string; bName: string; bNumber: string };

function toPair({ a, b, score, since, aName, aNumber, bName, bNumber }: Row): LookAlike {
  return {
    a: { id: personId(a), name: aName, employeeNumber: aNumber },
    b: { id: personId(b), name: bName, employeeNumber: bNumber },
    score,
    since,
  };
}

/** The closest first. Only pairs of which both can be recognised now. */
export function listLookAlikes(
  db: ReadableDb,
  modelId: string,
  threshold: number,
  limit: number,
): { readonly pairs: LookAlike[]; readonly total: number } {
  const params = { modelId, threshold };
  return {
    pairs: db.all<Row>(`${PAIR} ${PRESENT} ORDER BY l.score DESC, l.a, l.b LIMIT :limit`, { ...params, limit }).map(toPair),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${PRESENT}`, params)!.n,
  };
}

/** Of one person, the closest first. */
export function lookAlikesOf(db: ReadableDb, modelId: string, threshold: number, id: PersonId): LookAlike[] {
  const rows = db.all<Row>(`${PAIR} ${PRESENT} AND l.a = :id UNION ALL ${PAIR} ${PRESENT} AND l.b = :id`, {
    modelId,
    threshold,
    id,
  });
  return rows.map(toPair).sort((x, y) => y.score - x.score);
}

/** A probe's score with each known look-alike of a person. Usually one look into two indexes, and nothing found. */
export function rivalsOf(db: ReadableDb, modelId: string, threshold: number, id: PersonId, probe: Float32Array): Candidate[] {
  const others = lookAlikesOf(db, modelId, threshold, id).map(({ a, b }) => (a.id === id ? b.id : a.id));
  if (others.length === 0) return [];
  const centre = readCentre(db);
  const quantised = quantise(probe);
  return others.map((other) => ({ personId: other, score: bestOf(centre, vectorsOf(db, modelId, other), quantised) }));
}

/** The greatest score of a vector among several; -1 where there are none. */
export function bestOf(centre: Centre | null, vectors: readonly Uint8Array[], quantised: Int8Array): number {
  return vectors.reduce((best, v) => Math.max(best, scoreOf(centre, quantised, unblob(v))), -1);
}
