import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import { call } from '../../base/api.ts';

export type Way = 'password' | 'recovery-key';

type SignIn = {
  readonly way: Way;
  readonly secret: string;
  readonly error: AppError | null;
  readonly busy: boolean;
  readonly choose: (way: Way) => void;
  readonly type: (secret: string) => void;
  /** Main tells everybody by app.changed when it worked. Answers the seconds to wait when it is locked. */
  readonly submit: () => Promise<number>;
};

export const useSignIn = create<SignIn>()((set, get) => ({
  way: 'password',
  secret: '',
  error: null,
  busy: false,
  choose: (way) => set({ way, secret: '', error: null }),
  type: (secret) => set({ secret, error: null }),
  submit: async () => {
    const { way, secret, busy } = get();
    if (busy || secret.trim() === '') return 0;
    set({ busy: true, error: null });
    const answer = await call('session.signIn', { kind: way, secret: way === 'recovery-key' ? secret.trim() : secret });
    if (answer.ok) {
      set({ busy: false, secret: '', way: 'password' });
      return 0;
    }
    const { error } = answer;
    // A wrong password is emptied too: retyping all of it is quicker than finding the slip behind dots. A recovery key is seen, and is long.
    const left = way === 'password' ? '' : secret;
    // "bad-input": the recovery key has a letter too few or a wrong one. To whoever types it, that is a key that does not open.
    set({ busy: false, secret: left, error: error.code === 'bad-input' ? { code: 'key-wrong' } : error });
    if (error.code === 'password-blocked') set({ way: 'recovery-key' });
    return error.code === 'too-many-attempts' ? error.retryAfterSeconds : 0;
  },
}));
