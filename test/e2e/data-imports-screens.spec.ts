/**
 * A tour for looking at, no test (as screens.spec.ts): files of other programs before they are taken. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test data-imports-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
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
    await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
    await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    await page.evaluate(() => void (window.location.hash = '#/hours/imports'));
    const cards = words.dataImports.cards;
    const give = (card: string, name: string, text: string) =>
      page
        .getByRole('region', { name: card, exact: true })
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    const people =
      '工号,姓名,部门,入职日期\n1001,Ana Novak,研发,2026/1/2\n0099,张伟,研发,46024\n0100,陈静,,\n0099,李四,,\n,无号,研发,';
    await give(cards.people.title, 'people.csv', people);
    await expect(page.getByRole('dialog').getByRole('table').first()).toBeVisible();
    await page.getByRole('dialog').locator('summary').last().click();
    await both('import-people');
    await page.getByRole('dialog').getByRole('button').last().scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, 'import-people-end.png') });
    await page.keyboard.press('Escape');
    await give(cards.punches.title, '1_attlog.dat', attlog);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('table')).toBeVisible();
    await dialog.locator('summary').last().click();
    await both('import-punches');
    await dialog.getByRole('button', { name: words.common.cancel, exact: true }).scrollIntoViewIfNeeded();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, 'import-punches-end.png') });
    await dialog.getByRole('button').last().click();
    await expect(dialog).toBeHidden();
    await both('imports');
  });
}
