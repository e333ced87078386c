/** "Not him": an event is taken back, and the face in it is told apart from the person it was taken for. */
import { personId, type EventId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { addCounterExample, notHimOf, removeCounterExample } from '../../storage/gallery/counter-examples.ts';
import { getEvent, standingRetraction } from '../../storage/log/events.ts';
import { doubtNoLonger, standAgain, takeBack } from './take-back.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';

/**
 * An administrator says it in the log. What was taken back at the kiosk is not taken back again: the row says that it was confirmed.
 * Errors: event-gone (no such event, or its probe is erased), the disk's.
 */
export function sayNotHim(site: Site, event: EventId, modelId: string, now: number): Result<null> {
  return change(site, 'mistakes', null, (tx) => {
    const { db } = tx;
    const row = getEvent(db, event);
    if (!row || row.kind !== 'recognised' || row.personId === null) return err({ code: 'event-gone' });
    if (notHimOf(db, modelId, event).state !== 'possible') return err({ code: 'event-gone' });
    const of = { personId: personId(row.personId), about: event };
    const said = row.retracted ? tx.record({ kind: 'system', reason: 'not-him-confirmed', ...of }) : ok(null);
    if (!said.ok) return said;
    const taken = row.retracted ? doubtNoLonger(tx, row, now) : takeBack(tx, row, 'not-him', now);
    return taken.ok ? noted(addCounterExample(db, event, modelId, 'log', now)) : taken;
  });
}

const noted = (done: Result<unknown>): Result<null> => (done.ok ? ok(null) : done);

/**
 * Whoever stands at the kiosk said "this is not me" (their event is taken back already). Anybody may tap it, and by mistake: a probe
 * that a stranger hardly ever reaches is left to an administrator, or one tap would lock somebody out of their own name.
 * @param score of the visit
 * @param certainFrom the cosine from which a match is hardly ever a stranger's
 */
export function saidAtKiosk(
  { own }: Pick<Site, 'own'>,
  event: EventId,
  modelId: string,
  score: number | null,
  certainFrom: number,
  now: number,
): Result<null> {
  if (score !== null && score >= certainFrom) return ok(null);
  const added = addCounterExample(own, event, modelId, 'kiosk', now);
  // Without a probe (erased, or the disk was full) there is nothing to learn from; the event is taken back all the same.
  return added.ok || added.error.code === 'event-gone' ? ok(null) : added;
}

/** It was them after all: the event stands again. Errors: event-gone (nothing was said), the disk's. */
export function undoNotHim(site: Site, event: EventId, modelId: string): Result<null> {
  return change(site, 'mistakes', null, (tx) => {
    const { db } = tx;
    if (notHimOf(db, modelId, event).state !== 'said') return err({ code: 'event-gone' });
    const retraction = standingRetraction(db, event);
    const row = getEvent(db, event);
    const back: Result<unknown> =
      retraction !== null && row
        ? standAgain(tx, row, retraction)
        : tx.record({ kind: 'system', reason: 'not-him-undone', about: event });
    return back.ok ? removeCounterExample(db, event) : back;
  });
}
