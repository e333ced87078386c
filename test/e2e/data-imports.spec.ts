/** Files of other programs in the built app: old punches of a terminal, seen first, taken, found again, undone; people from a table. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { photoOf } from '../../demo/people-video.ts';
import { createEncoder } from '../imports/encode.ts';
import { zip } from '../../tools/zip.ts';
import { expect, test } from './seeded.ts';
import { kioskIdle, leaveKiosk } from './steps.ts';

test('a terminal’s file is shown, taken once and undone; people come from a table, their faces from a folder', async ({
  site,
  launch,
}) => {
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

  const saved = join(site.profile, 'left-out.csv');
  const saveLeftOut = async (said: string): Promise<string[][]> => {
    await lintel.answerSaveDialog(saved);
    await dialog.getByRole('button', { name: 'Save what was left out' }).click();
    // What was said of the one before may still be there.
    await expect.poll(() => existsSync(saved)).toBe(true);
    const note = page.getByText(said).last();
    await expect(note).toBeVisible();
    // It lies over the dialog's buttons in a low window, and must not keep anybody from them.
    expect(
      await note.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
    ).toBe(false);
    const cells: string[][] = parse(readFileSync(saved), { bom: true });
    rmSync(saved);
    return cells;
  };

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
    expect(await saveLeftOut('1 row saved')).toEqual([
      ['Line', 'Contents', 'Reason'],
      ['3', '99\t2026-03-02 08:00:00\t1\t0\t1\t0', 'nobody has this number'],
    ]);
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
    await page.getByRole('button', { name: 'Undo the import of 1_attlog.dat' }).click();
    await dialog.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('2 punches taken out again')).toBeVisible();
    await expect(page.getByText('Undone on')).toBeVisible();
  });

  await test.step('people from a table in the old Chinese encoding: shown, taken, in the list of people', async () => {
    const table = createEncoder('gb18030')('工号,姓名,部门\r\n0099,张伟,研发\r\n0100,陈静,\r\n,无号,研发\r\n');
    await page
      .getByRole('region', { name: 'People', exact: true })
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await expect(dialog.getByRole('row').filter({ hasText: '张伟' }).last()).toContainText('New');
    await dialog.getByText('1 row left out').click();
    await expect(dialog.getByText('Employee number: empty')).toBeVisible();
    expect(await saveLeftOut('1 row saved')).toEqual([
      ['Row', 'Field', 'Contents', 'Reason'],
      ['4', 'Employee number', ' · 无号 · 研发', 'Employee number: empty'],
    ]);
    await dialog.getByRole('button', { name: 'Import 2 people' }).click();
    await expect(page.getByText('2 people imported')).toBeVisible();
    await page.evaluate(() => (window.location.hash = '#/people'));
    await expect(page.getByText('0099')).toBeVisible();
    await page.getByRole('link', { name: 'Import …' }).click();
    await expect(page.getByRole('button', { name: 'Undo the import of people.csv' })).toBeVisible();
  });

  await test.step('a table that changes somebody says what they are now, and undone they are that again', async () => {
    await page
      .getByRole('region', { name: 'People', exact: true })
      .locator('input[type=file]')
      .setInputFiles({ name: 'moved.csv', mimeType: 'text/csv', buffer: Buffer.from('工号,姓名,部门\n0100,陈静怡,财务') });
    await expect(dialog.getByRole('row').filter({ hasText: '陈静怡' }).last()).toContainText('now 陈静');
    await expect(dialog.getByRole('row').filter({ hasText: '财务' }).last()).toContainText('now none');
    await dialog.getByRole('button', { name: 'Import 1 person' }).click();
    await page.getByRole('button', { name: 'Undo the import of moved.csv' }).click();
    await expect(dialog).toContainText('1 person was here before and was changed by moved.csv.');
    await dialog.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('1 person is what they were before')).toBeVisible();
    await page.evaluate(() => (window.location.hash = '#/people'));
    await expect(page.getByText('陈静', { exact: true })).toBeVisible();
    await expect(page.getByText('财务')).toBeHidden();
    await page.evaluate(() => (window.location.hash = '#/hours/imports'));
  });

  await test.step('photos of a folder: the same gates, each refusal by name, and nothing the second time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel-photos-'));
    try {
      await sharp(photoOf('stranger'))
        .extract({ left: 1382, top: 216, width: 417, height: 417 })
        .toFile(join(folder, '0099 (1).jpg'));
      writeFileSync(join(folder, '0099-2.jpg'), 'no picture');
      // Somebody's face that is enrolled under another number.
      await sharp(photoOf('ana')).extract({ left: 157, top: 436, width: 400, height: 400 }).toFile(join(folder, '0100.jpg'));
      copyFileSync(photoOf('bea'), join(folder, 'IMG_1.jpg'));
      writeFileSync(join(folder, 'Thumbs.db'), '');
      await page.evaluate(() => (window.location.hash = '#/hours/imports'));
      const picker = page.getByRole('region', { name: 'Photos', exact: true }).locator('input[type=file]');
      await picker.setInputFiles(folder);
      await expect(dialog.getByText('3 pictures of 2 people without a face')).toBeVisible();
      await expect(dialog.getByText('IMG_1.jpg')).toBeVisible();
      await dialog.getByRole('button', { name: 'Enrol from these pictures' }).click();
      await expect(dialog.getByText('1 person enrolled from 1 picture.')).toBeVisible();
      await expect(dialog.getByRole('listitem').filter({ hasText: '0100.jpg' })).toContainText('enrolled already: 安娜 Ana');
      await expect(dialog.getByRole('listitem').filter({ hasText: '0099-2.jpg' })).toBeVisible();
      const cells = await saveLeftOut('4 rows saved');
      expect(cells.map(([name]) => name?.split('/').at(-1))).toEqual([
        ...['File', '0100.jpg', '0099-2.jpg', 'IMG_1.jpg', 'Thumbs.db'],
      ]);
      expect(cells[1]?.[1]).toContain('enrolled already: 安娜 Ana');
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      await picker.setInputFiles(folder);
      await expect(dialog.getByText('1 picture of 1 person without a face')).toBeVisible();
      await expect(dialog.getByText('1 picture is here already.')).toBeVisible();
      await expect(dialog.getByText('1 picture is of somebody whose face is here already.')).toBeVisible();
      await dialog.getByRole('button', { name: 'Cancel' }).click();

      // The same in an archive, as an old Mac and somebody who means harm pack it.
      const photo = (name: string) => readFileSync(join(folder, name));
      const archive = join(folder, 'photos.zip');
      writeFileSync(
        archive,
        zip([
          { name: '照片/', data: Buffer.alloc(0) },
          { name: Buffer.from('照片/0099 (1).jpg'), data: photo('0099 (1).jpg'), method: 0 },
          { name: '照片/0100.jpg', data: photo('0100.jpg') },
          { name: '__MACOSX/照片/._0100.jpg', data: Buffer.from('x') },
          { name: '../0100-2.jpg', data: photo('0100.jpg') },
        ]),
      );
      await lintel.answerOpenDialog(archive);
      await page.getByRole('button', { name: 'Choose a ZIP' }).click();
      await expect(dialog.getByText('1 picture is here already.')).toBeVisible();
      await expect(dialog.getByText('1 picture of 1 person without a face')).toBeVisible();
      await dialog.getByRole('button', { name: 'Enrol from these pictures' }).click();
      await expect(dialog.getByRole('listitem').filter({ hasText: '0100.jpg' })).toContainText('enrolled already: 安娜 Ana');
      await expect(dialog.getByText('5 files')).toBeVisible();
      expect((await saveLeftOut('4 rows saved')).map(([name]) => name)).toEqual([
        ...['File', '照片/0100.jpg', '__MACOSX/照片/._0100.jpg', '照片/', '../0100-2.jpg'],
      ]);

      // The computer is locked while it runs: it waits, and one press goes on.
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      const long = join(folder, 'long.zip');
      const names = Array.from({ length: 8 }, (_, i) => `0100-${i + 1}.jpg`);
      // Large ones, so that the lock comes before the last of them; each is another file, as of a camera that writes its number into it.
      const large = await sharp(photo('0100.jpg')).resize(3500).jpeg().toBuffer();
      writeFileSync(long, zip(names.map((name) => ({ name, data: Buffer.concat([large, Buffer.from(name)]), method: 0 }))));
      await lintel.answerOpenDialog(long);
      await page.getByRole('button', { name: 'Choose a ZIP' }).click();
      const underWay = page.waitForFunction(() => /[1-7] of 8 pictures/.test(document.body.innerText), null, { polling: 'raf' });
      await dialog.getByRole('button', { name: 'Enrol from these pictures' }).click();
      await underWay;
      await lintel.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
      await kioskIdle(page);
      await expect(dialog).toBeHidden();
      await leaveKiosk(page);
      await expect(dialog.getByText('Lintel signed out, and this has waited.')).toBeVisible();
      await expect(dialog.getByText('0 of 8 pictures done.')).toBeVisible();
      await expect(dialog.getByText('8 not looked at yet')).toBeVisible();
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await expect(dialog.getByText('8 pictures refused')).toBeVisible();
      await expect(dialog.getByRole('listitem').filter({ hasText: 'enrolled already: 安娜 Ana' })).toHaveCount(8);
      await expect(dialog.getByRole('button', { name: 'Go on' })).toBeHidden();
      await lintel.answerOpenDialog(archive);

      // Killed while it runs: what was done before is known, and nobody is there by half.
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      await page.getByRole('button', { name: 'Choose a ZIP' }).click();
      await dialog.getByRole('button', { name: 'Enrol from these pictures' }).click();
      const anew = await lintel.restart('cut');
      await kioskIdle(anew);
      await leaveKiosk(anew);
      await anew.evaluate(() => (window.location.hash = '#/hours/imports'));
      await lintel.answerOpenDialog(archive);
      await anew.getByRole('button', { name: 'Choose a ZIP' }).click();
      await expect(anew.getByRole('dialog').getByText('1 picture is here already.')).toBeVisible();
      await expect(anew.getByRole('dialog').getByText('1 picture of 1 person without a face')).toBeVisible();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
