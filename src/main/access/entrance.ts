/**
 * The kiosk's entrance, built once: the visit in front of the camera and the one way in. Recognition, PIN and badge share it, so that
 * a PIN may settle what a face has left open.
 */
import { eventId, personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { guardRead } from '../../storage/db.ts';
import { lastPunch } from '../../storage/events.ts';
import { match } from '../../storage/gallery.ts';
import { getPerson } from '../../storage/people.ts';
import type { App } from '../app.ts';
import { createVisitDesk, type VisitDesk } from '../recognition/visit.ts';
import type { Site } from '../site.ts';
import { createAdmit, type Admit, type PunchToRecord } from './admit.ts';

/** How long the door stays open for one person. */
const DOOR_PULSE_MS = 5_000;

export type Entrance = { readonly admit: Admit; readonly desk: VisitDesk };

export function createEntrance(app: App): Entrance {
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

  const desk = createVisitDesk({
    embed: (crop) => engine.embed(crop),
    match: (probe) => withSite((site) => guardRead(site.db, () => match(site.db, model.id(), probe))),
    policy: () => {
      const { threshold, margin, voteFrames, lookAlikes, secondFactor } = settings();
      return {
        threshold: threshold ?? model.advisedThreshold(),
        margin,
        voteFrames,
        sameFace: model.looseThreshold(),
        lookAlikes,
        secondFactor: { rule: secondFactor, faceAloneKeepsRate: true, doorAsks: false },
      };
    },
    modelId: () => model.id(),
    admit,
    record,
    monotonic: () => clock.monotonic(),
  });

  return { admit, desk };
}
