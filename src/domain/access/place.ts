/** Where people are, after the passages that still stand. */
import type { AccessModel, AccessState, Passage, Zone } from './model.ts';
import { lastReached } from '../time/wall-clock.ts';

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

/** Whether a passage still says where its person is: not into a zone that is no more, or that its reset has emptied. */
function counts(passage: Passage, at: number, model: AccessModel): boolean {
  if (passage.zoneId === null) return true;
  const zone = zoneById(model, passage.zoneId);
  return zone !== null && passage.at >= countsFrom(zone, at, model.timeZone);
}

/** Where somebody is, as far as it is known; null = not known (never seen, reset, doubted, or in a zone that is no more). */
export function placeOf(personId: number, at: number, state: AccessState, model: AccessModel): Place | null {
  const last = state.passages.get(personId)?.at(-1);
  return last && !last.doubted && counts(last, at, model) ? { zoneId: last.zoneId, since: last.at } : null;
}

/** The last passage that is not doubted, and the doubted ones after it. */
export function sinceCertain(passages: readonly Passage[]): readonly Passage[] {
  const certain = passages.findLastIndex((p) => !p.doubted);
  return passages.slice(Math.max(0, certain));
}

/** Everywhere that somebody may be. */
export type Whereabouts = {
  readonly zones: readonly (number | null)[];
  /** Nothing that is certain is known of them: they may be elsewhere, too. */
  readonly anywhere: boolean;
};

/**
 * Where somebody was last for certain, and where each doubted passage since then would have taken them.
 * @param doubtsFrom doubts from before this instant are not held against them any more
 */
export function whereabouts(
  personId: number,
  at: number,
  state: AccessState,
  model: AccessModel,
  doubtsFrom = -Infinity,
): Whereabouts {
  const known = sinceCertain(state.passages.get(personId) ?? []).filter((p) => counts(p, at, model));
  const held = known.filter((p) => !p.doubted || p.at >= doubtsFrom);
  return { zones: held.map((p) => p.zoneId), anywhere: !known.some((p) => !p.doubted) };
}

/** How many came into a zone and are nobody that is known. Nobody can check out as nobody: after the longest presence they are taken to have left. */
export function somebodyIn(zone: Zone, at: number, state: AccessState, model: AccessModel): number {
  const from = countsFrom(zone, at, model.timeZone);
  return state.somebody.filter((p) => p.zoneId === zone.id && p.at >= from && at - p.at <= model.longestPresenceMs).length;
}

/** The last entry of somebody into a zone that its reset has not forgotten. */
export function lastEntry(personId: number, zone: Zone, at: number, state: AccessState, model: AccessModel): Passage | null {
  const entry = state.passages.get(personId)?.findLast((p) => p.zoneId === zone.id);
  return entry && entry.at >= countsFrom(zone, at, model.timeZone) ? entry : null;
}

/** Everybody who is in a zone, by what is certain: whoever may have left takes up their room until that is known. */
export function peopleIn(zone: Zone, at: number, state: AccessState, model: AccessModel): readonly number[] {
  const from = countsFrom(zone, at, model.timeZone);
  return [...state.passages].flatMap(([id, passages]) => {
    const last = passages.findLast((p) => !p.doubted);
    return last?.zoneId === zone.id && last.at >= from ? [id] : [];
  });
}
