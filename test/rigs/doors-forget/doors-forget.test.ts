/** The short form of `npm run test:doors-forget`: the same doors, a reboot or two of each kind. Counts words, and not seconds. */
import { expect, test } from 'vitest';
import { seeded } from '../../../tools/random.ts';
import { openHouse } from './house.ts';
import { emptyTally } from './story.ts';

test('every kind of output comes to what is wanted of it when its device forgets', async () => {
  const house = await openHouse();
  const tally = emptyTally();
  await house.live(
    [
      { act: 'emergency', reboots: 1 },
      { act: 'opening', reboots: 1 },
      { act: 'lockdown', reboots: 1 },
      { act: 'quiet', reboots: 1 },
    ],
    seeded(20261129),
    tally,
  );
  await house.close();
  if (house.left.length > 0) console.warn(`SKIPPED, their programs are not installed: ${house.left.join(', ')}`);
  expect(tally.faults).toEqual([]);
  expect(tally).toMatchObject({ contraryWords: 0, falselyBooked: 0, emergencies: house.doors.length });
  // It is no test of doors that nobody ever opened.
  expect(tally.opened).toBeGreaterThan(0);
  expect(house.doors.length).toBeGreaterThanOrEqual(9);
}, 300_000);
