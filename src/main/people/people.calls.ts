import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { personId } from '../../domain/ids.ts';
import type { Person } from '../../shared/schemas.ts';
import { guardRead } from '../../storage/file/db.ts';
import {
  getPerson,
  listPeople,
  markDeleted,
  setActive,
  unclearPeople,
  undelete,
  updatePerson,
} from '../../storage/people/people.ts';
import { photo } from '../../storage/gallery/templates.ts';
import { UNDO_SECONDS } from '../../shared/settings.ts';
import type { LookAlikeSearch } from '../gallery/look-alikes.ts';
import type { Retention } from '../site/retention.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import type { Transaction } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names =
  | 'people.list'
  | 'people.unclear'
  | 'people.get'
  | 'people.photo'
  | 'people.update'
  | 'people.setActive'
  | 'people.delete'
  | 'people.undelete';

export type PeopleCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly lookAlikes: Pick<LookAlikeSearch, 'soon'>;
  readonly retention: Pick<Retention, 'soon'>;
};

export function peopleHandlers(world: PeopleCalls): Pick<Handlers, Names> {
  const { clock } = world;
  const facts = (reason: ReasonOf<'system'>, id: number) => ({ kind: 'system', reason, personId: personId(id) }) as const;
  /** Somebody is among those whose faces are searched again, or no longer. */
  const comeOrGo = (reason: ReasonOf<'system'>, id: number, work: (tx: Transaction) => Result<Person>): Result<Person> =>
    world.withSite((site) => {
      const changed = change(site, ['people', 'faces'], facts(reason, id), work);
      // Whoever is back may look like somebody who came meanwhile.
      if (changed.ok && changed.value.active) world.lookAlikes.soon(site, personId(id));
      return changed;
    });

  return {
    'people.list': ({ search }) => world.withSite((site) => guardRead(site.db, () => listPeople(site.db, search))),

    'people.unclear': () => world.withSite((site) => guardRead(site.db, () => unclearPeople(site.db))),

    'people.get': ({ id }) =>
      world.withSite((site) => {
        const person = getPerson(site.db, personId(id));
        return person ? ok(person) : err({ code: 'person-gone' });
      }),

    'people.photo': ({ id }) => world.withSite((site) => guardRead(site.db, () => photo(site.db, personId(id)))),

    'people.update': ({ id, person }) =>
      world.withSite((site) =>
        change(site, 'people', facts('person-changed', id), (tx) => updatePerson(tx.db, personId(id), person)),
      ),

    'people.setActive': ({ id, active }) =>
      comeOrGo(active ? 'person-enabled' : 'person-disabled', id, (tx) => setActive(tx.db, personId(id), active)),

    'people.delete': ({ id }) =>
      world.withSite((site) => {
        const deleted = change(site, ['people', 'faces'], facts('person-deleted', id), (tx) =>
          markDeleted(tx.db, personId(id), clock.now(), site.time.powered()),
        );
        if (!deleted.ok) return deleted;
        world.retention.soon();
        return ok({ undoSeconds: UNDO_SECONDS });
      }),

    'people.undelete': ({ id }) => comeOrGo('person-undeleted', id, (tx) => undelete(tx.db, personId(id))),
  };
}
