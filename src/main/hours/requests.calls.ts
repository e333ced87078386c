import type { Day } from '../../domain/hours/days.ts';
import { err, ok } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import { absenceKinds, saveAbsenceKind } from '../../storage/hours/absence-kinds.ts';
import { listRequests } from '../../storage/hours/requests.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { change } from '../site/changes.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { ask, decideAll } from './asking.ts';
import { bookOf } from './book.ts';
import { checkAll } from './check-all.ts';
import { correctionOf, recordOf } from './correcting.ts';
import { inboxOf, viewsOf, waitingIn } from './inbox.ts';
import { makeUpOf } from './make-up.ts';

type Names = Extract<keyof Handlers, `hourRequests.${string}`>;

export type HourRequestsCalls = Sites & { readonly clock: Pick<Clock, 'now'> };

export function hourRequestsHandlers(world: HourRequestsCalls): Pick<Handlers, Names> {
  const { clock } = world;
  return {
    'hourRequests.ask': (asked) =>
      world.withSite((site) => {
        const made = ask(site, asked, clock.now());
        return made.ok ? ok({ ids: [...made.value] }) : made;
      }),

    'hourRequests.check': async (wished) => {
      const site = world.site();
      return site.ok ? ok([...(await checkAll(site.value, wished, clock.now()))]) : site;
    },

    'hourRequests.correct': ({ personId, day, in: came, out, reason, grant }) =>
      world.withSite((site) => {
        const record = recordOf(site.db, bookOf(site), personId, day, clock.now());
        if (!record) return err({ code: 'person-gone' });
        const bodies = correctionOf(record, { in: came, out });
        if (!bodies.ok) return bodies;
        const made = ask(site, { personIds: [personId], bodies: bodies.value, reason, grant }, clock.now());
        return made.ok ? ok({ ids: [...made.value] }) : made;
      }),

    'hourRequests.decide': ({ ids, decision, part }) =>
      world.withSite((site) => decideAll(site, ids, decision, part, clock.now())),

    'hourRequests.list': ({ personId, day, before, limit }) =>
      world.withSite(({ db }) =>
        guardRead(db, () => {
          const found = listRequests(db, personId, day, before, limit + 1);
          return { requests: viewsOf(db, found.slice(0, limit)), more: found.length > limit };
        }),
      ),

    'hourRequests.inbox': async (query) => {
      const site = world.site();
      if (!site.ok) return site;
      if (isTooLong(query)) return err({ code: 'bad-input', field: 'to' });
      return ok(await inboxOf(site.value, query, clock.now()));
    },

    'hourRequests.waiting': async ({ from, to }) => {
      const site = world.site();
      if (!site.ok) return site;
      if (isTooLong({ from, to })) return err({ code: 'bad-input', field: 'to' });
      return ok(await waitingIn(site.value, from, to, clock.now()));
    },

    'hourRequests.quota': ({ personId, day }) =>
      world.withSite((site) => guardRead(site.db, () => makeUpOf(site.db, bookOf(site), personId, day))),

    'hourRequests.kinds': () => world.withSite(({ db }) => guardRead(db, () => [...absenceKinds(db)])),

    'hourRequests.saveKind': ({ kind, fields }) =>
      world.withSite((site) =>
        change(
          site,
          'hours',
          { kind: 'system', reason: 'absence-kinds-changed' },
          (tx) => saveAbsenceKind(tx.db, kind, fields),
          absenceKinds,
        ),
      ),
  };
}

/** Days that one inbox looks at. */
const LONGEST_LOOK = 124;
const isTooLong = ({ from, to }: { readonly from: Day; readonly to: Day }): boolean => to < from || to - from > LONGEST_LOOK;
