import type { PasswordProblem } from '../../domain/credentials/password.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { PasswordRules } from './passwords.ts';
import type { Session } from './session.ts';
import type { Sites } from '../site/sites.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { verifyKioskPin, verifyPassword, verifyRecovery } from './verify.ts';

type Names =
  | 'session.unlock'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.startKiosk'
  | 'session.leaveKiosk'
  | 'session.backToKiosk'
  | 'session.beat'
  | 'session.checkPassword';

export type SessionCalls = Pick<Sites, 'site'> & {
  readonly session: Session;
  readonly passwords: PasswordRules;
  readonly unlock: (kind: 'passphrase' | 'recovery-key', secret: string) => Promise<Result<null>>;
  readonly proveRecovery: (secret: string) => Result<null>;
};

export function sessionHandlers(world: SessionCalls): Pick<Handlers, Names> {
  const { session } = world;
  const problem = (password: string, siteName: string): PasswordProblem | null => world.passwords.problem(password, siteName);
  return {
    'session.unlock': ({ kind, secret }) => world.unlock(kind, secret),

    'session.signIn': async ({ kind, secret }) => {
      // Main decides, not the page: a kiosk is left by its PIN first.
      if (session.role() === 'kiosk') return err({ code: 'not-allowed' });
      const site = world.site();
      if (!site.ok) return site;
      const verified =
        kind === 'password' ? await verifyPassword(site.value, secret) : verifyRecovery(site.value, world.proveRecovery(secret));
      if (!verified.ok) return verified;
      // While the hash was computed the screen may have gone back to the kiosk.
      if (session.role() === 'kiosk') return err({ code: 'not-allowed' });
      // What was taken once goes on; whoever typed it is asked for a better one.
      session.signedIn(kind, kind === 'password' ? problem(secret, site.value.settings().site.name) : 'recovered');
      return ok('admin');
    },

    'session.signOut': () => {
      session.signOut();
      return Promise.resolve(ok(null));
    },

    'session.startKiosk': () => {
      session.startKiosk();
      return Promise.resolve(ok(null));
    },

    'session.leaveKiosk': async ({ pin }) => {
      const site = world.site();
      if (!site.ok) return site;
      const verified = await verifyKioskPin(site.value, pin);
      if (!verified.ok) return verified;
      if (session.role() !== 'kiosk') return err({ code: 'not-allowed' });
      session.leftKiosk();
      return ok(null);
    },

    'session.backToKiosk': () => Promise.resolve(session.backToKiosk() ? ok(null) : err({ code: 'not-allowed' })),

    'session.beat': () => {
      session.beat();
      return Promise.resolve(ok(null));
    },

    'session.checkPassword': ({ password, siteName }) => Promise.resolve(ok({ problem: problem(password, siteName) })),
  };
}
