/** The short form of `npm run test:clock`. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyTally, live, makeTemplate, type Op, type Template } from './scenario.ts';
import { story } from './stories.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
}, 60_000);
afterAll(() => template.close());

const DAY = 86_400_000;
const fixed: [string, readonly Op[]][] = [
  [
    'a start at 1970, people come, the network puts it right',
    [
      { kind: 'set', ms: -56 * 365 * DAY },
      { kind: 'restarts', ms: 60_000, set: 0 },
      { kind: 'punch' },
      { kind: 'delete' },
      { kind: 'passes', ms: 10_000 },
    ],
  ],
  [
    'deleted a thousand days ahead, and the machine is off for 900',
    [
      { kind: 'set', ms: 1000 * DAY },
      { kind: 'delete' },
      { kind: 'set', ms: -1000 * DAY },
      { kind: 'reboots', ms: 900 * DAY, set: 0 },
    ],
  ],
  [
    'a guesser with a hand on the clock',
    Array.from({ length: 7 }, (): Op[] => [
      { kind: 'wrong-pin' },
      { kind: 'wrong-password' },
      { kind: 'set', ms: 16 * 60_000 },
    ]).flat(),
  ],
  [
    'steps of 1.9 s, and one while the app is down',
    [
      ...Array.from({ length: 4 }, (): Op[] => [{ kind: 'set', ms: 1_900 }, { kind: 'punch' }]).flat(),
      { kind: 'restarts', ms: 60_000, set: 89 * 60_000 },
    ],
  ],
];
test.each(fixed)(
  '%s',
  async (_name, ops) => {
    const tally = emptyTally();
    await live(template, ops, tally);
    expect(tally.faults).toEqual([]);
    expect(tally).toMatchObject({
      screensOpen: tally.screensAsked,
      flagged: tally.steps,
      erasedInTime: tally.deleted,
      triesAllowed: tally.triesWithoutSteps,
    });
    expect(tally.steps).toBeGreaterThan(0);
  },
  120_000,
);

test('random stories', async () => {
  await fc.assert(
    fc.asyncProperty(story(12), async (ops) => {
      const tally = emptyTally();
      await live(template, ops, tally);
      expect(tally.faults).toEqual([]);
    }),
    { numRuns: 8, seed: 1, endOnFailure: true },
  );
}, 240_000);
