/** Interlock (a mantrap): of the doors with the same number none opens while another is open. */
import type { AccessModel, AccessState, Door } from './model.ts';

/**
 * Another door counts as open while its contact says so, and, with or without a contact, while its output is driven for the last person.
 * @returns null = free; else `from`, when it will be free, or null where only the contact can tell
 */
export function interlock(
  door: Door,
  at: number,
  state: AccessState,
  model: AccessModel,
): { readonly from: number | null } | null {
  if (door.interlock === null) return null;
  const others = model.doors.filter((d) => d.id !== door.id && d.interlock === door.interlock);
  if (others.some((d) => state.openDoors.has(d.id))) return { from: null };
  const ends = others.flatMap((d) => {
    const granted = state.lastGrant.get(d.id);
    // A grant in the future is from before the clock was set back: long over.
    return granted !== undefined && granted <= at && at < granted + d.pulseMs ? [granted + d.pulseMs] : [];
  });
  return ends.length > 0 ? { from: Math.max(...ends) } : null;
}
