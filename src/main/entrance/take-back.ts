/** What a passage was is taken back, doubted, or stands again: the row and what it changes, in the caller's transaction. */
import type { Passage } from '../../domain/access/model.ts';
import { zonesOf } from '../../domain/access/way.ts';
import { eventId, personId, type EventId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { longestPresenceMs } from '../../shared/settings.ts';
import { getDoor, getHolder } from '../../storage/access/model.ts';
import { applyAccessChange, isSomebody } from '../../storage/access/state.ts';
import { wasReset } from '../../storage/log/events.ts';
import type { Transaction } from '../site/site.ts';

/** Whoever came in by a row that is nobody's; null = nobody came in by it, or so long ago that they have left. */
function cameIn(tx: Transaction, { id, doorId, direction, at }: LogRow, now: number): Passage | null {
  const door = getDoor(tx.db, doorId);
  if (!door || direction === null || Math.abs(now - at) > longestPresenceMs(tx.settings().site)) return null;
  const { from, to } = zonesOf(door, direction);
  const isIn = from === to ? direction === 'in' : to !== null;
  return isIn ? { eventId: id, doorId: door.id, zoneId: to, at } : null;
}

/**
 * "Not me" at the kiosk, "not him" of an administrator: the event is taken back. [Note: the door was open] Nothing takes that back: whoever went
 * through is in, and counts as somebody who is not known. An administrator is believed, and the person is where they were before; of whoever
 * stands at the kiosk nobody knows, and the passage is held against the person as doubted. Errors: the disk's. @param now ms since the epoch
 */
export function takeBack(tx: Transaction, row: LogRow, reason: 'not-me' | 'not-him', now: number): Result<null> {
  const of = row.personId === null ? null : personId(row.personId);
  const taken = tx.record({ kind: 'retracted', about: eventId(row.id), reason, personId: of });
  if (!taken.ok) return taken;
  const by = reason === 'not-me' ? 'kiosk' : 'administrator';
  return applyAccessChange(tx.db, { kind: 'taken-back', eventId: row.id, by, somebody: cameIn(tx, row, now) });
}

/** An administrator says "not him" of what was taken back at the kiosk: it is doubted no longer, and was not them. Errors: the disk's. */
export function doubtNoLonger(tx: Transaction, row: LogRow, now: number): Result<null> {
  // Whoever was found or sent home meanwhile does not come back by it.
  const somebody = isSomebody(tx.db, row.id) ? cameIn(tx, row, now) : null;
  return applyAccessChange(tx.db, { kind: 'taken-back', eventId: row.id, by: 'administrator', somebody });
}

/**
 * "It was them after all": the row that took an event back is taken back itself, and the passage is there again, as that door leads now; nobody
 * else came in by it. It stays away when anti-passback was reset in between: nobody knows any more where they are. Errors: the disk's.
 */
export function standAgain(
  { db, record }: Transaction,
  { id, personId: of, doorId, direction, at }: LogRow,
  retraction: EventId,
): Result<null> {
  const person = of === null ? null : personId(of);
  const back = record({ kind: 'retracted', about: retraction, reason: 'was-him', personId: person });
  if (!back.ok) return back;
  const gone = applyAccessChange(db, { kind: 'somebody-gone', eventId: id });
  if (!gone.ok) return gone;
  const door = getDoor(db, doorId);
  if (!door || person === null || direction === null || !getHolder(db, person) || wasReset(db, eventId(id), person))
    return ok(null);
  const { from, to } = zonesOf(door, direction);
  if (from === to) return ok(null);
  return applyAccessChange(db, {
    kind: 'stands-again',
    personId: person,
    passage: { eventId: id, doorId: door.id, zoneId: to, at },
  });
}
