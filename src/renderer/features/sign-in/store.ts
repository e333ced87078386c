import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import { call } from '../../api.ts';

type SignIn = {
  readonly password: string;
  readonly error: AppError | null;
  readonly busy: boolean;
  readonly type: (password: string) => void;
  /** Main tells everybody by app.changed when it worked. Answers the seconds to wait when it is locked. */
  readonly submit: () => Promise<number>;
};

export const useSignIn = create<SignIn>()((set, get) => ({
  password: '',
  error: null,
  busy: false,
  type: (password) => set({ password, error: null }),
  submit: async () => {
    const { password, busy } = get();
    if (busy || password === '') return 0;
    set({ busy: true, error: null });
    const answer = await call('session.signIn', { password });
    // A wrong password is emptied too: retyping all of it is quicker than finding the slip behind dots.
    set({ busy: false, password: '', error: answer.ok ? null : answer.error });
    return !answer.ok && answer.error.code === 'too-many-attempts' ? answer.error.retryAfterSeconds : 0;
  },
}));
