import { err, ok, type Result } from '../../../domain/result.ts';
import { eventId, personId } from '../../../domain/ids.ts';
import { getEvent, lastPunch } from '../../../storage/events.ts';
import { guardRead } from '../../../storage/db.ts';
import { match } from '../../../storage/gallery.ts';
import { getPerson } from '../../../storage/people.ts';
import type { App } from '../../app.ts';
import { createVisitDesk, type VisitWorld } from '../../recognition/visit.ts';
import type { Site } from '../../site.ts';
import type { Handlers } from '../dispatch.ts';

/** How long "not me" takes a punch back. */
const NOT_ME_MS = 60_000;
/** How long the door stays open for one person. */
const DOOR_PULSE_MS = 5_000;

type Names = 'recognition.face' | 'recognition.notMe' | 'recognition.reset' | 'recognition.fault';

export function recognitionHandlers(app: App): Pick<Handlers, Names> {
  const { engine, model, door, clock, log } = app.deps;
  const withSite = <T>(use: (site: Site) => Result<T>): Result<T> => {
    const site = app.site();
    return site.ok ? use(site.value) : site;
  };

  const world: VisitWorld = {
    embed: (crop) => engine.embed(crop),
    match: (probe) => withSite((site) => guardRead(site.db, () => match(site.db, model.id(), probe))),
    policy: () => {
      const site = app.site();
      const settings = site.ok ? site.value.settings() : app.state().settings;
      return {
        threshold: settings.threshold ?? model.advisedThreshold(),
        margin: settings.margin,
        voteFrames: settings.voteFrames,
        cooldownMs: settings.cooldownSeconds * 1000,
        sameFace: model.looseThreshold(),
      };
    },
    modelId: () => model.id(),
    person: (id) =>
      withSite((site) => {
        const found = getPerson(site.db, personId(id));
        if (!found) return err({ code: 'person-gone' });
        const last = lastPunch(site.db, personId(id));
        return ok({ name: found.name, last: last && { direction: last.direction, at: last.at } });
      }),
    record: ({ kind, personId: id, direction, reason, decision }) =>
      withSite((site) => {
        const row = site.record({ kind, personId: id === null ? null : personId(id), direction, reason, decision, score: decision.first?.score ?? null });
        return row.ok ? ok({ eventId: row.value.id, at: row.value.at }) : row;
      }),
    openDoor: (id) => {
      if (door.kind === 'none') return;
      door
        .pulse(DOOR_PULSE_MS)
        .then((answer) => withSite((site) => site.record({ kind: 'door', reason: answer.ok ? 'opened' : answer.error.code, about: eventId(id) })))
        .catch((error: unknown) => log.error({ err: error }, 'a door output threw'));
    },
    monotonic: () => clock.monotonic(),
    now: () => clock.now(),
  };
  const desk = createVisitDesk(world);

  return {
    'recognition.face': (face) => desk.face(face),

    'recognition.notMe': ({ eventId: id }) =>
      Promise.resolve(
        withSite((site) => {
          const row = getEvent(site.db, eventId(id));
          if (!row || row.kind !== 'recognised' || row.retracted || clock.now() - row.at > NOT_ME_MS) return err({ code: 'event-gone' });
          const taken = site.record({ kind: 'retracted', about: eventId(id), reason: 'not-me', personId: row.personId === null ? null : personId(row.personId) });
          if (!taken.ok) return taken;
          desk.reset();
          return ok(null);
        }),
      ),

    'recognition.reset': () => {
      desk.reset();
      return Promise.resolve(ok(null));
    },

    'recognition.fault': ({ code }) =>
      Promise.resolve(
        withSite((site) => {
          const row = site.record({ kind: 'fault', reason: code });
          return row.ok ? ok(null) : row;
        }),
      ),
  };
}
