/** Who is in, and where: from each person's last punch and last passage that stand. Pure. */
import type { Method } from '../recognition/decision.ts';

type Seen = {
  /** Events are numbered in the order of writing; a clock can be set back. */
  readonly eventId: number;
  /** ms since the epoch. */
  readonly at: number;
  readonly doorId: number | null;
};

/** What is known of one person, of things that were not taken back. */
export type PersonFacts = {
  readonly personId: number;
  readonly punch: (Seen & { readonly direction: 'in' | 'out'; readonly method: Method | null }) | null;
  /** Through a door that leads from one zone to another; `zoneId` null = outside of all. */
  readonly passage: (Seen & { readonly zoneId: number | null }) | null;
};

export type Present = {
  readonly personId: number;
  /** null = in, and in no zone that is known. */
  readonly zoneId: number | null;
  /** When they came where they are, ms since the epoch. */
  readonly since: number;
  readonly method: Method | null;
  readonly doorId: number | null;
  /** In for longer than the site's longest presence: most likely they left and nobody noticed. Listed, and not counted as in. */
  readonly notSignedOut: boolean;
};

/**
 * Whoever is in by what was written last, and since when. A person who was never seen, or who left, is not.
 * @param longestMs the site's longest presence
 */
export function placed({ personId, punch, passage }: PersonFacts, now: number, longestMs: number): Present | null {
  const method = punch?.method ?? null;
  const present = (zoneId: number | null, { at, doorId }: Seen, by: Method | null): Present => ({
    ...{ personId, zoneId, since: at, method: by, doorId },
    notSignedOut: now - at > longestMs,
  });
  if (passage && (!punch || passage.eventId >= punch.eventId)) {
    if (passage.zoneId === null) return null;
    return present(passage.zoneId, passage, punch?.eventId === passage.eventId ? method : null);
  }
  return punch?.direction === 'in' ? present(null, punch, method) : null;
}

/** The last thing of somebody who is not in: when they went out; null = never came. */
export function leftAt({ punch, passage }: PersonFacts): Seen | null {
  if (passage && (!punch || passage.eventId >= punch.eventId)) return passage.zoneId === null ? passage : null;
  return punch?.direction === 'out' ? punch : null;
}
