/** Which pictures of a source are looked at. */
import { err, ok, type Result } from '../../src/domain/result.ts';
import type { NamedPair } from './folds.ts';
import type { Entry } from '../read/source.ts';

export type IndexedPair = { readonly a: Entry; readonly b: Entry; readonly same: boolean; readonly fold: number };

/** @returns the pairs whose two pictures are there, and the number of the others; an error where a name stands for two pictures. */
export function findPairs(
  entries: readonly Entry[],
  pairs: readonly NamedPair[],
): Result<{ found: IndexedPair[]; missing: number }, string> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.size < entries.length) return err('a pairs file names pictures by file name, and here two have the same');
  const found = pairs.flatMap(({ a, b, same, fold }) => {
    const [one, other] = [byName.get(a), byName.get(b)];
    return one && other ? [{ a: one, b: other, same, fold }] : [];
  });
  return ok({ found, missing: pairs.length - found.length });
}

/**
 * At most `limit` pictures. Where there are pairs: those of whole pairs, turn by turn from every fold and of both kinds, so that a
 * quick trial still has ten folds; without pairs: the first in the source's order.
 */
export function limited(entries: readonly Entry[], pairs: readonly IndexedPair[], limit: number): Entry[] {
  if (limit >= entries.length) return [...entries];
  if (pairs.length === 0) return entries.slice(0, limit);
  const chosen = new Set<Entry>();
  for (const { a, b } of interleaved(pairs)) {
    if (new Set([...chosen, a, b]).size > limit) break;
    chosen.add(a).add(b);
  }
  return entries.filter((entry) => chosen.has(entry));
}

function interleaved(pairs: readonly IndexedPair[]): IndexedPair[] {
  const groups = new Map<string, IndexedPair[]>();
  for (const pair of pairs) {
    const key = `${pair.fold} ${pair.same}`;
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  const longest = Math.max(...[...groups.values()].map((group) => group.length));
  return Array.from({ length: longest }, (_, k) => [...groups.values()].flatMap((group) => group[k] ?? [])).flat();
}
