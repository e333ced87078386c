/**
 * A tour for looking at, no test (as screens.spec.ts): what is said of disks and of data that are not the newest, in both languages.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test disks-screens
 */
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { kioskPanel, PASSWORD, PIN } from './steps.ts';

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  const { common, kiosk, signIn } = words;
  test(`${language}: disks and history`, async ({ launch, site }) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    await fillSample(site, language);
    const old = join(site.profile, 'old');
    const before = await launch({ profile: site.profile, locale });
    await (await before.page()).getByText(kiosk.look).first().waitFor();
    await before.close();
    cpSync(site.dataFolder, old, { recursive: true });
    const between = await launch({ profile: site.profile, scene: 'bea', locale });
    await expect(kioskPanel(await between.page(), 'welcome')).toBeVisible();
    await between.close();
    rmSync(site.dataFolder, { recursive: true });
    cpSync(old, site.dataFolder, { recursive: true });

    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page = await lintel.page();
    const snap = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `disks-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const away = () => renameSync(site.dataFolder, `${site.dataFolder}-away`);
    const back = () => renameSync(`${site.dataFolder}-away`, site.dataFolder);
    await page.getByText(kiosk.look).first().waitFor();
    away();
    await page.getByTestId('kiosk-banner').waitFor();
    await snap('kiosk');
    await page.setViewportSize({ width: 800, height: 1280 });
    await snap('kiosk-portrait');
    await page.setViewportSize({ width: 1280, height: 800 });
    back();
    await expect(page.getByTestId('kiosk-banner')).toHaveCount(0);
    await page.getByRole('button', { name: kiosk.leave, exact: true }).click();
    await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: signIn.submit, exact: true }).click();
    await page.getByRole('navigation').waitFor();
    await snap('today-history');
    away();
    await page.getByRole('alert').filter({ hasText: 'E-DAT-07' }).waitFor();
    await page.getByRole('link', { name: common.log, exact: true }).click();
    await page.waitForTimeout(800);
    await snap('log-history-and-disk');
    const fault = await lintel.restart();
    await fault.getByText('E-DAT-07').waitFor();
    await fault.waitForTimeout(500);
    await fault.screenshot({ path: join(folder, 'disks-fault.png') });
    back();
  });
}
