/**
 * The rules of access at this kiosk's door: reads what they ask for, lets `domain/access/decide.ts` say, and writes the row together with
 * what the passage changes, in one transaction. Everything is in the database, so it outlives a restart; only contacts are asked anew.
 */
import { decide, type Request } from '../../domain/access/decide.ts';
import type { AccessState, Door } from '../../domain/access/model.ts';
import { waitingAt } from '../../domain/access/two-person.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { getDoor, getHolder, loadAccessModel } from '../../storage/access/model.ts';
import { loadAccessState, loadWaiting } from '../../storage/access/state.ts';
import { guardRead } from '../../storage/file/db.ts';
import type { Log } from '../base/log.ts';
import type { Safety } from '../doors/modes.ts';
import { lastPunchOf } from '../site/last-punch.ts';
import type { Site } from '../site/site.ts';
import type { AccessAnswer, Decided, Identified, PunchToRecord } from './admit.ts';
import { waitedInVain, writeGranted, writePunch, writeWaiting, type Booked } from './passage.ts';

/** How long the door stays open for one person where no door is configured (attendance, the demonstration's drawn door). */
const DOOR_PULSE_MS = 5_000;

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

type AboveTheRules = Pick<Safety, 'overrides' | 'above'>;

/** @param safety what holds above the rules: in memory, for the tables may lag behind */
export function createRules(log: Log, safety: AboveTheRules): Rules {
  /** By door, since when. */
  const openDoors = new Map<number, number>();
  const above = { log, safety, openDoors };

  return {
    decide(site, who, now) {
      const answer = guardRead(site.db, () => decideHere(above, site, who, now));
      if (!answer.ok) return answer;
      return answer.value ? ok(answer.value) : err({ code: 'person-gone' });
    },

    record(site, punch, decided) {
      const { request, verdict } = decided ?? {};
      if (!request || verdict?.kind !== 'granted') return writePunch(site, punch);
      return site.together((tx) => writeGranted(tx, punch, { request, verdict }));
    },

    waits: (site, who, decided) =>
      site.together((tx) => {
        const { verdict } = decided;
        return verdict.kind === 'wait-for-second' && verdict.begun ? writeWaiting(tx, who, decided) : ok(null);
      }),

    expire: (site, now) =>
      site.together((tx) => {
        const { doorId } = site.settings().kiosk;
        return doorId === null ? ok(null) : waitedInVain(tx, doorId, (w) => now < w.at || now >= w.until);
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

const doorHere = (site: Site): Door | null => getDoor(site.db, site.settings().kiosk.doorId);

/** What is not in the tables. */
type Above = { readonly log: Log; readonly safety: AboveTheRules; readonly openDoors: ReadonlyMap<number, number> };

/** null = there is no such person. */
function decideHere({ log, safety, openDoors }: Above, site: Site, who: Identified, now: number): AccessAnswer | null {
  const { db } = site;
  const settings = site.settings();
  const { doorId } = settings.kiosk;
  const holder = getHolder(db, personId(who.personId), site.time.powered());
  if (!holder) return null;
  if (doorId === null)
    return holder.active ? { kind: 'granted', direction: null } : { kind: 'refused', reason: 'inactive', from: null };
  const model = loadAccessModel(db, settings.site);
  const door = model.doors.find((d) => d.id === doorId);
  if (!door) {
    // Its deletion makes the kiosk one without a door; a door that is gone otherwise opens to nobody.
    log.error({ doorId }, 'the door of this kiosk is not there');
    return { kind: 'refused', reason: 'no-access', from: null };
  }
  const partner = waitingThere(site, door, who.personId, now);
  const people = [who.personId, ...(partner ? [partner.holder.personId] : [])];
  const state: AccessState = { ...loadAccessState(db, people, site.time.onThisClock()), ...safety.overrides(), openDoors };
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

/** Somebody else who waits at this door for a second person. */
function waitingThere(site: Site, door: Door, id: number, now: number): Request['partner'] {
  if (!door.twoPerson) return null;
  const { db } = site;
  const waiting = waitingAt(door, now, { waiting: loadWaiting(db) });
  const holder = waiting && waiting.personId !== id ? getHolder(db, personId(waiting.personId), site.time.powered()) : null;
  return holder && { holder, last: lastPunchOf(site, holder.personId) };
}
