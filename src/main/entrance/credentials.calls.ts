import { compareWaits } from '../../domain/credentials/wait-report.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { addWithoutFace, setWithoutFace, waitBins } from '../../storage/credentials/credentials.ts';
import { padStanding, resetAttempts } from '../../storage/credentials/attempts.ts';
import { badgeOf, endBadge, printBadges, verifyBadge, type Printed } from '../../storage/credentials/badges.ts';
import { pinOf, removePin, setPin, verifyPin } from '../../storage/credentials/pins.ts';
import { guardRead } from '../../storage/file/db.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { BadgeCard } from '../../shared/calls/credentials.ts';
import type { Entrance } from './entrance.ts';
import { createCredentialDesk, padState } from './credentials.ts';
import type { App } from '../app.ts';
import { booked } from '../site/booked.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = Extract<keyof Handlers, `credentials.${string}`>;

const DAY_MS = 86_400_000;
/** Above so many new badges at once the log gets one row for all. */
const ROWS_AT_ONCE = 50;

const cardOf = ({ personId: id, name, employeeNumber, department, serial, issuedAt, token }: Printed): BadgeCard => ({
  personId: id,
  name,
  employeeNumber,
  department,
  serial,
  issuedAt,
  token,
});

export function credentialsHandlers(app: App, { admit, desk, asksTwo }: Entrance): Pick<Handlers, Names> {
  const { clock, emit } = app.deps;
  /** A change by an administrator, with its rows, and every list told. */
  const change = <T>(site: Site, act: () => Result<T>, facts: (done: T) => readonly EventFacts[]): Result<T> => {
    const done = booked(site, act, facts);
    if (done.ok) emit('people.changed', null);
    return done;
  };
  const system = (reason: string, id: number | null): EventFacts => ({
    kind: 'system',
    reason,
    personId: id === null ? null : personId(id),
  });

  const front = createCredentialDesk({
    verifyPin: async (code, known) => {
      const site = app.site();
      return site.ok ? verifyPin(site.value.db, code, known, site.value.time.powered()) : site;
    },
    verifyBadge: (token) => app.withSite((site) => guardRead(site.db, () => verifyBadge(site.db, token))),
    padStanding: () => app.withSite((site) => guardRead(site.db, () => padStanding(site.db, site.time.powered()))),
    badgeNeedsPin: () => {
      const site = app.site();
      return site.ok && site.value.settings().badge === 'with-pin';
    },
    asksTwo,
    isFaceless: (id) =>
      app.withSite((site) => {
        const person = getPerson(site.db, id);
        return person ? ok(person.withoutFace || person.templates === 0) : err({ code: 'person-gone' });
      }),
    admit,
    desk,
    record: (punch) =>
      app.withSite((site) =>
        site.record({
          ...punch,
          personId: punch.personId === null ? null : personId(punch.personId),
          doorId: site.settings().doorId,
        }),
      ),
    recordDisabled: (id) => app.withSite((site) => site.record(system(id === null ? 'pad-disabled' : 'pin-disabled', id))),
    monotonic: () => clock.monotonic(),
  });

  return {
    'credentials.pin': ({ code, waitedMs }) => front.pin(code, waitedMs),
    'credentials.badge': ({ token, waitedMs }) => Promise.resolve(front.badge(token, waitedMs)),
    'credentials.pad': () =>
      app.withSite((site) => guardRead(site.db, () => padState(padStanding(site.db, site.time.powered())))),

    'credentials.of': ({ personId: id }) =>
      app.withSite((site) =>
        guardRead(site.db, () => {
          const pin = pinOf(site.db, personId(id), site.time.powered());
          return {
            pin: pin && { number: pin.number, setAt: pin.setAt, state: padState(pin.standing) },
            badge: badgeOf(site.db, personId(id)),
          };
        }),
      ),

    'credentials.setPin': async ({ personId: id, pin }) => {
      const site = app.site();
      if (!site.ok) return site;
      return setPin(site.value.db, personId(id), pin, clock.now(), (write) =>
        change(site.value, write, () => [system('pin-set', id)]),
      );
    },

    'credentials.removePin': ({ personId: id }) =>
      app.withSite((site) =>
        change(
          site,
          () => removePin(site.db, personId(id)),
          () => [system('pin-removed', id)],
        ),
      ),

    'credentials.resetTries': ({ personId: id }) =>
      app.withSite((site) => {
        const number = id === null ? null : (pinOf(site.db, personId(id), site.time.powered())?.number ?? undefined);
        if (number === undefined) return err({ code: 'person-gone' });
        return change(
          site,
          () => {
            resetAttempts(site.db, number);
            return ok(null);
          },
          () => [system(id === null ? 'pad-reset' : 'pin-reset', id)],
        );
      }),

    'credentials.print': ({ personIds, renew }) =>
      app.withSite((site) => {
        const printed = change(
          site,
          () => printBadges(site.db, personIds.map(personId), renew, clock.now()),
          (badges) => {
            const fresh = badges.filter((badge) => badge.isNew);
            return fresh.length > ROWS_AT_ONCE
              ? [system('badges-issued', null)]
              : fresh.map((badge) => system('badge-issued', badge.personId));
          },
        );
        return printed.ok ? ok(printed.value.map(cardOf)) : printed;
      }),

    'credentials.endBadge': ({ personId: id }) =>
      app.withSite((site) =>
        change(
          site,
          () => endBadge(site.db, personId(id), clock.now()),
          () => [system('badge-ended', id)],
        ),
      ),

    'credentials.addWithoutFace': (person) =>
      app.withSite((site) =>
        change(
          site,
          () => addWithoutFace(site.db, person, clock.now()),
          (added) => [system('added-without-face', added.id)],
        ),
      ),

    'credentials.setWithoutFace': ({ personId: id, withoutFace }) =>
      app.withSite((site) => {
        const before = getPerson(site.db, personId(id));
        if (!before) return err({ code: 'person-gone' });
        return change(
          site,
          () => setWithoutFace(site.db, personId(id), withoutFace),
          () => [system(withoutFace ? 'face-declined' : 'face-allowed', id)],
        );
      }),

    'credentials.waits': ({ days }) =>
      app.withSite((site) => guardRead(site.db, () => compareWaits(waitBins(site.db, clock.now() - days * DAY_MS)))),
  };
}
