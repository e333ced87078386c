/** A day's, or a period's, figures by the names that columns have; a period is the sum of its days. */
import { isAttended, isElsewhere } from '../../domain/hours/attended.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { COUNTED_FIELDS, type CountedField } from '../../domain/hours/export-fields.ts';

const sum = (of: readonly { readonly minutes: number }[]): number => of.reduce((all, { minutes }) => all + minutes, 0);
const one = (holds: boolean): number => (holds ? 1 : 0);

/** Granted overtime that is paid. */
export function overtimeOf(day: HourDay): number {
  return day.overtime.reduce((all, o) => all + (o.timeOff === null ? o.approved : 0), 0);
}

/**
 * Paid minutes that are no overtime. Overtime is first what was worked outside of the plan; what of it is more than that was taken from planned minutes, by a
 * rule of the week or the period, and must not be paid twice.
 */
export function regularOf(day: HourDay): number {
  const granted = day.overtime.reduce((all, o) => all + o.approved, 0);
  return Math.max(0, day.paid - Math.max(0, granted - day.extra));
}

const isOff = (day: HourDay): boolean => day.kind === 'off' || day.kind === 'statutory';
const overtimeOn = (holds: (day: HourDay) => boolean) => (day: HourDay) => (holds(day) ? overtimeOf(day) : 0);

/** Minutes, and how often: each adds up over days. */
export const FIGURES: Readonly<Record<CountedField, (day: HourDay) => number>> = {
  planned: (d) => d.planned,
  worked: (d) => d.inPlan + d.extra,
  inPlan: (d) => d.inPlan,
  paid: (d) => d.paid,
  regular: regularOf,
  extra: (d) => d.extra,
  late: (d) => d.late,
  early: (d) => d.early,
  away: (d) => d.away,
  missing: (d) => d.missing,
  tolerated: (d) => d.tolerated,
  breakDeducted: (d) => d.breakDeducted,
  rounding: (d) => d.rounding,
  nightBonus: (d) => d.nightBonus,
  leave: (d) => d.leave,
  leavePaid: (d) => sum(d.leaves.filter((l) => l.paid)),
  leaveUnpaid: (d) => sum(d.leaves.filter((l) => !l.paid)),
  overtime: overtimeOf,
  overtimeOpen: (d) => d.overtime.reduce((all, o) => all + o.minutes - o.approved, 0),
  timeOff: (d) => d.overtime.reduce((all, o) => all + (o.timeOff === null ? 0 : Math.round((o.approved * o.timeOff) / 100)), 0),
  overtimeWorkday: overtimeOn((d) => d.kind === 'workday'),
  overtimeRest: overtimeOn((d) => d.kind === 'rest'),
  overtimeHoliday: overtimeOn(isOff),
  presentDays: (d) => one(isAttended(d)),
  plannedDays: (d) => one(d.planned > 0),
  restDays: (d) => one(d.verdict === 'rest'),
  lateTimes: (d) => one(d.late > 0),
  seriousTimes: (d) => one(d.lateAs === 'serious'),
  earlyTimes: (d) => one(d.early > 0),
  missingIn: (d) => one(d.flags.includes('missing-in')),
  missingOut: (d) => one(d.flags.includes('missing-out')),
  missingPunches: (d) => one(d.flags.includes('missing-in')) + one(d.flags.includes('missing-out')),
  absentDays: (d) => one(d.verdict === 'absent'),
  leaveDays: (d) => one(d.verdict === 'leave' && !isElsewhere(d)),
  doubtfulDays: (d) => one(d.verdict === 'missing' || d.flags.length > 0),
  openDays: (d) => one(d.verdict === 'open'),
};

/** Which figures are minutes; the others say how often. */
export const TIMES: ReadonlySet<CountedField> = new Set(COUNTED_FIELDS.slice(0, COUNTED_FIELDS.indexOf('presentDays')));

export const isFigure = (field: string): field is CountedField => Object.hasOwn(FIGURES, field);

export const figureOf = (field: CountedField, days: readonly HourDay[]): number =>
  days.reduce((all, day) => all + FIGURES[field](day), 0);
