/**
 * This site's own scores: everybody's captures searched as a door searches a probe. Measured one person at a time (`measure` is one search,
 * one slice), so that the caller lets others in between; what is left to measure is read off the tables, so that it goes on where it stopped.
 *
 * [Note: scores follow the gallery] Somebody who joins may be nearer to others than anybody before: those whom the search finds near are
 * raised in the same transaction. The search finds the 64 nearest templates, not all: somebody far from everybody may keep a maximum that
 * is a little too low, which the tail of high maxima, the only part that a threshold follows from, does not see. Who leaves or is enrolled
 * anew has those measured again who were nearest to them.
 */
import { personId, type PersonId } from '../../domain/ids.ts';
import type { SiteScore } from '../../domain/recognition/error-rate-site.ts';
import { bestFrames, frameWeight, meanEmbedding } from '../../domain/recognition/vote.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { readCentre, scoreOf, type Centre } from './centre.ts';
import { quantise, unblob } from '../../domain/recognition/embedding.ts';
import { nearest, type MatchCandidate } from './gallery.ts';

/** Between a probe against another's captures and the other's probe against one's own, cosine. */
const NOISE = 0.1;
/** Nearest people whose own maxima one measurement may raise. */
const NEAREST = 12;

/** Whose templates are matched: active, not deleted, with templates of the model. */
const MATCHED = `
  SELECT t.person_id AS id, max(t.id) AS newest, count(*) AS templates
  FROM templates t JOIN people p ON p.id = t.person_id
  WHERE t.model_id = :modelId AND p.active = 1 AND p.deleted_at IS NULL
  GROUP BY t.person_id`;

export type Left = {
  readonly people: number;
  readonly templates: number;
  /** To be measured, or measured again. */ readonly left: readonly PersonId[];
};

/**
 * Forgets what is no more (people gone, another model, another number of frames) and says who is to be measured.
 * @param frames that the door averages
 */
export function prepareScores(db: WritableDb, modelId: string, frames: number): Result<Left> {
  return guard(db, () => {
    db.run('DELETE FROM scores WHERE model_id <> :modelId OR frames <> :frames', { modelId, frames });
    const gallery = db.all<{ id: number; newest: number; templates: number; measured: number | null; before: number | null }>(
      `SELECT m.*, s.newest AS measured, s.templates AS before FROM (${MATCHED}) m LEFT JOIN scores s ON s.person_id = m.id`,
      { modelId },
    );
    const here = new Set(gallery.map((row) => row.id));
    const changed = gallery
      .filter((row) => row.measured !== null && (row.measured !== row.newest || row.before !== row.templates))
      .map((row) => row.id);
    const gone = db
      .all<{ id: number }>('SELECT person_id AS id FROM scores')
      .filter(({ id }) => !here.has(id))
      .map(({ id }) => id);
    // Those who were nearest to somebody who is gone or looks different now.
    const again = new Set(changed);
    for (const id of [...gone, ...changed]) {
      for (const row of db.all<{ id: number }>('SELECT person_id AS id FROM scores WHERE other_id = :id', { id }))
        again.add(row.id);
    }
    for (const id of gone) db.run('DELETE FROM scores WHERE person_id = :id', { id });
    for (const id of again) db.run('UPDATE scores SET newest = 0 WHERE person_id = :id', { id });
    const left = gallery.filter((row) => row.measured === null || again.has(row.id)).map((row) => personId(row.id));
    return ok({ people: gallery.length, templates: gallery.reduce((sum, row) => sum + row.templates, 0), left });
  });
}

/** How many people can be recognised, with how many templates. */
export function gallerySize(db: ReadableDb, modelId: string): { readonly people: number; readonly templates: number } {
  return db.get<{ people: number; templates: number }>(
    `SELECT count(*) AS people, coalesce(sum(templates), 0) AS templates FROM (${MATCHED})`,
    { modelId },
  )!;
}

/** All rows that stand; a person who is to be measured again keeps the old one until then. */
export function listScores(db: ReadableDb, modelId: string, frames: number): SiteScore[] {
  return db.all<SiteScore>(
    `SELECT s.person_id AS personId, min(s.frames, s.templates) AS frames, s.other, s.other_id AS otherId, s.own FROM scores s JOIN people p ON p.id = s.person_id
     WHERE s.model_id = :modelId AND s.frames = :frames AND p.active = 1 AND p.deleted_at IS NULL`,
    { modelId, frames },
  );
}

