import { expect, it } from 'vitest';
import { shutterNext, SHUTTER_START, type Pose, type Seen } from './shutter.ts';

const good = (yaw = 0, track = 1): Seen => ({ track, good: true, pose: { yaw, pitch: 0 } });
const poor: Seen = { track: 1, good: false, pose: { yaw: 0, pitch: 0 } };

/** Ten frames a second; gives the times (ms) at which captures were taken. */
function run(frames: readonly (Seen | null)[]): number[] {
  let state = SHUTTER_START;
  const taken: Pose[] = [];
  const at: number[] = [];
  frames.forEach((seen, i) => {
    const step = shutterNext(state, seen, taken, i * 100);
    state = step.state;
    if (step.take && seen) {
      taken.push(seen.pose);
      at.push(i * 100);
    }
  });
  return at;
}
const times = (count: number, seen: Seen | null): (Seen | null)[] => Array.from({ length: count }, () => seen);

it.each<[string, readonly (Seen | null)[], readonly number[]]>([
  ['a good face is taken after 0.4 s', times(8, good()), [400]],
  ['a poor one never', times(60, poor), []],
  ['nobody never', times(60, null), []],
  ['a bad frame starts the wait again', [...times(3, good()), poor, ...times(6, good())], [800]],
  ['so does another face', [...times(3, good(0, 1)), ...times(6, good(0, 2))], [700]],
  ['the same pose is taken again, later', times(60, good()), [400, 2800, 5200]],
  ['a new pose sooner', [...times(5, good()), ...times(20, good(8))], [400, 1300]],
  ['five captures of one who does not move take 10 s', times(120, good()), [400, 2800, 5200, 7600, 10_000]],
])('%s', (_, frames, expected) => {
  expect(run(frames)).toEqual(expected);
});
