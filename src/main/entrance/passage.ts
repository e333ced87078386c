/** What a passage writes: its rows, of two people both, and what they change of who is where. In the caller's transaction, all of it. */
import type { Waiting } from '../../domain/access/model.ts';
import { changesOf } from '../../domain/access/transitions.ts';
import type { Direction } from '../../domain/attendance/direction.ts';
import { personId } from '../../domain/ids.ts';
import type { Reasoned } from '../../domain/log/events.ts';
import { ok, type Result } from '../../domain/result.ts';
import { applyAccessChange, loadWaiting } from '../../storage/access/state.ts';
import type { Transaction } from '../site/site.ts';
import type { Decided, Identified, PunchToRecord } from './admit.ts';

export type Booked = { readonly eventId: number; readonly at: number };

/** One row, at this kiosk's door. */
export function writePunch(tx: Pick<Transaction, 'record' | 'settings'>, punch: PunchToRecord): Result<Booked> {
  const { personId: id, decision } = punch;
  const written = tx.record({
    ...punch,
    personId: id === null ? null : personId(id),
    score: decision?.first?.score ?? null,
    doorId: tx.settings().kiosk.doorId,
  });
  return written.ok ? ok({ eventId: written.value.id, at: written.value.at }) : written;
}

/** Somebody is let in, and whoever waited for them; whoever else waited there has waited in vain. */
export function writeGranted(tx: Transaction, punch: PunchToRecord, { request, verdict }: Granted): Result<Booked> {
  const { first, direction } = verdict;
  const isOther = (w: Waiting): boolean => w.personId !== first?.waiting.personId && w.personId !== punch.personId;
  const dropped = waitedInVain(tx, request.door.id, isOther);
  if (!dropped.ok) return dropped;
  const partner = first && punchOf(first.waiting, { kind: 'recognised', reason: first.note }, direction);
  const before = partner ? writePunch(tx, partner) : null;
  if (before && !before.ok) return before;
  const own = writePunch(tx, punch);
  if (!own.ok) return own;
  const ids = { first: before?.value.eventId ?? null, own: own.value.eventId };
  const applied = apply(tx, { request, verdict }, punch, ids);
  return applied.ok ? own : applied;
}

/** The first of two waits from now on; whoever waited before them has waited in vain. */
export function writeWaiting(tx: Transaction, who: Identified, decided: Decided): Result<null> {
  const dropped = waitedInVain(tx, decided.request.door.id, () => true);
  return dropped.ok ? apply(tx, decided, who, null) : dropped;
}

/** Whoever waits at a door and is not let in by what happens now. */
export function waitedInVain(tx: Transaction, doorId: number, isOver: (waiting: Waiting) => boolean): Result<null> {
  const waiting = loadWaiting(tx.db).get(doorId);
  if (!waiting || !isOver(waiting)) return ok(null);
  const booked = writePunch(tx, punchOf(waiting, { kind: 'refused', reason: 'no-second-person' }, null));
  return booked.ok ? applyAccessChange(tx.db, { kind: 'waiting-over', doorId }) : booked;
}

type Granted = { readonly request: Decided['request']; readonly verdict: Extract<Decided['verdict'], { kind: 'granted' }> };

const punchOf = (waiting: Waiting, what: Reasoned<'recognised' | 'refused'>, direction: Direction | null): PunchToRecord => ({
  ...what,
  personId: waiting.personId,
  direction,
  decision: waiting.decision,
  method: waiting.method,
  waitMs: waiting.waitMs,
});

function apply(
  { db }: Transaction,
  { request, verdict }: Decided,
  who: Pick<Identified, 'decision' | 'waitMs'>,
  ids: { first: number | null; own: number } | null,
): Result<null> {
  for (const change of changesOf(verdict, request, who, ids)) {
    const applied = applyAccessChange(db, change);
    if (!applied.ok) return applied;
  }
  return ok(null);
}
