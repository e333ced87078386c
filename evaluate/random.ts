import { seeded, type Random } from '../tools/random.ts';

export { seeded, type Random };

/** Whole number in [0, n). */
export const below = (random: Random, n: number): number => Math.floor(random() * n);

/** Shuffles in place (Fisher, Yates). */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

/** n draws with replacement from n: how often each was drawn. */
export function resample(n: number, random: Random): Uint16Array {
  const times = new Uint16Array(n);
  for (let i = 0; i < n; i++) times[below(random, n)]!++;
  return times;
}
