/** Who stands at the screen, as values: what a move makes of it, and when it is over. `session.ts` has the clock and writes the rows. */
import type { Lock } from '../../shared/calls/session.ts';
import type { Role } from '../../shared/schemas.ts';
import type { PasswordProblem } from '../../domain/credentials/password.ts';

/** Nobody signed in on the screen that the kiosk's PIN led to. */
export const SIGN_IN_MS = 60_000;
/** Keys that are pressed there hold it open, but not for ever: behind it nobody is recognised. */
export const SIGN_IN_LONGEST_MS = 5 * 60_000;
/** A window that cannot be seen is watched by nobody. */
export const HIDDEN_MS = 60_000;

/** Why the administrator is asked for a new password; `recovered`: they came by the recovery key, and the old one is not asked for. */
export type AskPassword = PasswordProblem | 'recovered';

/** Times are monotonic ms. */
export type Standing = {
  readonly role: Role;
  /** Why the last session was ended by main; null = it was not. */
  readonly locked: Lock | null;
  readonly kioskBehind: boolean;
  readonly askPassword: AskPassword | null;
  readonly since: number;
  readonly lastInput: number;
  /** null = the window can be seen. */
  readonly hiddenSince: number | null;
  /** Counts the sessions: what began in one does not end in another. */
  readonly turn: number;
};

export const nobody = (now: number): Standing => ({
  role: 'anyone',
  locked: null,
  kioskBehind: false,
  askPassword: null,
  since: now,
  lastInput: now,
  hiddenSince: null,
  turn: 0,
});

/** Somebody else stands there from now on. A kiosk has no other behind it, and only an administrator is asked for a password. */
export function moved(was: Standing, role: Role, now: number): Standing {
  return {
    ...was,
    role,
    kioskBehind: was.kioskBehind && role !== 'kiosk',
    askPassword: role === 'admin' ? was.askPassword : null,
    since: now,
    lastInput: now,
    turn: was.turn + 1,
  };
}

/** What is over by now: an administrator's session, or the sign-in screen before a kiosk; null = nothing. */
export function overdue(is: Standing, now: number, idleMs: number): 'idle' | 'hidden' | 'kiosk-again' | null {
  const { role, kioskBehind, since, lastInput, hiddenSince } = is;
  if (role === 'admin') {
    if (now - lastInput >= idleMs) return 'idle';
    return hiddenSince !== null && now - hiddenSince >= HIDDEN_MS ? 'hidden' : null;
  }
  const left = now - lastInput >= SIGN_IN_MS || now - since >= SIGN_IN_LONGEST_MS;
  return role === 'anyone' && kioskBehind && left ? 'kiosk-again' : null;
}
