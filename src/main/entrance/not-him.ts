/** "Not him": an event is taken back, and the face in it is told apart from the person it was taken for. */
import type { EventId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { addCounterExample, notHimOf, removeCounterExample } from '../../storage/gallery/counter-examples.ts';
import { getEvent, standingRetraction } from '../../storage/log/events.ts';
import { doubtNoLonger, standAgain, takeBack } from './rules.ts';
import type { Site } from '../site/site.ts';

/** An administrator says it in the log. Errors: event-gone (no such event, or its probe is erased), the disk's. */
export function sayNotHim(site: Site, event: EventId, modelId: string, now: number): Result<null> {
  const row = getEvent(site.db, event);
  if (!row || row.kind !== 'recognised' || row.personId === null) return err({ code: 'event-gone' });
  if (notHimOf(site.db, modelId, event).state !== 'possible') return err({ code: 'event-gone' });
  // The row first: a counter-example without it would turn somebody away, and nothing would say why.
  const taken = row.retracted ? doubtNoLonger(site, row, now) : takeBack(site, row, 'not-him', now);
  if (!taken.ok) return taken;
  const added = addCounterExample(site.db, event, modelId, 'log', now);
  return added.ok ? ok(null) : added;
}

/**
 * Whoever stands at the kiosk said "this is not me" (their event is taken back already). Anybody may tap it, and by mistake: a probe
 * that a stranger hardly ever reaches is left to an administrator, or one tap would lock somebody out of their own name.
 * @param score of the visit
 * @param certainFrom the cosine from which a match is hardly ever a stranger's
 */
export function saidAtKiosk(
  site: Site,
  event: EventId,
  modelId: string,
  score: number | null,
  certainFrom: number,
  now: number,
): Result<null> {
  if (score !== null && score >= certainFrom) return ok(null);
  const added = addCounterExample(site.db, event, modelId, 'kiosk', now);
  // Without a probe (erased, or the disk was full) there is nothing to learn from; the event is taken back all the same.
  return added.ok || added.error.code === 'event-gone' ? ok(null) : added;
}

/** It was them after all: the event stands again. Errors: event-gone (nothing was said), the disk's. */
export function undoNotHim(site: Site, event: EventId, modelId: string): Result<null> {
  if (notHimOf(site.db, modelId, event).state !== 'said') return err({ code: 'event-gone' });
  const retraction = standingRetraction(site.db, event);
  const row = getEvent(site.db, event);
  if (retraction !== null && row) {
    const back = standAgain(site, row, retraction);
    if (!back.ok) return back;
  }
  return removeCounterExample(site.db, event);
}
