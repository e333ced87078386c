import { DAY_MINUTES, type Day, type Minute } from '../../../domain/hours/days.ts';
import type { Span } from '../../../domain/hours/spans.ts';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import { minuteOf } from '../../../domain/time/wall-clock.ts';

/** Of the times that were typed; an end at or before the start is the next day's. */
export function spanOf(zone: string, day: Day, from: string, to: string): Span {
  const of = zoneDays(zone);
  const at = (time: string, days: number): Minute => of.reached(day, minuteOf(time) + days * DAY_MINUTES);
  const start = at(from, 0);
  const same = at(to, 0);
  return { from: start, to: same > start ? same : at(to, 1) };
}
