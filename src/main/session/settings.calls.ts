import { kioskPinProblem } from '../../domain/credentials/pin.ts';
import { err, ok } from '../../domain/result.ts';
import { isZone } from '../../domain/time/instants.ts';
import { isThere } from '../../storage/access/edit.ts';
import { setSecrets } from '../../storage/credentials/secrets.ts';
import { forgetCrops } from '../../storage/gallery/templates.ts';
import type { App } from '../app.ts';
import { booked } from '../site/booked.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { verifyPassword } from './session.calls.ts';

export function settingsHandlers(app: App): Pick<Handlers, 'settings.save' | 'settings.changeSecrets'> {
  return {
    'settings.save': (patch) => {
      const site = app.site();
      if (!site.ok) return Promise.resolve(site);
      if (patch.timeZone !== undefined && !isZone(patch.timeZone))
        return Promise.resolve(err({ code: 'bad-input', field: 'timeZone' }));
      if (patch.doorId != null && !isThere(site.value.db, 'doors', patch.doorId))
        return Promise.resolve(err({ code: 'access-gone' }));
      // zod's partial() says `undefined` for what is missing; a missing key is left as it is.
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const saved = site.value.together(() => {
        const done = site.value.saveSettings(given);
        const forgotten = patch.keepCrops === false ? forgetCrops(site.value.db) : ok(0);
        return forgotten.ok ? done : forgotten;
      });
      if (saved.ok) app.changed();
      return Promise.resolve(saved);
    },

    'settings.changeSecrets': async ({ currentPassword, password, kioskPin }) => {
      const site = app.site();
      if (!site.ok) return site;
      const open = site.value;
      const weak = password === null ? null : app.deps.passwords.problem(password, open.settings().siteName);
      if (weak !== null) return err({ code: 'password-weak', reason: weak });
      if (kioskPin !== null && kioskPinProblem(kioskPin) !== null) return err({ code: 'bad-input', field: 'kioskPin' });
      const stillThere = app.session.ticket();
      // Whoever came by the recovery key has just proven more than the password, and may not know it.
      const recovered = currentPassword === null && app.session.facts().askPassword === 'recovered';
      const verified = recovered ? ok(null) : await verifyPassword(open, currentPassword ?? '');
      if (!verified.ok) return verified;
      if (!stillThere()) return err({ code: 'not-allowed' });
      const secrets = {
        ...(password === null ? {} : { 'admin-password': password }),
        ...(kioskPin === null ? {} : { 'kiosk-pin': kioskPin }),
      };
      const changed = await setSecrets(open.db, secrets, (write) =>
        booked(open, write, () => [{ kind: 'system', reason: 'secrets-changed' }]),
      );
      if (changed.ok && password !== null) app.session.passwordChanged();
      return changed;
    },
  };
}
