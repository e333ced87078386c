import { err, ok, type Result } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import { dayDetail, monthOf, personMonth, previewOf } from '../../storage/hours/detail.ts';
import { hoursGrid } from '../../storage/hours/grid.ts';
import { hoursCharts, hoursTeam, rowsBehind } from '../../storage/hours/team.ts';
import { hoursToday, todayWho } from '../../storage/hours/today.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { bookOf } from './book.ts';

type Names = Exclude<Extract<keyof Handlers, `hours.${string}`>, 'hours.try'>;

export type HoursCalls = Sites & { readonly clock: Pick<Clock, 'now'> };

export function hoursHandlers(world: HoursCalls): Pick<Handlers, Names> {
  const now = (): number => world.clock.now();

  /** Piece by piece: the kiosk is not kept waiting. A site that was closed meanwhile is asked nothing more. */
  async function slowly<T>(work: (site: Site) => Generator<void, T>): Promise<Result<T>> {
    const opened = world.site();
    if (!opened.ok) return opened;
    const steps = work(opened.value);
    for (;;) {
      const step = guardRead(opened.value.db, () => steps.next());
      if (!step.ok) return step;
      if (step.value.done === true) return ok(step.value.value);
      await new Promise((done) => setImmediate(done));
      const still = world.site();
      if (!still.ok) return still;
      if (still.value !== opened.value) return err({ code: 'not-set-up' });
    }
  }

  return {
    'hours.person': ({ personId, month }) =>
      world.withSite((site) =>
        there(guardRead(site.db, () => personMonth(site.db, bookOf(site), personId, monthOf(month), now()))),
      ),

    'hours.day': ({ personId, day }) =>
      world.withSite((site) => there(guardRead(site.db, () => dayDetail(site.db, bookOf(site), personId, day, now())))),

    'hours.today': () => world.withSite((site) => guardRead(site.db, () => hoursToday(site.db, bookOf(site), now()))),

    'hours.todayWho': (query) =>
      world.withSite((site) => guardRead(site.db, () => todayWho(site.db, bookOf(site), query, now()))),

    'hours.team': ({ month }) =>
      world.withSite((site) => guardRead(site.db, () => hoursTeam(site.db, bookOf(site), month, now()))),

    'hours.charts': ({ month, department }) => slowly((site) => hoursCharts(site.db, bookOf(site), month, now(), department)),

    'hours.behind': ({ month, part, department }) =>
      slowly((site) => rowsBehind(site.db, bookOf(site), month, part, now(), department)),

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
