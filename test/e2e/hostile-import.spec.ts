/** Calendars that somebody else made, in the built app: a hostile one is refused by name or given up, and the app answers meanwhile. */
import type { Bridge } from '../../src/shared/contract.ts';
import { expect, test } from './seeded.ts';
import { kioskIdle, leaveKiosk } from './steps.ts';

const ics = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', ...lines, 'SUMMARY:Christmas', 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i).join(',');

test('a calendar is imported from a file; a hostile one is named, and the app goes on', async ({ site, launch, shot }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await leaveKiosk(page);
  await page.evaluate(() => (window.location.hash = '#/doors/holidays'));
  const picker = page.locator('input[type=file]');
  const save = (name: string, text: string) => ({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) });

  await test.step('every second of a year, for ever', async () => {
    const bomb = `RRULE:FREQ=YEARLY;COUNT=9999999999;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${numbers(24)};BYMINUTE=${numbers(60)};BYSECOND=${numbers(60)}`;
    await picker.setInputFiles(save('bomb.ics', ics('DTSTART;VALUE=DATE:20260101', bomb)));
    await page.getByText('1 entry left out').click();
    await expect(page.getByText('repeats in a way that no holiday does (BYHOUR)')).toBeVisible();
    await shot('import-refused', page);
    await page.keyboard.press('Escape');
  });

  await test.step('three hundred thousand exceptions: whatever comes of it, main answers meanwhile', async () => {
    const heavy = `EXDATE;VALUE=DATE:${'20270101,'.repeat(200_000)}20270102`;
    await picker.setInputFiles(save('heavy.ics', ics('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY', heavy)));
    const answered = await page.evaluate(async () => {
      const { lintel: bridge } = window as unknown as { lintel: Bridge };
      return (await bridge.call('app.state', null)).ok;
    });
    expect(answered).toBe(true);
    const over = page.getByRole('dialog').or(page.getByText(/asks for more time or memory|No holidays can be read/));
    await expect(over.first()).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('an honest one', async () => {
    await picker.setInputFiles(save('holidays.ics', ics('DTSTART;VALUE=DATE:20991225')));
    await expect(page.getByRole('dialog')).toContainText('Christmas');
    // Nothing in the file says that it is a day off: somebody has to.
    await page.getByRole('button', { name: 'Tick this one' }).click();
    await page.getByRole('button', { name: 'Import 1 day' }).click();
    await expect(page.getByText('1 day imported')).toBeVisible();
  });
});
