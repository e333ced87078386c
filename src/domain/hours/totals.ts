/** What several days come to, and how each is marked in a calendar. */
import { elsewhereOf, isAttended, isElsewhere } from './attended.ts';
import type { Day, Minute } from './days.ts';
import type { DayOvertime, HourDay } from './figures.ts';
import type { Flag, Verdict } from './model.ts';

/** Minutes, and numbers of days, of one person. */
export type HourTotals = {
  /** Days of each verdict that there was. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Planned minutes, and of them those of days that have been judged. */
  readonly planned: number;
  readonly due: number;
  readonly inPlan: number;
  readonly late: number;
  readonly early: number;
  readonly away: number;
  readonly leave: number;
  /** Of them: on trips and at work outside, which count as present. */
  readonly elsewhere: number;
  readonly missing: number;
  readonly extra: number;
  readonly breakDeducted: number;
  readonly paid: number;
  /** Paid and on leave beyond the plan, of days that have been judged. */
  readonly difference: number;
  readonly nightBonus: number;
  readonly credit: number;
  readonly overtimeMinutes: number;
  /** Days of attendance; days on which somebody came late, left early; days that somebody should look at. */
  readonly attendedDays: number;
  readonly lateDays: number;
  readonly earlyDays: number;
  readonly problemDays: number;
  /** By rule. */
  readonly overtime: readonly DayOvertime[];
};

const SUMMED = [
  'planned',
  'inPlan',
  'late',
  'early',
  'away',
  'leave',
  'missing',
  'extra',
  'breakDeducted',
  'paid',
  'nightBonus',
  'credit',
] as const;

/** @param days of one person */
export function sumOf(days: readonly HourDay[]): HourTotals {
  const sum = (of: (d: HourDay) => number): number => days.reduce((all, d) => all + of(d), 0);
  const verdicts: Partial<Record<Verdict, number>> = {};
  const overtime = new Map<string, DayOvertime>();
  for (const day of days) {
    verdicts[day.verdict] = (verdicts[day.verdict] ?? 0) + 1;
    for (const o of day.overtime) {
      const key = JSON.stringify([o.rule, o.name, o.rate, o.timeOff]);
      const had = overtime.get(key);
      overtime.set(key, had ? { ...had, minutes: had.minutes + o.minutes, approved: had.approved + o.approved } : o);
    }
  }
  return {
    verdicts,
    ...(Object.fromEntries(SUMMED.map((name) => [name, sum((d) => d[name])])) as Pick<HourTotals, (typeof SUMMED)[number]>),
    due: sum((d) => (d.verdict === 'open' ? 0 : d.planned)),
    difference: sum((d) => (d.verdict === 'open' ? 0 : d.paid + d.leave - d.planned)),
    overtimeMinutes: sum((d) => d.overtime.reduce((n, o) => n + o.minutes, 0)),
    elsewhere: sum(elsewhereOf),
    attendedDays: sum((d) => (isAttended(d) ? 1 : 0)),
    lateDays: sum((d) => (d.late > 0 ? 1 : 0)),
    earlyDays: sum((d) => (d.early > 0 ? 1 : 0)),
    problemDays: sum((d) => (isProblem(d) ? 1 : 0)),
    overtime: [...overtime.values()],
  };
}

/** Of overtime: what was granted, or needs nobody's word. */
export const approvedOf = ({ overtime }: Pick<HourTotals, 'overtime'>): number =>
  overtime.reduce((all, o) => all + o.approved, 0);

/** What is kept of a person's month, and what tables and charts of many people are made of. Minutes, and numbers of days; each is that of `HourTotals`. */
export const MONTH_SUMS = [
  'planned',
  'due',
  'paid',
  'difference',
  'leave',
  'overtime',
  'approved',
  'late',
  'lateDays',
  'absentDays',
  'missingDays',
  'problemDays',
] as const;
export type MonthSums = Readonly<Record<(typeof MONTH_SUMS)[number], number>>;

/** @param days of one person */
export function monthSums(days: readonly HourDay[]): MonthSums {
  const totals = sumOf(days);
  const { planned, due, paid, difference, leave, late, lateDays, problemDays, overtimeMinutes, verdicts } = totals;
  return {
    ...{ planned, due, paid, difference, leave, late, lateDays, problemDays, overtime: overtimeMinutes },
    approved: approvedOf(totals),
    absentDays: verdicts.absent ?? 0,
    missingDays: verdicts.missing ?? 0,
  };
}

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

/** What a cell of a calendar says, with a letter, a colour and words of its own. Nothing is blank. */
export const MARKS = [
  'present',
  'late',
  'early',
  'half',
  'absent',
  'missing',
  'leave',
  'elsewhere',
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
    case 'leave':
      return isElsewhere(day) ? 'elsewhere' : 'leave';
    case 'present':
      return day.lateAs !== null ? 'late' : day.earlyAs !== null ? 'early' : 'present';
    default:
      return verdict;
  }
}
