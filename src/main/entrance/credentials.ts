/**
 * PIN and badge at the kiosk: what was typed or shown -> who it is -> the same way in as the face (admit.ts). A PIN or badge of the
 * person whose face alone was not enough settles that visit (visit.ts).
 */
import type { CredentialReason } from '../../domain/access/reasons.ts';
import type { Standing } from '../../domain/credentials/lockout.ts';
import { splitCode } from '../../domain/credentials/pin.ts';
import type { PersonId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CredentialAnswer, PadState } from '../../shared/calls/credentials.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { BadgeAnswer } from '../../storage/credentials/badges.ts';
import type { PinAnswer } from '../../storage/credentials/pins.ts';
import type { Admit, PunchToRecord } from './admit.ts';
import { createFirstOfTwo, type First, type FirstOfTwo, type OneOfTwo } from './first-of-two.ts';
import type { VisitDesk } from './visit.ts';

export type CredentialWorld = {
  verifyPin(code: string, known: readonly PersonId[]): Promise<Result<PinAnswer>>;
  verifyBadge(token: string): Result<BadgeAnswer>;
  padStanding(): Result<Standing>;
  /** A badge that is shown asks for its person's PIN as well. */
  badgeNeedsPin(): boolean;
  /** One way of saying who one is is too little here. */
  asksTwo(): boolean;
  /** Gives no face, or has none enrolled: badge and PIN are the two that they have. */
  isFaceless(personId: PersonId): Result<boolean>;
  admit: Admit;
  desk: Pick<VisitDesk, 'pending' | 'confirm'>;
  record(punch: PunchToRecord): Result<unknown>;
  /** The row of a PIN, or (null) of the pad, that only an administrator opens again. */
  recordDisabled(personId: PersonId | null): Result<unknown>;
  /** Monotonic milliseconds. */
  monotonic(): number;
};

export type CredentialDesk = {
  /** @param waitedMs from the first key to this call */
  pin(code: string, waitedMs: number): Promise<Result<CredentialAnswer>>;
  /** @param waitedMs from the first sight to this call */
  badge(token: string, waitedMs: number): Result<CredentialAnswer>;
};

export function padState(standing: Standing): PadState {
  return {
    triesLeft: standing.kind === 'open' ? standing.triesLeft : 0,
    waitSeconds: standing.kind === 'wait' ? Math.ceil(standing.ms / 1000) : 0,
    disabled: standing.kind === 'disabled',
  };
}

export function createCredentialDesk(world: CredentialWorld): CredentialDesk {
  const first = createFirstOfTwo(() => world.monotonic());

  return {
    async pin(code, waitedMs) {
      const startedAt = world.monotonic() - waitedMs;
      const waited = () => world.monotonic() - startedAt;
      const whole = splitCode(code) !== null;
      const shown = first.waiting('badge');
      const known = shown ? [shown.personId] : ((world.desk.pending()?.who ?? []) as readonly PersonId[]);
      const verified = await world.verifyPin(code, whole ? [] : known);
      if (!verified.ok) return verified;
      const said = verified.value;
      if (said.kind === 'locked') return refuse(world, 'locked-out', 'pin', said.personId, waited(), said.standing);
      if (said.kind === 'wrong') {
        if (said.next.kind === 'disabled') {
          const row = world.recordDisabled(said.personId);
          if (!row.ok) return row;
        }
        return refuse(world, 'pin-wrong', 'pin', said.personId, waited(), said.next);
      }
      const { personId } = said;
      const confirmed = world.desk.confirm(personId);
      if (confirmed) return answer(world, confirmed);
      // The face whose PIN this is went away while it was looked at: a PIN alone says who only with its number.
      if (!whole && shown?.personId !== personId)
        return answer(world, ok({ state: 'refused', reason: 'pin-wrong', from: null, name: null }));
      return alone(world, first, 'pin', { personId, startedAt });
    },

    badge(token, waitedMs) {
      const startedAt = world.monotonic() - waitedMs;
      const pad = world.padStanding();
      if (!pad.ok) return pad;
      const verified = world.verifyBadge(token);
      if (!verified.ok) return verified;
      const said = verified.value;
      const waitMs = world.monotonic() - startedAt;
      if (said.kind === 'unknown') return refuse(world, 'badge-unknown', 'badge', null, waitMs, pad.value);
      if (said.kind === 'revoked') return refuse(world, 'badge-revoked', 'badge', said.personId, waitMs, pad.value);
      const { personId } = said;
      const confirmed = world.desk.confirm(personId);
      if (confirmed) return answer(world, confirmed);
      return alone(world, first, 'badge', { personId, startedAt });
    },
  };
}

function refuse(
  world: CredentialWorld,
  reason: CredentialReason | 'face-needed',
  method: OneOfTwo,
  personId: PersonId | null,
  waitMs: number,
  standing: Standing,
): Result<CredentialAnswer> {
  const row = world.record({ kind: 'refused', personId, direction: null, reason, decision: null, method, waitMs });
  if (!row.ok) return row;
  return ok({ decision: { state: 'refused', reason, from: null, name: null }, pad: padState(standing) });
}

/** The decision, with how the pad stands after it. */
function answer(world: CredentialWorld, decision: Result<KioskDecision>): Result<CredentialAnswer> {
  if (!decision.ok) return decision;
  const standing = world.padStanding();
  return standing.ok ? ok({ decision: decision.value, pad: padState(standing.value) }) : standing;
}

/** PIN or badge was right, and no face waits for it: is it enough, and if not, what is missing? */
function alone(world: CredentialWorld, first: FirstOfTwo, kind: OneOfTwo, came: First): Result<CredentialAnswer> {
  const { personId, startedAt } = came;
  const now = world.monotonic();
  const other = first.waiting(kind === 'badge' ? 'pin' : 'badge');
  if (other?.personId === personId) {
    first.done();
    const waitMs = now - Math.min(other.startedAt, startedAt);
    const faceless = world.isFaceless(personId);
    if (!faceless.ok) return faceless;
    return answer(world, world.admit({ personId, method: 'badge', decision: null, waitMs, twoFactors: faceless.value }));
  }
  const asksTwo = world.asksTwo();
  if (asksTwo) {
    const faceless = world.isFaceless(personId);
    const pad = world.padStanding();
    if (!faceless.ok) return faceless;
    if (!pad.ok) return pad;
    // A kiosk without a door has no rule that would say so; with one, its own rule says the same.
    if (!faceless.value) return refuse(world, 'face-needed', kind, personId, now - startedAt, pad.value);
  }
  if (asksTwo || (kind === 'badge' && world.badgeNeedsPin())) {
    first.came(kind, came);
    return answer(world, ok({ state: 'need-pin', why: kind }));
  }
  return answer(world, world.admit({ personId, method: kind, decision: null, waitMs: now - startedAt }));
}
