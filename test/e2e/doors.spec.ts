/** A site's first door, from attendance only to a rule that refuses, in the whole app: real database, real faces, a drawn camera. */
import { expect, test } from './seeded.ts';
import { kioskIdle, kioskShows, leaveKiosk, startKiosk } from './steps.ts';

test('the first door locks nobody out; a rule that is taken away refuses; lockdown is said at the kiosk and ends', async ({
  site,
  launch,
}) => {
  const lintel = await launch({ scene: 'empty', profile: site.profile });
  const page = await lintel.page();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const doors = () => page.getByRole('link', { name: 'Doors', exact: true }).click();
  await kioskIdle(page);
  await leaveKiosk(page);

  await doors();
  await expect(page.getByText('Attendance only')).toBeVisible();
  await press('Add a door');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('So nobody is locked out.');
  await dialog.getByLabel('Name').fill('North');
  await dialog.getByRole('button', { name: 'Add the door' }).click();
  const row = page.getByRole('list', { name: 'Doors' }).getByRole('button');
  await expect(row).toContainText('Open to Everybody');
  await expect(row).toContainText('This kiosk');
  await startKiosk(page);
  await lintel.camera.show('ana');
  await kioskShows(page, 'welcome', '安娜 Ana');
  await lintel.camera.show('empty');
  await kioskIdle(page);

  await leaveKiosk(page);
  await doors();
  await page.getByRole('tab', { name: 'Groups' }).click();
  await page.getByRole('combobox', { name: 'Everybody at North' }).or(page.getByLabel('Everybody at North')).first().click();
  await page.getByRole('option', { name: 'Not' }).click();
  await expect(page.getByText('Everybody at North: Not')).toBeVisible();
  // The rule can be tried before anybody stands there.
  await page.getByRole('tab', { name: 'Doors' }).click();
  await expect(row).toContainText('No group opens this door: nobody gets in');
  await page.getByLabel('Person', { exact: true }).first().click();
  await page.getByRole('option', { name: /Bea/ }).click();
  await expect(page.getByRole('region', { name: 'Try a rule' })).toContainText('Refused');
  await startKiosk(page);
  await lintel.camera.show('bea');
  await kioskShows(page, 'refused', 'This door is not among yours');
  await lintel.camera.show('empty');
  await kioskIdle(page);

  await leaveKiosk(page);
  await doors();
  await press('Lock down all doors…');
  await press('Lock down');
  await expect(page.getByText('All doors are locked down.')).toBeVisible();
  // A lockdown outlives the app.
  const again = await lintel.restart();
  await expect(again.getByText('The doors are locked for safety').first()).toBeVisible();
  await leaveKiosk(again);
  await again.getByRole('link', { name: 'Doors', exact: true }).click();
  await again.getByRole('button', { name: 'End lockdown', exact: true }).click();
  await again.getByRole('dialog').getByRole('button', { name: 'End lockdown' }).click();
  await expect(again.getByRole('list', { name: 'Doors' }).getByRole('button')).toContainText('Locked');

  const { events } = await site.read();
  const reasons = events.filter((e) => e.kind === 'system').map((e) => e.reason);
  expect(reasons).toEqual(expect.arrayContaining(['door-added', 'groups-changed', 'lockdown-on', 'lockdown-off']));
  expect(events.filter((e) => e.kind === 'refused').map((e) => [e.reason, e.name])).toEqual([['no-access', '贝雅 Bea']]);
});
