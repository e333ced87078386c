/** From a camera to a row on disk: first run, enrol, recognise, refuse, log, CSV, restart, recognised again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { enrolFromCamera, firstRun, kioskPanel, kioskShows, leaveKiosk, PASSWORD, startKiosk } from './steps.ts';
import { expect, test } from './fixture.ts';

test.use({ scene: 'ana' });

test('a person is enrolled, recognised and logged; a stranger is refused; the CSV and a restart agree', async ({
  lintel,
  page,
  shot,
}) => {
  const recoveryKey = await firstRun(page);
  expect(recoveryKey.length).toBeGreaterThan(20);

  await enrolFromCamera(page, { name: '安娜 Ana', employeeNumber: '0017' });
  await shot('enrolled');

  await startKiosk(page);
  await kioskShows(page, 'welcome', '安娜 Ana');
  await shot('kiosk-welcome');
  await lintel.camera.show('empty');
  await expect(page.getByText('Look here to check in').first()).toBeVisible();
  await lintel.camera.show('stranger');
  await kioskShows(page, 'refused', 'We could not recognise you');
  await shot('kiosk-refused');
  await lintel.camera.show('empty');

  await leaveKiosk(page);
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  await expect(page.getByText('No match above the threshold').first()).toBeVisible();
  await expect(page.getByText('安娜 Ana').first()).toBeVisible();
  await shot('log');
  const file = join(lintel.profile, 'exported.csv');
  await lintel.answerSaveDialog(file);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /csv/ }).click();
  await expect(page.getByText(/rows exported/).first()).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  expect(rows.filter((r) => r['Kind'] === 'Recognised').map((r) => [r['Employee number'], r['Name'], r['Direction']])).toEqual([
    ['0017', '安娜 Ana', 'IN'],
  ]);
  expect(rows.filter((r) => r['Kind'] === 'Refused')).toHaveLength(1);

  // A power cut, not an orderly end: what was answered is on disk.
  const again = await lintel.restart('cut');
  await again.getByLabel('Administrator password').fill('wrong password');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again.getByText('E-AUT-01').first()).toBeVisible();
  await again.getByLabel('Administrator password').fill(PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await startKiosk(again);
  await lintel.camera.show('ana');
  await expect(kioskPanel(again, 'welcome').or(kioskPanel(again, 'again'))).toContainText('安娜 Ana');
});
