/** The one global store: what main says the app is. Everything else belongs to a feature. */
import { create } from 'zustand';
import type { AppError } from '../../domain/errors.ts';
import type { AppState } from '../../shared/contract.ts';
import type { SeenSettings, Settings } from '../../shared/settings.ts';
import { call, on } from './api.ts';

type Session = {
  readonly state: AppState | null;
  /** Why `state` could not be had. */
  readonly error: AppError | null;
  /** The first run stays on screen until its recovery key was kept, although main is open already. */
  readonly finishing: boolean;
  /** Asks main anew. */
  readonly refresh: () => Promise<void>;
};

/** Announcements of main so far. */
let told = 0;

export const useSession = create<Session>()((set) => ({
  state: null,
  error: null,
  finishing: false,
  refresh: async () => {
    const before = told;
    const answer = await call('app.state', null);
    // What was announced while main answered is newer than its answer.
    if (told !== before) return;
    set(answer.ok ? { state: answer.value, error: null } : { error: answer.error });
  },
}));

/** Follows main from now on; returns the way to stop. */
export function followMain(): () => void {
  const stop = on('app.changed', (state) => {
    told += 1;
    useSession.setState({ state, error: null });
  });
  void useSession.getState().refresh();
  return stop;
}

/**
 * Answers main's question whether this page lives, until the returned function is called. From an effect of what draws everything: where the screens
 * have fallen over nobody answers, and main loads the page anew.
 */
export function answerMain(): () => void {
  const alive = (printing: boolean) => void call('app.alive', { printing });
  const stop = on('app.ping', () => {
    alive(false);
    // The first question to main was not answered: nothing is on the screen but that.
    if (!useSession.getState().state) void useSession.getState().refresh();
  });
  // A print dialog holds the page up for as long as it stands.
  const before = () => alive(true);
  const after = () => alive(false);
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  alive(false);
  return () => {
    stop();
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}

/** The state, for everything that is drawn after it is known. */
export function useAppState(): AppState {
  const state = useSession((s) => s.state);
  if (!state) throw new Error('drawn before app.state was known');
  return state;
}

/** What everybody is told of the settings. */
export function useSettings(): SeenSettings {
  return useAppState().settings;
}

/** All of them as the administrator was last told: a screen that sleeps under a lock is drawn once more when the session is over. */
let whole: Settings | null = null;

/** All settings, for an administrator's screens. */
export function useAllSettings(): Settings {
  const { role, settings } = useAppState();
  if (role === 'admin') whole = settings as Settings;
  if (!whole) throw new Error('drawn for nobody who may see all settings');
  return whole;
}
