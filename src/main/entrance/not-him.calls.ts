import { eventId } from '../../domain/ids.ts';
import { notHimOf, PROBE_DAYS } from '../../storage/gallery/counter-examples.ts';
import { guardRead } from '../../storage/file/db.ts';
import { getEvent } from '../../storage/log/events.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { sayNotHim, undoNotHim } from './not-him.ts';
import type { EntranceWorld } from './world.ts';

export function notHimHandlers(world: EntranceWorld): Pick<Handlers, 'notHim.state' | 'notHim.say' | 'notHim.undo'> {
  const { model, clock } = world;
  return {
    'notHim.state': ({ eventId: id }) =>
      world.withSite((site) =>
        guardRead(site.db, () => {
          const said = notHimOf(site.db, model.id(), eventId(id));
          if (said.state === 'gone' || getEvent(site.db, eventId(id))?.kind !== 'recognised')
            return { state: 'gone' as const, days: PROBE_DAYS };
          return said.state === 'said'
            ? said
            : { state: 'possible' as const, until: clock.now() + said.untilElapsed - site.time.elapsed() };
        }),
      ),

    'notHim.say': ({ eventId: id }) => world.withSite((site) => sayNotHim(site, eventId(id), model.id(), clock.now())),
    'notHim.undo': ({ eventId: id }) => world.withSite((site) => undoNotHim(site, eventId(id), model.id())),
  };
}
