/**
 * The kiosk's entrance, built once: the visit in front of the camera and the one way in. Recognition, PIN and badge share it, so that
 * a PIN may settle what a face has left open.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import { eventId, personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { padStanding } from '../../storage/credentials/attempts.ts';
import { verifyBadge } from '../../storage/credentials/badges.ts';
import { verifyPin } from '../../storage/credentials/pins.ts';
import { guardRead } from '../../storage/file/db.ts';
import { keepProbe, nearestCounterExample } from '../../storage/gallery/counter-examples.ts';
import { match } from '../../storage/gallery/gallery.ts';
import { rivalsOf } from '../../storage/gallery/look-alikes.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { App } from '../app.ts';
import { createVisitDesk, type VisitDesk } from './visit.ts';
import { createCredentialDesk, type CredentialDesk } from './credentials.ts';
import { createNotMe, type NotMe } from './not-me.ts';
import { createAdmit, type Admit, type Decided, type PunchToRecord } from './admit.ts';
import { watchDoors } from '../doors/alarms.ts';
import { createRules, lastPunchOf } from './rules.ts';

export type Entrance = {
  readonly admit: Admit;
  readonly desk: VisitDesk;
  /** PIN and badge. */
  readonly credentials: CredentialDesk;
  readonly notMe: NotMe;
  /** What keeps the kiosk from seeing anybody: a row, or counted where there are many. */
  readonly fault: (code: ReasonOf<'fault'>) => Result<null>;
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
            keepProbe(site.own, eventId(id), model.id(), probe, clock.now(), site.time.elapsed()),
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

  const credentials = createCredentialDesk({
    verifyPin: async (code, known) => {
      const site = app.site();
      return site.ok ? verifyPin(site.value.own, code, known, site.value.time.powered()) : site;
    },
    verifyBadge: (token) => app.withSite((site) => guardRead(site.db, () => verifyBadge(site.db, token))),
    padStanding: () => app.withSite((site) => guardRead(site.db, () => padStanding(site.db, site.time.powered()))),
    badgeNeedsPin: () => settings().badge === 'with-pin',
    asksTwo: () => doorAsks() || settings().secondFactor === 'always',
    isFaceless: (id) =>
      app.withSite((site) => {
        const person = getPerson(site.db, id);
        return person ? ok(person.withoutFace || person.templates === 0) : err({ code: 'person-gone' });
      }),
    admit,
    desk,
    record,
    recordDisabled: (id) =>
      app.withSite((site) =>
        site.record({ kind: 'system', reason: id === null ? 'pad-disabled' : 'pin-disabled', personId: id }),
      ),
    monotonic: () => clock.monotonic(),
  });

  const notMe = createNotMe({
    clock,
    log,
    modelId: () => model.id(),
    threshold: () => app.threshold(),
    alarm: (row) => app.telling.notMeAgain(row),
  });

  const fault = (code: ReasonOf<'fault'>): Result<null> => {
    const row = app.withSite((site) => site.record({ kind: 'fault', reason: code }));
    return row.ok ? ok(null) : row;
  };

  return { admit, desk, credentials, notMe, fault };
}
