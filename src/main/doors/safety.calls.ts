import { err, ok } from '../../domain/result.ts';
import { EMERGENCY_RULE } from '../../domain/credentials/lockout.ts';
import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { verifyKioskPin } from '../session/verify.ts';

type Names = 'safety.state' | 'safety.seen' | 'safety.emergencyByPin';

export function safetyHandlers(app: App): Pick<Handlers, Names> {
  return {
    'safety.state': () => ok(app.telling.state()),

    'safety.seen': ({ eventId }) => {
      app.telling.seen(eventId);
      return ok(null);
    },

    'safety.emergencyByPin': async ({ pin }) => {
      // Not `app.site()`, which reads: a disk that is gone must not stand before it.
      const site = app.openSite();
      if (!site) return err({ code: 'not-set-up' });
      const verified = await verifyKioskPin(site, pin, EMERGENCY_RULE);
      if (!verified.ok) return verified;
      return ok({ booked: app.safety.change({ kind: 'emergency', doorId: null, on: true }, 'kiosk-pin') });
    },
  };
}
