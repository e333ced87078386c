import { personId } from '../../domain/ids.ts';
import { LOOK_ALIKE_MARGIN } from '../../domain/recognition/look-alikes.ts';
import { err, ok } from '../../domain/result.ts';
import { listCounterExamples, type CounterExample } from '../../storage/gallery/counter-examples.ts';
import { guardRead } from '../../storage/file/db.ts';
import { lastSearch, listLookAlikes, lookAlikesOf, peopleCount } from '../../storage/gallery/look-alikes.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { CounterExampleRow, LookAlikes } from '../../shared/calls/look-alikes.ts';
import type { LookAlikeSearch } from './look-alikes.ts';
import type { Model } from './model-card.ts';
import type { Sites } from '../site/sites.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'lookAlikes.list' | 'lookAlikes.check' | 'lookAlikes.search';

/** Pairs that the screen shows at once; more than that says that the threshold is too low for so many people. */
const SHOWN = 200;

export type LookAlikesCalls = Sites & {
  readonly model: Pick<Model, 'id'>;
  readonly lookAlikes: LookAlikeSearch;
  threshold(): number;
};

export function lookAlikesHandlers(world: LookAlikesCalls): Pick<Handlers, Names> {
  const { model } = world;

  return {
    'lookAlikes.list': () =>
      world.withSite((site) =>
        guardRead(site.db, (): LookAlikes => {
          const modelId = model.id();
          const threshold = world.threshold();
          const last = lastSearch(site.db);
          return {
            ...listLookAlikes(site.db, modelId, threshold, SHOWN),
            threshold,
            people: peopleCount(site.db, modelId),
            margin: Math.max(LOOK_ALIKE_MARGIN, site.settings().recognition.margin),
            searched: last && {
              at: last.finishedAt,
              people: last.people,
              current: last.modelId === modelId && last.threshold <= threshold,
            },
            search: world.lookAlikes.progress(),
            counterExamples: listCounterExamples(site.db, modelId).map(toRow),
          };
        }),
      ),

    'lookAlikes.check': async ({ personId: id }) => {
      const site = world.site();
      if (!site.ok) return site;
      if (!getPerson(site.value.db, personId(id))) return err({ code: 'person-gone' });
      const checked = await world.lookAlikes.check(site.value, personId(id));
      if (!checked.ok) return checked;
      return world.withSite(({ db }) => guardRead(db, () => lookAlikesOf(db, model.id(), world.threshold(), personId(id))));
    },

    'lookAlikes.search': () =>
      world.withSite((site) => {
        world.lookAlikes.search(site);
        return ok(null);
      }),
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
