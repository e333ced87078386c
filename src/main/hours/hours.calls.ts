import { err, ok, type Result } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import { dayDetail, monthOf, personMonth, previewOf } from '../../storage/hours/detail.ts';
import { hoursGrid } from '../../storage/hours/grid.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { bookOf } from './book.ts';

type Names = Extract<keyof Handlers, `hours.${string}`>;

export type HoursCalls = Sites & { readonly clock: Pick<Clock, 'now'> };

export function hoursHandlers(world: HoursCalls): Pick<Handlers, Names> {
  const now = (): number => world.clock.now();
  return {
    'hours.person': ({ personId, month }) =>
      world.withSite((site) =>
        there(guardRead(site.db, () => personMonth(site.db, bookOf(site), personId, monthOf(month), now()))),
      ),

    'hours.day': ({ personId, day }) =>
      world.withSite((site) => there(guardRead(site.db, () => dayDetail(site.db, bookOf(site), personId, day, now())))),

    'hours.grid': (query) => world.withSite((site) => guardRead(site.db, () => hoursGrid(site.db, bookOf(site), query, now()))),

    'hours.preview': ({ personId, day, body }) =>
      world.withSite((site) => there(guardRead(site.db, () => previewOf(site.db, bookOf(site), personId, day, body, now())))),
  };
}

/** Whoever is not there has no hours. */
function there<T>(read: Result<T | null>): Result<T> {
  if (!read.ok) return read;
  return read.value === null ? err({ code: 'person-gone' }) : ok(read.value);
}
