/**
 * Who stands at the screen, and for how long main believes it. An administrator's session ends without input, and at once with the
 * machine's own lock; a sign-in screen behind a kiosk falls back to the kiosk. Only main decides, by a clock that nobody can set; `role()`
 * looks at the clock each time, so that no call slips in between the end of a session and the timer that announces it.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import type { Lock } from '../../shared/calls/session.ts';
import type { Role } from '../../shared/schemas.ts';
import type { Settings } from '../../shared/settings.ts';
import { every } from '../base/timers.ts';
import { moved, nobody, overdue, type AskPassword, type Standing } from './standing.ts';

const LOOK_EVERY_MS = 1_000;

export type SessionFacts = Pick<Standing, 'role' | 'locked' | 'kioskBehind' | 'askPassword'>;

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
  /** A row of the log. `by`: whose, where it is not whoever asks: nobody is signed in before they are. */
  readonly record: (reason: ReasonOf<'system'>, by?: Role) => void;
  readonly changed: () => void;
};

export function createSession({ monotonic, settings, record, changed }: SessionDeps): Session {
  let is = nobody(monotonic());

  function move(role: Role, why: ReasonOf<'system'> | null, more: Partial<Standing> = {}): void {
    is = moved({ ...is, ...more }, role, monotonic());
    if (why !== null) record(why, role === 'admin' ? role : undefined);
    changed();
  }

  /** Where an ended session leaves the machine. */
  function end(why: Lock): void {
    move(settings().kiosk.mode === 'kiosk' ? 'kiosk' : 'anyone', `locked-${why}`, { locked: why });
  }

  function look(): void {
    const over = overdue(is, monotonic(), settings().site.idleMinutes * 60_000);
    if (over === 'kiosk-again') move('kiosk', over);
    else if (over) end(over);
  }
  const looking = every(LOOK_EVERY_MS, look);

  return {
    role() {
      look();
      return is.role;
    },
    facts: () => ({ role: is.role, locked: is.locked, kioskBehind: is.kioskBehind, askPassword: is.askPassword }),
    become: (next) => move(next, null, { locked: null, kioskBehind: false }),
    signedIn(way, askPassword) {
      const why = way === 'password' ? 'signed-in' : 'signed-in-recovery';
      move('admin', why, { locked: null, kioskBehind: false, askPassword });
    },
    passwordChanged() {
      if (is.askPassword === null) return;
      is = { ...is, askPassword: null };
      changed();
    },
    signOut() {
      look();
      // A kiosk is left by its PIN only.
      if (is.role !== 'admin') return;
      move('anyone', 'signed-out', { locked: null, kioskBehind: settings().kiosk.mode === 'kiosk' });
    },
    startKiosk: () => move('kiosk', 'kiosk-started', { locked: null }),
    leftKiosk: () => move('anyone', 'kiosk-left', { kioskBehind: true }),
    backToKiosk() {
      look();
      if (is.role !== 'anyone' || !is.kioskBehind) return false;
      move('kiosk', null);
      return true;
    },
    lock(why) {
      if (is.role === 'admin') end(why);
    },
    beat() {
      look();
      is = { ...is, lastInput: monotonic() };
    },
    windowHidden(hidden) {
      look();
      is = { ...is, hiddenSince: hidden ? (is.hiddenSince ?? monotonic()) : null };
    },
    ticket() {
      const mine = is.turn;
      return () => {
        look();
        return is.turn === mine && is.role === 'admin';
      };
    },
    start: looking.begin,
    stop: looking.end,
  };
}
