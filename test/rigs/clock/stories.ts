/** Random stories for clock.ts: mostly small and nasty, now and then years. */
import fc from 'fast-check';
import type { Op } from './scenario.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;

/** How far hands, networks and batteries set clocks: seconds that add up, an hour, a wrong year, and clocks that no calendar means. */
const step = fc.oneof(
  fc.integer({ min: -4 * SECOND, max: 4 * SECOND }),
  fc.integer({ min: -90 * MINUTE, max: 90 * MINUTE }),
  fc.integer({ min: -400 * DAY, max: 400 * DAY }),
  fc.constantFrom(-56 * 365 * DAY, 374 * 365 * DAY, -1000 * DAY, 1000 * DAY),
);
const length = fc.oneof(
  fc.integer({ min: 0, max: 40 * SECOND }),
  fc.integer({ min: 0, max: 20 * MINUTE }),
  fc.integer({ min: 0, max: 3 * DAY }),
);

const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('passes' as const), ms: length }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), ms: step }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restarts' as const), ms: length, set: fc.oneof(fc.constant(0), step) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reboots' as const), ms: length, set: fc.oneof(fc.constant(0), step) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'punch' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'delete' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'wrong-pin' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'wrong-password' as const }) },
);

/** A guesser who fills every wait by setting the clock. */
const guessing: fc.Arbitrary<Op[]> = fc
  .tuple(fc.constantFrom('wrong-pin' as const, 'wrong-password' as const), fc.array(step, { minLength: 6, maxLength: 10 }))
  .map(([kind, steps]) => steps.flatMap((ms): Op[] => [{ kind }, { kind: 'set', ms }]));

export const story = (maxLength: number): fc.Arbitrary<readonly Op[]> =>
  fc.oneof({ weight: 4, arbitrary: fc.array(op, { minLength: 4, maxLength }) }, { weight: 1, arbitrary: guessing });
