/** Hours as an administrator types them ("08:00-12:00, 22:00-06:00"), and as bars. [Note: wall clock] in domain/access/model.ts. */
import type { Interval } from '../../../domain/calendar/interval.ts';
import type { Weekday } from '../../../domain/calendar/weekday.ts';

export type Hours =
  | { readonly ok: true; readonly intervals: readonly Interval[] }
  | {
      readonly ok: false;
      /** unreadable: not times; nothing: from and to are the same. */ readonly problem: 'unreadable' | 'nothing';
    };

/** Minutes after midnight, `to` exclusive, at most 1440. `carried`: began the evening before. */
export type Span = { readonly from: number; readonly to: number; readonly carried: boolean };

const DAY = 1440;

/**
 * Empty text is no hours. Full-width digits, Chinese punctuation and "8" or "0800" are read too; what ends before it begins goes on past
 * midnight; what overlaps or touches within the day becomes one.
 */
export function parseHours(text: string): Hours {
  const folded = text
    .normalize('NFKC')
    .replace(/[、;]/g, ',')
    .replace(/[–—―~〜至到]|to/gi, '-')
    .trim();
  const plain: { from: number; to: number }[] = [];
  const overnight: Interval[] = [];
  for (const part of folded.split(/,|(?<=\d)\s+(?=\d)/).map((p) => p.trim())) {
    if (part === '') continue;
    const [from, to, more] = part.split('-').map(minuteOf);
    if (from == null || to == null || more !== undefined || from === DAY) return { ok: false, problem: 'unreadable' };
    if (to === from) return { ok: false, problem: 'nothing' };
    if (to > from) plain.push({ from, to });
    // Until midnight is no hour of the next day.
    else if (to === 0) plain.push({ from, to: DAY });
    else overnight.push({ from: clock(from), to: clock(to) });
  }
  const late = overnight.filter((i, at) => overnight.findIndex((j) => j.from === i.from && j.to === i.to) === at);
  late.sort((a, b) => (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1));
  return { ok: true, intervals: [...merged(plain).map((s) => ({ from: clock(s.from), to: clock(s.to) })), ...late] };
}

function minuteOf(text: string): number | null {
  const match = /^(\d{1,2})(?::?(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const at = hour * 60 + minute;
  return minute < 60 && at <= DAY ? at : null;
}

function merged(
  spans: readonly { readonly from: number; readonly to: number }[],
): readonly { readonly from: number; readonly to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({ ...span });
  }
  return out;
}

/** 'HH:MM' of a minute, 0 to 1440. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export function hoursText(intervals: readonly Interval[]): string {
  return intervals.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** What is filled in a day's bar: its own hours up to midnight, and what the evening before carries over. */
export function spansOf(own: readonly Interval[], before: readonly Interval[]): readonly Span[] {
  const late = ({ from, to }: Interval) => minutes(to) < minutes(from);
  return [
    ...before.filter(late).map(({ to }) => ({ from: 0, to: minutes(to), carried: true })),
    ...own.map((i) => ({ from: minutes(i.from), to: late(i) ? DAY : minutes(i.to), carried: false })),
  ];
}

export const dayBefore = (day: Weekday): Weekday => (day === 1 ? 7 : ((day - 1) as Weekday));
