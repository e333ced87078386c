/**
 * A tour for looking at, no test (as screens.spec.ts): files of other programs before they are taken. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test data-imports-screens
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { photoOf } from '../../demo/people-video.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { zip } from '../../tools/zip.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

const attlog = [
  '     1001\t2026-10-24 22:01:09\t1\t0\t1\t0',
  '     1001\t2026-10-25 02:30:31\t1\t1\t1\t0',
  '     1002\t2026-10-25 08:00:00\t1\t255\t15\t0',
  '     1003\t2026-10-25 08:00:02\t1\t0\t15\t0',
  '000001003\t2026-10-25 17:30:00\t1\t1\t15\t0',
  '       77\t2026-10-24 09:00:00\t1\t0\t1\t0',
  '     1004\t2000-01-01 00:03:11\t1\t0\t1\t0',
  '\0\0garbage',
].join('\r\n');

const fill = (text: string, file: string): string => text.replace('{{file}}', file);

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: imports`, async ({ site, launch }) => {
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const both = async (name: string): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const enter = async (): Promise<void> => {
      await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
      await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
      await page.keyboard.type(PIN, { delay: 80 });
      await page.keyboard.press('Enter');
      await page.getByLabel(words.signIn.password).fill(PASSWORD);
      await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
      await expect(page.getByRole('navigation')).toBeAttached();
    };
    await enter();
    await page.evaluate(() => void (window.location.hash = '#/hours/imports'));
    const cards = words.dataImports.cards;
    const give = (card: string, name: string, text: string) =>
      page
        .getByRole('region', { name: card, exact: true })
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    const people =
      '工号,姓,名,部门,入职日期\n1001,Novak,Ana,研发,2026/1/2\n0099,张,伟,研发,46024\n0100,陈,静,,\n0099,李,四,,\n,无,号,研发,';
    await give(cards.people.title, 'people.csv', people);
    await expect(page.getByRole('dialog').getByRole('table').first()).toBeVisible();
    await page.getByRole('dialog').locator('summary').last().click();
    await both('import-people');
    await page.getByRole('dialog').getByRole('button').last().scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, 'import-people-end.png') });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button').last().click();
    await expect(dialog).toBeHidden();
    // An archive: before the run, after it, and chosen again.
    const photo = sharp(photoOf('stranger')).extract({ left: 1382, top: 216, width: 417, height: 417 });
    const jpeg = await photo.jpeg().toBuffer();
    const known = await sharp(photoOf('bea')).extract({ left: 495, top: 275, width: 401, height: 401 }).toBuffer();
    const archive = join(site.profile, 'photos.zip');
    const entries = [
      { name: '照片/', data: Buffer.alloc(0) },
      { name: '照片/0099_张伟.jpg', data: jpeg },
      { name: '照片/0100.jpg', data: known },
      { name: '照片/0100-2.jpg', data: Buffer.from('no picture') },
      { name: '照片/IMG_0042.jpg', data: jpeg },
      { name: '照片/Thumbs.db', data: Buffer.from('x') },
      { name: '照片/1001.jpg', data: jpeg, flag: 1 },
      { name: '../../1002.jpg', data: jpeg },
    ];
    writeFileSync(archive, zip(entries));
    const openArchive = async (): Promise<void> => {
      await lintel.answerOpenDialog(archive);
      await page.getByRole('button', { name: cards.photos.chooseArchive, exact: true }).click();
      await expect(dialog.getByRole('button', { name: words.dataImports.photos.start, exact: true })).toBeVisible();
    };
    await openArchive();
    await both('import-photos');
    await dialog.getByRole('button', { name: words.dataImports.photos.start, exact: true }).click();
    // Locked while it runs, and signed in again.
    await lintel.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
    await enter();
    await both('import-photos-away');
    await dialog.getByRole('button', { name: words.dataImports.photos.goOn, exact: true }).click();
    await expect(dialog.getByRole('button', { name: words.common.close, exact: true }).last()).toBeVisible();
    await expect(dialog.locator('summary')).toBeVisible();
    await expect(dialog.getByRole('button', { name: words.dataImports.photos.stop, exact: true })).toBeHidden();
    await both('import-photos-done');
    await dialog.getByRole('button', { name: words.common.close, exact: true }).last().click();
    await openArchive();
    await page.waitForTimeout(1_000);
    await both('import-photos-again');
    await page.keyboard.press('Escape');
    await give(cards.punches.title, '1_attlog.dat', attlog);
    await expect(dialog.getByRole('table')).toBeVisible();
    await dialog.locator('summary').last().click();
    await both('import-punches');
    await dialog.getByRole('button', { name: words.common.cancel, exact: true }).scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, 'import-punches-end.png') });
    await dialog.getByRole('button').last().click();
    await expect(dialog).toBeHidden();
    await both('imports');
    // Whoever has got a face since stays.
    await page.getByRole('button', { name: fill(words.dataImports.list.undoOf, 'people.csv'), exact: true }).click();
    await both('import-undo');
    await dialog.getByRole('button', { name: words.dataImports.list.ask.go, exact: true }).click();
    await expect(dialog.getByText('0099')).toBeVisible();
    await both('import-undone');
    await page.keyboard.press('Escape');
    await page.evaluate(() => void (window.location.hash = '#/people'));
    await expect(page.getByRole('grid')).toBeVisible();
    await both('people-import-link');
  });
}
