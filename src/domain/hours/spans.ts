/** Sets of minutes, as spans in order that neither touch nor overlap. */
import type { Minute } from './days.ts';

/** From `from` (inclusive) to `to` (exclusive). */
export type Span = { readonly from: Minute; readonly to: Minute };
/** In order, none empty, none touching the next. */
export type Spans = readonly Span[];

export const NONE: Spans = [];

/** The set that any spans cover. Empty ones, and such that end before they begin, cover nothing. */
export function united(...sets: readonly Spans[]): Spans {
  const all = sets.flat().filter((s) => s.to > s.from);
  if (all.length < 2) return all;
  all.sort((a, b) => a.from - b.from);
  const out: Span[] = [];
  for (const span of all) {
    const last = out.at(-1);
    if (last && span.from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else out.push(span);
  }
  return out;
}

/** What both sets hold. */
export function common(a: Spans, b: Spans): Spans {
  const out: Span[] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length;) {
    const from = Math.max(a[i]!.from, b[k]!.from);
    const to = Math.min(a[i]!.to, b[k]!.to);
    if (to > from) out.push({ from, to });
    if (a[i]!.to < b[k]!.to) i++;
    else k++;
  }
  return out;
}

/** What `a` holds and `b` does not. */
export function without(a: Spans, b: Spans): Spans {
  if (b.length === 0) return a;
  const out: Span[] = [];
  let k = 0;
  for (const span of a) {
    let from = span.from;
    while (k < b.length && b[k]!.to <= from) k++;
    for (let i = k; i < b.length && b[i]!.from < span.to; i++) {
      if (b[i]!.from > from) out.push({ from, to: b[i]!.from });
      from = Math.max(from, b[i]!.to);
    }
    if (from < span.to) out.push({ from, to: span.to });
  }
  return out;
}

/** How many minutes the set holds. */
export function lengthOf(spans: Spans): number {
  let sum = 0;
  for (const s of spans) sum += s.to - s.from;
  return sum;
}

/** Minutes `skip` to `skip + count` of the set, counted from its beginning. */
export function slice(spans: Spans, skip: number, count: number): Spans {
  const out: Span[] = [];
  let [before, left] = [Math.max(0, skip), count];
  for (const s of spans) {
    const length = s.to - s.from;
    const from = s.from + Math.min(before, length);
    const to = Math.min(s.to, from + left);
    before -= from - s.from;
    if (to > from) {
      out.push({ from, to });
      left -= to - from;
    }
    if (left <= 0) break;
  }
  return out;
}

/** The last `count` minutes of the set. */
export function last(spans: Spans, count: number): Spans {
  return count <= 0 ? NONE : slice(spans, lengthOf(spans) - count, count);
}

/** What the set holds of [from, to). */
export function within(spans: Spans, from: Minute, to: Minute): Spans {
  return to > from ? common(spans, [{ from, to }]) : NONE;
}
