/** A planned day as instants: segments, breaks, and the window in which its punches are looked for. */
import { DAY_MINUTES, type Minute } from './days.ts';
import type { Break, DayPlan, HalfDayAt, Segment, Shift } from './model.ts';
import { lengthOf, slice, united, within, without, type Span, type Spans } from './spans.ts';

/** A break that lies somewhere, with its instants. */
export type PlacedBreak = { readonly rule: Break; readonly span: Span };

export type Planned = {
  readonly plan: DayPlan;
  readonly shift: Shift;
  /** In order; those of a free shift are its whole day. */
  readonly segments: Spans;
  readonly start: Minute;
  readonly end: Minute;
  readonly breaks: readonly PlacedBreak[];
  /** [start - before, end + after). */
  readonly unclipped: Span;
  /** The same without what a neighbour's window has: no instant lies in two. */
  readonly window: Span;
  /** Of core hours. */
  readonly core: Spans;
};

/** Null where nothing is planned, and on a day that the zone skipped. */
export function place(plan: DayPlan): Planned | null {
  const { shift, zone, day } = plan;
  const bounds = zone.bounds(day);
  if (!shift || !plan.employed || bounds.from >= bounds.to) return null;
  const at = (segments: readonly Segment[]): Spans =>
    segments.map((s) => ({ from: zone.reached(day, s.start), to: zone.reached(day, s.end) }));
  const free = shift.flex?.kind === 'free' ? shift.flex.dayStartsAt : null;
  const whole = free === null ? at(shift.segments) : at([{ start: free, end: free + DAY_MINUTES }]);
  const breaks = shift.breaks.flatMap((rule) => {
    if (!('at' in rule.when)) return [];
    const from = zone.reached(day, rule.when.at);
    return [{ rule, span: { from, to: from + rule.length } }];
  });
  const segments = plan.half ? within(whole, whole[0]!.from, halfOf(shift.halfDayAt, whole, breaks, plan)) : united(whole);
  if (segments.length === 0) return null;
  const [start, end] = [segments[0]!.from, segments.at(-1)!.to];
  const unclipped = { from: start - shift.before, to: end + shift.after };
  const core = shift.flex?.kind === 'core' ? at(shift.flex.core) : [];
  // Segments that touch stay two: a pairing by segment asks for both.
  return { plan, shift, segments: plan.half ? segments : whole, start, end, breaks, unclipped, window: unclipped, core };
}

/** The instant at which the first half of a shift ends. */
export function halfOf(at: HalfDayAt, segments: Spans, breaks: readonly PlacedBreak[], { zone, day }: DayPlan): Minute {
  const [start, end] = [segments[0]!.from, segments.at(-1)!.to];
  if (typeof at === 'object') return zone.reached(day, at.at);
  const middle = Math.floor((start + end) / 2);
  if (at === 'with-break') return middle;
  const spans = breaks.filter((b) => !b.rule.paid).map((b) => b.span);
  if (at === 'by-break') return spans[0]?.from ?? middle;
  const net = without(united(segments), united(spans));
  return slice(net, 0, Math.floor(lengthOf(net) / 2)).at(-1)?.to ?? middle;
}

/**
 * Windows of neighbours that overlap get a border: the middle between the earlier end and the later start, held inside the overlap; where the
 * shifts touch or overlap, the later start.
 * @param days in order
 */
export function clipped(days: readonly Planned[]): readonly Planned[] {
  const out = [...days];
  for (let i = 0; i + 1 < out.length; i++) {
    const [a, b] = [out[i]!, out[i + 1]!];
    if (a.window.to <= b.window.from) continue;
    const middle = Math.floor((a.end + b.start) / 2);
    const border = a.end >= b.start ? b.start : Math.min(Math.max(middle, b.window.from), a.window.to);
    out[i] = { ...a, window: { from: a.window.from, to: border } };
    out[i + 1] = { ...b, window: { from: border, to: b.window.to } };
  }
  return out;
}

/** So long an IN may be open: the rule's minutes, of a longer shift its length and what comes after. */
export function longestOpen({ plan, start, end, shift }: Planned): number {
  return Math.max(plan.rule.maxOpen, end - start + shift.after);
}
