import type { AppError } from '../../domain/errors.ts';
import { differing, valuesAt, type SettingsPatch } from '../../shared/settings.ts';
import { call } from './api.ts';
import { useSession } from './session.ts';

/** What was there before, for an undo; null when nothing changed. */
export type Saved = { readonly error: AppError } | { readonly before: SettingsPatch } | null;

/** Saves what differs from the settings as they are, at once. */
export async function saveSettings(part: SettingsPatch): Promise<Saved> {
  const now = useSession.getState().state?.settings;
  if (!now) return null;
  const changed = differing(now, part);
  if (Object.keys(changed).length === 0) return null;
  const answer = await call('settings.save', changed);
  if (!answer.ok) return { error: answer.error };
  // Main announces it too; this way the control does not jump back until it does.
  useSession.setState((s) => (s.state ? { state: { ...s.state, settings: answer.value } } : {}));
  return { before: valuesAt(changed, now) };
}
