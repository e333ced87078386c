/** What happened, and the state after it. `storage/access.ts` does the same to the tables; a test holds the two against each other. */
import { assertNever } from '../never.ts';
import type { Granted, Request, Verdict } from './decide.ts';
import type { AccessChange, AccessState, Passage, Reach, Waiting } from './model.ts';
import { sinceCertain } from './place.ts';

/**
 * The changes of a verdict, in order. A refusal, and who is asked for a second factor, change nothing.
 * @param eventIds the rows of whoever passes: the person's, and before it that of the first of two
 */
export function changesOf(
  verdict: Verdict,
  request: Request,
  identified: Pick<Waiting, 'decision' | 'waitMs'>,
  eventIds: { readonly first: number | null; readonly own: number } | null,
): readonly AccessChange[] {
  const { holder, door, at, method } = request;
  if (verdict.kind === 'wait-for-second') {
    return verdict.begun
      ? [
          {
            kind: 'waits',
            doorId: door.id,
            waiting: { personId: holder.personId, at, until: verdict.until, method, ...identified },
          },
        ]
      : [];
  }
  if (verdict.kind !== 'granted' || !eventIds) return [];
  const first =
    verdict.first && eventIds.first !== null ? [passed(verdict, request, verdict.first.waiting.personId, eventIds.first)] : [];
  return [...first, passed(verdict, request, holder.personId, eventIds.own)];
}

function passed({ zoneId, opens }: Granted, { door, at }: Request, personId: number, eventId: number): AccessChange {
  return {
    kind: 'passed',
    personId,
    passage: { eventId, doorId: door.id, zoneId, at },
    moves: door.fromZone !== door.toZone,
    opensDay: opens?.personId === personId ? opens.day : null,
  };
}

/** The state after a change. */
export function pass(state: AccessState, change: AccessChange): AccessState {
  switch (change.kind) {
    case 'passed': {
      const { personId, passage, moves, opensDay } = change;
      const { doorId, eventId, at } = passage;
      return {
        ...state,
        passages: moves ? set(state.passages, personId, [...(state.passages.get(personId) ?? []), passage]) : state.passages,
        lastGrant: set(state.lastGrant, doorId, at),
        dayOpened: opensDay === null ? state.dayOpened : set(state.dayOpened, doorId, { day: opensDay, eventId }),
        waiting: without(state.waiting, doorId),
      };
    }
    case 'waits':
      return { ...state, waiting: set(state.waiting, change.doorId, change.waiting) };
    case 'waiting-over':
      return { ...state, waiting: without(state.waiting, change.doorId) };
    case 'taken-back':
      return {
        ...state,
        passages: takenBack(state, change),
        somebody: [...withoutEvent(state.somebody, change.eventId), ...(change.somebody ? [change.somebody] : [])].sort(byEvent),
        dayOpened: new Map([...state.dayOpened].filter(([, opened]) => opened.eventId !== change.eventId)),
      };
    case 'stands-again': {
      const { personId, passage } = change;
      const others = (state.passages.get(personId) ?? []).filter((p) => p.eventId !== passage.eventId);
      return {
        ...state,
        passages: set(state.passages, personId, [...others, passage].sort(byEvent)),
        somebody: withoutEvent(state.somebody, passage.eventId),
      };
    }
    case 'somebody-gone':
      return { ...state, somebody: withoutEvent(state.somebody, change.eventId) };
    case 'reset':
      return {
        ...state,
        passages: reset(state, change.zoneId),
        somebody: state.somebody.map((p) => (change.zoneId === null || p.zoneId === change.zoneId ? { ...p, zoneId: null } : p)),
      };
    case 'reset-person':
      return { ...state, passages: without(state.passages, change.personId) };
    case 'lockdown':
    case 'emergency':
      return { ...state, [change.kind]: switched(state[change.kind], change.doorId, change.on) };
    default:
      return assertNever(change);
  }
}

function reset(state: AccessState, zoneId: number | null): AccessState['passages'] {
  if (zoneId === null) return new Map();
  const elsewhere = new Map(
    [...state.passages].filter(([, passages]) => !sinceCertain(passages).some((p) => p.zoneId === zoneId)),
  );
  return passagesWhere({ ...state, passages: elsewhere }, (p) => p.zoneId !== zoneId);
}

function takenBack(state: AccessState, { eventId, by }: AccessChange & { kind: 'taken-back' }): AccessState['passages'] {
  if (by === 'administrator') return passagesWhere(state, (p) => p.eventId !== eventId);
  return new Map(
    [...state.passages].map(([id, passages]) => [
      id,
      passages.map((p) => (p.eventId === eventId ? { ...p, doubted: true as const } : p)),
    ]),
  );
}

const byEvent = (a: Passage, b: Passage): number => a.eventId - b.eventId;
const withoutEvent = (passages: readonly Passage[], eventId: number): readonly Passage[] =>
  passages.filter((p) => p.eventId !== eventId);

function passagesWhere(state: AccessState, keep: (p: Passage) => boolean): AccessState['passages'] {
  return new Map(
    [...state.passages].map(([id, passages]) => [id, passages.filter(keep)] as const).filter(([, left]) => left.length > 0),
  );
}

function switched(reach: Reach, doorId: number | null, on: boolean): Reach {
  if (doorId === null) return { ...reach, site: on };
  const others = reach.doors.filter((id) => id !== doorId);
  return { ...reach, doors: on ? [...others, doorId].sort((a, b) => a - b) : others };
}

function set<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map([...map, [key, value]]);
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([k]) => k !== key));
}
