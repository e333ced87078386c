/** Which minutes of a planned day a leave covers. */
import type { Leave } from './model.ts';
import { united, within, type Spans } from './spans.ts';
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
