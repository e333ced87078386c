/** A day that is tried out: of a shift that may not be kept yet, between days of rest, when all of it is over. */
import type { Direction } from '../attendance/direction.ts';
import { reckonDays } from './day.ts';
import type { Day } from './days.ts';
import { detailOf, NO_ORIGIN, type DayDetail } from './detail.ts';
import { figuresOf, type HourDay } from './figures.ts';
import type { DayKind, DayPlan, DayRecord, Rule, Shift, WallMinute } from './model.ts';
import { bookOvertime } from './overtime.ts';
import type { ZoneDays } from './zone-days.ts';

export type TrialOf = {
  readonly zone: ZoneDays;
  readonly rule: Rule;
  readonly day: Day;
  readonly kind: DayKind;
  readonly shift: Shift;
  readonly punches: readonly { readonly at: WallMinute; readonly direction: Direction | null }[];
};

export function reckonTrial({ zone, rule, day, kind, shift, punches }: TrialOf): {
  readonly plans: readonly DayPlan[];
  readonly records: readonly DayRecord[];
} {
  const empty = { zone, rule, half: false, credit: 0, employed: true };
  const rest = { ...empty, kind: 'rest' as const, shift: null };
  const plans = [
    { ...rest, day: day - 1 },
    { ...empty, day, kind, shift },
    { ...rest, day: day + 1 },
    { ...rest, day: day + 2 },
  ];
  const records = reckonDays({
    plans,
    punches: punches.map(({ at, direction }, i) => ({
      key: `e${i + 1}`,
      at: zone.reached(day, at) * 60_000,
      direction,
      directionBy: direction && 'button',
      zone: zone.name,
      doubts: [],
      clockStep: 0,
      givenTo: null,
    })),
    leaves: [],
    now: zone.bounds(day + 9).from,
  });
  return { plans, records };
}

/** The day itself, as a screen shows it. */
export function tryDay(trial: TrialOf): { readonly day: HourDay; readonly detail: DayDetail } {
  const { plans, records } = reckonTrial(trial);
  const figures = figuresOf(0, { records, buckets: bookOvertime(records, []), grants: [], leaves: [] });
  const record = records.find(({ day }) => day === trial.day)!;
  return { day: figures.find(({ day }) => day === trial.day)!, detail: detailOf(record, plans, [], NO_ORIGIN) };
}
