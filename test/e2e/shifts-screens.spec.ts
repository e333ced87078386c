/**
 * A tour for looking at, no test (as screens.spec.ts): what is planned, in both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test shifts-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { root } from '../../driver/lintel.ts';
import { fillHours } from './sample-hours.ts';
import { test } from './seeded.ts';
import { PASSWORD } from './steps.ts';

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: shifts`, async ({ launch, site }) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    await fillHours(site, language, Date.now());
    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page = await lintel.page();
    await page.setViewportSize({ width: 1280, height: 1100 });
    const shoot = async (name: string, schemes: readonly ('dark' | 'light')[] = ['dark', 'light']) => {
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder, `shifts-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
    const part = (name: string) => page.getByRole('radiogroup').getByText(name, { exact: true }).click();
    const cancel = async () => {
      await page.getByRole('dialog').getByRole('button', { name: words.common.cancel, exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit }).click();
    await page.getByRole('navigation').waitFor();

    await go('hours/shifts');
    await page.getByText(words.shifts.hints.shifts).waitFor();
    await shoot('list');
    await press(words.access.edit);
    await page.getByRole('dialog').getByRole('button', { name: words.shifts.try.open }).click();
    await shoot('shift');
    await page.getByRole('dialog').getByRole('button', { name: words.common.save, exact: true }).scrollIntoViewIfNeeded();
    await shoot('shift-end', ['light']);
    await cancel();
    await part(words.shifts.tabs.patterns);
    await shoot('patterns', ['light']);
    await press(words.access.edit);
    await shoot('pattern');
    await cancel();
    await part(words.shifts.tabs.assignments);
    await shoot('assignments', ['light']);
    await press(words.access.edit);
    await shoot('assignment', ['light']);
    await cancel();
    await part(words.shifts.tabs.day);
    await shoot('day', ['light']);
    await go('hours/rules');
    await page.getByText(words.shifts.rules.lead).waitFor();
    await shoot('rules');
    await press(words.shifts.rules.change);
    await page.getByRole('button', { name: words.shifts.ruleGroups.overtime }).click();
    await page.getByRole('button', { name: words.shifts.ruleGroups.periods }).click();
    await page.setViewportSize({ width: 1280, height: 1700 });
    await shoot('rule');
    await page.getByRole('dialog').getByRole('button', { name: words.shifts.try.open }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.common.save, exact: true }).scrollIntoViewIfNeeded();
    await shoot('rule-try', ['light']);
    await cancel();
    await page.setViewportSize({ width: 1280, height: 900 });
    await go('doors/holidays');
    await shoot('holidays', ['light']);
  });
}
