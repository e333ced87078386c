/**
 * Finds who looks like whom: one person at the end of an enrolment, everybody at night, after a change of the model, and when the
 * threshold went down. One statement a slice (12 ms over 50,000 templates), and twice as long for everybody else after it: 10,000
 * people take about half an hour of a night, and nobody at the door waits.
 */
import type { PersonId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { wallTime } from '../../domain/time/wall-clock.ts';
import { guardRead } from '../../storage/file/db.ts';
import { currentModel } from '../../storage/gallery/gallery.ts';
import { lastSearch } from '../../storage/gallery/look-alikes.ts';
import type { Log } from '../base/log.ts';
import { every } from '../base/timers.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { searchFor, searchForAll, type AlikeWorld, type Progress } from './alike.ts';
import { isSearchDue, type Sought } from './search-due.ts';

const TICK_MS = 15 * 60_000;

export type LookAlikeSearch = {
  /** Looks now and every quarter of an hour whether a search is due. */
  begin(site: Site): void;
  /** Starts a search of everybody; nothing while one is going on. */
  search(site: Site): void;
  /** One person with everybody. Errors: the disk's. */
  check(site: Site, id: PersonId): Promise<Result<null>>;
  /** The same, without waiting: what goes wrong is mended by the night's search. */
  soon(site: Site, id: PersonId): void;
  progress(): Progress | null;
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

export function createLookAlikeSearch(given: LookAlikeWorld): LookAlikeSearch {
  const { clock, log, changed } = given;
  let progress: Progress | null = null;
  let stopped = false;
  let current: Site | null = null;
  const gone = (site: Site): boolean => stopped || site !== current;
  const sought = (): Sought => ({ modelId: given.modelId(), threshold: given.threshold() });
  const world: AlikeWorld = { clock, sought, gone, rest: given.rest ?? pause };
  const looking = every(TICK_MS, tick);

  function search(site: Site): void {
    if (progress || gone(site)) return;
    progress = { done: 0, total: 0 };
    const started = clock.monotonic();
    searchForAll(world, site, (now) => (progress = now))
      .then((done) => {
        if (!done.ok) log.error({ error: done.error }, 'the search for look-alikes stopped; it is tried again');
        else
          log.info({ people: progress?.done, ms: Math.round(clock.monotonic() - started) }, 'the search for look-alikes is done');
      })
      .catch((error: unknown) => log.error({ err: error }, 'the search for look-alikes failed'))
      .finally(() => {
        progress = null;
        if (!stopped) changed();
      });
  }

  function tick(): void {
    const site = current;
    if (!site || gone(site) || !given.ready()) return;
    const now = clock.now();
    const due = guardRead(site.db, () => {
      if (currentModel(site.db) !== given.modelId()) return false;
      const hour = Math.floor(wallTime(now, site.settings().site.timeZone).minute / 60);
      return isSearchDue(lastSearch(site.db), sought(), now, hour);
    });
    if (!due.ok) log.warn({ error: due.error }, 'it cannot be read whether a search for look-alikes is due; it is tried again');
    if (due.ok && due.value) search(site);
  }

  function end(): void {
    current = null;
    looking.end();
  }

  return {
    begin(site) {
      current = site;
      looking.begin();
      tick();
    },
    search,
    check: (site, id) => searchFor(world, site, id),
    soon(site, id) {
      searchFor(world, site, id)
        .then((checked) => {
          if (!checked.ok) log.warn({ error: checked.error }, 'look-alikes of one person are searched for at night');
          else if (!gone(site)) changed();
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
