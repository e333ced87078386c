/** What several days come to, and how each is marked in a calendar. */
import type { Day, Minute } from './days.ts';
import type { HourDay } from './figures.ts';
import type { Flag } from './model.ts';

export type HourTotals = {
  readonly planned: number;
  /** Worked in the plan, as it is paid; overtime is beside it. */
  readonly paid: number;
  readonly leave: number;
  /** paid + leave − planned, of days that are judged. */
  readonly difference: number;
  /** One figure of overtime; of it, what was granted or needs nobody's word. */
  readonly overtime: number;
  readonly approved: number;
  readonly late: number;
  readonly early: number;
  readonly nightBonus: number;
  /** Numbers of days. */
  readonly lateDays: number;
  readonly earlyDays: number;
  readonly absentDays: number;
  readonly missingDays: number;
  readonly leaveDays: number;
  readonly presentDays: number;
  readonly problemDays: number;
};

/** Flags that somebody should look at; the others only explain. */
const TO_LOOK_AT: readonly Flag[] = [
  'missing-in',
  'missing-out',
  'outside-window',
  'unplanned',
  'unpaired',
  'long-break',
  'core-missed',
  'clock-jumped',
  'missing-hour',
  'short-rest',
];

/** Whether somebody should look at the day. One that is not closed yet is no problem: it is not judged. */
export function isProblem({
  verdict,
  lateAs,
  earlyAs,
  flags,
}: Pick<HourDay, 'verdict' | 'lateAs' | 'earlyAs' | 'flags'>): boolean {
  if (verdict === 'open' || verdict === 'not-employed' || verdict === 'recorded') return false;
  return (
    verdict === 'absent' ||
    verdict === 'missing' ||
    lateAs !== null ||
    earlyAs !== null ||
    flags.some((f) => TO_LOOK_AT.includes(f))
  );
}

export function totalsOf(days: readonly HourDay[]): HourTotals {
  const sum = (of: (d: HourDay) => number): number => days.reduce((all, d) => all + of(d), 0);
  const count = (holds: (d: HourDay) => boolean): number => days.filter(holds).length;
  return {
    planned: sum((d) => d.planned),
    paid: sum((d) => d.paid),
    leave: sum((d) => d.leave),
    difference: sum((d) => (d.verdict === 'open' ? 0 : d.paid + d.leave - d.planned)),
    overtime: sum((d) => d.overtime.reduce((all, o) => all + o.minutes, 0)),
    approved: sum((d) => d.overtime.reduce((all, o) => all + o.approved, 0)),
    late: sum((d) => (d.lateAs === null ? 0 : d.late)),
    early: sum((d) => (d.earlyAs === null ? 0 : d.early)),
    nightBonus: sum((d) => d.nightBonus),
    lateDays: count((d) => d.lateAs !== null),
    earlyDays: count((d) => d.earlyAs !== null),
    absentDays: count((d) => d.verdict === 'absent'),
    missingDays: count((d) => d.verdict === 'missing'),
    leaveDays: count((d) => d.leave > 0),
    presentDays: count((d) => d.firstIn !== null || d.lastOut !== null),
    problemDays: count(isProblem),
  };
}

/** What a cell of a calendar says, with a letter, a colour and words of its own. Nothing is blank. */
export const MARKS = [
  'present',
  'late',
  'early',
  'half',
  'absent',
  'missing',
  'leave',
  'open',
  'ahead',
  'recorded',
  'unplanned',
  'rest',
  'holiday',
  'not-planned',
  'not-yet',
  'left',
] as const;
export type Mark = (typeof MARKS)[number];

/**
 * @param joined the person's first day of work; null = it is not known
 * @param assigned whether anything is assigned for the day: a rest that is planned is another thing than nothing
 */
export function markOf(day: HourDay, joined: Day | null, assigned: boolean, now: Minute): Mark {
  const { verdict } = day;
  switch (verdict) {
    case 'not-employed':
      return joined !== null && day.day < joined ? 'not-yet' : 'left';
    case 'open':
      return day.firstIn === null && day.lastOut === null && day.startsAt !== null && now < day.startsAt ? 'ahead' : 'open';
    case 'rest':
      return day.kind === 'off' || day.kind === 'statutory' ? 'holiday' : assigned ? 'rest' : 'not-planned';
    case 'present':
      return day.lateAs !== null ? 'late' : day.earlyAs !== null ? 'early' : 'present';
    default:
      return verdict;
  }
}
