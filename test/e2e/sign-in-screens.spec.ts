/**
 * A tour for looking at, no test (as screens.spec.ts): signing in, being signed out, new passwords, in both languages.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test sign-in-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { setSecret } from '../../src/storage/credentials/secrets.ts';
import { root } from '../../driver/lintel.ts';
import { expect, test, value } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

test.skip(!process.env['LINTEL_TOUR'], 'a tour for looking at');

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  const { common, firstRun, kiosk, signIn, settings } = words;
  const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
  const snap = async (page: Page, name: string) => {
    mkdirSync(folder, { recursive: true });
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const go = (page: Page, hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);

  test(`${language}: signing in`, async ({ site, launch }) => {
    // A password of before the rules.
    const open = value(
      openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
    );
    value(await setSecret(open.db, 'admin-password', 'password'));
    value(saveSettings(open.db, kiosksOf(open.db)[0]!, { appearance: { language } }));
    open.close();
    const lintel = await launch({ locale, profile: site.profile });
    const page = await lintel.page();
    await button(page, kiosk.leave).click();
    await expect(page.locator('[role=dialog]:focus-within')).toBeVisible();
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(signIn.password)).toBeVisible();
    await snap(page, 'sign-in-behind-kiosk');
    await button(page, signIn.useKey).click();
    await snap(page, 'sign-in-by-key');
    await button(page, signIn.usePassword).click();
    await page.getByLabel(signIn.password).fill('password');
    await button(page, signIn.submit).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await snap(page, 'ask-password');
    await button(page, signIn.ask.later).click();
    await page.evaluate(async () => window.lintel.call('settings.save', { kiosk: { mode: 'desk' } }));
    await go(page, 'settings/security');
    const fields = page.locator('form input');
    await fields.nth(1).fill('riverside 12345');
    await snap(page, 'settings-security-typing');
    await fields.nth(0).fill('password');
    await fields.nth(1).fill('passwordpassword');
    await fields.nth(2).fill('passwordpassword');
    await button(page, settings.security.change).click();
    await snap(page, 'settings-security-common');
    await go(page, 'settings/kiosk');
    await page.locator('form input').nth(0).fill('password');
    await page.locator('form input').nth(1).fill('1234');
    await page.locator('form input').nth(2).fill('1234');
    await button(page, settings.kiosk.changePin).click();
    await button(page, settings.kiosk.changePin).scrollIntoViewIfNeeded();
    await snap(page, 'settings-kiosk-pin-weak');
    await go(page, 'log');
    await page.waitForTimeout(1_000);
    await snap(page, 'log-sessions');
    await lintel.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
    await expect(page.getByText(signIn.ended.screen)).toBeVisible();
    await snap(page, 'sign-in-locked');
    for (let i = 0; i < 6; i++) {
      await page.getByLabel(signIn.password).fill('not it');
      await button(page, signIn.submit).click();
      await page.waitForTimeout(1_500);
      if (await page.getByLabel(signIn.password).isDisabled()) break;
    }
    await snap(page, 'sign-in-waits');
  });

  test(`${language}: a first run's secrets`, async ({ site, launch }) => {
    const profile = join(site.profile, 'new');
    mkdirSync(profile);
    const lintel = await launch({ locale, profile });
    const page = await lintel.page();
    await page.getByRole('radio', { name: language === 'en' ? 'English' : '中文' }).check();
    await button(page, common.next).click();
    await page.getByLabel(firstRun.site.siteName).fill('Riverside');
    await page.getByLabel(firstRun.site.password, { exact: true }).fill('short');
    await page.waitForTimeout(600);
    await snap(page, 'first-run-password-short');
    await page.getByLabel(firstRun.site.password, { exact: true }).fill('riverside-riverside');
    await page.getByLabel(firstRun.site.repeat, { exact: true }).fill('riverside-riverside');
    await page.getByLabel(firstRun.site.pin, { exact: true }).fill(PIN);
    await page.getByLabel(firstRun.site.pinRepeat).fill(PIN);
    await button(page, common.next).click();
    await page.waitForTimeout(600);
    await snap(page, 'first-run-password-common');
    await page.getByLabel(firstRun.site.password, { exact: true }).fill(PASSWORD);
    await page.waitForTimeout(600);
    await snap(page, 'first-run-password-good');
  });
}
