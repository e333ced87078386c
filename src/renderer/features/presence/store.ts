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

/** What main says, with the ticks that it has not answered yet: a box is ticked the moment it is touched. */
function withPending(list: PresenceList, pending: ReadonlyMap<number, boolean>): PresenceList {
  const { rollCall, at } = list;
  if (!rollCall || pending.size === 0) return list;
  const { eventId } = rollCall;
  const standing = rollCall.accounted.filter((a) => pending.get(a.personId) !== false);
  const known = new Set(standing.map((a) => a.personId));
  const added = [...pending].filter(([personId, present]) => present && !known.has(personId)).map(([personId]) => ({ personId, eventId, at }));
  return { ...list, rollCall: { ...rollCall, accounted: [...standing, ...added] } };
}

export const usePresence = create<Presence>()((set, get) => {
  /** As main last said it. */
  let told: PresenceList | null = null;
  const pending = new Map<number, boolean>();
  let asked = 0;
  const show = () => {
    if (told) set({ list: withPending(told, pending), error: null });
  };
  const setRollCall = (rollCall: RollCall | null) => {
    if (told) told = { ...told, rollCall };
    show();
  };
  return {
    list: null,
    error: null,
    load: async () => {
      const mine = ++asked;
      const answer = await call('presence.list', null);
      // An answer that was overtaken by a later question is older than what is shown.
      if (mine !== asked) return;
      if (answer.ok) {
        told = answer.value;
        show();
      } else set({ error: answer.error });
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
      pending.set(personId, present);
      show();
      const answer = await call('presence.account', { personId, present });
      if (pending.get(personId) === present) pending.delete(personId);
      if (!answer.ok) {
        await get().load();
        return answer.error;
      }
      setRollCall(answer.value);
      return null;
    },
  };
});
