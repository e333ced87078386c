/** What charts show of a month: when people come, who comes late, and the weeks against the plan. Added up day by day. */
import { weekStart, type Day } from './days.ts';
import type { HourDay } from './figures.ts';

/** Half hours of the day. */
export const SLOTS = 48;
const SLOT_MINUTES = 30;

export type Charts = {
  /** First INs, by half hour of the wall clock. */
  readonly arrivals: readonly number[];
  /** Of each department: days that were worked, days that began late, and their minutes. */
  readonly lateness: readonly {
    readonly department: string;
    readonly days: number;
    readonly late: number;
    readonly minutes: number;
  }[];
  /** By week, Monday first; of days that have been judged. */
  readonly weeks: readonly {
    readonly from: Day;
    readonly planned: number;
    readonly paid: number;
    readonly leave: number;
    readonly overtime: number;
  }[];
};

/** @param minute since midnight */
export const slotOf = (minute: number): number => Math.floor(minute / SLOT_MINUTES);

export function addUp(wallMinute: (at: number) => number) {
  const arrivals = Array<number>(SLOTS).fill(0);
  const departments = new Map<string, { days: number; late: number; minutes: number }>();
  const weeks = new Map<Day, { planned: number; paid: number; leave: number; overtime: number }>();
  return {
    add(department: string, day: HourDay): void {
      if (day.firstIn !== null) arrivals[slotOf(wallMinute(day.firstIn))]!++;
      if (day.verdict === 'open' || day.verdict === 'not-employed') return;
      const own = departments.get(department) ?? { days: 0, late: 0, minutes: 0 };
      departments.set(department, own);
      if (day.firstIn !== null) own.days++;
      if (day.lateAs !== null) {
        own.late++;
        own.minutes += day.late;
      }
      const from = weekStart(day.day, 1);
      const week = weeks.get(from) ?? { planned: 0, paid: 0, leave: 0, overtime: 0 };
      weeks.set(from, week);
      week.planned += day.planned;
      week.paid += day.paid;
      week.leave += day.leave;
      week.overtime += day.overtime.reduce((all, o) => all + o.minutes, 0);
    },
    charts: (): Charts => ({
      arrivals,
      lateness: [...departments].map(([department, of]) => ({ department, ...of })),
      weeks: [...weeks]
        .map(([from, of]) => ({ from, ...of }))
        .filter((w) => w.planned + w.paid + w.leave + w.overtime > 0)
        .toSorted((a, b) => a.from - b.from),
    }),
  };
}

/** A part of a chart that somebody pressed. */
export type ChartPart =
  | { readonly chart: 'arrivals'; readonly slot: number }
  | { readonly chart: 'lateness'; readonly department: string }
  | { readonly chart: 'weeks'; readonly from: Day };

/** Whether a day is behind that part. */
export function isBehind(part: ChartPart, department: string, day: HourDay, wallMinute: (at: number) => number): boolean {
  if (part.chart === 'arrivals') return day.firstIn !== null && slotOf(wallMinute(day.firstIn)) === part.slot;
  const judged = day.verdict !== 'open' && day.verdict !== 'not-employed';
  if (part.chart === 'lateness') return judged && day.lateAs !== null && department === part.department;
  return judged && weekStart(day.day, 1) === part.from && (day.planned > 0 || day.paid > 0 || day.overtime.length > 0);
}
