/**
 * Who stands at the screen, and for how long main believes it. An administrator's session ends without input, and at once with the
 * machine's own lock; a sign-in screen behind a kiosk falls back to the kiosk. Only main decides, by a clock that nobody can set; `role()`
 * looks at the clock each time, so that no call slips in between the end of a session and the timer that announces it.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import type { Lock } from '../../shared/calls/session.ts';
import type { Role } from '../../shared/schemas.ts';
import type { Settings } from '../../shared/settings.ts';
import type { PasswordProblem } from '../../domain/credentials/password.ts';

/** Nobody signed in on the screen that the kiosk's PIN led to. */
export const SIGN_IN_MS = 60_000;
/** Keys that are pressed there hold it open, but not for ever: behind it nobody is recognised. */
export const SIGN_IN_LONGEST_MS = 5 * 60_000;
/** A window that cannot be seen is watched by nobody. */
export const HIDDEN_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/** Why the administrator is asked for a new password; `recovered`: they came by the recovery key, and the old one is not asked for. */
export type AskPassword = PasswordProblem | 'recovered';

export type SessionFacts = {
  readonly role: Role;
  readonly locked: Lock | null;
  readonly kioskBehind: boolean;
  readonly askPassword: AskPassword | null;
};

export type Session = {
  role(): Role;
  facts(): SessionFacts;
  /** What a start, a set-up or an unlocking makes of whoever stands there. */
  become(role: Role): void;
  signedIn(way: 'password' | 'recovery-key', askPassword: AskPassword | null): void;
  /** They have a new password. */
  passwordChanged(): void;
  signOut(): void;
  startKiosk(): void;
  /** By its PIN. */
  leftKiosk(): void;
  /** From the sign-in screen, where there is a kiosk behind it. False where there is none. */
  backToKiosk(): boolean;
  /** Ends an administrator's session, and no other. */
  lock(why: Lock): void;
  /** Somebody touched keyboard, mouse or screen. Prolongs what has not ended yet. */
  beat(): void;
  windowHidden(hidden: boolean): void;
  /** Whether the administrator of this moment is still there: asked after an await that a person answers. */
  ticket(): () => boolean;
  start(): void;
  stop(): void;
};

export type SessionDeps = {
  /** ms; never goes back. */
  readonly monotonic: () => number;
  readonly settings: () => {
    readonly site: Pick<Settings['site'], 'idleMinutes'>;
    readonly kiosk: Pick<Settings['kiosk'], 'mode'>;
  };
  /** A row of the log. */
  readonly record: (reason: ReasonOf<'system'>) => void;
  readonly changed: () => void;
};

export function createSession({ monotonic, settings, record, changed }: SessionDeps): Session {
  let role: Role = 'anyone';
  let locked: Lock | null = null;
  let kioskBehind = false;
  let askPassword: AskPassword | null = null;
  let since = monotonic();
  let lastInput = since;
  let hiddenSince: number | null = null;
  /** Counts the sessions: what began in one does not end in another. */
  let turn = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function move(next: Role, why: ReasonOf<'system'> | null): void {
    role = next;
    turn++;
    since = lastInput = monotonic();
    if (next === 'kiosk') kioskBehind = false;
    if (next !== 'admin') askPassword = null;
    if (why !== null) record(why);
    changed();
  }

  /** Where an ended session leaves the machine. */
  function end(why: Lock): void {
    locked = why;
    move(settings().kiosk.mode === 'kiosk' ? 'kiosk' : 'anyone', `locked-${why}`);
  }

  function look(): void {
    const now = monotonic();
    if (role === 'admin') {
      if (now - lastInput >= settings().site.idleMinutes * 60_000) end('idle');
      else if (hiddenSince !== null && now - hiddenSince >= HIDDEN_MS) end('hidden');
    } else if (role === 'anyone' && kioskBehind && (now - lastInput >= SIGN_IN_MS || now - since >= SIGN_IN_LONGEST_MS)) {
      move('kiosk', 'kiosk-again');
    }
  }

  return {
    role() {
      look();
      return role;
    },
    facts: () => ({ role, locked, kioskBehind, askPassword }),
    become(next) {
      locked = null;
      kioskBehind = false;
      move(next, null);
    },
    signedIn(way, ask) {
      locked = null;
      kioskBehind = false;
      askPassword = ask;
      move('admin', way === 'password' ? 'signed-in' : 'signed-in-recovery');
    },
    passwordChanged() {
      if (askPassword === null) return;
      askPassword = null;
      changed();
    },
    signOut() {
      look();
      // A kiosk is left by its PIN only.
      if (role !== 'admin') return;
      locked = null;
      kioskBehind = settings().kiosk.mode === 'kiosk';
      move('anyone', 'signed-out');
    },
    startKiosk() {
      locked = null;
      move('kiosk', 'kiosk-started');
    },
    leftKiosk() {
      kioskBehind = true;
      move('anyone', 'kiosk-left');
    },
    backToKiosk() {
      look();
      if (role !== 'anyone' || !kioskBehind) return false;
      move('kiosk', null);
      return true;
    },
    lock(why) {
      if (role === 'admin') end(why);
    },
    beat() {
      look();
      lastInput = monotonic();
    },
    windowHidden(hidden) {
      look();
      hiddenSince = hidden ? (hiddenSince ?? monotonic()) : null;
    },
    ticket() {
      const mine = turn;
      return () => {
        look();
        return turn === mine && role === 'admin';
      };
    },
    start() {
      timer ??= setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
