/**
 * The rules of access: (person, door, instant, state) -> a verdict with its reason. Pure. Each rule is a file of its own; this one is
 * their order: emergency, lockdown, who somebody is (active, valid, groups, hours), then what happens at the door.
 */
import type { Direction, LastPunch } from '../attendance/direction.ts';
import type { Method } from '../recognition/decision.ts';
import { antiPassback } from './anti-passback.ts';
import { isFull } from './capacity.ts';
import { credential } from './credential.ts';
import { firstPerson, type Opening } from './first-person.ts';
import { interlock } from './interlock.ts';
import type { AccessModel, AccessState, Door, Holder, Waiting } from './model.ts';
import { override } from './overrides.ts';
import { placeOf } from './place.ts';
import type { AccessReason, PassageNote } from './reasons.ts';
import { schedule } from './schedule.ts';
import { waitingAt } from './two-person.ts';
import { wayThrough, type Way } from './way.ts';

export type Request = {
  readonly holder: Holder;
  readonly door: Door;
  /** ms since the epoch. */
  readonly at: number;
  readonly method: Method;
  /** Their last punch that stands: the direction where it is not known where they are. */
  readonly last: LastPunch | null;
  /** Whoever waits at this door as the first of two, and their last punch; null = nobody, or gone meanwhile. */
  readonly partner: { readonly holder: Holder; readonly last: LastPunch | null } | null;
};

export type Refused = {
  readonly kind: 'refused';
  readonly reason: AccessReason;
  /** The next instant at which it would be allowed, where that is known. */
  readonly from: number | null;
};

export type Granted = {
  readonly kind: 'granted';
  readonly direction: Direction;
  /** Where they are then; null = outside. */
  readonly zoneId: number | null;
  readonly note: PassageNote | null;
  /** The day that is opened by this (first-person-in), and by whom of the two. */
  readonly opens: Opening | null;
  /** The first of two, who goes through with them, and their note. */
  readonly first: { readonly waiting: Waiting; readonly note: PassageNote | null } | null;
};

export type Verdict =
  | Granted
  | Refused
  /** The face is right, and the door asks for a PIN or badge as well. */
  | { readonly kind: 'second-factor' }
  /** The first of two. `begun` false: they wait already. */
  | { readonly kind: 'wait-for-second'; readonly until: number; readonly begun: boolean };

const refused = (reason: AccessReason, from: number | null = null): Refused => ({ kind: 'refused', reason, from });

export function decide(request: Request, state: AccessState, model: AccessModel): Verdict {
  const { holder, door, at, method } = request;
  const above = override(state, door.id);
  const way = wayOf(holder, request.last, request, state, model);
  const granted = { kind: 'granted', direction: way.direction, zoneId: way.to, opens: null, first: null } as const;
  if (above === 'emergency') return { ...granted, note: 'emergency-open' };
  if (above === 'lockdown') return refused('lockdown');

  const waiting = waitingAt(door, at, state);
  const partner = partnerOf(request, way, waiting, state, model);
  const together = partner ? [holder, partner] : [holder];
  const refusal = ruleAgainst(holder, together, way, request, state, model);
  if (refusal) return refusal;
  const shown = credential(door, method);
  if (shown === 'face-needed') return refused('face-needed');
  if (shown === 'second-factor') return { kind: 'second-factor' };
  if (door.twoPerson && !partner) {
    if (waiting?.personId === holder.personId) return { kind: 'wait-for-second', until: waiting.until, begun: false };
    return { kind: 'wait-for-second', until: at + door.twoPersonSeconds * 1000, begun: true };
  }

  const opens = firstPerson(together, door, at, state, model);
  const noteOf = (person: Holder): PassageNote | null => {
    const finding = antiPassback(person, door, way, at, state, model);
    return finding?.kind === 'note' ? finding.note : null;
  };
  return {
    ...granted,
    note: noteOf(holder) ?? (partner ? 'two-person' : null),
    opens: opens === 'closed' ? null : opens,
    first: partner && waiting ? { waiting, note: noteOf(partner) } : null,
  };
}

function wayOf(holder: Holder, last: LastPunch | null, { door, at }: Request, state: AccessState, model: AccessModel): Way {
  return wayThrough(door, placeOf(holder.personId, at, state, model), last, at, model.longestPresenceMs);
}

/** The first of two, if they still may pass, and go the same way. */
function partnerOf(request: Request, way: Way, waiting: Waiting | null, state: AccessState, model: AccessModel): Holder | null {
  const { holder, partner } = request;
  if (!waiting || !partner || waiting.personId === holder.personId || partner.holder.personId !== waiting.personId) return null;
  const theirs = wayOf(partner.holder, partner.last, request, state, model);
  if (theirs.to !== way.to || theirs.from !== way.from) return null;
  return ruleAgainst(partner.holder, [partner.holder], theirs, request, state, model) ? null : partner.holder;
}

/** The first rule that refuses; null = none. `together`: everybody who would go through now. */
function ruleAgainst(
  holder: Holder,
  together: readonly Holder[],
  way: Way,
  request: Request,
  state: AccessState,
  model: AccessModel,
): Refused | null {
  const { door, at } = request;
  if (!holder.active) return refused('inactive');
  const time = schedule(holder, door, at, model);
  if (time) return refused(time.reason, time.from);
  if (firstPerson(together, door, at, state, model) === 'closed') return refused('first-person');
  const passback = antiPassback(holder, door, way, at, state, model);
  if (passback?.kind === 'refused') return passback;
  const blocked = interlock(door, at, state, model);
  if (blocked) return refused('interlock', blocked.from);
  if (
    isFull(
      together.map((p) => p.personId),
      way.to,
      at,
      state,
      model,
    )
  )
    return refused('zone-full');
  return null;
}
