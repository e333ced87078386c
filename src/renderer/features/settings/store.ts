/** Settings are saved at once; what was there before is kept for one undo. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { Output } from '../../../shared/contract.ts';
import type { Settings } from '../../../shared/settings.ts';
import { call } from '../../base/api.ts';
import { useSession } from '../../base/session.ts';

export type Saved = { readonly error: AppError } | { readonly before: Partial<Settings> } | null;

type SettingsStore = {
  readonly about: Output<'app.about'> | null;
  readonly aboutError: AppError | null;
  readonly loadAbout: () => Promise<void>;
  /** null when nothing changed. */
  readonly save: (part: Partial<Settings>) => Promise<Saved>;
};

export const useSettingsStore = create<SettingsStore>()((set) => ({
  about: null,
  aboutError: null,

  loadAbout: async () => {
    const answer = await call('app.about', null);
    set(answer.ok ? { about: answer.value, aboutError: null } : { aboutError: answer.error });
  },

  save: async (part) => {
    const now = useSession.getState().state?.settings;
    if (!now) return null;
    const keys = (Object.keys(part) as (keyof Settings)[]).filter((k) => part[k] !== undefined && part[k] !== now[k]);
    if (keys.length === 0) return null;
    const pick = (from: Partial<Settings>) => Object.fromEntries(keys.map((k) => [k, from[k]])) as Partial<Settings>;
    const before = pick(now);
    const answer = await call('settings.save', pick(part));
    if (!answer.ok) return { error: answer.error };
    // Main announces it too; this way the control does not jump back until it does.
    useSession.setState((s) => (s.state ? { state: { ...s.state, settings: answer.value } } : {}));
    return { before };
  },
}));
