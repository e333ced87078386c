/** Who looks like one person, and like everybody: one statement a slice, and a rest after it, so that nobody at the door waits. */
import type { PersonId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import {
  finishSearch,
  nearestOthers,
  peopleAfter,
  peopleCount,
  setLookAlikes,
  vectorsOf,
  type Alike,
} from '../../storage/gallery/look-alikes.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import type { Sought } from './search-due.ts';

/** Rest after a slice, in lengths of the slice. */
const REST = 2;

export type AlikeWorld = {
  /** What is looked for now. */
  sought(): Sought;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  rest(ms: number): Promise<void>;
  /** The site may be closed, or another opened, while somebody rests. */
  gone(site: Site): boolean;
};

/** One person with everybody; nothing is kept of it where the site is gone meanwhile. Errors: the disk's. */
export async function searchFor({ sought, clock, rest, gone }: AlikeWorld, site: Site, id: PersonId): Promise<Result<null>> {
  const { modelId, threshold } = sought();
  const vectors = guardRead(site.db, () => vectorsOf(site.db, modelId, id));
  if (!vectors.ok) return vectors;
  const found: Alike[] = [];
  for (const vector of vectors.value) {
    if (gone(site)) return ok(null);
    const before = clock.monotonic();
    const near = guardRead(site.db, () => nearestOthers(site.db, modelId, id, vector, threshold));
    if (!near.ok) return near;
    found.push(...near.value);
    await rest(REST * (clock.monotonic() - before));
  }
  return gone(site) ? ok(null) : setLookAlikes(site.own, modelId, id, found, threshold, clock.now());
}

export type Progress = { readonly done: number; readonly total: number };

/**
 * Everybody with everybody. What was looked for may be another meanwhile: then it is given up, and not noted as finished. Errors: the disk's.
 * @param progressed after each person
 */
export async function searchForAll(world: AlikeWorld, site: Site, progressed: (now: Progress) => void): Promise<Result<null>> {
  const { modelId, threshold } = world.sought();
  const all = guardRead(site.db, () => peopleCount(site.db, modelId));
  if (!all.ok) return all;
  let done = 0;
  progressed({ done, total: all.value });
  for (let after = 0; ;) {
    const page = guardRead(site.db, () => peopleAfter(site.db, modelId, after));
    if (!page.ok) return page;
    for (const id of page.value) {
      const checked = await searchFor(world, site, id);
      if (!checked.ok) return checked;
      const now = world.sought();
      if (world.gone(site) || now.modelId !== modelId || now.threshold < threshold) return ok(null);
      done += 1;
      progressed({ done, total: Math.max(all.value, done) });
    }
    const last = page.value.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return finishSearch(site.own, { modelId, threshold, people: done, finishedAt: world.clock.now() });
}
