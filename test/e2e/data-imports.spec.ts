/** Files of other programs in the built app: old punches of a terminal, seen first, taken, found again, undone; people from a table. */
import { createEncoder } from '../imports/encode.ts';
import { expect, test } from './seeded.ts';
import { kioskIdle, leaveKiosk } from './steps.ts';

test('a terminal’s file is shown, taken once, and undone', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await leaveKiosk(page);
  await page.evaluate(() => (window.location.hash = '#/hours/imports'));
  const card = page.getByRole('region', { name: 'Old punches', exact: true });
  const dialog = page.getByRole('dialog');
  const give = (name: string, text: string) =>
    card.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const lines =
    '1001\t2026-03-02 08:00:00\t1\t0\t1\t0\r\n1001\t2026-03-02 17:00:00\t1\t1\t1\t0\r\n99\t2026-03-02 08:00:00\t1\t0\t1\t0\r\n';

  await test.step('what is no such file is named', async () => {
    await give('notes.txt', 'nothing of a terminal');
    const said = page.getByText('No punches can be read from this file.');
    await expect(said).toBeVisible();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(said).toBeHidden();
  });

  await test.step('shown, with whose number is nobody’s, then taken', async () => {
    await give('1_attlog.dat', lines);
    await expect(dialog.getByRole('row').filter({ hasText: '2026-03-02 17:00:00' })).toContainText('Out');
    await expect(dialog.getByText('1 number belongs to nobody.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Import 2 punches' }).click();
    await expect(page.getByText('2 punches imported')).toBeVisible();
    await expect(dialog).toBeHidden();
  });

  await test.step('the same once more adds nothing, and says so', async () => {
    await give('1_attlog.dat', lines);
    await expect(dialog.getByText('This very file was imported on')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('undone', async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await dialog.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('2 punches taken out again')).toBeVisible();
    await expect(page.getByText('Undone on')).toBeVisible();
  });

  await test.step('people from a table in the old Chinese encoding: shown, taken, in the list of people', async () => {
    const table = createEncoder('gb18030')('工号,姓名,部门\r\n0099,张伟,研发\r\n,无号,研发\r\n');
    await page
      .getByRole('region', { name: 'People', exact: true })
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await expect(dialog.getByRole('row').filter({ hasText: '张伟' }).last()).toContainText('New');
    await dialog.getByText('1 row left out').click();
    await expect(dialog.getByText('Employee number: empty')).toBeVisible();
    await dialog.getByRole('button', { name: 'Import 1 person' }).click();
    await expect(page.getByText('1 person imported')).toBeVisible();
    await page.evaluate(() => (window.location.hash = '#/people'));
    await expect(page.getByText('0099')).toBeVisible();
  });
});
