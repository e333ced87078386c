import { eventId, personId } from '../../domain/ids.ts';
import { LOOK_ALIKE_MARGIN } from '../../domain/recognition/look-alikes.ts';
import { err, ok } from '../../domain/result.ts';
import { listCounterExamples, notHimOf, PROBE_DAYS, type CounterExample } from '../../storage/gallery/counter-examples.ts';
import { guardRead } from '../../storage/file/db.ts';
import { getEvent } from '../../storage/log/events.ts';
import { lastSearch, listLookAlikes, lookAlikesOf, peopleCount } from '../../storage/gallery/look-alikes.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { CounterExampleRow, LookAlikes } from '../../shared/calls/look-alikes.ts';
import type { App } from '../app.ts';
import { sayNotHim, undoNotHim } from '../entrance/not-him.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'lookAlikes.list' | 'lookAlikes.check' | 'lookAlikes.search' | 'notHim.state' | 'notHim.say' | 'notHim.undo';

/** Pairs that the screen shows at once; more than that says that the threshold is too low for so many people. */
const SHOWN = 200;

export function lookAlikesHandlers(app: App): Pick<Handlers, Names> {
  const { model, clock } = app.deps;

  return {
    'lookAlikes.list': () =>
      app.withSite((site) =>
        guardRead(site.db, (): LookAlikes => {
          const modelId = model.id();
          const threshold = app.threshold();
          const last = lastSearch(site.db);
          return {
            ...listLookAlikes(site.db, modelId, threshold, SHOWN),
            threshold,
            people: peopleCount(site.db, modelId),
            margin: Math.max(LOOK_ALIKE_MARGIN, site.settings().margin),
            searched: last && {
              at: last.finishedAt,
              people: last.people,
              current: last.modelId === modelId && last.threshold <= threshold,
            },
            search: app.lookAlikes.progress(),
            counterExamples: listCounterExamples(site.db, modelId).map(toRow),
          };
        }),
      ),

    'lookAlikes.check': async ({ personId: id }) => {
      const site = app.site();
      if (!site.ok) return site;
      if (!getPerson(site.value.db, personId(id))) return err({ code: 'person-gone' });
      const checked = await app.lookAlikes.check(site.value, personId(id));
      if (!checked.ok) return checked;
      return app.withSite(({ db }) => guardRead(db, () => lookAlikesOf(db, model.id(), app.threshold(), personId(id))));
    },

    'lookAlikes.search': () =>
      app.withSite((site) => {
        app.lookAlikes.search(site);
        return ok(null);
      }),

    'notHim.state': ({ eventId: id }) =>
      app.withSite((site) =>
        guardRead(site.db, () => {
          const said = notHimOf(site.db, model.id(), eventId(id));
          if (said.state === 'gone' || getEvent(site.db, eventId(id))?.kind !== 'recognised')
            return { state: 'gone' as const, days: PROBE_DAYS };
          return said.state === 'said'
            ? said
            : { state: 'possible' as const, until: clock.now() + said.untilElapsed - site.time.elapsed() };
        }),
      ),

    'notHim.say': ({ eventId: id }) => app.withSite((site) => sayNotHim(site, eventId(id), model.id(), clock.now())),
    'notHim.undo': ({ eventId: id }) => app.withSite((site) => undoNotHim(site, eventId(id), model.id())),
  };
}

function toRow({
  eventId: event,
  personId: id,
  name,
  employeeNumber,
  saidAt,
  at,
  madeAt,
  used,
}: CounterExample): CounterExampleRow {
  return { eventId: event, person: { id, name, employeeNumber }, saidAt, at, madeAt, used };
}
