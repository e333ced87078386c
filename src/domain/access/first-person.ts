/** First-person-in: each local day, a door stays shut until somebody who may open the day has gone through it. */
import type { AccessModel, AccessState, Door, Holder } from './model.ts';
import { wallTime } from '../time/wall-clock.ts';

export function mayOpenDay(holder: Holder, model: AccessModel): boolean {
  return model.groups.some((g) => g.opensDay && holder.groups.includes(g.id));
}

export type Opening = { /** ISO day. */ readonly day: string; readonly personId: number };

/**
 * closed: nobody has opened the day yet, and none of these people may; an Opening: they open it; null: no such rule, or it is opened.
 * @param people whoever goes through together
 */
export function firstPerson(
  people: readonly Holder[],
  door: Door,
  at: number,
  state: AccessState,
  model: AccessModel,
): Opening | 'closed' | null {
  if (!door.firstPersonIn) return null;
  const { day } = wallTime(at, model.timeZone);
  if (state.dayOpened.get(door.id)?.day === day) return null;
  const opener = people.find((p) => mayOpenDay(p, model));
  return opener ? { day, personId: opener.personId } : 'closed';
}
