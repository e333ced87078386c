/** The figures of a day, as they are listed: in which order, and what stands where there is none. */
import type { HourDay } from '../../../../shared/hours-days.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';

export const DAY_FIGURES = [
  'planned',
  'inPlan',
  'paid',
  'late',
  'early',
  'away',
  'tolerated',
  'leave',
  'missing',
  'extra',
  'breakDeducted',
  'graceCounted',
  'nightBonus',
  'rounding',
] as const;
export type DayFigure = (typeof DAY_FIGURES)[number];

export const figureText = (name: DayFigure, day: HourDay): string =>
  name === 'rounding' ? signedHours(day.rounding) : hoursText(day[name]);

export const overtimeOf = (day: Pick<HourDay, 'overtime'>): number => day.overtime.reduce((all, o) => all + o.minutes, 0);
