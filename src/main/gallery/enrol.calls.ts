import { err, ok } from '../../domain/result.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import { guardRead } from '../../storage/file/db.ts';
import { match } from '../../storage/gallery/gallery.ts';
import { getPerson, updatePerson } from '../../storage/people/people.ts';
import { enrolPerson, replaceTemplates } from '../../storage/gallery/templates.ts';
import type { Settings } from '../../shared/settings.ts';
import type { EngineProcess } from './engine-process.ts';
import type { LookAlikeSearch } from './look-alikes.ts';
import type { Model } from './model-card.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import { createEnrolmentDesk } from './enrolment.ts';
import { encodeCrop } from './crop-codec.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'enrol.begin' | 'enrol.sample' | 'enrol.drop' | 'enrol.distinct' | 'enrol.commit' | 'enrol.cancel';

export type EnrolCalls = Sites & {
  readonly engine: Pick<EngineProcess, 'embed'>;
  readonly model: Pick<Model, 'id' | 'looseThreshold'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly lookAlikes: Pick<LookAlikeSearch, 'soon'>;
  threshold(): number;
  settings(): Settings;
};

export function enrolHandlers(world: EnrolCalls): Pick<Handlers, Names> {
  const { engine, model, clock } = world;
  const desk = createEnrolmentDesk({
    embed: (crop) => engine.embed(crop),
    match: (probe, without) => {
      const site = world.site();
      if (!site.ok) return site;
      return guardRead(site.value.db, () =>
        match(site.value.db, model.id(), probe, without === null ? {} : { without: personId(without) }),
      );
    },
    knownFrom: () => world.threshold(),
    differsBelow: () => model.looseThreshold(),
    modelId: () => model.id(),
    describe: (id) => {
      const site = world.site();
      const person = site.ok ? getPerson(site.value.db, personId(id)) : null;
      return { name: person?.name ?? '', employeeNumber: person?.employeeNumber ?? '' };
    },
    keepCrop: async (crop) => (world.settings().recognition.keepCrops ? encodeCrop(crop) : null),
  });

  return {
    'enrol.begin': ({ personId: id }) => {
      const site = world.site();
      if (!site.ok) return Promise.resolve(site);
      if (id !== null && !getPerson(site.value.db, personId(id))) return Promise.resolve(err({ code: 'person-gone' }));
      return Promise.resolve(ok(desk.begin(id)));
    },
    'enrol.sample': ({ enrolmentId, face, photo }) => desk.sample(enrolmentId, face, photo),
    'enrol.drop': ({ enrolmentId, sampleId }) => Promise.resolve(desk.drop(enrolmentId, sampleId)),
    'enrol.distinct': ({ enrolmentId, personId: id }) => Promise.resolve(desk.distinct(enrolmentId, id)),

    'enrol.commit': ({ enrolmentId, person }) => {
      const site = world.site();
      if (!site.ok) return Promise.resolve(site);
      const { db } = site.value;
      const ready = desk.ready(enrolmentId);
      if (!ready.ok) return Promise.resolve(ready);
      const { personId: known, templates } = ready.value;
      const now = clock.now();
      const enrolled = change<PersonId>(
        site.value,
        ['people', 'faces'],
        (id) => ({ kind: 'system', reason: known === null ? 'enrolled' : 'enrolled-again', personId: id }),
        (tx) => {
          if (known === null) return enrolPerson(tx.db, person, templates, now);
          const updated = updatePerson(tx.db, personId(known), person);
          if (!updated.ok) return updated;
          const replaced = replaceTemplates(tx.db, personId(known), templates, now);
          return replaced.ok ? ok(personId(known)) : replaced;
        },
      );
      if (!enrolled.ok) return Promise.resolve(enrolled);
      desk.end(enrolmentId);
      const stored = getPerson(db, enrolled.value);
      if (!stored) return Promise.resolve(err({ code: 'person-gone' }));
      world.lookAlikes.soon(site.value, enrolled.value);
      return Promise.resolve(ok(stored));
    },

    'enrol.cancel': ({ enrolmentId }) => {
      desk.end(enrolmentId);
      return Promise.resolve(ok(null));
    },
  };
}
