/** Days of entries to one a date. What two entries say differently of one day is not sure. */
import type { FileDay } from '../../shared/imported.ts';
import type { Verdict } from './judge.ts';

export type DayOfEntry = Verdict & { readonly date: string; readonly name: string; readonly at: number };

const NAME_MAX = 60;
const AT_MAX = 5;
/** Beside a day that is plainly something, these say nothing against it. */
const WEAK = ['no-marker', 'observance', 'whole-day', 'regional', 'outside-rule', 'moved-zone'];
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** As it is shown: without what nobody sees, and never cut within a character. */
export function nameOf(text: string): string {
  const clean = text
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .trim();
  if (clean.length <= NAME_MAX) return clean;
  let cut = '';
  for (const { segment } of graphemes.segment(clean)) {
    if (cut.length + segment.length > NAME_MAX) break;
    cut += segment;
  }
  return cut.trim();
}

/** By date. */
export function mergeDays(days: readonly DayOfEntry[]): FileDay[] {
  const byDate = new Map<string, DayOfEntry[]>();
  for (const day of days) {
    const known = byDate.get(day.date);
    if (known) known.push(day);
    else byDate.set(day.date, [day]);
  }
  return [...byDate]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, all]) => {
      const { sort, ground, kind } = together(all);
      const strongest = [...all].sort((a, b) => rank(b) - rank(a));
      const names = [...new Set(strongest.map((day) => nameOf(day.name)).filter((name) => name !== ''))];
      const at = [...new Set(all.map((day) => day.at))].sort((a, b) => a - b).slice(0, AT_MAX);
      return { date, name: nameOf(names.slice(0, AT_MAX).join(' / ')), kind, sort, ground, tick: isSure(sort), at };
    });
}

function isSure(sort: Verdict['sort']): boolean {
  return sort !== 'unsure' && sort !== 'half';
}

/** A mark or a word over its being a day of the calendar, that over what else is not sure. */
function rank({ sort, ground }: Verdict): number {
  if (ground === 'whole-day') return 2;
  if (!isSure(sort)) return WEAK.includes(ground) ? 0 : 1;
  return WEAK.includes(ground) ? 2 : sort === 'statutory' ? 4 : 3;
}

function together(all: readonly DayOfEntry[]): Verdict {
  const [best, ...others] = [...all].sort((a, b) => rank(b) - rank(a));
  if (!best) throw new Error('a day of no entry');
  const against = others.some((day) =>
    isSure(day.sort) || day.ground === 'whole-day' ? day.kind !== best.kind : !WEAK.includes(day.ground) && rank(best) < 3,
  );
  if (!against) return best;
  const working = all.some((day) => day.kind === 'working-day');
  return { sort: 'unsure', ground: 'both', kind: working ? 'working-day' : 'off' };
}
