/** Who is enrolled, who comes, and who comes without being enrolled. */
import type { Entry } from '../evaluate/source.ts';
import { seeded, shuffle } from '../evaluate/random.ts';

export type Cast = {
  /** One picture a person, as at a front desk: everything of a visit is another picture. */
  readonly enrolled: readonly Entry[];
  readonly genuine: readonly Entry[];
  /** One picture a stranger; no stranger is enrolled. */
  readonly impostors: readonly Entry[];
};

/** No person makes more than so many of the genuine visits: one difficult face must not be the result. */
const VISITS_EACH = 3;

/**
 * People with two pictures or more are enrolled with one of them and come with others; people with a single picture are the strangers.
 * @returns fewer visits than wished where there are not so many pictures
 */
export function choose(entries: readonly Entry[], people: number, genuine: number, impostors: number, seed: number): Cast {
  const random = seeded(seed);
  const byPerson = new Map<string, Entry[]>();
  for (const entry of entries) byPerson.set(entry.person, [...(byPerson.get(entry.person) ?? []), entry]);
  const all = shuffle([...byPerson.values()], random).map((pictures) => shuffle(pictures, random));
  // Those with most pictures first, so that few people give enough visits; among equals, as shuffled.
  const several = all.filter((pictures) => pictures.length > 1).sort((a, b) => Math.min(b.length, 1 + VISITS_EACH) - Math.min(a.length, 1 + VISITS_EACH));
  const chosen = several.slice(0, people);
  const visits = chosen.flatMap((pictures) => pictures.slice(1, 1 + VISITS_EACH));
  const strangers = all.filter((pictures) => pictures.length === 1).map((pictures) => pictures[0]!);
  return {
    enrolled: chosen.map((pictures) => pictures[0]!),
    genuine: shuffle(visits, random).slice(0, genuine),
    impostors: strangers.slice(0, impostors),
  };
}
