/** Where people are, after the passages that still stand. */
import type { AccessModel, AccessState, Passage, Zone } from './model.ts';
import { lastReached } from './wall-clock.ts';

export type Place = { /** null = outside. */ readonly zoneId: number | null; readonly since: number };

export function zoneById(model: AccessModel, id: number | null): Zone | null {
  return model.zones.find((z) => z.id === id) ?? null;
}

/**
 * From when on passages into a zone count: its last reset by time of day. A passage that lies in the future (the clock was set back) counts:
 * no reset has come since.
 */
export function countsFrom(zone: Zone, at: number, timeZone: string): number {
  return zone.resetAt === null ? -Infinity : lastReached(zone.resetAt, at, timeZone);
}

/** Where somebody is, as far as it is known; null = not known (never seen, reset, or in a zone that is no more). */
export function placeOf(personId: number, at: number, state: AccessState, model: AccessModel): Place | null {
  const last = state.passages.get(personId)?.at(-1);
  if (!last) return null;
  const place = { zoneId: last.zoneId, since: last.at };
  if (last.zoneId === null) return place;
  const zone = zoneById(model, last.zoneId);
  return zone && last.at >= countsFrom(zone, at, model.timeZone) ? place : null;
}

/** The last entry of somebody into a zone that its reset has not forgotten. */
export function lastEntry(personId: number, zone: Zone, at: number, state: AccessState, model: AccessModel): Passage | null {
  const entry = state.passages.get(personId)?.findLast((p) => p.zoneId === zone.id);
  return entry && entry.at >= countsFrom(zone, at, model.timeZone) ? entry : null;
}

/** Everybody who is in a zone. */
export function peopleIn(zone: Zone, at: number, state: AccessState, model: AccessModel): readonly number[] {
  const from = countsFrom(zone, at, model.timeZone);
  return [...state.passages].flatMap(([id, passages]) => {
    const last = passages.at(-1);
    return last?.zoneId === zone.id && last.at >= from ? [id] : [];
  });
}
