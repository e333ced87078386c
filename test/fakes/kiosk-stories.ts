/** How the tests of the kiosk's machine tell a story: seconds, and what happens then. */
import type { KioskDecision } from '../../src/shared/schemas.ts';
import {
  kioskNext,
  kioskStart,
  type KioskInput,
  type KioskState,
} from '../../src/renderer/features/kiosk/machine/kiosk.machine.ts';

export const READY = { status: 'ready', fault: null } as const;
export const WELCOME: KioskDecision = {
  state: 'welcome',
  eventId: 7,
  name: '陈静',
  direction: 'in',
  at: 1_790_000_000_000,
  method: 'face',
  last: null,
};
export const AGAIN: KioskDecision = { state: 'again', name: '陈静', direction: 'in', at: 1_790_000_000_000 };

/** The wall clock of every decision here. */
export const WALL = 1_790_000_000_000;

/** Seconds of the story, what happens then. */
export type Step = readonly [seconds: number, input: KioskInput];
export const face = (
  track: number,
  ...reasons: NonNullable<Extract<KioskInput, { type: 'faces' }>['main']>['reasons']
): KioskInput => ({
  type: 'faces',
  main: { track, reasons },
});
export const nobody: KioskInput = { type: 'faces', main: null };
export const tick: KioskInput = { type: 'tick' };
export const answer = (track: number, decision: KioskDecision): KioskInput => ({ type: 'decision', track, decision, wall: WALL });

export function play(steps: readonly Step[], start: KioskState = kioskStart(READY, 0)): KioskState {
  return steps.reduce((state, [seconds, input]) => kioskNext(state, input, seconds * 1000), start);
}

export const SECOND: KioskDecision = { state: 'wait-for-second', name: '陈静', until: WALL + 10_000 };
export const REFUSED: KioskDecision = { state: 'refused', reason: 'outside-hours', from: WALL + 3_600_000, name: '陈静' };
export const light = (how: 'good' | 'dark' | 'backlit', stirs = false): KioskInput => ({ type: 'light', light: how, stirs });
export const byCode = (decision: KioskDecision): KioskInput => ({ type: 'credential', decision, wall: WALL });
