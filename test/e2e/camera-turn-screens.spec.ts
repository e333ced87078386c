/**
 * A tour for looking at, no test (as screens.spec.ts): a camera that hangs on its head or on its side, and HEIC, in both languages.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test camera-turn-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { test } from './seeded.ts';
import { kioskPanel, PASSWORD, PIN } from './steps.ts';

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: a camera on its head`, async ({ launch, site }) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    await fillSample(site, language);
    const lintel = await launch({ profile: site.profile, scene: 'ana-on-head', locale });
    const page = await lintel.page();
    const { common, enrol, kiosk, signIn } = words;
    const snap = async (name: string) => {
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `turn-${name}.png`) });
    };
    await page.setViewportSize({ width: 1280, height: 800 });
    await kioskPanel(page, 'guiding').waitFor();
    await snap('kiosk');
    await page.getByRole('button', { name: kiosk.leave }).click();
    await page.getByText(kiosk.pin.title).waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: signIn.submit }).click();
    await page.getByRole('navigation').waitFor();
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    const offer = page.getByRole('alert').filter({ hasText: common.camera.offer.head });

    await go('enrol');
    await offer.waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'IMG_0001.HEIC',
      mimeType: 'image/heic',
      buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    });
    await page.getByText('E-PIC-06').waitFor();
    await snap('enrol');

    await go('settings/camera');
    await offer.waitFor();
    await snap('settings');
    await page.getByText('90°', { exact: true }).click();
    await page.waitForTimeout(2500);
    await snap('settings-90');
    await go('enrol');
    await page.getByLabel(enrol.camera).first().waitFor();
    await page.waitForTimeout(2500);
    await snap('enrol-90');
    await go('settings/camera');
    await page.getByText('180°', { exact: true }).click();
    await page.waitForTimeout(2500);
    await snap('settings-180');
    await go('log');
    await page.waitForTimeout(1500);
    await snap('log');
  });
}
