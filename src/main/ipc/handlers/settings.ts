import { err, ok } from '../../../domain/result.ts';
import { isZone } from '../../../domain/time.ts';
import { isThere } from '../../../storage/access-edit.ts';
import { setSecret, verifySecret } from '../../../storage/secrets.ts';
import { forgetCrops } from '../../../storage/templates.ts';
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';

export function settingsHandlers(app: App): Pick<Handlers, 'settings.save' | 'settings.changeSecrets'> {
  return {
    'settings.save': (patch) => {
      const site = app.site();
      if (!site.ok) return Promise.resolve(site);
      if (patch.zone !== undefined && !isZone(patch.zone)) return Promise.resolve(err({ code: 'bad-input', field: 'zone' }));
      if (patch.doorId != null && !isThere(site.value.db, 'doors', patch.doorId)) return Promise.resolve(err({ code: 'access-gone' }));
      const keptCrops = site.value.settings().keepCrops;
      // zod's partial() says `undefined` for what is missing; a missing key is left as it is.
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const saved = site.value.saveSettings(given);
      if (!saved.ok) return Promise.resolve(saved);
      if (keptCrops && !saved.value.keepCrops) {
        const forgotten = forgetCrops(site.value.db);
        if (!forgotten.ok) return Promise.resolve(forgotten);
      }
      app.changed();
      return Promise.resolve(saved);
    },

    'settings.changeSecrets': async ({ currentPassword, password, kioskPin }) => {
      const site = app.site();
      if (!site.ok) return site;
      const verified = await verifySecret(site.value.db, 'admin-password', currentPassword, site.value.time.powered());
      if (!verified.ok) return verified;
      if (password !== null) {
        const changed = await setSecret(site.value.db, 'admin-password', password);
        if (!changed.ok) return changed;
      }
      if (kioskPin !== null) {
        const changed = await setSecret(site.value.db, 'kiosk-pin', kioskPin);
        if (!changed.ok) return changed;
      }
      site.value.record({ kind: 'system', reason: 'secrets-changed' });
      return ok(null);
    },
  };
}
