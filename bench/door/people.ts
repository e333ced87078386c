/** Who is enrolled, who comes, and who comes without being enrolled. */
import type { Entry } from '../../evaluate/read/source.ts';
import { seeded, shuffle } from '../../evaluate/random.ts';

export type Enrolled = {
  readonly name: string;
  /** The photograph that they are enrolled with. */
  readonly photo: Entry;
  /** Another photograph of them, often of another year. */
  readonly other: Entry;
};
export type Cast = {
  /** Everybody who may be enrolled; a gallery is the first so many. */
  readonly enrolled: readonly Enrolled[];
  /** One picture a stranger; no stranger is ever enrolled. */
  readonly strangers: readonly Entry[];
};

/** People with two pictures or more can be enrolled; people with a single picture are the strangers. */
export function choose(entries: readonly Entry[], people: number, strangers: number, seed: number): Cast {
  const random = seeded(seed);
  const byPerson = new Map<string, Entry[]>();
  for (const entry of entries) byPerson.set(entry.person, [...(byPerson.get(entry.person) ?? []), entry]);
  const all = shuffle([...byPerson.values()], random).map((pictures) => shuffle(pictures, random));
  return {
    enrolled: all
      .filter((pictures) => pictures.length > 1)
      .slice(0, people)
      .map(([photo, other]) => ({ name: photo!.person, photo: photo!, other: other! })),
    strangers: all
      .filter((pictures) => pictures.length === 1)
      .slice(0, strangers)
      .map(([photo]) => photo!),
  };
}
