import { err, ok, type Result } from '../../../domain/result.ts';
import { eventId, personId } from '../../../domain/ids.ts';
import { getEvent, lastPunch } from '../../../storage/events.ts';
import { guardRead } from '../../../storage/db.ts';
import { match } from '../../../storage/gallery.ts';
import { getPerson } from '../../../storage/people.ts';
import type { App } from '../../app.ts';
import { createAdmit, type PunchToRecord } from '../../access/admit.ts';
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

  const settings = () => {
    const site = app.site();
    return site.ok ? site.value.settings() : app.state().settings;
  };

  const record = (punch: PunchToRecord) =>
    withSite((site) => {
      const { personId: id, decision } = punch;
      const row = site.record({ ...punch, personId: id === null ? null : personId(id), score: decision?.first?.score ?? null });
      return row.ok ? ok({ eventId: row.value.id, at: row.value.at }) : row;
    });

  const admit = createAdmit({
    person: (id) =>
      withSite((site) => {
        const found = getPerson(site.db, personId(id));
        if (!found) return err({ code: 'person-gone' });
        const last = lastPunch(site.db, personId(id));
        return ok({ name: found.name, last: last && { direction: last.direction, at: last.at } });
      }),
    decide: () => ok({ kind: 'granted', direction: null }),
    record,
    openDoor: (id) => {
      if (door.kind === 'none') return;
      door
        .pulse(DOOR_PULSE_MS)
        .then((answer) => withSite((site) => site.record({ kind: 'door', reason: answer.ok ? 'opened' : answer.error.code, about: eventId(id) })))
        .catch((error: unknown) => log.error({ err: error }, 'a door output threw'));
    },
    cooldownMs: () => settings().cooldownSeconds * 1000,
    now: () => clock.now(),
  });

  const world: VisitWorld = {
    embed: (crop) => engine.embed(crop),
    match: (probe) => withSite((site) => guardRead(site.db, () => match(site.db, model.id(), probe))),
    policy: () => {
      const { threshold, margin, voteFrames } = settings();
      return {
        threshold: threshold ?? model.advisedThreshold(),
        margin,
        voteFrames,
        sameFace: model.looseThreshold(),
      };
    },
    modelId: () => model.id(),
    admit,
    record,
    monotonic: () => clock.monotonic(),
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
