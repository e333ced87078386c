/** Which minutes of a shift are breaks: where the plan puts them, where they were clocked, and what is owed after so many worked minutes. */
import type { Break } from './model.ts';
import { common, lengthOf, NONE, slice, united, without, type Spans } from './spans.ts';
import type { PlacedBreak } from './windows.ts';

type Pairs = readonly { readonly in: number; readonly out: number }[];

/** What lies between two pairs that follow each other. */
export function gapsOf(pairs: Pairs): Spans {
  return pairs.slice(1).flatMap((p, i) => (p.in > pairs[i]!.out ? [{ from: pairs[i]!.out, to: p.in }] : []));
}

export type BreakMinutes = {
  /** Taken out of the plan. */
  readonly unpaid: Spans;
  /** In the plan, and worked by whoever was there before and after. */
  readonly paid: Spans;
  /** A gap was longer than its break may be. */
  readonly long: boolean;
};

/** What of a clocked break no gap shows is taken at its planned place: as much of it as is missing. */
export function plannedBreaks(breaks: readonly PlacedBreak[], segments: Spans, pairs: Pairs): BreakMinutes {
  const fixed = united(breaks.filter((b) => !b.rule.clocked && !b.rule.paid).map((b) => b.span));
  const paid = united(breaks.filter((b) => b.rule.paid).map((b) => b.span));
  const clocked = breaks.filter((b) => b.rule.clocked && !b.rule.paid);
  if (clocked.length === 0) return { unpaid: fixed, paid, long: false };
  let gaps = without(common(gapsOf(pairs), united(segments)), fixed);
  let unpaid = fixed;
  let long = false;
  for (const { rule, span } of clocked) {
    const fit = gaps.filter((g) => g.to - g.from >= rule.min);
    long ||= rule.max !== null && fit.some((g) => g.to - g.from > rule.max!);
    const credited = slice(fit, 0, rule.length);
    const rest = slice(without([span], united(credited, unpaid)), 0, rule.length - lengthOf(credited));
    gaps = without(gaps, credited);
    unpaid = united(unpaid, credited, rest);
  }
  return { unpaid, paid, long };
}

/**
 * The minutes of `worked` that the law takes for a break: after `afterWorked` minutes, less what was clocked, and never so many that fewer than
 * `afterWorked` are left (ArbZG § 4).
 * @param gaps between pairs
 */
export function owedBreaks(rules: readonly Break[], worked: Spans, gaps: Spans): Spans {
  const owed = rules.flatMap((b) => ('afterWorked' in b.when && !b.paid ? [{ ...b, after: b.when.afterWorked }] : []));
  if (owed.length === 0) return NONE;
  owed.sort((a, b) => a.after - b.after);
  const present = lengthOf(worked);
  let left = worked;
  for (const { after, length, min } of owed) {
    const credited = lengthOf(gaps.filter((g) => g.to - g.from >= min));
    const allowed = Math.max(after, present - Math.max(0, length - credited));
    const surplus = lengthOf(left) - allowed;
    if (surplus > 0) left = without(left, slice(left, after, surplus));
  }
  return without(worked, left);
}
