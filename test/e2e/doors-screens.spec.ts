/**
 * A tour for looking at, no test (as screens.spec.ts): what decides at a door, and who is in. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test doors-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { fillDoors } from './sample-doors.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: doors, rates, badges, who is in`, async ({ site, launch }) => {
    await fillSample(site, language);
    await fillDoors(site, language === 'en');
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const shoot = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const go = async (to: string, p: Page = page) => {
      await p.evaluate((hash) => void (window.location.hash = hash), `#/${to}`);
      await p.waitForTimeout(1200);
    };
    await shoot('door-kiosk-idle');
    await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    for (const place of [
      'doors',
      'doors/1',
      'doors/zones',
      'doors/groups',
      'doors/profiles',
      'doors/holidays',
      'error-rate',
      'look-alikes',
      'credentials',
      'presence',
      'people/1',
      'settings/recognition',
      'settings/kiosk',
    ]) {
      await go(place);
      await shoot(`site-${place.replace('/', '-')}`);
    }

    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await go('doors/zones');
    await press(words.access.zones.add);
    await page.getByLabel(words.access.zones.resetAt).fill('4');
    await press(words.common.save);
    await shoot('form-zone-wrong');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    await shoot('form-zone-unsaved');
    await press(words.common.unsaved.go);
    await go('doors/holidays');
    await press(words.access.holidays.add);
    await shoot('form-holiday-no-date');
    await go('doors/1');
    await page.getByRole('combobox', { name: words.outputs.kind, exact: true }).click();
    await page.getByRole('option', { name: words.outputs.kinds.mqtt }).click();
    await press(words.outputs.save);
    await shoot('form-output-wrong');
  });
}
