/**
 * A tour for looking at, no test (as screens.spec.ts): the inbox, its dialogs, and what a day can be changed by, in both languages, light and dark, and in
 * a narrow window.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test inbox-screens
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

const BOTH = [
  ['', 1280, 900],
  ['-narrow', 760, 1000],
] as const;

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: inbox`, async ({ launch, site }) => {
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
          await page.waitForTimeout(400);
          await page.screenshot({ path: join(folder, `inbox-${name}${size}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
        }
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    const w = words.hourRequests;
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
    const cancel = () => page.getByRole('dialog').getByRole('button', { name: words.common.cancel, exact: true }).last().click();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit }).click();
    await page.getByRole('navigation').waitFor();

    await go('hours/inbox');
    await page.locator('[data-entry]').first().waitFor();
    await shoot('list', BOTH);
    await press(w.absence.button);
    await page.getByRole('combobox', { name: w.absence.people }).fill('Jonas');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await shoot('absence', BOTH);
    await cancel();
    await press(w.kindEdit.title);
    await page.locator('[data-kind]').first().waitFor();
    await shoot('kinds', BOTH);
    await page.locator('[data-kind=trip] button').click();
    await shoot('kind');
    await cancel();
    await page.keyboard.press('Escape');
    await press(w.asked.history);
    await press(w.months.title);
    await shoot('months', BOTH);

    const before = dayOf(Date.now() - 4 * 86_400_000, 'UTC');
    await go(`hours/person/${people[3]}/${before}`);
    await page.locator('[data-punch]').first().click();
    await page.getByText(w.day.title).scrollIntoViewIfNeeded();
    await shoot('day', BOTH);
    await press(w.day.acts.shift);
    await shoot('shift');
    await cancel();
    await press(w.day.acts.overtime);
    await shoot('overtime', BOTH);
    await cancel();
    await press(w.day.ignore);
    await shoot('ignore');
  });
}
