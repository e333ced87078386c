/** The list, asked of main whenever something happened; the ticks are main's, and shown at once. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { PresenceList, RollCall } from '../../../shared/calls/presence.ts';
import { call } from '../../api.ts';

type Presence = {
  readonly list: PresenceList | null;
  readonly error: AppError | null;
  readonly load: () => Promise<void>;
  readonly start: () => Promise<AppError | null>;
  readonly end: () => Promise<AppError | null>;
  readonly account: (personId: number, present: boolean) => Promise<AppError | null>;
};

export const usePresence = create<Presence>()((set, get) => {
  const setRollCall = (rollCall: RollCall | null) => set((s) => (s.list ? { list: { ...s.list, rollCall } } : {}));
  let asked = 0;
  return {
    list: null,
    error: null,
    load: async () => {
      const mine = ++asked;
      const answer = await call('presence.list', null);
      // An answer that was overtaken by a later question is older than what is shown.
      if (mine !== asked) return;
      set(answer.ok ? { list: answer.value, error: null } : { error: answer.error });
    },
    start: async () => {
      const answer = await call('presence.startRollCall', null);
      if (!answer.ok) return answer.error;
      setRollCall(answer.value);
      return null;
    },
    end: async () => {
      const answer = await call('presence.endRollCall', null);
      if (!answer.ok) return answer.error;
      await get().load();
      return null;
    },
    account: async (personId, present) => {
      const answer = await call('presence.account', { personId, present });
      if (!answer.ok) {
        await get().load();
        return answer.error;
      }
      setRollCall(answer.value);
      return null;
    },
  };
});
