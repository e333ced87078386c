import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import { call } from '../../base/api.ts';

export type SecretKind = 'passphrase' | 'recovery-key';

type Unlock = {
  readonly kind: SecretKind;
  readonly secret: string;
  readonly error: AppError | null;
  readonly busy: boolean;
  readonly choose: (kind: SecretKind) => void;
  readonly type: (secret: string) => void;
  /** Answers the seconds to wait when it is locked. */
  readonly submit: () => Promise<number>;
};

export const useUnlock = create<Unlock>()((set, get) => ({
  kind: 'passphrase',
  secret: '',
  error: null,
  busy: false,
  choose: (kind) => set({ kind, secret: '', error: null }),
  type: (secret) => set({ secret, error: null }),
  submit: async () => {
    const { kind, secret, busy } = get();
    if (busy || secret === '') return 0;
    set({ busy: true, error: null });
    const answer = await call('session.unlock', { kind, secret: kind === 'recovery-key' ? secret.trim() : secret });
    if (answer.ok) set({ busy: false, secret: '' });
    // "bad-input": the recovery key has a letter too few or a wrong one. To whoever types it, that is a key that does not open.
    else set({ busy: false, error: answer.error.code === 'bad-input' ? { code: 'key-wrong' } : answer.error });
    return !answer.ok && answer.error.code === 'too-many-attempts' ? answer.error.retryAfterSeconds : 0;
  },
}));
