import type { ReasonOf } from '../../domain/log/events.ts';
import { kioskPinProblem } from '../../domain/credentials/pin.ts';
import { err, ok } from '../../domain/result.ts';
import { isZone } from '../../domain/time/instants.ts';
import { differing, SETTINGS_GROUPS, valuesAt, type SettingsGroup, type SettingsPatch } from '../../shared/settings.ts';
import { isThere } from '../../storage/access/edit.ts';
import { setSecrets } from '../../storage/credentials/secrets.ts';
import { forgetCrops } from '../../storage/gallery/templates.ts';
import type { PasswordRules } from './passwords.ts';
import type { Session } from './session.ts';
import type { Sites } from '../site/sites.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { verifyPassword } from './verify.ts';

/** What the row of a change says, of which fields. */
const REASONS: Readonly<Record<SettingsGroup, (name: string) => ReasonOf<'system'>>> = {
  site: () => 'settings-changed',
  kiosk: (name) => (name === 'doorId' ? 'kiosk-door-changed' : 'settings-changed'),
  /** Who is let in, and by what. */
  recognition: () => 'recognition-changed',
  appearance: () => 'settings-changed',
};

/** A row for each reason, with what was there before and what is there now. */
function rowsOf(given: SettingsPatch, { settings, kiosk }: Pick<Site, 'settings' | 'kiosk'>): readonly EventFacts[] {
  const before = settings();
  const fields = SETTINGS_GROUPS.flatMap((group) =>
    Object.entries(given[group] ?? {}).map(([name, value]) => ({
      reason: REASONS[group](name),
      after: { [group]: { [name]: value } },
    })),
  );
  return [...new Set(fields.map(({ reason }) => reason))].map((reason) => {
    const after = fields.flatMap((field) => (field.reason === reason ? [field.after] : [])).reduce(joined);
    const doorId = reason === 'kiosk-door-changed' ? (given.kiosk?.doorId ?? null) : null;
    const detail = { ...(after.kiosk && { kiosk }), before: valuesAt(after, before), after };
    return { kind: 'system', reason, doorId, detail };
  });
}

const joined = (a: SettingsPatch, b: SettingsPatch): SettingsPatch =>
  Object.fromEntries(SETTINGS_GROUPS.flatMap((group) => (a[group] || b[group] ? [[group, { ...a[group], ...b[group] }]] : [])));

export type SettingsCalls = Pick<Sites, 'site'> & { readonly session: Session; readonly passwords: PasswordRules };

export function settingsHandlers(world: SettingsCalls): Pick<Handlers, 'settings.save' | 'settings.changeSecrets'> {
  return {
    'settings.save': (patch) => {
      const site = world.site();
      if (!site.ok) return Promise.resolve(site);
      const { timeZone } = patch.site ?? {};
      if (timeZone !== undefined && !isZone(timeZone)) return Promise.resolve(err({ code: 'bad-input', field: 'site.timeZone' }));
      const { doorId } = patch.kiosk ?? {};
      if (doorId != null && !isThere(site.value.db, 'doors', doorId)) return Promise.resolve(err({ code: 'access-gone' }));
      const before = site.value.settings();
      const given = differing(before, patch);
      if (Object.keys(given).length === 0) return Promise.resolve(ok(before));
      const rows = rowsOf(given, site.value);
      const saved = change(
        site.value,
        [],
        () => rows,
        (tx) => {
          const done = tx.saveSettings(given);
          const forgotten = given.recognition?.keepCrops === false ? forgetCrops(tx.db) : ok(0);
          return forgotten.ok ? done : forgotten;
        },
      );
      return Promise.resolve(saved);
    },

    'settings.changeSecrets': async ({ currentPassword, password, kioskPin }) => {
      const site = world.site();
      if (!site.ok) return site;
      const open = site.value;
      const weak = password === null ? null : world.passwords.problem(password, open.settings().site.name);
      if (weak !== null) return err({ code: 'password-weak', reason: weak });
      if (kioskPin !== null && kioskPinProblem(kioskPin) !== null) return err({ code: 'bad-input', field: 'kioskPin' });
      const stillThere = world.session.ticket();
      // Whoever came by the recovery key has just proven more than the password, and may not know it.
      const recovered = currentPassword === null && world.session.facts().askPassword === 'recovered';
      const verified = recovered ? ok(null) : await verifyPassword(open, currentPassword ?? '');
      if (!verified.ok) return verified;
      if (!stillThere()) return err({ code: 'not-allowed' });
      const secrets = {
        ...(password === null ? {} : { 'admin-password': password }),
        ...(kioskPin === null ? {} : { 'kiosk-pin': kioskPin }),
      };
      const changed = await setSecrets(open.db, secrets, (write) =>
        change(open, [], { kind: 'system', reason: 'secrets-changed' }, (tx) => write(tx.db)),
      );
      if (changed.ok && password !== null) world.session.passwordChanged();
      return changed;
    },
  };
}
