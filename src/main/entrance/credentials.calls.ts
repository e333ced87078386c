import type { ReasonOf } from '../../domain/log/events.ts';
import { compareWaits } from '../../domain/credentials/wait-report.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import { addWithoutFace, setWithoutFace, waitBins } from '../../storage/credentials/credentials.ts';
import { padStanding, resetAttempts } from '../../storage/credentials/attempts.ts';
import { badgeOf, endBadge, printBadges, type Printed } from '../../storage/credentials/badges.ts';
import { pinOf, removePin, setPin } from '../../storage/credentials/pins.ts';
import { guardRead } from '../../storage/file/db.ts';
import { getPerson } from '../../storage/people/people.ts';
import type { BadgeCard } from '../../shared/calls/credentials.ts';
import { padState, type CredentialDesk } from './credentials.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import type { EventFacts } from '../site/site.ts';
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

const system = (reason: ReasonOf<'system'>, id: number | null): EventFacts => ({
  kind: 'system',
  reason,
  personId: id === null ? null : personId(id),
});

/** The rows of the badges that are new. */
function issued(badges: readonly Printed[]): EventFacts[] {
  const fresh = badges.filter((badge) => badge.isNew);
  if (fresh.length > ROWS_AT_ONCE) return [system('badges-issued', null)];
  return fresh.map((badge) => system('badge-issued', badge.personId));
}

export function credentialsHandlers(
  world: Sites & { readonly clock: Pick<Clock, 'now'> },
  front: CredentialDesk,
): Pick<Handlers, Names> {
  const { clock } = world;

  return {
    'credentials.pin': ({ code, waitedMs }) => front.pin(code, waitedMs),
    'credentials.badge': ({ token, waitedMs }) => Promise.resolve(front.badge(token, waitedMs)),
    'credentials.pad': () =>
      world.withSite((site) => guardRead(site.db, () => padState(padStanding(site.db, site.time.powered())))),

    'credentials.of': ({ personId: id }) =>
      world.withSite((site) =>
        guardRead(site.db, () => {
          const pin = pinOf(site.db, personId(id), site.time.powered());
          return {
            pin: pin && { number: pin.number, setAt: pin.setAt, state: padState(pin.standing) },
            badge: badgeOf(site.db, personId(id)),
          };
        }),
      ),

    'credentials.setPin': async ({ personId: id, pin }) => {
      const site = world.site();
      if (!site.ok) return site;
      return setPin(site.value.db, personId(id), pin, clock.now(), (write) =>
        change(site.value, 'credentials', system('pin-set', id), (tx) => write(tx.db)),
      );
    },

    'credentials.removePin': ({ personId: id }) =>
      world.withSite((site) => change(site, 'credentials', system('pin-removed', id), (tx) => removePin(tx.db, personId(id)))),

    'credentials.resetTries': ({ personId: id }) =>
      world.withSite((site) => {
        const number = id === null ? null : (pinOf(site.db, personId(id), site.time.powered())?.number ?? undefined);
        if (number === undefined) return err({ code: 'person-gone' });
        return change(site, 'credentials', system(id === null ? 'pad-reset' : 'pin-reset', id), (tx) => {
          resetAttempts(tx.db, number);
          return ok(null);
        });
      }),

    'credentials.print': ({ personIds, renew }) =>
      world.withSite((site) => {
        const printed = change<readonly Printed[]>(site, 'credentials', issued, (tx) =>
          printBadges(tx.db, personIds.map(personId), renew, clock.now()),
        );
        return printed.ok ? ok(printed.value.map(cardOf)) : printed;
      }),

    'credentials.endBadge': ({ personId: id }) =>
      world.withSite((site) =>
        change(site, 'credentials', system('badge-ended', id), (tx) => endBadge(tx.db, personId(id), clock.now())),
      ),

    'credentials.addWithoutFace': (person) =>
      world.withSite((site) =>
        change(
          site,
          'people',
          (added) => system('added-without-face', added.id),
          (tx) => addWithoutFace(tx.db, person, clock.now()),
        ),
      ),

    'credentials.setWithoutFace': ({ personId: id, withoutFace }) =>
      world.withSite((site) => {
        const before = getPerson(site.db, personId(id));
        if (!before) return err({ code: 'person-gone' });
        return change(site, ['people', 'faces'], system(withoutFace ? 'face-declined' : 'face-allowed', id), (tx) =>
          setWithoutFace(tx.db, personId(id), withoutFace),
        );
      }),

    'credentials.waits': ({ days }) =>
      world.withSite((site) => guardRead(site.db, () => compareWaits(waitBins(site.db, clock.now() - days * DAY_MS)))),
  };
}