type Capture = { readonly id: number; readonly vector: Int8Array; readonly unit: Float32Array; readonly weight: number };

function capturesOf(db: ReadableDb, modelId: string, id: number): Capture[] {
  return db
    .all<{ id: number; embedding: Uint8Array; sharpness: number | null; mirror: number }>(
      `SELECT id, embedding, quality ->> 'Sharpness' AS sharpness, mirror_cosine AS mirror FROM templates
       WHERE person_id = :id AND model_id = :modelId ORDER BY id`,
      { id, modelId },
    )
    .map((row) => {
      const vector = unblob(row.embedding);
      return { id: row.id, vector, unit: unitOf(vector), weight: frameWeight(row.sharpness ?? 0, row.mirror) };
    });
}

function unitOf(vector: Int8Array): Float32Array {
  let squares = 0;
  for (const v of vector) squares += v * v;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return Float32Array.from(vector, (v) => v * scale);
}

function averageOf(captures: readonly Capture[]): Int8Array {
  return quantise(meanEmbedding(captures.map(({ unit, weight }) => ({ embedding: unit, weight }))));
}

/**
 * As a stranger's probe at the door: the best `frames` captures averaged, or all where there are fewer. A probe of fewer frames scores lower against strangers
 * ([Note: what one search is worth] in error-rate.ts): `listScores` says of how many each is.
 */
function probeOf(captures: readonly Capture[], frames: number): Int8Array {
  return averageOf(bestFrames(captures, frames));
}

/** The best cosine to a capture of one's own: one capture at least is left out of the probe. Null where there is a single one. */
function ownOf(centre: Centre | null, captures: readonly Capture[], frames: number): number | null {
  if (captures.length < 2) return null;
  const averaged = bestFrames(captures, Math.min(frames, captures.length - 1));
  const rest = captures.filter((c) => !averaged.includes(c));
  return bestOf(centre, averageOf(averaged), rest);
}

const bestOf = (centre: Centre | null, probe: Int8Array, captures: readonly Capture[]): number | null =>
  captures.reduce<number | null>((best, { vector }) => Math.max(best ?? -1, scoreOf(centre, probe, vector)), null);

/**
 * Measures one person and raises those whom they are nearer to than anybody before. Does nothing for somebody who is gone.
 * One search (12 ms among 50,000 templates) and a few dozen small reads.
 */
export function measure(db: WritableDb, modelId: string, id: PersonId, frames: number): Result<null> {
  return guard(db, () => {
    const captures = capturesOf(db, modelId, id);
    const newest = captures.at(-1);
    if (!newest) return ok(null);
    const probe = probeOf(captures, frames);
    const centre = readCentre(db);
    const near = nearest(db, modelId, probe, { without: id, limit: NEAREST });
    const first = near[0] ?? null;
    db.run(
      `INSERT INTO scores (person_id, model_id, frames, newest, templates, other_id, other, own)
       VALUES (:id, :modelId, :frames, :newest, :templates, :otherId, :other, :own)
       ON CONFLICT (person_id) DO UPDATE SET model_id = :modelId, frames = :frames, newest = :newest, templates = :templates,
         other_id = :otherId, other = :other, own = :own`,
      {
        id,
        modelId,
        frames,
        newest: newest.id,
        templates: captures.length,
        otherId: first?.personId ?? null,
        other: first?.score ?? null,
        own: ownOf(centre, captures, frames),
      },
    );
    for (const neighbour of near) raise(db, modelId, centre, neighbour, frames, id, captures);
    return ok(null);
  });
}

/** The neighbour's probe against the newcomer's captures, where the newcomer's probe came near to the neighbour's maximum at all. */
function raise(
  db: WritableDb,
  modelId: string,
  centre: Centre | null,
  { personId: neighbour, score: seen }: MatchCandidate,
  frames: number,
  by: PersonId,
  captures: readonly Capture[],
): void {
  const row = db.get<{ other: number | null }>(
    'SELECT other FROM scores WHERE person_id = :neighbour AND model_id = :modelId AND frames = :frames',
    { neighbour, modelId, frames },
  );
  if (!row || seen < (row.other ?? -1) - NOISE) return;
  const probe = probeOf(capturesOf(db, modelId, neighbour), frames);
  const score = bestOf(centre, probe, captures);
  if (score === null || score <= (row.other ?? -1)) return;
  db.run('UPDATE scores SET other_id = :by, other = :score WHERE person_id = :neighbour', { by, score, neighbour });
}
