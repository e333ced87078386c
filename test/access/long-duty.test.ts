/** The site's longest presence at a real kiosk. */
import { expect, test } from 'vitest';
import { come, MORNING, must, stand, t, useKiosk } from './at-kiosk.ts';
import { HOUR } from './build.ts';

useKiosk();

test.each([
  ['without a door', false],
  ['through a door into a zone', true],
])('a duty of 24 hours, %s: in at hour 20, and out after 24', async (_, byDoor) => {
  if (byDoor) await stand({ direction: 'both' });
  else await must('settings.save', { kiosk: { doorId: null } });
  const listed = async () =>
    (await must('presence.list', null)).people.filter((p) => p.name === 'ana').map((p) => p.notSignedOut);
  // The punches of the tests before are of another week.
  t.clock.at = MORNING + 24 * 7 * HOUR;
  for (const [hours, atHour20, after24] of [
    [16, true, 'in'],
    [26, false, 'out'],
  ] as const) {
    await must('settings.save', { site: { longestPresenceHours: hours } });
    t.clock.at += 24 * 7 * HOUR;
    expect(await come('ana')).toMatchObject({ direction: 'in' });
    t.clock.at += 20 * HOUR;
    expect(await listed()).toEqual([atHour20]);
    t.clock.at += 4 * HOUR;
    expect(await come('ana')).toMatchObject({ direction: after24 });
    if (after24 === 'out') expect(await listed()).toEqual([]);
  }
  await must('settings.save', { site: { longestPresenceHours: 16 } });
});
