/** Hours in the built app: a day opens from the grid with its timeline, and a punch that is dragged to another day is asked for with its reason. */
import { dayOf } from '../../src/domain/time/instants.ts';
import { weekdayOfDay, dayNumber, isoDay } from '../../src/domain/hours/days.ts';
import { fillHours } from './sample-hours.ts';
import { expect, test } from './seeded.ts';
import { PASSWORD } from './steps.ts';

test('from the grid to a day, and a punch to the day beside it', async ({ launch, site }) => {
  const people = await fillHours(site, 'en', Date.now());
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Hours' }).click();
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();

  // By key: to the last day of the second row, into it, and back to the same cell.
  const cell = (row: number, column: number) => page.locator('tbody tr').nth(row).locator('td[tabindex]').nth(column);
  await cell(0, 0).focus();
  for (const key of ['ArrowDown', 'End', 'ArrowLeft', 'Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(cell(1, 2)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(cell(1, 2)).toBeFocused();

  // A Tuesday that is over, of somebody of the day shift.
  let day = dayNumber(dayOf(Date.now(), 'UTC')) - 7;
  while (weekdayOfDay(day) !== 2) day--;
  await page.evaluate((to) => void (window.location.hash = to), `#/hours/person/${people[3]!}/${isoDay(day)}`);
  const punch = page.locator('[data-punch]').last();
  await punch.click();
  await expect(page.getByText('It lies in the window of this shift')).toBeVisible();

  const beside = page.locator(`[aria-label^="Days of the month"] button[aria-pressed="true"] + button`);
  await punch.dragTo(beside);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('The punch itself is never changed')).toBeVisible();
  await expect(dialog.getByRole('row')).not.toHaveCount(0);
  await dialog.getByLabel('Reason').fill('Wrong day');
  await dialog.getByRole('button', { name: 'Give it to that day' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-punch]')).toHaveCount(1);
});

test('a bar of the months leads to the rows behind it, and the way back to the chart', async ({ launch, site }) => {
  await fillHours(site, 'en', Date.now());
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  const department = '仓库 Warehouse';
  const charts = `#/hours/charts?${new URLSearchParams({ department }).toString()}`;
  await page.evaluate((to) => void (window.location.hash = to), charts);
  const bar = page.getByRole('toolbar', { name: 'Months against the plan' }).getByRole('button').first();
  await bar.hover();
  await expect(bar.getByText('Worked')).toBeVisible();
  await bar.click();
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Department' })).toHaveValue(department);
  await expect(page.locator('[role="grid"] tbody th small').filter({ hasNotText: department })).toHaveCount(0);
  await page.goBack();
  await expect(bar).toBeVisible();
  await bar.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
});
