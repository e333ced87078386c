/**
 * Finds who looks like whom: one person at the end of an enrolment, everybody at night, after a change of the model, and when the
 * threshold went down. One statement a slice (12 ms over 50,000 templates), and twice as long for everybody else after it: 10,000
 * people take about half an hour of a night, and nobody at the door waits.
 */
import type { PersonId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { wallTime } from '../../domain/time/wall-clock.ts';
import { guardRead } from '../../storage/file/db.ts';
import { currentModel } from '../../storage/gallery/gallery.ts';
import {
  finishSearch,
  lastSearch,
  nearestOthers,
  peopleAfter,
  peopleCount,
  setLookAlikes,
  vectorsOf,
  type Alike,
} from '../../storage/gallery/look-alikes.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';

const HOUR_MS = 3_600_000;
/** Between these hours of the site's day. */
const NIGHT = { from: 2, to: 5 } as const;
/** A search of this night is not done twice; one that no night has seen (the machine is off then) is done by day. */
const SAME_NIGHT_MS = 12 * HOUR_MS;
const OVERDUE_MS = 36 * HOUR_MS;
const TICK_MS = 15 * 60_000;
/** Rest after a slice, in lengths of the slice. */
const REST = 2;

export type LookAlikeSearch = {
  /** Looks now and every quarter of an hour whether a search is due. */
  begin(site: Site): void;
  /** Starts a search of everybody; nothing while one is going on. */
  search(site: Site): void;
  /** One person with everybody. Errors: the disk's. */
  check(site: Site, id: PersonId): Promise<Result<null>>;
  /** The same, without waiting: what goes wrong is mended by the night's search. */
  soon(site: Site, id: PersonId): void;
  progress(): { readonly done: number; readonly total: number } | null;
  /** The site is about to be closed. */
  end(): void;
  stop(): void;
};

export type LookAlikeWorld = {
  modelId(): string;
  /** False while templates are being made anew. */
  ready(): boolean;
  threshold(): number;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly log: Log;
  changed(): void;
  /** ms; tests go on at once. */
  rest?(ms: number): Promise<void>;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function createLookAlikeSearch(world: LookAlikeWorld): LookAlikeSearch {
  const { clock, log } = world;
  const rest = world.rest ?? pause;
  let progress: { done: number; total: number } | null = null;
  let stopped = false;
  let timer: ReturnType<typeof setInterval> | null = null;
  let current: Site | null = null;
  /** The site may be closed, or another opened, while somebody rests. */
  const gone = (site: Site): boolean => stopped || site !== current;

  async function check(site: Site, id: PersonId): Promise<Result<null>> {
    const modelId = world.modelId();
    const threshold = world.threshold();
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

  async function everybody(site: Site): Promise<Result<null>> {
    const modelId = world.modelId();
    const threshold = world.threshold();
    const total = guardRead(site.db, () => peopleCount(site.db, modelId));
    if (!total.ok) return total;
    progress = { done: 0, total: total.value };
    for (let after = 0; ;) {
      const page = guardRead(site.db, () => peopleAfter(site.db, modelId, after));
      if (!page.ok) return page;
      for (const id of page.value) {
        const checked = await check(site, id);
        if (!checked.ok) return checked;
        // Another model, or a threshold that went down meanwhile: what was found is not what is asked now.
        if (gone(site) || world.modelId() !== modelId || world.threshold() < threshold) return ok(null);
        progress = { done: progress.done + 1, total: Math.max(progress.total, progress.done + 1) };
      }
      const last = page.value.at(-1);
      if (last === undefined) break;
      after = last;
    }
    const people = progress.done;
    return finishSearch(site.own, { modelId, threshold, people, finishedAt: clock.now() });
  }

  function search(site: Site): void {
    if (progress || gone(site)) return;
    progress = { done: 0, total: 0 };
    const started = clock.monotonic();
    everybody(site)
      .then((done) => {
        if (!done.ok) log.error({ error: done.error }, 'the search for look-alikes stopped; it is tried again');
        else
          log.info({ people: progress?.done, ms: Math.round(clock.monotonic() - started) }, 'the search for look-alikes is done');
      })
      .catch((error: unknown) => log.error({ err: error }, 'the search for look-alikes failed'))
      .finally(() => {
        progress = null;
        if (!stopped) world.changed();
      });
  }

  function isDue(site: Site): boolean {
    const last = lastSearch(site.db);
    if (!last || last.modelId !== world.modelId() || world.threshold() < last.threshold) return true;
    const now = clock.now();
    const age = now - last.finishedAt;
    const hour = Math.floor(wallTime(now, site.settings().timeZone).minute / 60);
    const night = hour >= NIGHT.from && hour < NIGHT.to;
    // A clock that was set back would otherwise put the next search off for as long.
    return age < 0 || age > OVERDUE_MS || (night && age > SAME_NIGHT_MS);
  }

  function tick(site: Site): void {
    if (gone(site) || !world.ready()) return;
    const due = guardRead(site.db, () => (currentModel(site.db) === world.modelId() ? isDue(site) : false));
    if (!due.ok) log.warn({ error: due.error }, 'it cannot be read whether a search for look-alikes is due; it is tried again');
    if (due.ok && due.value) search(site);
  }

  function end(): void {
    current = null;
    if (timer) clearInterval(timer);
    timer = null;
  }

  return {
    begin(site) {
      current = site;
      if (timer) clearInterval(timer);
      timer = setInterval(() => tick(site), TICK_MS);
      timer.unref();
      tick(site);
    },
    search,
    check,
    soon(site, id) {
      check(site, id)
        .then((checked) => {
          if (!checked.ok) log.warn({ error: checked.error }, 'look-alikes of one person are searched for at night');
          else if (!gone(site)) world.changed();
        })
        .catch((error: unknown) => log.error({ err: error }, 'the search for look-alikes failed'));
    },
    progress: () => progress,
    end,
    stop() {
      stopped = true;
      end();
    },
  };
}
