/**
 * A tour for looking at, no test (as screens.spec.ts): files of hours, a Frappe server, and a template while it is changed. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test exports-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { frappeServer } from '../exports/frappe-server.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

for (const { language, words, locale, template } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8', template: 'Frappe HR (CSV)' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8', template: '钉钉 月度汇总' },
] as const) {
  test(`${language}: files of hours`, async ({ site, launch }) => {
    test.setTimeout(600_000);
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const shot = async (name: string): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
      }
    };
    await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    await page.evaluate(() => void (window.location.hash = '#/hours/exports'));
    await page.getByText(words.exports.periods.this, { exact: true }).click();
    await page.getByRole('button', { name: words.exports.dry, exact: true }).click();
    await expect(page.getByText(words.exports.nothingLeftOut)).toBeVisible();
    await shot('exports');
    // A server that knows nobody: every punch is refused, and listed.
    const frappe = await frappeServer();
    const part = page.getByRole('region', { name: words.frappe.title });
    await part.getByRole('button', { name: words.frappe.setUp, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.frappe.url).fill(frappe.url);
    await dialog.getByLabel(words.frappe.key).fill('key');
    await dialog.getByLabel(words.frappe.secret, { exact: true }).fill('secret');
    await shot('frappe-server');
    await dialog.getByRole('button', { name: words.common.save, exact: true }).click();
    await part.getByText(words.exports.periods.this, { exact: true }).click();
    await part.getByRole('button', { name: words.frappe.check, exact: true }).click();
    await expect(part.getByRole('button', { name: /\d/ })).toBeEnabled();
    await part.getByRole('button', { name: /\d/ }).scrollIntoViewIfNeeded();
    await shot('frappe-check');
    await part.getByRole('button', { name: /\d/ }).click();
    await expect(part.getByText(words.frappe.refused, { exact: true })).toBeVisible();
    await part.getByText(words.frappe.last, { exact: true }).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 200);
    await shot('frappe-refused');
    await frappe.close();
    const look = async (at: string, shots: { readonly chosen: string; readonly editor: string }): Promise<void> => {
      await page
        .getByRole('combobox', { name: words.exports.template })
        .or(page.getByLabel(words.exports.template))
        .first()
        .click();
      await page.getByRole('option', { name: at, exact: true }).click();
      await page.waitForTimeout(600);
      await shot(shots.chosen);
      await page.getByRole('button', { name: words.exports.copy, exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.waitForTimeout(600);
      await shot(shots.editor);
    };
    await look(template, { chosen: 'exports-program', editor: 'exports-editor' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // A workbook of two sheets.
    await look('企业微信 打卡日报', { chosen: 'exports-sheets', editor: 'exports-sheets-editor' });
    await page.getByRole('button', { name: /打卡详情/ }).click();
    await page.getByRole('button', { name: words.exports.sheets.remove, exact: true }).scrollIntoViewIfNeeded();
    await page.waitForTimeout(600);
    await shot('exports-sheet-2');
    await page.getByRole('button', { name: words.exports.sheets.add, exact: true }).click();
    await page.getByRole('region', { name: words.exports.preview }).last().scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(600);
    await shot('exports-sheets-preview');
  });
}
