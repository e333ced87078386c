/**
 * What is typed at the kiosk, key by key, as a pure function: by finger, by keyboard, or by a scanner that types what it read. A code
 * is sent the moment its last digit is there ([Note: code length] in domain/credentials/pin.ts). Times are milliseconds of one clock.
 */
import { BADGE_DIGITS } from '../../../../domain/credentials/badge.ts';
import { beginsBadge, codeLength, PIN_DIGITS } from '../../../../domain/credentials/pin.ts';

export const TYPING = {
  /** What was typed is forgotten after this long without a key: the next person starts anew. */
  forget: 15_000,
  /** A scanner types faster than this; slower, a digit that no code begins with was a slip. */
  scanner: 500,
  /** Where the PIN alone would do: six digits may go on to become number and PIN for this long. */
  goesOn: 800,
} as const;

export type Typed = {
  readonly digits: string;
  /** First key of this person's tries; null = nobody has begun. A wrong try does not start the time anew. */
  readonly startedAt: number | null;
  readonly lastAt: number;
};

export type Sent = {
  readonly kind: 'code' | 'badge';
  readonly text: string;
  /** ms since the first key. */ readonly waitedMs: number;
};

/** `sent`: what goes to main now. */
export type Step = { readonly typed: Typed; readonly sent: Sent | null };

export type Key =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'enter' }
  | { readonly kind: 'tick' };

export const NOTHING: Typed = { digits: '', startedAt: null, lastAt: -Infinity };

/** @param pinAlone whether six digits may be a PIN: the person is known by face or badge */
export function press(before: Typed, key: Key, pinAlone: boolean, now: number): Step {
  const typed = now - before.lastAt >= TYPING.forget ? NOTHING : before;
  switch (key.kind) {
    case 'digit':
      return digit(typed, key.digit, pinAlone, now);
    case 'back':
      return keep({ ...typed, digits: typed.digits.slice(0, -1), lastAt: now });
    case 'enter':
      return isPinAlone(typed, pinAlone)
        ? send(typed, 'code', now)
        : keep(beginsBadge(typed.digits) ? { ...typed, digits: '' } : typed);
    case 'tick':
      if (isPinAlone(typed, pinAlone) && now - typed.lastAt >= TYPING.goesOn) return send(typed, 'code', now);
      return keep(typed.digits !== '' && isSlip(typed, pinAlone, now) ? { ...typed, digits: '' } : typed);
  }
}

function digit(before: Typed, key: string, pinAlone: boolean, now: number): Step {
  // After a slip, and after six digits that were sent or should have been, this digit is the first.
  const kept = isSlip(before, pinAlone, now) ? '' : before.digits;
  const typed: Typed = { digits: kept + key, startedAt: before.startedAt ?? now, lastAt: now };
  if (typed.digits.length > BADGE_DIGITS) return keep({ ...typed, digits: '' });
  if (beginsBadge(typed.digits)) return typed.digits.length === BADGE_DIGITS ? send(typed, 'badge', now) : keep(typed);
  return typed.digits.length === codeLength(typed.digits) ? send(typed, 'code', now) : keep(typed);
}

const isPinAlone = (typed: Typed, pinAlone: boolean): boolean => pinAlone && typed.digits.length === PIN_DIGITS;

/** Digits that begin like a badge and come too slowly for a scanner; a PIN may begin so where it would do alone. */
function isSlip(typed: Typed, pinAlone: boolean, now: number): boolean {
  return beginsBadge(typed.digits) && now - typed.lastAt >= TYPING.scanner && !(pinAlone && typed.digits.length <= PIN_DIGITS);
}

function keep(typed: Typed): Step {
  return { typed, sent: null };
}

function send(typed: Typed, kind: Sent['kind'], now: number): Step {
  return {
    typed: { ...typed, digits: '' },
    sent: { kind, text: typed.digits, waitedMs: now - (typed.startedAt ?? now) },
  };
}

/** How many digits the pad draws in front of the PIN's dots; null = not known before the first digit. */
export function numberDigits(digits: string): number | null {
  const length = codeLength(digits);
  return length === null ? null : length - PIN_DIGITS;
}
