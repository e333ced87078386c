import { firstOfMonth } from '../../domain/hours/balance.ts';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { personId as idOf } from '../../domain/ids.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { MonthState } from '../../shared/calls/periods.ts';
import { guardRead } from '../../storage/file/db.ts';
import { closePeriod, finishedPeople, marksOf, refusedAsClosed, reopenPeriod, setFinished } from '../../storage/hours/periods.ts';
import { operatorNow } from '../base/actor.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { dayAt } from './book.ts';
import { daysToClose, differencesOf, type MonthDays } from './closing.ts';

type Names = Extract<keyof Handlers, `periods.${string}`>;

/** @param month 'YYYY-MM' */
function daysOfMonth(month: string): MonthDays {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: firstOfMonth(year, number - 1), to: firstOfMonth(year, number) - 1 };
}

const row = (reason: ReasonOf<'system'>, month: string, more: object = {}): EventFacts => ({
  kind: 'system',
  reason,
  detail: { month, ...more },
});

export function periodsHandlers(world: Sites & { readonly clock: Pick<Clock, 'now'> }): Pick<Handlers, Names> {
  const { clock } = world;
  const today = (site: Site): Day => dayAt(site, clock.now());

  return {
    'periods.list': ({ months }) => world.withSite((site) => guardRead(site.db, () => statesOf(site, months, today(site)))),

    'periods.close': async ({ month, reason }) => {
      const site = world.site();
      if (!site.ok) return site;
      const days = daysOfMonth(month);
      if (days.to >= today(site.value)) return err({ code: 'month-not-over' });
      const open = refusedAsClosed(site.value.db, days);
      if (!open.ok) return open;
      const all = await daysToClose(site.value, days, () => clock.now());
      // A night shift of the last day ends after it: what is not judged yet is no evidence.
      if ([...all.values()].flat().some((d) => d.verdict === 'open')) return err({ code: 'month-not-over' });
      const closed = change<number>(
        site.value,
        'hours',
        (people) => row('month-closed', month, { people }),
        (tx) => closePeriod(tx.db, { ...days, reason, by: operatorNow(), at: Math.round(clock.now()) }, all),
      );
      return closed.ok ? ok({ people: closed.value }) : closed;
    },

    'periods.reopen': ({ month, reason }) =>
      world.withSite((site) =>
        change(site, 'hours', row('month-reopened', month), (tx) =>
          reopenPeriod(tx.db, { ...daysOfMonth(month), reason, by: operatorNow(), at: Math.round(clock.now()) }),
        ),
      ),

    'periods.finish': ({ month, personIds, finished }) =>
      world.withSite((site): Result<null> => {
        const days = daysOfMonth(month);
        const open = refusedAsClosed(site.db, days);
        if (!open.ok) return open;
        const reason = finished ? 'month-finished' : 'month-unfinished';
        const marked = change<readonly number[]>(
          site,
          'hours',
          (changed) => changed.map((id) => ({ ...row(reason, month), personId: idOf(id) })),
          (tx) => setFinished(tx.db, personIds, days.from, finished, operatorNow(), Math.round(clock.now())),
        );
        return marked.ok ? ok(null) : marked;
      }),

    'periods.differences': async ({ month }) => {
      const site = world.site();
      return site.ok ? differencesOf(site.value, daysOfMonth(month), clock.now()) : site;
    },
  };
}

function statesOf({ db }: Site, months: number, today: Day): MonthState[] {
  const [year = 0, month = 1] = isoDay(today).split('-').map(Number);
  return Array.from({ length: months }, (_, i): MonthState => {
    const days = { from: firstOfMonth(year, month - 1 - i), to: firstOfMonth(year, month - i) - 1 };
    const marks = marksOf(db, days);
    return {
      month: isoDay(days.from).slice(0, 7),
      state: days.to >= today ? 'running' : marks[0]?.mark === 'closed' ? 'closed' : 'open',
      marks: marks.map(({ mark, by, at, reason, engine }) => ({ mark, by, at, reason, engine })),
      finished: [...finishedPeople(db, days.from)],
    };
  });
}
