/**
 * What a day is: from what its maker marked it as, then from the words of its title. What is told two ways, by a word that may mean either, or by nothing but its being a whole
 * day in a calendar of holidays, is not sure; and what is not sure is never ticked.
 */
import type { DayGround, DaySort } from '../../shared/imported.ts';
import type { CalendarEvent } from './event.ts';
import type { Span } from './span.ts';
import { saidBy, type Said } from './words.ts';

export type Verdict = {
  readonly sort: DaySort;
  readonly ground: DayGround;
  /** What it would be saved as. */
  readonly kind: 'off' | 'working-day' | 'half';
};

type Mark = 'off' | 'statutory' | 'working-day' | 'half' | 'observance' | 'regional' | 'unclear';

/** Shorter than this, a "working day" is an appointment. Seconds. */
const A_DAYS_WORK = 4 * 3600;
const LABEL_MAX = 60;

/** What marks an entry, by its maker's own fields; null = nothing does. `unclear`: two that differ. */
export function markOf(event: CalendarEvent): Mark | null {
  const marks = new Set<Mark>();
  if (event.apple === 'ALTERNATE-WORKDAY') marks.add('working-day');
  if (event.apple === 'WORK-HOLIDAY') marks.add('statutory');
  const found = [...event.categories.map((category) => labelled(saidBy(category))), labelOf(event.description)];
  for (const mark of found) if (mark) marks.add(mark);
  if (marks.has('statutory')) marks.delete('off');
  return marks.size > 1 ? 'unclear' : ([...marks][0] ?? null);
}

/**
 * Google and others label a day by the first line of its description: "Public holiday", "Observance". What somebody wrote there freely is no
 * mark.
 */
function labelOf(description: string): Mark | null {
  const [first = '', second = ''] = description.split(/\r?\n|<br\s*\/?>/i);
  const label = first.trim();
  if (label === '' || label.length > LABEL_MAX) return null;
  const mark = labelled(saidBy(label));
  if (mark === 'statutory' && !/ in |:|：/.test(label)) return mark;
  // Google says below an observance, in the reader's language, how to hide it; 祭日 and Feiertag are its words for one.
  if (/google/i.test(second) || /^(祭日|記念日|紀念日|纪念日|기념일)$/.test(label)) return 'observance';
  if (mark === 'statutory') return 'regional';
  return mark === 'observance' || mark === 'regional' ? mark : null;
}

function labelled(said: Said): Mark | null {
  const off = said.off || said.mayBeOff || said.statutory;
  const works = said.works || said.mayWork;
  if (said.half) return 'half';
  if (said.notOff || (said.observance && !off && !works)) return 'observance';
  if (said.doubtful) return null;
  if (works && off) return 'unclear';
  if (works) return 'working-day';
  if (said.regional && off) return 'regional';
  if (said.statutory) return 'statutory';
  if (off) return 'off';
  return said.adjusted ? 'unclear' : null;
}

/**
 * @param marked entries of this file are marked by their maker
 * @param guessed the file's encoding is not one that this site would write
 */
export function judge(event: CalendarEvent, span: Span, marked: boolean, guessed: boolean): Verdict {
  const verdict = byMarkAndWords(event, marked);
  const unsure = (ground: DayGround): Verdict => ({ ...verdict, sort: 'unsure', ground });
  if ((verdict.sort === 'unsure' && verdict.ground !== 'whole-day') || verdict.sort === 'half') return verdict;
  if (event.broken || event.title.trim() === '' || event.title.includes('\uFFFD')) return unsure('garbled');
  if (guessed && verdict.ground === 'whole-day' && /[^\u0000-\u007f]/.test(event.title)) return unsure('garbled');
  if (span.as === 'elsewhere') return unsure('moved-zone');
  if (span.as === 'bare') return unsure('part-of-day');
  if (event.tentative && verdict.kind !== 'working-day') return unsure('tentative');
  return verdict;
}

