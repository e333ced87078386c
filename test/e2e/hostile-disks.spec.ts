/** A disk that goes while the app runs, and an older copy of the data that is put back: what a kiosk and an administrator are told. */
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './seeded.ts';
import { kioskIdle, kioskPanel, kioskShows, leaveKiosk } from './steps.ts';

test('the disk is unplugged under a kiosk: said, nobody is let in, and it goes on by itself', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  const banner = page.getByTestId('kiosk-banner');
  renameSync(site.dataFolder, `${site.dataFolder}-away`);
  await expect(banner).toContainText('Nothing can be recorded here now');
  await expect(banner).toContainText('E-DAT-07');
  await lintel.camera.show('ana');
  await expect(kioskPanel(page, 'error')).toContainText('The data file is not there.');
  expect(existsSync(site.dataFolder)).toBe(false);
  renameSync(`${site.dataFolder}-away`, site.dataFolder);
  await expect(banner).toHaveCount(0);
  await kioskShows(page, 'welcome', '安娜 Ana');
  await lintel.close();
  expect(await site.visits()).toEqual(['安娜 Ana']);
});

test('an older copy is put back: the kiosk works, and administration says so until somebody has seen it', async ({
  site,
  launch,
}) => {
  const old = join(site.profile, 'old');
  const first = await launch({ profile: site.profile });
  await kioskIdle(await first.page());
  await first.close();
  cpSync(site.dataFolder, old, { recursive: true });
  const second = await launch({ profile: site.profile, scene: 'bea' });
  await kioskShows(await second.page(), 'welcome', '贝雅 Bea');
  await second.close();
  rmSync(site.dataFolder, { recursive: true });
  cpSync(old, site.dataFolder, { recursive: true });
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await kioskIdle(page);
  await leaveKiosk(page);
  const alarm = page.getByRole('alert').filter({ hasText: 'The data are older than this machine has seen.' });
  await expect(alarm).toContainText('events are missing at the end');
  await page.getByRole('link', { name: 'People' }).click();
  await expect(alarm).toBeVisible();
  await page.getByRole('button', { name: 'I have seen this' }).click();
  await expect(alarm).toHaveCount(0);
  await lintel.close();
  const { events } = await site.read();
  expect(events.map((row) => row.reason)).toEqual(expect.arrayContaining(['history-older', 'history-acknowledged']));
});
