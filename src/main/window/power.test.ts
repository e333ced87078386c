import { expect, test } from 'vitest';
import { createPower } from './power.ts';

test('one blocker at a time, in the kiosk only, however often it is told', () => {
  const running = new Set<number>();
  // Electron counts from 0.
  let next = 0;
  const power = createPower({ start: () => (running.add(next), next++), stop: (id) => running.delete(id) });
  const after = (wanted: boolean) => {
    power.keepAwake(wanted);
    return running.size;
  };
  expect([false, true, true, false, false, true].map(after)).toEqual([0, 1, 1, 0, 0, 1]);
  expect(next).toBe(2);
});
