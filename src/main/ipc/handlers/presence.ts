import { eventId, personId } from '../../../domain/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { RollCall } from '../../../shared/calls/presence.ts';
import { guardRead } from '../../../storage/db.ts';
import { presenceList, runningRollCall } from '../../../storage/presence.ts';
import type { App } from '../../app.ts';
import type { Site } from '../../site.ts';
import type { Handlers } from '../dispatch.ts';

type Names = 'presence.list' | 'presence.startRollCall' | 'presence.endRollCall' | 'presence.account';

export function presenceHandlers(app: App): Pick<Handlers, Names> {
  const running = (site: Site) => guardRead(site.db, () => runningRollCall(site.db));
  /** What stands in the log after a row was written. */
  const now = (site: Site): Result<RollCall> => {
    const call = running(site);
    if (!call.ok) return call;
    return call.value ? ok(call.value) : err({ code: 'roll-call-ended' });
  };

  return {
    'presence.list': () => app.withSite((site) => guardRead(site.db, () => presenceList(site.db, app.deps.clock.now()))),

    'presence.startRollCall': () =>
      app.withSite((site) => {
        const call = running(site);
        if (!call.ok) return call;
        if (call.value) return ok(call.value);
        const row = site.record({ kind: 'system', reason: 'roll-call-started' });
        return row.ok ? now(site) : row;
      }),

    'presence.endRollCall': () =>
      app.withSite((site) => {
        const call = running(site);
        if (!call.ok) return call;
        if (!call.value) return ok(null);
        const row = site.record({ kind: 'system', reason: 'roll-call-ended', about: eventId(call.value.eventId) });
        return row.ok ? ok(null) : row;
      }),

    'presence.account': ({ personId: id, present }) =>
      app.withSite((site) => {
        const call = now(site);
        if (!call.ok) return call;
        const before = call.value.accounted.filter((a) => a.personId === id);
        if (present === before.length > 0) return call;
        if (present) {
          const row = site.record({ kind: 'system', reason: 'accounted-for', personId: personId(id), about: eventId(call.value.eventId) });
          return row.ok ? now(site) : row;
        }
        for (const each of before) {
          const row = site.record({ kind: 'retracted', reason: 'not-accounted-for', personId: personId(id), about: eventId(each.eventId) });
          if (!row.ok) return row;
        }
        return now(site);
      }),
  };
}
