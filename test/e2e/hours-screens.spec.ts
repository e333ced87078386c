/**
 * A tour for looking at, no test (as screens.spec.ts): hours as they are read, in both languages, light and dark, and in a narrow window.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test hours-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { dayOf } from '../../src/domain/time/instants.ts';
import { root } from '../../driver/lintel.ts';
import { fillHours } from './sample-hours.ts';
import { test } from './seeded.ts';
import { PASSWORD } from './steps.ts';

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: hours`, async ({ launch, site }) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const people = await fillHours(site, language, Date.now());
    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page = await lintel.page();
    const shoot = async (name: string, sizes: readonly (readonly [string, number, number])[] = [['', 1280, 900]]) => {
      for (const [size, width, height] of sizes) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(500);
          await page.screenshot({ path: join(folder, `hours-${name}${size}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
        }
      }
    };
    const both = [
      ['', 1280, 900],
      ['-narrow', 760, 1000],
    ] as const;
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit }).click();
    await page.getByRole('navigation').waitFor();
    const before = dayOf(Date.now() - 4 * 86_400_000, 'UTC');

    await go(`hours/person/${people[3]}/${before.slice(0, 7)}`);
    await page.getByText(words.hours.totals.title).first().waitFor();
    await shoot('person', both);
    await go(`hours/person/${people[3]}/${before}`);
    await page.locator('[data-punch]').first().click();
    await page.locator('[data-punch]').first().scrollIntoViewIfNeeded();
    await shoot('day', both);
    await go(`hours/person/${people[4]}/${before}`);
    await page.locator('[data-punch]').last().click();
    await page.mouse.wheel(0, 2000);
    await shoot('night');
    await go(`hours/month/${before.slice(0, 7)}`);
    await page.getByRole('grid').waitFor();
    await shoot('month', both);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator('td[aria-label^="Jonas"]').nth(8).click();
    await page.locator('[data-punch]').first().waitFor();
    await shoot('month-day');
    await page.keyboard.press('Escape');
    await go(`hours/team/${before.slice(0, 7)}`);
    await page.getByRole('grid').waitFor();
    await shoot('team', both);
    await go(`hours/charts/${before.slice(0, 7)}`);
    await page.locator('svg.recharts-surface').first().waitFor();
    await shoot('charts', [['', 1280, 1320], both[1]]);
    await go('today');
    await page.getByText(words.today.plan.title).waitFor();
    await shoot('today', both);
  });
}
