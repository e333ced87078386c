/** Signing in and out on in-memory data: the password, the PIN, the waits, and what main alone decides (a kiosk does not sign in). */
import { passwordProblem } from '../../../src/domain/credentials/password.ts';
import { kioskPinProblem } from '../../../src/domain/credentials/pin.ts';
import type { AppError } from '../../../src/domain/errors.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { AppState, Calls, Input, Output } from '../../../src/shared/contract.ts';
import type { sessionCalls } from '../../../src/shared/calls/session.ts';
import type { GivenSettings } from '../../../src/shared/settings.ts';
import { PASSWORD, PIN } from '../../../tools/secrets.ts';

/** What changes of the state; of the settings, the fields that are given. */
export type FakeChange = Partial<Omit<AppState, 'settings'>> & { readonly settings?: GivenSettings };

export const RECOVERY_KEY = 'K7QD-2MXF-9TRA-HW4E-PJ6C-3VNB-8YGS-5ZLU';
/** What stands for the list that only main has. */
const LISTED = new Set(['password', 'sunshine', 'princess', 'iloveyou', 'baseball']);

type Names = keyof typeof sessionCalls | 'settings.changeSecrets' | 'setup.complete';
export type SessionAnswers = {
  readonly answers: Answers;
  readonly pinIs: (given: string) => boolean;
};
type Answers = { [N in Names & keyof Calls]: (input: Input<N>) => Result<Output<N>> };

export function sessionAnswers(state: () => AppState, change: (part: FakeChange) => void): SessionAnswers {
  let password = PASSWORD;
  let pin = PIN;
  let wrong = 0;
  const problem = (given: string, siteName: string) => passwordProblem(given, LISTED, [siteName, 'lintel']);
  const tryPassword = (given: string): AppError | null => {
    if (wrong >= 5) return { code: 'too-many-attempts', retryAfterSeconds: 60 };
    if (given === password) {
      wrong = 0;
      return null;
    }
    wrong += 1;
    return wrong >= 5 ? { code: 'too-many-attempts', retryAfterSeconds: 60 } : { code: 'password-wrong' };
  };
  const answers: Answers = {
    'setup.complete': (i) => {
      const weak = problem(i.password, i.siteName);
      if (weak) return err({ code: 'password-weak', reason: weak });
      password = i.password;
      pin = i.kioskPin;
      const { language, siteName, mode, cameraId, timeZone } = i;
      change({
        stage: 'open',
        role: 'admin',
        settings: { site: { name: siteName, timeZone }, kiosk: { mode, cameraId }, appearance: { language } },
      });
      return ok({ recoveryKey: RECOVERY_KEY });
    },
    'session.unlock': (i) => {
      if (i.secret !== (i.kind === 'passphrase' ? PASSWORD : RECOVERY_KEY)) return err({ code: 'key-wrong' });
      change({ stage: 'open', role: 'anyone' });
      return ok(null);
    },
    'session.signIn': (i) => {
      if (state().role === 'kiosk') return err({ code: 'not-allowed' });
      const error =
        i.kind === 'password' ? tryPassword(i.secret) : i.secret === RECOVERY_KEY ? null : ({ code: 'key-wrong' } as const);
      if (error) return err(error);
      wrong = 0;
      change({
        role: 'admin',
        locked: null,
        askPassword: i.kind === 'recovery-key' ? 'recovered' : problem(i.secret, state().settings.site.name),
      });
      return ok('admin');
    },
    'session.signOut': () => {
      change({ role: 'anyone', locked: null, askPassword: null });
      return ok(null);
    },
    'session.startKiosk': () => {
      change({ role: 'kiosk', locked: null, askPassword: null });
      return ok(null);
    },
    'session.leaveKiosk': (i) => {
      if (i.pin !== pin) return err({ code: 'pin-wrong' });
      change({ role: 'anyone', kioskBehind: true });
      return ok(null);
    },
    'session.backToKiosk': () => {
      if (!state().kioskBehind) return err({ code: 'not-allowed' });
      change({ role: 'kiosk', kioskBehind: false });
      return ok(null);
    },
    'session.beat': () => ok(null),
    'session.checkPassword': (i) => ok({ problem: problem(i.password, i.siteName) }),
    'settings.changeSecrets': (i) => {
      const weak = i.password === null ? null : problem(i.password, state().settings.site.name);
      if (weak) return err({ code: 'password-weak', reason: weak });
      if (i.kioskPin !== null && kioskPinProblem(i.kioskPin)) return err({ code: 'bad-input', field: 'kioskPin' });
      const error =
        i.currentPassword === null && state().askPassword === 'recovered' ? null : tryPassword(i.currentPassword ?? '');
      if (error) return err(error);
      password = i.password ?? password;
      pin = i.kioskPin ?? pin;
      if (i.password !== null && state().askPassword !== null) change({ askPassword: null });
      return ok(null);
    },
  };
  return { answers, pinIs: (given) => given === pin };
}
