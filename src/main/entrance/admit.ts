/**
 * The one way in, however somebody said who they are: cool-down, rules of access, row, door.
 * [Note: row first] The event is on disk before the answer says welcome and before the door opens; a row that cannot be written is
 * an error on the screen and a closed door.
 */
import type { Reasoned } from '../../domain/log/events.ts';
import { nextDirection, type Direction, type LastPunch } from '../../domain/attendance/direction.ts';
import type { Request, Verdict } from '../../domain/access/decide.ts';
import type { AccessReason, PassageNote } from '../../domain/access/reasons.ts';
import type { DecisionRecord, Method } from '../../domain/recognition/decision.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';

export type Identified = {
  readonly personId: number;
  readonly method: Method;
  /** null where no face was looked at. */
  readonly decision: DecisionRecord | null;
  /** First usable frame, key or badge to now, ms. */
  readonly waitMs: number;
  /** Badge and PIN of somebody who gives no face: as good as face and PIN. */
  readonly twoFactors?: boolean;
};

export type PunchToRecord = Reasoned<'recognised' | 'refused'> & {
  readonly personId: number | null;
  readonly direction: Direction | null;
  readonly decision: DecisionRecord | null;
  readonly method: Method;
  readonly waitMs: number;
};

/** What was asked of the rules and what they said: what the row of it changes follows from the two. */
export type Decided = { readonly request: Request; readonly verdict: Verdict };

/** What the rules say of one person at this kiosk's door, now. `decided` is absent where there is no door. */
export type AccessAnswer =
  | {
      readonly kind: 'granted';
      /** Where the door decides it; null = by the last punch. */
      readonly direction: Direction | null;
      /** What their row says beside who and when. */
      readonly note?: PassageNote | null;
      readonly decided?: Decided;
    }
  | { readonly kind: 'refused'; readonly reason: AccessReason; readonly from: number | null }
  /** The door asks for a PIN or badge after the face. */
  | { readonly kind: 'second-factor' }
  | { readonly kind: 'wait-for-second'; readonly until: number; readonly decided?: Decided };

export type AdmitWorld = {
  /** The person's name and last punch that still stands. */
  person(id: number): Result<{ readonly name: string; readonly last: LastPunch | null }>;
  decide(who: Identified, now: number): Result<AccessAnswer>;
  /** Writes the row, and what a granted passage changes (where people are), in one transaction. */
  record(punch: PunchToRecord, decided?: Decided): Result<{ readonly eventId: number; readonly at: number }>;
  /** Remembers the first of two. Absent where there is no door. */
  waits?(who: Identified, decided: Decided): Result<null>;
  /** Opens the door; what it did becomes a row of its own. Never awaited: a dead door must not hold up the kiosk. */
  openDoor(eventId: number): void;
  cooldownMs(): number;
  /** The site's longest presence. */
  longestPresenceMs(): number;
  /** Milliseconds since the epoch. */
  now(): number;
};

/** A person refused by a rule, who stays or comes back within this time, is told so and not booked again. */
const REFUSAL_MS = 10_000;

export type Admit = (who: Identified) => Result<KioskDecision>;

export function createAdmit(world: AdmitWorld): Admit {
  let refused: { readonly personId: number; readonly reason: AccessReason; readonly at: number } | null = null;

  function refuse(
    who: Identified,
    name: string,
    { reason, from }: AccessAnswer & { kind: 'refused' },
    now: number,
  ): Result<KioskDecision> {
    const again = refused?.personId === who.personId && refused.reason === reason && Math.abs(now - refused.at) < REFUSAL_MS;
    if (!again) {
      const row = world.record({ ...who, kind: 'refused', direction: null, reason });
      if (!row.ok) return row;
    }
    refused = { personId: who.personId, reason, at: now };
    return ok({ state: 'refused', reason, from, name });
  }

  return (who) => {
    const person = world.person(who.personId);
    if (!person.ok) return person;
    const { name, last } = person.value;
    const now = world.now();
    if (last && now - last.at >= 0 && now - last.at < world.cooldownMs()) {
      return ok({ state: 'again', name, direction: last.direction, at: last.at });
    }
    const answer = world.decide(who, now);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'refused') return refuse(who, name, answer.value, now);
    if (answer.value.kind === 'second-factor') return ok({ state: 'need-pin', why: 'door' });
    if (answer.value.kind === 'wait-for-second') {
      const { until, decided } = answer.value;
      const kept = decided ? world.waits?.(who, decided) : undefined;
      return kept && !kept.ok ? kept : ok({ state: 'wait-for-second', name, until });
    }
    const { note = null, decided } = answer.value;
    const direction = answer.value.direction ?? nextDirection(last, now, world.longestPresenceMs());
    const row = world.record({ ...who, kind: 'recognised', direction, reason: note }, decided);
    if (!row.ok) return row;
    world.openDoor(row.value.eventId);
    return ok({ state: 'welcome', eventId: row.value.eventId, name, direction, at: row.value.at, method: who.method, last });
  };
}
