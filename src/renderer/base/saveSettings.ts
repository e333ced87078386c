import type { AppError } from '../../domain/errors.ts';
import type { SeenSettings, Settings } from '../../shared/settings.ts';
import { call } from './api.ts';
import { useSession } from './session.ts';

/** What was there before, for an undo; null when nothing changed. */
export type Saved = { readonly error: AppError } | { readonly before: Partial<Settings> } | null;

/** Saves what differs from the settings as they are, at once. */
export async function saveSettings(part: Partial<Settings>): Promise<Saved> {
  const now = useSession.getState().state?.settings;
  if (!now) return null;
  const keys = (Object.keys(part) as (keyof Settings)[]).filter((k) => part[k] !== undefined && part[k] !== now[k]);
  if (keys.length === 0) return null;
  const pick = (from: SeenSettings | Partial<Settings>) => Object.fromEntries(keys.map((k) => [k, from[k]])) as Partial<Settings>;
  const before = pick(now);
  const answer = await call('settings.save', pick(part));
  if (!answer.ok) return { error: answer.error };
  // Main announces it too; this way the control does not jump back until it does.
  useSession.setState((s) => (s.state ? { state: { ...s.state, settings: answer.value } } : {}));
  return { before };
}
