/** What somebody plainly punches who works a shift: with them a day that is tried out begins. */
import type { Segment } from '../../../domain/hours/model.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import type { Trial } from '../../../shared/shifts.ts';

type Punch = Trial['punches'][number];
type Core = Extract<ShiftBody['flex'], { kind: 'core' }>;
const HALF_HOUR = 30;
const WORK_DAYS = 5;

/** Long enough for what is required and the breaks in it, around the core, within the shift. */
function aroundCore({ segments, breaks }: ShiftBody, { core, required }: Core): Segment {
  const [opens, closes] = [segments[0]?.start ?? 0, segments.at(-1)?.end ?? 2880];
  const pauses = breaks.filter((b) => !b.paid && ('at' in b.when || b.when.afterWorked < required));
  const length = required + pauses.reduce((sum, b) => sum + b.length, 0);
  const from = core[0]?.start ?? opens;
  const until = core.at(-1)?.end ?? from;
  const before = Math.floor(Math.max(0, length - (until - from)) / 2 / HALF_HOUR) * HALF_HOUR;
  const start = Math.max(opens, Math.min(from - before, closes - length));
  return { start, end: Math.min(closes, Math.max(until, start + length)) };
}

function presence(body: ShiftBody): readonly Segment[] {
  const { flex, segments } = body;
  if (flex?.kind === 'core') return [aroundCore(body, flex)];
  if (flex?.kind === 'free') {
    const start = Math.max(540, flex.dayStartsAt);
    const required = flex.per === 'day' ? flex.required : Math.min(1440, Math.round(flex.required / WORK_DAYS));
    return [{ start, end: Math.min(2880, start + required) }];
  }
  return segments;
}

/** In, out and in for a break that is clocked, and out. */
export function usualPunches(body: ShiftBody): Punch[] {
  const clocked = body.breaks.flatMap((b) =>
    b.clocked && 'at' in b.when ? [{ start: b.when.at, end: b.when.at + b.length }] : [],
  );
  return presence(body).flatMap(({ start, end }) => {
    const within = clocked.filter((b) => b.start > start && b.end < end).toSorted((a, b) => a.start - b.start);
    return [start, ...within.flatMap((b) => [b.start, b.end]), end].map((at) => ({ at, direction: null }));
  });
}
