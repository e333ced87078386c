/** What a day and a punch can be changed by: another feature brings it along, and the day shows it. */
import type { ComponentType } from 'react';
import type { HourDay } from '../../shared/hours-days.ts';
import type { DayDetail, DetailPunch } from '../../shared/hours-detail.ts';

export type DayParts = {
  /** Below the day. */
  readonly Day: ComponentType<{ readonly person: number; readonly detail: DayDetail; readonly figures: HourDay }>;
  /** Beside the chosen punch. */
  readonly Punch: ComponentType<{ readonly person: number; readonly figures: HourDay; readonly punch: DetailPunch }>;
};
