/** How many people a zone holds. */
import type { AccessModel, AccessState } from './model.ts';
import { peopleIn, somebodyIn, zoneById } from './place.ts';

/** Whether these people, going into a zone together, would be too many. Whoever is recorded inside already takes no further place. */
export function isFull(
  people: readonly number[],
  zoneId: number | null,
  at: number,
  state: AccessState,
  model: AccessModel,
): boolean {
  const zone = zoneById(model, zoneId);
  if (!zone || zone.capacity === null) return false;
  const inside = peopleIn(zone, at, state, model);
  const newcomers = people.filter((id) => !inside.includes(id)).length;
  return newcomers > 0 && inside.length + somebodyIn(zone, at, state, model) + newcomers > zone.capacity;
}
