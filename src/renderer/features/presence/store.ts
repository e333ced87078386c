/** Who is in, as main says it (ADR 25); the ticks are main's, and shown at once. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { Result } from '../../../domain/result.ts';
import type { PresenceList, RollCall } from '../../../shared/calls/presence.ts';
import { answers, keyOf, tell, useAnswer, whenGone } from '../../base/answers.ts';
import { call } from '../../base/api.ts';

/** Who was not signed out, and whose visit is over, changes by itself. */
const AGAIN_MS = 60_000;
const KEY = keyOf('presence.list', null);

/** Ticks that main has not answered yet: of people, and of whoever came in by an event and is not known. */
type Pending = { readonly people: ReadonlyMap<number, boolean>; readonly somebody: ReadonlyMap<number, boolean> };
const usePending = create<Pending>()(() => ({ people: new Map(), somebody: new Map() }));
whenGone(() => usePending.setState(usePending.getInitialState()));

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

/** Asked at once, after whatever happens, and each minute. */
export function usePresence(): { readonly list: PresenceList | null; readonly error: AppError | null } {
  const { value, error } = useAnswer('presence.list', null, { every: () => AGAIN_MS });
  const pending = usePending();
  return { list: useMemo(() => value && withPending(value, pending), [value, pending]), error };
}

const askAgain = () => answers.invalidateQueries({ queryKey: KEY });

function setRollCall(rollCall: RollCall): void {
  const list = answers.getQueryData<PresenceList>(KEY);
  if (list) tell('presence.list', null, { ...list, rollCall });
}

const whyNot = (answer: Result<unknown>): AppError | null => (answer.ok ? null : answer.error);

async function tick(
  whose: keyof Pending,
  id: number,
  present: boolean,
  ask: () => Promise<Result<RollCall>>,
): Promise<AppError | null> {
  usePending.setState((s) => ({ [whose]: new Map(s[whose]).set(id, present) }));
  const answer = await ask();
  if (answer.ok) setRollCall(answer.value);
  else await askAgain();
  usePending.setState((s) => {
    // It may have been ticked otherwise meanwhile.
    if (s[whose].get(id) !== present) return s;
    const left = new Map(s[whose]);
    left.delete(id);
    return { [whose]: left };
  });
  return whyNot(answer);
}

export async function startRollCall(): Promise<AppError | null> {
  const answer = await call('presence.startRollCall', null);
  if (answer.ok) setRollCall(answer.value);
  return whyNot(answer);
}

export async function endRollCall(): Promise<AppError | null> {
  const answer = await call('presence.endRollCall', null);
  await askAgain();
  return whyNot(answer);
}

export const account = (personId: number, present: boolean): Promise<AppError | null> =>
  tick('people', personId, present, () => call('presence.account', { personId, present }));

/** The same of whoever came in by that event and is not known. */
export const accountSomebody = (eventId: number, present: boolean): Promise<AppError | null> =>
  tick('somebody', eventId, present, () => call('presence.accountSomebody', { eventId, present }));

/** They are known, or have left. */
export async function somebodyGone(eventId: number): Promise<AppError | null> {
  const answer = await call('presence.somebodyGone', { eventId });
  await askAgain();
  return whyNot(answer);
}
