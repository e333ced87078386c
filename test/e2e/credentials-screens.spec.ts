/**
 * A tour for looking at, no test (as screens.spec.ts): keypad, badge, and what administration has of both, in both languages.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test credentials-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { giveCredentials } from './credentials-site.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { test } from './seeded.ts';
import { kioskPanel, PASSWORD, PIN, scan } from './steps.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
  { width: 1080, height: 1920 },
] as const;

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: PIN and badge`, async ({ launch, site }) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    await fillSample(site, language);
    const held = await giveCredentials(site, { recognition: { cooldownSeconds: 0, secondFactor: 'by-rule' } });
    const [first, second] = [...held.values()];
    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page: Page = await lintel.page();
    const { credentials, common, kiosk, signIn } = words;
    const snap = async (name: string) => {
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `pin-${name}.png`) });
    };
    const sized = async (name: string) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.waitForTimeout(700);
        await snap(`${name}-${size.width}`);
      }
      await page.setViewportSize(SIZES[0]);
    };
    await page.getByText(kiosk.look).first().waitFor();
    await sized('idle');
    await page.emulateMedia({ colorScheme: 'dark' });
    await snap('idle-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.type(first!.code.slice(0, -3), { delay: 80 });
    await sized('typing');
    await page.keyboard.type(first!.code.slice(-3), { delay: 80 });
    await kioskPanel(page, 'welcome').waitFor();
    await snap('welcome');
    await page.waitForTimeout(3000);
    const wrong = second!.number + (second!.pin === '796058' ? '796059' : '796058');
    await page.keyboard.type(wrong, { delay: 80 });
    await page.waitForTimeout(500);
    await page.getByText(credentials.pad.checking).waitFor({ state: 'hidden' });
    await snap('wrong');
    await scan(page, '4006381333931');
    await sized('foreign');
    for (let i = 0; i < 4; i++) {
      await page.getByText(credentials.pad.checking).waitFor({ state: 'hidden' });
      await page.keyboard.type(wrong, { delay: 80 });
      await page.waitForTimeout(1000);
    }
    await page.getByText(credentials.pad.checking).waitFor({ state: 'hidden' });
    await sized('locked');

    await page.getByRole('button', { name: kiosk.leave }).click();
    await page.getByText(kiosk.pin.title).waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: signIn.submit }).click();
    await page.getByRole('navigation').waitFor();
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    await go('people/1');
    await page.getByRole('region', { name: credentials.panel.title }).waitFor();
    await page.getByRole('region', { name: credentials.panel.title }).scrollIntoViewIfNeeded();
    await snap('panel');
    await page.getByRole('button', { name: credentials.panel.renew }).click();
    await page.getByRole('radio', { name: credentials.give.drawn }).waitFor();
    await snap('give');
    await page.getByRole('button', { name: credentials.give.make }).click();
    await page.getByTestId('new-pin').waitFor();
    await snap('given');
    await page.getByRole('button', { name: credentials.give.close }).click();
    await page
      .getByLabel(credentials.panel.withoutFace)
      .check({ force: true, noWaitAfter: true })
      .catch(() => undefined);
    await snap('decline');
    await page.keyboard.press('Escape');
    await go('people');
    await page.getByRole('button', { name: credentials.add.open }).click();
    await snap('add');
    await page.keyboard.press('Escape');
    await go('enrol');
    await page.waitForTimeout(1500);
    await snap('enrol');
    await go('credentials');
    await page.getByRole('radio', { name: credentials.screen.printChosen }).waitFor();
    await snap('screen');
    await page.emulateMedia({ colorScheme: 'dark' });
    await snap('screen-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('radio', { name: /Everybody|所有人/ }).check();
    await page.getByRole('button', { name: /^Show|^生成/ }).click();
    await page.getByRole('dialog', { name: credentials.sheet.title }).waitFor();
    await snap('sheet');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await snap('sheet-print');
    await page.pdf({ path: join(folder, 'pin-sheet.pdf'), preferCSSPageSize: true }).catch(() => undefined);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(SIZES[0]);
    await page.getByRole('button', { name: credentials.sheet.close }).click();
    await page.getByRole('button', { name: common.signOut }).click();
  });
}
