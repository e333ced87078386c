/** The list, asked of main whenever something happened; the ticks are main's, and shown at once. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { Result } from '../../../domain/result.ts';
import type { PresenceList, RollCall } from '../../../shared/calls/presence.ts';
import { call } from '../../base/api.ts';

type Presence = {
  readonly list: PresenceList | null;
  readonly error: AppError | null;
  readonly load: () => Promise<void>;
  readonly start: () => Promise<AppError | null>;
  readonly end: () => Promise<AppError | null>;
  readonly account: (personId: number, present: boolean) => Promise<AppError | null>;
  /** The same of whoever came in by that event and is not known. */
  readonly accountSomebody: (eventId: number, present: boolean) => Promise<AppError | null>;
  /** They are known, or have left. */
  readonly somebodyGone: (eventId: number) => Promise<AppError | null>;
};

/** Ticks that main has not answered yet. */
type Pending = { readonly people: Map<number, boolean>; readonly somebody: Map<number, boolean> };

/** What main says, with the ticks that it has not answered yet: a box is ticked the moment it is touched. */
function withPending(list: PresenceList, pending: Pending): PresenceList {
  const { rollCall, at } = list;
  if (!rollCall) return list;
  const { eventId } = rollCall;
  function ticked<T>(
    standing: readonly T[],
    idOf: (tick: T) => number,
    waits: ReadonlyMap<number, boolean>,
    make: (id: number) => T,
  ): T[] {
    const left = standing.filter((a) => waits.get(idOf(a)) !== false);
    const known = new Set(left.map(idOf));
    return [...left, ...[...waits].flatMap(([id, present]) => (present && !known.has(id) ? [make(id)] : []))];
  }
  const accounted = ticked(
    rollCall.accounted,
    (a) => a.personId,
    pending.people,
    (personId) => ({ personId, eventId, at }),
  );
  const accountedSomebody = ticked(
    rollCall.accountedSomebody,
    (a) => a.cameBy,
    pending.somebody,
    (cameBy) => ({ cameBy, eventId, at }),
  );
  return { ...list, rollCall: { ...rollCall, accounted, accountedSomebody } };
}

export const usePresence = create<Presence>()((set, get) => {
  /** As main last said it. */
  let told: PresenceList | null = null;
  const pending: Pending = { people: new Map(), somebody: new Map() };
  let asked = 0;
  const show = () => {
    if (told) set({ list: withPending(told, pending), error: null });
  };
  const setRollCall = (rollCall: RollCall | null) => {
    if (told) told = { ...told, rollCall };
    show();
  };
  async function tick(
    waits: Map<number, boolean>,
    id: number,
    present: boolean,
    ask: () => Promise<Result<RollCall>>,
  ): Promise<AppError | null> {
    waits.set(id, present);
    show();
    const answer = await ask();
    if (waits.get(id) === present) waits.delete(id);
    if (!answer.ok) {
      await get().load();
      return answer.error;
    }
    setRollCall(answer.value);
    return null;
  }
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
    account: (personId, present) =>
      tick(pending.people, personId, present, () => call('presence.account', { personId, present })),
    accountSomebody: (eventId, present) =>
      tick(pending.somebody, eventId, present, () => call('presence.accountSomebody', { eventId, present })),
    somebodyGone: async (eventId) => {
      const answer = await call('presence.somebodyGone', { eventId });
      await get().load();
      return answer.ok ? null : answer.error;
    },
  };
});
