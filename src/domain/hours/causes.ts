/** Why a day waits for somebody's decision. */
import type { Day } from './days.ts';
import type { HourDay } from './figures.ts';
import type { Flag } from './model.ts';

export const INBOX_CAUSES = [
  'missing-in',
  'missing-out',
  'absent',
  'outside-window',
  'unplanned',
  'unpaired',
  'long-break',
  'clock-jumped',
  'ambiguous-hour',
  'missing-hour',
  'overtime',
] as const satisfies readonly (Flag | 'absent' | 'overtime')[];
export type InboxCause = (typeof INBOX_CAUSES)[number];

/** @param accepted what somebody has said may stay as it is, of this day */
export function causesOf(
  { verdict, flags, closed, overtime }: Pick<HourDay, 'verdict' | 'flags' | 'closed' | 'overtime'>,
  accepted: ReadonlySet<InboxCause>,
): readonly InboxCause[] {
  // A day that is still going on is nobody's fault, and a closed one is evidence.
  if (verdict === 'open' || closed) return [];
  const is = (cause: InboxCause): boolean => {
    if (cause === 'absent') return verdict === 'absent';
    // Overtime that needs somebody's word, and has not got it for all of its minutes.
    if (cause === 'overtime') return overtime.some((o) => o.approved < o.minutes);
    // Which of the two is missing says it already.
    if (cause === 'unpaired' && (flags.includes('missing-in') || flags.includes('missing-out'))) return false;
    return flags.includes(cause);
  };
  return INBOX_CAUSES.filter((cause) => is(cause) && !accepted.has(cause));
}

export type Accepted = { readonly personId: number; readonly day: Day; readonly causes: readonly InboxCause[] };
