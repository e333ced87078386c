import type { PasswordProblem } from '../../domain/credentials/password.ts';
import type { LockoutRule } from '../../domain/credentials/lockout.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { forgiveFailures, isBlocked, verifySecret } from '../../storage/credentials/secrets.ts';
import type { App } from '../app.ts';
import type { Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names =
  | 'session.unlock'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.startKiosk'
  | 'session.leaveKiosk'
  | 'session.backToKiosk'
  | 'session.beat'
  | 'session.checkPassword';

/** The administrator's password; a wrong one is a row, and so is the one after which no more are looked at. */
export async function verifyPassword(site: Site, password: string): Promise<Result<null>> {
  const verified = await verifySecret(site.db, 'admin-password', password, site.time.powered());
  if (!verified.ok && verified.error.code === 'password-wrong') {
    site.record({ kind: 'system', reason: 'password-wrong' });
    if (isBlocked(site.db, 'admin-password')) site.record({ kind: 'system', reason: 'password-blocked' });
  }
  return verified;
}

/** The kiosk's PIN, for its way out and for the doors in an emergency; a wrong one is a row. */
export async function verifyKioskPin(site: Site, pin: string, rule?: LockoutRule): Promise<Result<null>> {
  const verified = await verifySecret(site.db, 'kiosk-pin', pin, site.time.powered(), rule);
  if (!verified.ok && verified.error.code === 'pin-wrong') site.record({ kind: 'system', reason: 'kiosk-pin-wrong' });
  return verified;
}

/** A recovery key that is none (a slip of the hand) leaves no row; another site's does. */
function verifyRecovery(app: App, site: Site, secret: string): Result<null> {
  const proven = app.proveRecovery(secret);
  if (proven.ok) forgiveFailures(site.db, 'admin-password');
  else if (proven.error.code === 'key-wrong') site.record({ kind: 'system', reason: 'recovery-key-wrong' });
  return proven;
}

export function sessionHandlers(app: App): Pick<Handlers, Names> {
  const { session } = app;
  const problem = (password: string, siteName: string): PasswordProblem | null => app.deps.passwords.problem(password, siteName);
  return {
    'session.unlock': ({ kind, secret }) => app.unlock(kind, secret),

    'session.signIn': async ({ kind, secret }) => {
      // Main decides, not the page: a kiosk is left by its PIN first.
      if (app.role() === 'kiosk') return err({ code: 'not-allowed' });
      const site = app.site();
      if (!site.ok) return site;
      const verified = kind === 'password' ? await verifyPassword(site.value, secret) : verifyRecovery(app, site.value, secret);
      if (!verified.ok) return verified;
      // While the hash was computed the screen may have gone back to the kiosk.
      if (app.role() === 'kiosk') return err({ code: 'not-allowed' });
      // What was taken once goes on; whoever typed it is asked for a better one.
      session.signedIn(kind, kind === 'password' ? problem(secret, site.value.settings().siteName) : 'recovered');
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
      const site = app.site();
      if (!site.ok) return site;
      const verified = await verifyKioskPin(site.value, pin);
      if (!verified.ok) return verified;
      if (app.role() !== 'kiosk') return err({ code: 'not-allowed' });
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
