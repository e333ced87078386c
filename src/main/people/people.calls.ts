import { err, ok, type Result } from '../../domain/result.ts';
import { personId } from '../../domain/ids.ts';
import type { Person } from '../../shared/schemas.ts';
import { guardRead } from '../../storage/file/db.ts';
import { getPerson, listPeople, markDeleted, setActive, undelete, updatePerson } from '../../storage/people/people.ts';
import { photo } from '../../storage/gallery/templates.ts';
import { UNDO_SECONDS } from '../../shared/settings.ts';
import type { App } from '../app.ts';
import { booked } from '../site/booked.ts';
import type { Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names =
  'people.list' | 'people.get' | 'people.photo' | 'people.update' | 'people.setActive' | 'people.delete' | 'people.undelete';

export function peopleHandlers(app: App): Pick<Handlers, Names> {
  const { clock, emit } = app.deps;
  /** A change of a person: told to every window, and a row in the log that says who was changed and how. */
  const change = (reason: string, id: number, use: (site: Site) => Result<Person>): Result<Person> =>
    app.withSite((site) => {
      const changed = booked(
        site,
        () => use(site),
        () => [{ kind: 'system', reason, personId: personId(id) }],
      );
      if (!changed.ok) return changed;
      emit('people.changed', null);
      // Whoever is back may look like somebody who came meanwhile.
      if (changed.value.active) app.lookAlikes.soon(site, personId(id));
      return changed;
    });

  return {
    'people.list': ({ search }) => app.withSite((site) => guardRead(site.db, () => listPeople(site.db, search))),

    'people.get': ({ id }) =>
      app.withSite((site) => {
        const person = getPerson(site.db, personId(id));
        return person ? ok(person) : err({ code: 'person-gone' });
      }),

    'people.photo': ({ id }) => app.withSite((site) => guardRead(site.db, () => photo(site.db, personId(id)))),

    'people.update': ({ id, person }) => change('person-changed', id, (site) => updatePerson(site.db, personId(id), person)),

    'people.setActive': ({ id, active }) =>
      change(active ? 'person-enabled' : 'person-disabled', id, (site) => setActive(site.db, personId(id), active)),

    'people.delete': ({ id }) =>
      app.withSite((site) => {
        const deleted = booked(
          site,
          () => markDeleted(site.db, personId(id), clock.now(), site.time.powered()),
          () => [{ kind: 'system', reason: 'person-deleted', personId: personId(id) }],
        );
        if (!deleted.ok) return deleted;
        emit('people.changed', null);
        app.retention.soon();
        return ok({ undoSeconds: UNDO_SECONDS });
      }),

    'people.undelete': ({ id }) => change('person-undeleted', id, (site) => undelete(site.db, personId(id))),
  };
}
