/** Which minutes of a planned day a leave covers. */
import type { Leave } from './model.ts';
import { common, lengthOf, united, within, type Spans } from './spans.ts';
import { halfOf, type Planned } from './windows.ts';

export function leaveSpans(leaves: readonly Leave[], planned: Planned): Spans {
  const { plan, segments, breaks, shift, start, end } = planned;
  return united(
    leaves.flatMap((leave) => {
      if (leave.unit === 'span') return within(segments, leave.from, leave.to);
      if (leave.unit === 'day') return leave.from <= plan.day && plan.day <= leave.to ? segments : [];
      if (leave.day !== plan.day) return [];
      const middle = halfOf(shift.halfDayAt, segments, breaks, plan);
      return leave.half === 'first' ? within(segments, start, middle) : within(segments, middle, end);
    }),
  );
}

/**
 * Whether two leaves take the same minutes of a day that both touch. Two of one piece say it by themselves; of two pieces it is the plan that says it, and
 * where nothing is planned neither takes anything.
 */
export function leavesMeet(a: Leave, b: Leave, plannedOf: () => Planned | null): boolean {
  if (a.unit === 'day' && b.unit === 'day') return a.from <= b.to && b.from <= a.to;
  if (a.unit === 'half' && b.unit === 'half') return a.day === b.day && a.half === b.half;
  if (a.unit === 'span' && b.unit === 'span') return a.from < b.to && b.from < a.to;
  const planned = plannedOf();
  return planned !== null && lengthOf(common(leaveSpans([a], planned), leaveSpans([b], planned))) > 0;
}
