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

/** Adds to the sums that stand under a key. */
function add<K, N extends string>(sums: Map<K, Record<N, number>>, key: K, more: Readonly<Record<N, number>>): void {
  const own = sums.get(key);
  if (!own) sums.set(key, { ...more });
  else for (const name of Object.keys(more) as N[]) own[name] += more[name];
}

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
      const late = day.lateAs !== null;
      add(departments, department, {
        days: day.firstIn === null ? 0 : 1,
        late: late ? 1 : 0,
        minutes: late ? day.late : 0,
      });
      const overtime = day.overtime.reduce((all, o) => all + o.minutes, 0);
      add(weeks, weekStart(day.day, 1), { planned: day.planned, paid: day.paid, leave: day.leave, overtime });
    },
    /** What was added up before, of other days. */
    more(charts: Charts): void {
      charts.arrivals.forEach((n, slot) => (arrivals[slot]! += n));
      for (const { department, ...of } of charts.lateness) add(departments, department, of);
      for (const { from, ...of } of charts.weeks) add(weeks, from, of);
    },
    charts: (): Charts => ({
      arrivals,
      lateness: [...departments]
        .map(([department, of]) => ({ department, ...of }))
        .filter((d) => d.days + d.late > 0)
        .toSorted((a, b) => (a.department < b.department ? -1 : 1)),
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
