/** The one global store: what main says the app is. Everything else belongs to a feature. */
import { create } from 'zustand';
import type { AppError } from '../../domain/errors.ts';
import type { AppState } from '../../shared/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import { call, on } from '../api.ts';

type Session = {
  readonly state: AppState | null;
  /** Why `state` could not be had. */
  readonly error: AppError | null;
  /** The first run stays on screen until its recovery key was kept, although main is open already. */
  readonly finishing: boolean;
  /** Asks main anew. */
  readonly refresh: () => Promise<void>;
};

export const useSession = create<Session>()((set) => ({
  state: null,
  error: null,
  finishing: false,
  refresh: async () => {
    const answer = await call('app.state', null);
    set(answer.ok ? { state: answer.value, error: null } : { error: answer.error });
  },
}));

/** Follows main from now on; returns the way to stop. */
export function followMain(): () => void {
  const stop = on('app.changed', (state) => useSession.setState({ state, error: null }));
  void useSession.getState().refresh();
  return stop;
}

/** The state, for everything that is drawn after it is known. */
export function useAppState(): AppState {
  const state = useSession((s) => s.state);
  if (!state) throw new Error('drawn before app.state was known');
  return state;
}

export function useSettings(): Settings {
  return useAppState().settings;
}
