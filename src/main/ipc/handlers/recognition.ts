import { CERTAIN_LEAD } from '../../../domain/recognition/look-alikes.ts';
import { err, ok } from '../../../domain/result.ts';
import { eventId } from '../../../domain/ids.ts';
import { getEvent } from '../../../storage/events.ts';
import type { App } from '../../app.ts';
import type { Entrance } from '../../access/entrance.ts';
import { takeBack } from '../../access/rules.ts';
import { saidAtKiosk } from '../../recognition/counter-examples.ts';
import type { Handlers } from '../dispatch.ts';

/** How long "not me" takes a punch back. */
const NOT_ME_MS = 60_000;

type Names = 'recognition.face' | 'recognition.notMe' | 'recognition.reset' | 'recognition.fault';

export function recognitionHandlers(app: App, { desk }: Entrance): Pick<Handlers, Names> {
  const { clock, log, model } = app.deps;

  return {
    'recognition.face': (face) => desk.face(face),

    'recognition.notMe': ({ eventId: id }) =>
      app.withSite((site) => {
        const row = getEvent(site.db, eventId(id));
        if (!row || row.kind !== 'recognised' || row.retracted || clock.now() - row.at > NOT_ME_MS) return err({ code: 'event-gone' });
        const taken = takeBack(site, eventId(id), row.personId);
        if (!taken.ok) return taken;
        const learned = saidAtKiosk(site, eventId(id), model.id(), row.score, app.threshold() + CERTAIN_LEAD, clock.now());
        if (!learned.ok) log.warn({ error: learned.error }, '"not me" could not be remembered');
        return desk.reset();
      }),

    'recognition.reset': () => Promise.resolve(desk.reset()),

    'recognition.fault': ({ code }) =>
      app.withSite((site) => {
        const row = site.record({ kind: 'fault', reason: code });
        return row.ok ? ok(null) : row;
      }),
  };
}
