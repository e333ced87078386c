/**
 * The kiosk's entrance: the visit in front of the camera, PIN and badge, and the one way in. They share it, so that a PIN may settle what a face has
 * left open.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import { eventId, personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { longestPresenceMs } from '../../shared/settings.ts';
import { padStanding } from '../../storage/credentials/attempts.ts';
import { verifyBadge } from '../../storage/credentials/badges.ts';
import { verifyPin } from '../../storage/credentials/pins.ts';
import { guardRead } from '../../storage/file/db.ts';
import { keepProbe, nearestCounterExample } from '../../storage/gallery/counter-examples.ts';
import { match } from '../../storage/gallery/gallery.ts';
import { rivalsOf } from '../../storage/gallery/look-alikes.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { lastPunchOf } from '../site/last-punch.ts';
import { createAdmit, type Admit, type Decided, type PunchToRecord } from './admit.ts';
import { credentialsHandlers } from './credentials.calls.ts';
import { createCredentialDesk, type CredentialDesk } from './credentials.ts';
import { kioskHandlers } from './kiosk.calls.ts';
import type { Policy } from './look.ts';
import { notHimHandlers } from './not-him.calls.ts';
import { createNotMe } from './not-me.ts';
import { recognitionHandlers } from './recognition.calls.ts';
import { createRules, type Rules } from './rules.ts';
import { createVisitDesk, type VisitDesk, type VisitGuard } from './visit.ts';
import type { EntranceWorld } from './world.ts';

type Names = Extract<keyof Handlers, `recognition.${string}` | `credentials.${string}` | `kiosk.${string}` | `notHim.${string}`>;

export type Entrance = { readonly handlers: Pick<Handlers, Names> };

export function createEntrance(world: EntranceWorld): Entrance {
  const { clock, log, model } = world;
  const rules = createRules(log, world.safety);
  world.outputs.onContact(rules.contact);
  const record = (punch: PunchToRecord, decided?: Decided) => world.withSite((site) => rules.record(site, punch, decided));
  const admit = wayIn(world, rules, record);
  const desk = visitDesk(world, rules, admit, record);
  const front = credentialDesk(world, rules, admit, desk, record);
  const notMe = createNotMe({
    clock,
    log,
    modelId: () => model.id(),
    threshold: () => world.errorRate.threshold(),
    alarm: (row) => world.telling.notMeAgain(row),
  });
  const fault = (code: ReasonOf<'fault'>): Result<null> => {
    const row = world.withSite((site) => site.record({ kind: 'fault', reason: code }));
    return row.ok ? ok(null) : row;
  };
  return {
    handlers: {
      ...recognitionHandlers(world, { desk, notMe, fault }),
      ...credentialsHandlers(world, front),
      ...kioskHandlers(world),
      ...notHimHandlers(world),
    },
  };
}

type Record = (punch: PunchToRecord, decided?: Decided) => Result<{ readonly eventId: number; readonly at: number }>;

function wayIn(world: EntranceWorld, rules: Rules, record: Record): Admit {
  const { clock, settings } = world;
  const expire = () => world.withSite((site) => rules.expire(site, clock.now()));
  return createAdmit({
    person: (id) =>
      world.withSite((site) => {
        const found = getPerson(site.db, personId(id));
        if (!found) return err({ code: 'person-gone' });
        return ok({ name: found.name, last: lastPunchOf(site, id) });
      }),
    decide: (who, now) => {
      // Before anything is read or written: in an emergency the door is told again for each person who comes, whatever the disk does.
      if (world.safety.modeOf(settings().kiosk.doorId) === 'open') world.outputs.tellAgain(settings().kiosk.doorId);
      const expired = expire();
      return expired.ok ? world.withSite((site) => rules.decide(site, who, now)) : expired;
    },
    record,
    waits: (who, decided) => {
      const kept = world.withSite((site) => rules.waits(site, who, decided));
      if (kept.ok && decided.verdict.kind === 'wait-for-second')
        setTimeout(expire, decided.verdict.until - clock.now() + 1).unref();
      return kept;
    },
    openDoor: (id) => {
      const site = world.site();
      if (site.ok) world.outputs.open(settings().kiosk.doorId, eventId(id), rules.pulseMs(site.value));
    },
    cooldownMs: () => settings().recognition.cooldownSeconds * 1000,
    longestPresenceMs: () => longestPresenceMs(settings().site),
    now: () => clock.now(),
  });
}

/** Whether this kiosk's door asks for two factors. */
function doorAsks({ site: open, settings }: EntranceWorld, rules: Rules): boolean {
  const site = open();
  return site.ok && settings().kiosk.doorId !== null && rules.asksSecondFactor(site.value);
}

