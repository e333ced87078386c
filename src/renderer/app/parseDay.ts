import { isDay } from '../../domain/time/wall-clock.ts';

/**
 * The ISO day that somebody typed: 2026-11-24, 2026/11/24, 11-24, 11/24, 11月24日; null when it is none. Without a year it is the last
 * such day up to `today` (ISO), because a log holds what has been.
 */
export function parseDay(text: string, today: string): string | null {
  const match = /^(?:(\d{4})\s*[-/年]\s*)?(\d{1,2})\s*[-/月]\s*(\d{1,2})\s*日?$/.exec(text.trim());
  if (!match) return null;
  const [, year, month = '', day = ''] = match;
  const on = (y: number) => `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be years back.
  const years = year === undefined ? [0, 1, 2, 3, 4, 5, 6, 7, 8].map((back) => thisYear - back) : [Number(year)];
  return years.map(on).find((iso) => isDay(iso) && (year !== undefined || iso <= today)) ?? null;
}
