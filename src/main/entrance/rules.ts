/**
 * The rules of access at this kiosk's door: reads what they ask for, lets `domain/access/decide.ts` say, and writes the row together with
 * what the passage changes, in one transaction. Everything is in the database, so it outlives a restart; only contacts are asked anew.
 */
import type { Reasoned } from '../../domain/log/events.ts';
import { decide, type Request } from '../../domain/access/decide.ts';
import type { AccessState, Door, Passage, Waiting } from '../../domain/access/model.ts';
import { changesOf } from '../../domain/access/transitions.ts';
import { waitingAt } from '../../domain/access/two-person.ts';
import { zonesOf } from '../../domain/access/way.ts';
import type { Direction } from '../../domain/attendance/direction.ts';
import { eventId, personId, type EventId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { longestPresenceMs } from '../../shared/settings.ts';
import { getDoor, getHolder, loadAccessModel } from '../../storage/access/model.ts';
import { applyAccessChange, isSomebody, loadAccessState, loadWaiting } from '../../storage/access/state.ts';
import { guardRead } from '../../storage/file/db.ts';
import { wasReset } from '../../storage/log/events.ts';
import type { Log } from '../base/log.ts';
import type { Safety } from '../doors/modes.ts';
import { lastPunchOf } from '../site/last-punch.ts';
import type { Site, Transaction } from '../site/site.ts';
import type { AccessAnswer, Decided, Identified, PunchToRecord } from './admit.ts';

/** How long the door stays open for one person where no door is configured (attendance, the demonstration's drawn door). */
const DOOR_PULSE_MS = 5_000;

type Booked = { readonly eventId: number; readonly at: number };

export type Rules = {
  decide(site: Site, who: Identified, now: number): Result<AccessAnswer>;
  /** The row, of two people both rows, and what it changes. `eventId` is the row of the person who was just looked at. */
  record(site: Site, punch: PunchToRecord, decided?: Decided): Result<Booked>;
  /** The first of two waits; whoever waited in vain before them is booked. */
  waits(site: Site, who: Identified, decided: Decided): Result<null>;
  /** Books whoever waits at this kiosk's door in vain by now. */
  expire(site: Site, now: number): Result<null>;
  /** How long the output is driven for one person, ms. */
  pulseMs(site: Site): number;
  /** Whether this door asks for a second factor after the face. */
  asksSecondFactor(site: Site): boolean;
  /** What a door's contact says; null = it says nothing any more. */
  contact(doorId: number, open: boolean | null, at: number): void;
};

/** @param safety what holds above the rules: in memory, for the tables may lag behind */
export function createRules(log: Log, safety: Pick<Safety, 'overrides' | 'above'>): Rules {
  /** By door, since when. */
  const openDoors = new Map<number, number>();

  const doorHere = (site: Site): Door | null => getDoor(site.db, site.settings().doorId);

  function decideHere(site: Site, who: Identified, now: number): AccessAnswer | null {
    const { db } = site;
    const settings = site.settings();
    const { doorId } = settings;
    const holder = getHolder(db, personId(who.personId), site.time.powered());
    if (!holder) return null;
    if (doorId === null)
      return holder.active ? { kind: 'granted', direction: null } : { kind: 'refused', reason: 'inactive', from: null };
    const model = loadAccessModel(db, settings);
    const door = model.doors.find((d) => d.id === doorId);
    if (!door) {
      // Its deletion makes the kiosk one without a door; a door that is gone otherwise opens to nobody.
      log.error({ doorId }, 'the door of this kiosk is not there');
      return { kind: 'refused', reason: 'no-access', from: null };
    }
    const partner = waitingThere(site, door, who.personId, now);
    const people = [who.personId, ...(partner ? [partner.holder.personId] : [])];
    const state: AccessState = {
      ...loadAccessState(db, people, site.time.onThisClock()),
      ...safety.overrides(),
      openDoors,
    };
    const request: Request = {
      holder,
      door,
      at: Math.round(now),
      method: who.twoFactors === true ? 'face+pin' : who.method,
      last: lastPunchOf(site, who.personId),
      partner,
    };
    const verdict = decide(request, state, model);
    const decided = { request, verdict };
    switch (verdict.kind) {
      case 'granted':
        return { kind: 'granted', direction: verdict.direction, note: verdict.note, decided };
      case 'wait-for-second':
        return { kind: 'wait-for-second', until: verdict.until, decided };
      case 'refused':
      case 'second-factor':
        return verdict;
    }
  }

  function waitingThere(site: Site, door: Door, id: number, now: number): Request['partner'] {
    if (!door.twoPerson) return null;
    const { db } = site;
    const waiting = waitingAt(door, now, { waiting: loadWaiting(db) });
    const holder = waiting && waiting.personId !== id ? getHolder(db, personId(waiting.personId), site.time.powered()) : null;
    return holder && { holder, last: lastPunchOf(site, holder.personId) };
  }

  function row(site: Site, tx: Pick<Transaction, 'record'>, punch: PunchToRecord): Result<Booked> {
    const { personId: id, decision } = punch;
    const written = tx.record({
      ...punch,
      personId: id === null ? null : personId(id),
      score: decision?.first?.score ?? null,
      doorId: site.settings().doorId,
    });
    return written.ok ? ok({ eventId: written.value.id, at: written.value.at }) : written;
  }

  const punchOf = (waiting: Waiting, what: Reasoned<'recognised' | 'refused'>, direction: Direction | null): PunchToRecord => ({
    ...what,
    personId: waiting.personId,
    direction,
    decision: waiting.decision,
    method: waiting.method,
    waitMs: waiting.waitMs,
  });

  /** Whoever waits at a door and is not let in by what happens now has waited in vain. */
  function inVain(site: Site, tx: Transaction, doorId: number, isOver: (waiting: Waiting) => boolean): Result<null> {
    const waiting = loadWaiting(tx.db).get(doorId);
    if (!waiting || !isOver(waiting)) return ok(null);
    const booked = row(site, tx, punchOf(waiting, { kind: 'refused', reason: 'no-second-person' }, null));
    return booked.ok ? applyAccessChange(tx.db, { kind: 'waiting-over', doorId }) : booked;
  }

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

  return {
    decide(site, who, now) {
      const answer = guardRead(site.db, () => decideHere(site, who, now));
      if (!answer.ok) return answer;
      return answer.value ? ok(answer.value) : err({ code: 'person-gone' });
    },

    record(site, punch, decided) {
      const { request, verdict } = decided ?? {};
      if (!request || verdict?.kind !== 'granted') return row(site, site, punch);
      return site.together((tx) => {
        const { first, direction } = verdict;
        const dropped = inVain(
          site,
          tx,
          request.door.id,
          (w) => w.personId !== first?.waiting.personId && w.personId !== punch.personId,
        );
        if (!dropped.ok) return dropped;
        const before = first
          ? row(site, tx, punchOf(first.waiting, { kind: 'recognised', reason: first.note }, direction))
          : null;
        if (before && !before.ok) return before;
        const own = row(site, tx, punch);
        if (!own.ok) return own;
        const applied = apply(tx, { request, verdict }, punch, {
          first: before?.value.eventId ?? null,
          own: own.value.eventId,
        });
        return applied.ok ? own : applied;
      });
    },

    waits: (site, who, decided) =>
      site.together((tx) => {
        const { verdict, request } = decided;
        if (verdict.kind !== 'wait-for-second' || !verdict.begun) return ok(null);
        const dropped = inVain(site, tx, request.door.id, () => true);
        return dropped.ok ? apply(tx, decided, who, null) : dropped;
      }),

    expire: (site, now) =>
      site.together((tx) => {
        const { doorId } = site.settings();
        return doorId === null ? ok(null) : inVain(site, tx, doorId, (w) => now < w.at || now >= w.until);
      }),

    pulseMs: (site) => doorHere(site)?.pulseMs ?? DOOR_PULSE_MS,

    asksSecondFactor(site) {
      const door = doorHere(site);
      // In an emergency nobody is asked for anything.
      return door?.credential === 'two-factor' && safety.above(door.id) === null;
    },

    contact(doorId, open, at) {
      if (open) openDoors.set(doorId, openDoors.get(doorId) ?? at);
      else openDoors.delete(doorId);
    },
  };
}

/** Whoever came in by a row that is nobody's; null = nobody came in by it, or so long ago that they have left. */
function cameIn(tx: Transaction, { id, doorId, direction, at }: LogRow, now: number): Passage | null {
  const door = getDoor(tx.db, doorId);
  if (!door || direction === null || Math.abs(now - at) > longestPresenceMs(tx.settings())) return null;
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
