import { err, ok } from '../../domain/result.ts';
import { EMERGENCY_RULE } from '../../domain/credentials/lockout.ts';
import type { Safety } from './modes.ts';
import type { Telling } from './telling.ts';
import type { Sites } from '../site/sites.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { verifyKioskPin } from '../session/verify.ts';

type Names = 'safety.state' | 'safety.seen' | 'safety.emergencyByPin';

export type SafetyCalls = Pick<Sites, 'openSite'> & {
  readonly safety: Pick<Safety, 'change'>;
  readonly telling: Pick<Telling, 'state' | 'seen'>;
};

export function safetyHandlers(world: SafetyCalls): Pick<Handlers, Names> {
  return {
    'safety.state': () => ok(world.telling.state()),

    'safety.seen': ({ eventId }) => {
      world.telling.seen(eventId);
      return ok(null);
    },

    'safety.emergencyByPin': async ({ pin }) => {
      // Not `world.site()`, which reads: a disk that is gone must not stand before it.
      const site = world.openSite();
      if (!site) return err({ code: 'not-set-up' });
      const verified = await verifyKioskPin(site, pin, EMERGENCY_RULE);
      if (!verified.ok) return verified;
      return ok({ booked: world.safety.change({ kind: 'emergency', doorId: null, on: true }, 'kiosk-pin') });
    },
  };
}