function byMarkAndWords(event: CalendarEvent, marked: boolean): Verdict {
  const said = saidBy(event.title);
  const byTitle = byWords(said);
  const mark = markOf(event);
  const unsure = (ground: DayGround, kind: Verdict['kind'] = byTitle?.kind ?? 'off'): Verdict => ({
    sort: 'unsure',
    ground,
    kind,
  });
  if (mark === 'unclear') return unsure('both');
  if (mark === 'observance' || mark === 'regional') return unsure(mark);
  if (mark === 'half') return { sort: 'half', ground: 'marker', kind: 'half' };
  if (mark !== null) {
    const kind = mark === 'working-day' ? 'working-day' : 'off';
    if (said.half) return { sort: 'half', ground: 'title', kind: 'half' };
    // Apple's own mark is made for this; a label of somebody's beside a title that plainly says otherwise is not.
    if (event.apple === null && ((kind === 'off' && said.works) || (kind === 'working-day' && said.off)))
      return unsure('both', 'working-day');
    return { sort: mark, ground: 'marker', kind };
  }
  if (marked) return byTitle?.sort === 'half' ? byTitle : unsure('no-marker');
  if (byTitle) return byTitle;
  if (event.busy === 'OOF') return { sort: 'off', ground: 'marker', kind: 'off' };
  if (event.busy === 'WORKINGELSEWHERE') return unsure('doubtful');
  if (saysWorking(event.description)) return unsure('both', 'working-day');
  return unsure('whole-day', 'off');
}

/** null = no word of it says anything. */
function byWords(said: Said): Verdict | null {
  const at = (sort: DaySort, kind: Verdict['kind'], ground: DayGround = 'title'): Verdict => ({ sort, ground, kind });
  const works = said.works || said.mayWork;
  const plainlyOff = said.off || said.statutory;
  if (said.half) return at('half', 'half');
  if (said.doubtful || said.notOff) return at('unsure', works ? 'working-day' : 'off', 'doubtful');
  // 上班(补春节假期) names the holiday that it makes up for; of a "working day (holiday)" nobody knows.
  if (works) {
    const both = said.works ? said.off : plainlyOff || said.mayBeOff || said.either;
    return both ? at('unsure', 'working-day', 'both') : at('working-day', 'working-day');
  }
  if (said.regional) return at('unsure', 'off', 'regional');
  if (said.either && !said.off) return at('unsure', 'off', 'doubtful');
  if (said.observance && !plainlyOff && !said.mayBeOff) return at('unsure', 'off', 'observance');
  if (said.statutory) return at('statutory', 'off');
  return said.off || said.mayBeOff ? at('off', 'off') : null;
}

/** Of a short description that is about this day, and not about a holiday of many. */
function saysWorking(description: string): boolean {
  if (description.length > LABEL_MAX) return false;
  const said = saidBy(description);
  return (said.works || said.mayWork) && !said.off;
}

/** What an entry with a time of day says of its day; null = it is an appointment. */
export function judgeTimes(event: CalendarEvent, span: Span, marked: boolean): Verdict | null {
  const said = saidBy(event.title);
  const mark = markOf(event);
  if (mark === null && !said.works && !said.mayWork && !said.off && !said.mayBeOff && !said.half) return null;
  const verdict = byMarkAndWords(event, marked);
  if (verdict.kind === 'working-day' && verdict.sort === 'working-day') {
    const sure = mark === 'working-day' || said.works || span.seconds >= A_DAYS_WORK;
    return sure ? verdict : { ...verdict, sort: 'unsure', ground: 'part-of-day' };
  }
  if (verdict.sort === 'unsure') return verdict;
  // An afternoon off is no day off.
  return span.days > 1
    ? { sort: 'unsure', ground: 'part-of-day', kind: 'off' }
    : { sort: 'half', ground: 'part-of-day', kind: 'half' };
}
