/** Days of attendance (出勤天数): whoever is on a trip or works outside works, and is only not here. */
import type { HourDay } from './figures.ts';

type Leaves = Pick<HourDay, 'leaves'>;

/** Minutes of absences that count as present. They stand among the day's leave minutes, where its sum needs them. */
export const elsewhereOf = ({ leaves }: Leaves): number => leaves.reduce((all, l) => all + (l.present ? l.minutes : 0), 0);

/** Nothing of what takes the place of being here is an absence. */
export const isElsewhere = ({ leaves }: Leaves): boolean => leaves.length > 0 && leaves.every((l) => l.present);

/** Whether the day is one of attendance: there was a punch, or work elsewhere, be it of half a day. */
export const isAttended = (day: Leaves & Pick<HourDay, 'firstIn' | 'lastOut'>): boolean =>
  day.firstIn !== null || day.lastOut !== null || elsewhereOf(day) > 0;