function policyOf(world: EntranceWorld, rules: Rules): Policy {
  const { threshold, looks, faceAloneKeepsRate, faceAloneFrom } = world.errorRate.policy();
  const { margin, voteFrames, lookAlikes, secondFactor: rule, liveness } = world.settings().recognition;
  const secondFactor = { rule, faceAloneKeepsRate, faceAloneFrom, doorAsks: doorAsks(world, rules) };
  return { threshold, looks, margin, voteFrames, sameFace: world.model.looseThreshold(), lookAlikes, liveness, secondFactor };
}

function guardOf({ withSite, model, clock, log, errorRate }: EntranceWorld): VisitGuard {
  return {
    rivals: (probe, id) =>
      withSite(({ db }) => guardRead(db, () => rivalsOf(db, model.id(), errorRate.threshold(), personId(id), probe))),
    counterExample: (probe, id) =>
      withSite(({ db }) => guardRead(db, () => nearestCounterExample(db, model.id(), personId(id), probe))),
    // After the answer: a second wait for the disk is none of the person's.
    keepProbe: (id, probe) => {
      setImmediate(() => {
        const kept = withSite((site) => keepProbe(site.own, eventId(id), model.id(), probe, clock.now(), site.time.elapsed()));
        if (!kept.ok) log.warn({ error: kept.error }, 'a probe could not be kept; "not him" cannot be said of this event');
      });
    },
  };
}

function visitDesk(world: EntranceWorld, rules: Rules, admit: Admit, record: Record): VisitDesk {
  const { engine, model, clock } = world;
  return createVisitDesk({
    embed: (crop) => engine.embed(crop),
    match: (probe) => world.withSite(({ db }) => guardRead(db, () => match(db, model.id(), probe))),
    policy: () => policyOf(world, rules),
    modelId: () => model.id(),
    guard: guardOf(world),
    admit,
    record,
    monotonic: () => clock.monotonic(),
    wake: (ms, call) => setTimeout(call, ms).unref(),
  });
}

function credentialDesk(world: EntranceWorld, rules: Rules, admit: Admit, desk: VisitDesk, record: Record): CredentialDesk {
  return createCredentialDesk({
    verifyPin: async (code, known) => {
      const site = world.site();
      return site.ok ? verifyPin(site.value.own, code, known, site.value.time.powered()) : site;
    },
    verifyBadge: (token) => world.withSite(({ db }) => guardRead(db, () => verifyBadge(db, token))),
    padStanding: () => world.withSite((site) => guardRead(site.db, () => padStanding(site.db, site.time.powered()))),
    badgeNeedsPin: () => world.settings().recognition.badge === 'with-pin',
    asksTwo: () => doorAsks(world, rules) || world.settings().recognition.secondFactor === 'always',
    isFaceless: (id) =>
      world.withSite(({ db }) => {
        const person = getPerson(db, id);
        return person ? ok(person.withoutFace || person.templates === 0) : err({ code: 'person-gone' });
      }),
    admit,
    desk,
    record,
    recordDisabled: (id) =>
      world.withSite((site) =>
        site.record({ kind: 'system', reason: id === null ? 'pad-disabled' : 'pin-disabled', personId: id }),
      ),
    monotonic: () => world.clock.monotonic(),
  });
}
