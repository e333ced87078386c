/** Worked minutes in the night of the wall clock. */
import { DAY_MINUTES } from './days.ts';
import type { Rule } from './model.ts';
import { common, lengthOf, united, type Spans } from './spans.ts';
import type { ZoneDays } from './zone-days.ts';

export function nightMinutes(worked: Spans, night: Rule['nightBonus'], zone: ZoneDays): number {
  const [first, final] = [worked[0], worked.at(-1)];
  if (!night || !first || !final) return 0;
  const to = night.to <= night.from ? night.to + DAY_MINUTES : night.to;
  const nights: { from: number; to: number }[] = [];
  for (let day = zone.wallOf(first.from).day - 1; day <= zone.wallOf(final.to).day; day++)
    nights.push({ from: zone.reached(day, night.from), to: zone.reached(day, to) });
  return lengthOf(common(worked, united(nights)));
}
