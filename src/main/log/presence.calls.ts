import { eventId, personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RollCall } from '../../shared/calls/presence.ts';
import { longestPresenceMs } from '../../shared/settings.ts';
import { applyAccessChange, isSomebody } from '../../storage/access/state.ts';
import { guardRead } from '../../storage/file/db.ts';
import type { NewEvent } from '../../storage/log/events.ts';
import { presenceList, runningRollCall } from '../../storage/people/presence.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = Extract<keyof Handlers, `presence.${string}`>;

/** Rows are all that a roll call consists of. */
const written = (site: Site, facts: EventFacts | readonly EventFacts[]): Result<null> =>
  change(
    site,
    [],
    () => facts,
    () => ok(null),
  );

/** The ticks of one person that stand, and what the row of another says. */
type Ticked = { readonly before: readonly { readonly eventId: number }[]; readonly row: Pick<NewEvent, 'personId' | 'about'> };

export type PresenceCalls = Sites & { readonly clock: Pick<Clock, 'now'> };

export function presenceHandlers(world: PresenceCalls): Pick<Handlers, Names> {
  const running = (site: Site) => guardRead(site.db, () => runningRollCall(site.db));
  /** What stands in the log after a row was written. */
  const now = (site: Site): Result<RollCall> => {
    const call = running(site);
    if (!call.ok) return call;
    return call.value ? ok(call.value) : err({ code: 'roll-call-ended' });
  };

  /** One tick of the roll call that runs, or its taking back. */
  function tick(site: Site, present: boolean, whose: (call: RollCall) => Ticked): Result<RollCall> {
    const call = now(site);
    if (!call.ok) return call;
    const { before, row } = whose(call.value);
    if (present === before.length > 0) return call;
    const facts: readonly EventFacts[] = present
      ? [{ kind: 'system', reason: 'accounted-for', ...row }]
      : before.map((each) => ({
          kind: 'retracted',
          reason: 'not-accounted-for',
          personId: row.personId,
          about: eventId(each.eventId),
        }));
    const ticked = written(site, facts);
    return ticked.ok ? now(site) : ticked;
  }

  return {
    'presence.list': () =>
      world.withSite((site) =>
        guardRead(site.db, () => presenceList(site.db, world.clock.now(), longestPresenceMs(site.settings().site))),
      ),

    'presence.startRollCall': () =>
      world.withSite((site) => {
        const call = running(site);
        if (!call.ok) return call;
        if (call.value) return ok(call.value);
        const begun = written(site, { kind: 'system', reason: 'roll-call-started' });
        return begun.ok ? now(site) : begun;
      }),

    'presence.endRollCall': () =>
      world.withSite((site) => {
        const call = running(site);
        if (!call.ok) return call;
        if (!call.value) return ok(null);
        return written(site, { kind: 'system', reason: 'roll-call-ended', about: eventId(call.value.eventId) });
      }),

    'presence.account': ({ personId: id, present }) =>
      world.withSite((site) =>
        tick(site, present, (call) => ({
          before: call.accounted.filter((a) => a.personId === id),
          row: { personId: personId(id), about: eventId(call.eventId) },
        })),
      ),

    'presence.accountSomebody': ({ eventId: cameBy, present }) =>
      world.withSite((site) => {
        const there = guardRead(site.db, () => isSomebody(site.db, cameBy));
        if (!there.ok) return there;
        if (!there.value) return err({ code: 'event-gone' });
        return tick(site, present, (call) => ({
          before: call.accountedSomebody.filter((a) => a.cameBy === cameBy),
          row: { personId: null, about: eventId(cameBy) },
        }));
      }),

    'presence.somebodyGone': ({ eventId: cameBy }) =>
      world.withSite((site) =>
        change(site, [], { kind: 'system', reason: 'somebody-gone', about: eventId(cameBy) }, (tx) =>
          isSomebody(tx.db, cameBy)
            ? applyAccessChange(tx.db, { kind: 'somebody-gone', eventId: cameBy })
            : err({ code: 'event-gone' }),
        ),
      ),
  };
}
