/** Validity dates, and the end of a visit. */
import { dayBounds, type DayRange } from '../time/instants.ts';
import type { Holder } from './model.ts';

/** The instants in which somebody is valid, `to` exclusive; -Infinity and Infinity where open. Dates are local days, both inclusive. */
export function validRange(holder: Holder, timeZone: string): DayRange {
  const from = holder.validFrom === null ? -Infinity : dayBounds(holder.validFrom, timeZone).from;
  const to = holder.validTo === null ? Infinity : dayBounds(holder.validTo, timeZone).to;
  return { from, to: Math.min(to, holder.visitOver ? -Infinity : (holder.visitorUntil ?? Infinity)) };
}

export function validity(holder: Holder, at: number, timeZone: string): 'not-yet-valid' | 'no-longer-valid' | null {
  const { from, to } = validRange(holder, timeZone);
  if (at >= to) return 'no-longer-valid';
  return at < from ? 'not-yet-valid' : null;
}
