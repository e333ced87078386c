/** Uniform in [0, 1): Mulberry32 (T. Ettinger, public domain). The same seed gives the same numbers everywhere. */
export type Random = () => number;
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
