import { ok } from '../../../domain/result.ts';
import { verifySecret } from '../../../storage/secrets.ts';
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';

type Names = 'session.unlock' | 'session.signIn' | 'session.signOut' | 'session.startKiosk' | 'session.leaveKiosk';

export function sessionHandlers(app: App): Pick<Handlers, Names> {
  return {
    'session.unlock': ({ kind, secret }) => app.unlock(kind, secret),

    'session.signIn': async ({ password }) => {
      const site = app.site();
      if (!site.ok) return site;
      const verified = await verifySecret(site.value.db, 'admin-password', password, site.value.time.powered());
      if (!verified.ok) return verified;
      app.setRole('admin');
      return ok('admin');
    },

    'session.signOut': () => {
      // A kiosk is left by its PIN only.
      if (app.role() === 'admin') app.setRole('anyone');
      return Promise.resolve(ok(null));
    },

    'session.startKiosk': () => {
      app.setRole('kiosk');
      return Promise.resolve(ok(null));
    },

    'session.leaveKiosk': async ({ pin }) => {
      const site = app.site();
      if (!site.ok) return site;
      const verified = await verifySecret(site.value.db, 'kiosk-pin', pin, site.value.time.powered());
      if (!verified.ok) return verified;
      app.setRole('anyone');
      return ok(null);
    },
  };
}
