/**
 * A tour for looking at, no test (as screens.spec.ts): every screen of hours in both languages, light and dark, wide and narrow; days that are hard
 * to draw; and what comes out of a printer, as PDF.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test hours-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { HOURS_TABS } from '../../src/renderer/base/routes.ts';
import { dayOf } from '../../src/domain/time/instants.ts';
import { root } from '../../driver/lintel.ts';
import { CROWDED, fillHours } from './sample-hours.ts';
import { test } from './seeded.ts';
import { PASSWORD } from './steps.ts';

const DAY = 86_400_000;
/** 600: a window of 900 at 150 %. */
const WIDTHS = [
  ['-wide', 1440, 900],
  ['-900', 900, 900],
  ['-600', 600, 900],
] as const;
/** Where clocks are changed, and when: Sundays of 23 and of 25 hours. */
const ZONE = 'Europe/Berlin';
const CHANGES = [
  ['forward', '2026-03-28', '2026-03-29'],
  ['back', '2026-10-24', '2026-10-25'],
] as const;

/** Chromium prints what the dialog would; the page stays as it is for as long as the sheet is there. */
async function printed(page: Page, button: string, path: string): Promise<void> {
  await page.evaluate(() => (window.print = () => undefined));
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.print-sheet').waitFor({ state: 'attached' });
  await page.pdf({ path, preferCSSPageSize: true });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.locator('.print-sheet').waitFor({ state: 'detached' });
}

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: hours`, async ({ launch, site }, info) => {
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const now = Date.now();
    const people = await fillHours(site, language, now, ZONE);
    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page = await lintel.page();
    const shoot = async (name: string, sizes: readonly (readonly [string, number, number])[] = WIDTHS) => {
      for (const [size, width, height] of sizes) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(400);
          await page.screenshot({ path: join(folder, `hours-${name}${size}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
        }
      }
    };
    const wide = [WIDTHS[0]];
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    const before = (days: number): string => dayOf(now - days * DAY, ZONE);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit }).click();
    await page.getByRole('navigation').waitFor();
    await go('today');
    await page.getByText(words.today.plan.title).waitFor();
    await shoot('today');

    const month = before(4).slice(0, 7);
    for (const tab of HOURS_TABS) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await go(
        tab === 'person'
          ? `hours/person/${people[3]}/${month}`
          : ['month', 'team', 'charts'].includes(tab)
            ? `hours/${tab}/${month}`
            : `hours/${tab}`,
      );
      await page.waitForTimeout(900);
      await shoot(tab, tab === 'charts' ? WIDTHS.map(([size, width]) => [size, width, 1700] as const) : WIDTHS);
      if (tab === 'person' || tab === 'month' || tab === 'team') {
        await page.setViewportSize({ width: 1440, height: 900 });
        if (info.project.name === 'stand-in') await printed(page, words.hours.grid.print, join(folder, `hours-${tab}.pdf`));
      }
    }

    const open = async (who: number, day: string, name: string, sizes: Parameters<typeof shoot>[1] = wide) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await go(`hours/person/${people[who]}/${day}`);
      await page.locator('#open-day').waitFor();
      await page.locator('[data-punch]').last().click();
      await page.locator('#open-day').scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 2000);
      await shoot(name, sizes);
    };
    await open(3, before(4), 'day', WIDTHS);
    await open(4, before(4), 'day-night');
    await open(7, before(CROWDED), 'day-crowded', WIDTHS);
    await open(8, before(4), 'day-split');
  });

  for (const [way, night, sunday] of CHANGES)
    test(`${language}: clocks go ${way}`, async ({ launch, site }) => {
      const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
      mkdirSync(folder, { recursive: true });
      // As if it were the Saturday two weeks later: who works on its weekday works on that of the change too.
      const people = await fillHours(site, language, Date.parse(`${night}T11:00Z`) + 14 * DAY, ZONE);
      const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
      const page = await lintel.page();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByLabel(words.signIn.password).fill(PASSWORD);
      await page.getByRole('button', { name: words.signIn.submit }).click();
      await page.getByRole('navigation').waitFor();
      for (const [name, person, day] of [
        ['day', people[3], sunday],
        ['night', people[4], night],
      ] as const) {
        await page.evaluate((to) => void (window.location.hash = to), `#/hours/person/${person}/${day}`);
        await page.locator('#open-day').waitFor();
        await page.locator('[data-punch]').last().waitFor();
        for (const [size, width] of WIDTHS)
          for (const colorScheme of ['dark', 'light'] as const) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            await page.waitForTimeout(400);
            await page.locator('section:has(#open-day)').screenshot({
              path: join(folder, `hours-clocks-${way}-${name}${size}${colorScheme === 'dark' ? '-dark' : ''}.png`),
            });
          }
      }
    });
}
