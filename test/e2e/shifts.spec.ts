/** What is planned, in the built app: the first shift, a pattern of it, everybody by it, and whom a change would alter. */
import { expect, test } from './seeded.ts';
import { kioskIdle, leaveKiosk } from './steps.ts';

test('the first shift, a pattern, everybody by it; then a change says how many days of whom', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await leaveKiosk(page);
  await page.evaluate(() => (window.location.hash = '#/hours/shifts'));
  const dialog = page.getByRole('dialog');
  const press = (name: string, within = page.locator('body')) => within.getByRole('button', { name, exact: true }).click();

  await test.step('the empty screen leads; the ruler is moved by keys, and a fault names both', async () => {
    await press('09:00–18:00');
    const begins = dialog.getByRole('slider', { name: 'Part 1 begins' });
    await expect(begins).toHaveAttribute('aria-valuetext', '09:00');
    await begins.press('ArrowLeft');
    await begins.press('Shift+ArrowLeft');
    await expect(dialog.getByRole('textbox', { name: 'Part 1 begins' })).toHaveValue('07:55');
    const pause = dialog.getByRole('textbox', { name: 'Break 1 begins' });
    await pause.fill('20:00');
    await press('Save', dialog);
    await expect(dialog.getByText('The break 20:00–21:00 is not within 07:55–18:00.')).toBeVisible();
    await pause.fill('12:00');
    await press('Try it…', dialog);
    await expect(dialog.getByText('Present', { exact: true })).toBeVisible();
    await press('Save', dialog);
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('listitem', { name: 'Day shift' })).toContainText('07:55–18:00');
  });

  await test.step('five days a week, for everybody', async () => {
    await page.getByText('Patterns', { exact: true }).click();
    await press('Add a pattern');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Mon–Fri');
    await press('Save', dialog);
    await expect(dialog).toBeHidden();
    await page.getByText('Who works what', { exact: true }).click();
    await press('Say who works what');
    await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText('the first on');
    await press('Save', dialog);
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('listitem', { name: 'Everybody: Mon–Fri' })).toBeVisible();
  });

  await test.step('what is used stays, and its change is counted before it is kept', async () => {
    await page.getByRole('radiogroup', { name: 'Shifts' }).getByText('Shifts', { exact: true }).click();
    const line = page.getByRole('listitem', { name: 'Day shift' });
    await expect(line).toContainText('Used by Mon–Fri');
    await press('Edit', line);
    await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText('No day of anybody changes');
    await dialog.getByRole('textbox', { name: 'Part 1 ends' }).fill('17:00');
    await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText(
      /\d+ days of \d+ (person|people), the first on/,
    );
    await press('Save', dialog);
    await expect(dialog).toBeHidden();
    await expect(line).toContainText('07:55–17:00');
  });
});
