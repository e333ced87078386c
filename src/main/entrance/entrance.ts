/**
 * The kiosk's entrance, built once: the visit in front of the camera and the one way in. Recognition, PIN and badge share it, so that
 * a PIN may settle what a face has left open.
 */
import { eventId, personId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import { keepProbe, nearestCounterExample } from '../../storage/gallery/counter-examples.ts';
import { match } from '../../storage/gallery/gallery.ts';
import { rivalsOf } from '../../storage/gallery/look-alikes.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { App } from '../app.ts';
import { createVisitDesk, type VisitDesk } from './visit.ts';
import { createAdmit, type Admit, type Decided, type PunchToRecord } from './admit.ts';
import { watchDoors } from '../doors/alarms.ts';
import { createRules, lastPunchOf } from './rules.ts';

export type Entrance = {
  readonly admit: Admit;
  readonly desk: VisitDesk;
  /** Whether one way of saying who one is is too little here: the door's rule, or the site's. */
  readonly asksTwo: () => boolean;
};

export function createEntrance(app: App): Entrance {
  const { engine, model, clock, log } = app.deps;

  const settings = () => {
    const site = app.site();
    return site.ok ? site.value.settings() : app.state().settings;
  };

  const rules = createRules(log, app.safety);
  app.outputs.onContact(rules.contact);
  watchDoors(app);
  const record = (punch: PunchToRecord, decided?: Decided) => app.withSite((site) => rules.record(site, punch, decided));
  const expire = () => app.withSite((site) => rules.expire(site, clock.now()));

  const admit = createAdmit({
    person: (id) =>
      app.withSite((site) => {
        const found = getPerson(site.db, personId(id));
        if (!found) return err({ code: 'person-gone' });
        return ok({ name: found.name, last: lastPunchOf(site, id) });
      }),
    decide: (who, now) => {
      // Before anything is read or written: in an emergency the door is told again for each person who comes, whatever the disk does.
      if (app.safety.modeOf(settings().doorId) === 'open') app.outputs.tellAgain(settings().doorId);
      const expired = expire();
      return expired.ok ? app.withSite((site) => rules.decide(site, who, now)) : expired;
    },
    record,
    waits: (who, decided) => {
      const kept = app.withSite((site) => rules.waits(site, who, decided));
      if (kept.ok && decided.verdict.kind === 'wait-for-second')
        setTimeout(expire, decided.verdict.until - clock.now() + 1).unref();
      return kept;
    },
    openDoor: (id) => {
      const site = app.site();
      if (site.ok) app.outputs.open(settings().doorId, eventId(id), rules.pulseMs(site.value));
    },
    cooldownMs: () => settings().cooldownSeconds * 1000,
    now: () => clock.now(),
  });

  const doorAsks = () => {
    const site = app.site();
    return site.ok && settings().doorId !== null && rules.asksSecondFactor(site.value);
  };

  const desk = createVisitDesk({
    embed: (crop) => engine.embed(crop),
    match: (probe) => app.withSite((site) => guardRead(site.db, () => match(site.db, model.id(), probe))),
    policy: () => {
      const rate = app.errorRate.policy();
      const { margin, voteFrames, lookAlikes, secondFactor, liveness } = settings();
      return {
        threshold: rate.threshold,
        looks: rate.looks,
        margin,
        voteFrames,
        sameFace: model.looseThreshold(),
        lookAlikes,
        liveness,
        secondFactor: {
          rule: secondFactor,
          faceAloneKeepsRate: rate.faceAloneKeepsRate,
          faceAloneFrom: rate.faceAloneFrom,
          doorAsks: doorAsks(),
        },
      };
    },
    modelId: () => model.id(),
    guard: {
      rivals: (probe, id) =>
        app.withSite((site) => guardRead(site.db, () => rivalsOf(site.db, model.id(), app.threshold(), personId(id), probe))),
      counterExample: (probe, id) =>
        app.withSite((site) => guardRead(site.db, () => nearestCounterExample(site.db, model.id(), personId(id), probe))),
      // After the answer: a second wait for the disk is none of the person's.
      keepProbe: (id, probe) => {
        setImmediate(() => {
          const kept = app.withSite((site) =>
            keepProbe(site.db, eventId(id), model.id(), probe, clock.now(), site.time.elapsed()),
          );
          if (!kept.ok) log.warn({ error: kept.error }, 'a probe could not be kept; "not him" cannot be said of this event');
        });
      },
    },
    admit,
    record,
    monotonic: () => clock.monotonic(),
    wake: (ms, call) => setTimeout(call, ms).unref(),
  });

  return { admit, desk, asksTwo: () => doorAsks() || settings().secondFactor === 'always' };
}
