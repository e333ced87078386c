/** What holds above the rules, and what does not obey: asked when administration begins, told by main from then on. */
import { create } from 'zustand';
import type { SafetyState } from '../../shared/calls/safety.ts';
import { call, on } from './api.ts';

export const useSafety = create<{ readonly safety: SafetyState | null }>()(() => ({ safety: null }));

/** Announcements so far: what was announced while main answered is newer than its answer. */
let told = 0;

/** Follows main until the returned function is called. */
export function followSafety(): () => void {
  const before = told;
  const stop = on('safety.changed', (safety) => {
    told += 1;
    useSafety.setState({ safety });
  });
  void call('safety.state', null).then((answer) => {
    if (answer.ok && told === before) useSafety.setState({ safety: answer.value });
  });
  return stop;
}
