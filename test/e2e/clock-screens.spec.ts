/**
 * A tour for looking at, no test (as screens.spec.ts): what is said of a clock that was set, and of one that is wrong. The step is made
 * where the app remembers its clock; that it is wrong is put in the page.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test clock-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test, value } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const MINUTE = 60_000;

for (const [language, words, locale] of [
  ['en', en, 'en_US.UTF-8'],
  ['zh-CN', zhCN, 'zh_CN.UTF-8'],
] as const) {
  test(`${language}: a clock that was set, and one that is wrong`, async ({ site, launch }) => {
    await fillSample(site, language);
    const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
    open.db.run('UPDATE boots SET anchor_wall = anchor_wall - :by', { by: 89 * MINUTE });
    open.close();
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const shoot = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(500);
        await page.screenshot({ path: join(folder, `clock-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const wrong = async () => {
      await page.addInitScript(() => {
        const define = Object.defineProperty;
        Object.defineProperty = ((on: object, name: PropertyKey, what: PropertyDescriptor) => {
          if (on !== window || name !== 'lintel') return define(on, name, what);
          const api = what.value as { call: (name: string, input: unknown) => Promise<{ ok: boolean; value: object }> };
          const call = async (asked: string, input: unknown) => {
            const answer = await api.call(asked, input);
            return asked === 'app.state' && answer.ok ? { ok: true, value: { ...answer.value, clock: 'wrong' } } : answer;
          };
          return define(on, name, { ...what, value: { ...api, call } });
        }) as typeof define;
      });
      await page.reload();
    };
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(page.getByText(words.kiosk.look).first()).toBeVisible();
    await page.getByRole('button', { name: words.kiosk.leave }).click();
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText(words.today.clock.stepped)).toBeVisible();
    await shoot('today-stepped');
    await page.evaluate(() => void (window.location.hash = '#/settings/about'));
    await expect(page.getByText(words.settings.about.model, { exact: true })).toBeVisible();
    await shoot('about-stepped');
    await page.evaluate(() => void (window.location.hash = '#/log'));
    await page.getByRole('row').filter({ hasText: words.log.reasons.started }).first().click();
    await shoot('log');
    await wrong();
    await page.evaluate(() => void (window.location.hash = '#/today'));
    await expect(page.getByText(words.today.clock.wrong)).toBeVisible();
    await shoot('today-wrong');
    await page.evaluate(async () => {
      await (window as unknown as { lintel: { call: (name: string, input: null) => Promise<unknown> } }).lintel.call(
        'session.startKiosk',
        null,
      );
    });
    await page.reload();
    await expect(page.getByText(words.kiosk.override.clock)).toBeVisible();
    await shoot('kiosk-wrong');
    await page.setViewportSize({ width: 720, height: 1280 });
    await shoot('kiosk-wrong-portrait');
  });
}
