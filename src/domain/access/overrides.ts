/** Lockdown and emergency open. */
import type { AccessState, Reach } from './model.ts';

export function reaches(reach: Reach, doorId: number): boolean {
  return reach.site || reach.doors.includes(doorId);
}

/** What stands above all rules at a door. Emergency beats lockdown: nobody is locked into a burning house. */
export function override(state: Pick<AccessState, 'emergency' | 'lockdown'>, doorId: number): 'emergency' | 'lockdown' | null {
  if (reaches(state.emergency, doorId)) return 'emergency';
  return reaches(state.lockdown, doorId) ? 'lockdown' : null;
}
