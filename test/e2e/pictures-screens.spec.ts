/**
 * The pictures of the READMEs, no test: `npm run pictures` makes all of docs/pictures/ anew, in the stand-in, from made-up people and a made-up year.
 * test/scripts/readme.test.ts holds their names, the folder and the READMEs together.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fillYear } from '../../demo/year.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { root } from '../../driver/lintel.ts';
import type { Picture } from './pictures.ts';
import { fillDoors } from './sample-doors.ts';
import { fillSample } from './sample-site.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { kioskPanel, PASSWORD, PIN } from './steps.ts';

const FOLDER = join(root, 'docs', 'pictures');
const quiet = { info: () => undefined, warn: () => undefined };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}
/** As it is: of states that pass. */
const snap = (page: Page, name: Picture) => page.screenshot({ path: join(FOLDER, `${name}.png`) });
/** When pictures, fonts and transitions have come to rest. */
async function still(page: Page, name: Picture): Promise<void> {
  await page.mouse.move(640, 5);
  await page.waitForTimeout(1_000);
  await snap(page, name);
}
async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
  await page.waitForTimeout(1_000);
}
async function signInFromKiosk(page: Page): Promise<void> {
  await button(page, en.kiosk.leave).click();
  await page.waitForTimeout(500);
  await page.keyboard.type(PIN, { delay: 80 });
  await page.keyboard.press('Enter');
  await page.getByLabel(en.signIn.password).fill(PASSWORD);
  await button(page, en.signIn.submit).click();
  await expect(page.getByRole('navigation')).toBeVisible();
}

for (const { language, words, locale, end } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8', end: '' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8', end: '-zh' },
] as const)
  test(`kiosk, ${language}`, async ({ site, launch }) => {
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    await look(page);
    await expect(page.getByText(words.kiosk.look).first()).toBeVisible();
    await lintel.camera.show('ana');
    await expect(kioskPanel(page, 'welcome')).toBeVisible();
    await snap(page, `kiosk-welcome${end}`);
    if (end !== '') return;
    await lintel.camera.show('empty');
    await expect(page.getByText(words.kiosk.look).first()).toBeVisible();
    await lintel.camera.show('stranger');
    await expect(kioskPanel(page, 'refused')).toBeVisible();
    await snap(page, 'kiosk-refused');
  });

test('administration', async ({ site, launch }) => {
  await fillSample(site, 'en');
  await fillDoors(site, true);
  const lintel = await launch({ scene: 'cleo', locale: 'en_US.UTF-8', profile: site.profile });
  const page = await lintel.page();
  await look(page);
  // A decision of today's, for the log's panel.
  await expect(kioskPanel(page, 'welcome').or(kioskPanel(page, 'again'))).toBeVisible();
  await lintel.camera.show('empty');
  await signInFromKiosk(page);

  await go(page, 'people');
  await page.getByText('安娜 Ana').first().click();
  await still(page, 'people');
  await go(page, 'log');
  await page.getByRole('row').filter({ hasText: '克莱奥 Cleo' }).first().click();
  await still(page, 'log');
  await go(page, 'doors/1');
  await still(page, 'doors');
  await go(page, 'error-rate');
  await still(page, 'error-rate');
  await go(page, 'presence');
  await still(page, 'presence');
  await go(page, 'settings/recognition');
  await still(page, 'settings');

  await lintel.camera.show('stranger');
  await go(page, 'enrol');
  await page.getByLabel(en.common.employeeNumber).fill('1016');
  await page.getByRole('textbox', { name: en.common.name }).fill('Dora Petrov');
  await page.getByRole('textbox', { name: en.common.department }).fill('研发 R&D');
  await expect(page.getByRole('region', { name: en.enrol.captures }).locator('li > img')).toHaveCount(3);
  await snap(page, 'enrol');
});

/** The demonstration's own year. */
async function fillDemonstration(site: Site): Promise<void> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  const { db } = open;
  const { timeZone } = value(saveSettings(db, kiosksOf(db)[0]!, { site: { name: 'Lintel demonstration' } })).site;
  fillYear(db, { timeZone, now: Date.now() });
  open.close();
}

async function leftToReckon(site: Site): Promise<number> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  const left = open.db.get<{ n: number }>('SELECT count(*) AS n FROM dirty_days')!.n;
  open.close();
  return left;
}

test('hours', async ({ site, launch }) => {
  await fillDemonstration(site);
  const lintel = await launch({ scene: 'empty', locale: 'en_US.UTF-8', profile: site.profile });
  const page = await lintel.page();
  await look(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await signInFromKiosk(page);
  await go(page, 'hours/month');
  // A year that was written at once is reckoned in the background, and charts are drawn from what is kept.
  await expect.poll(() => leftToReckon(site)).toBe(0);
  await still(page, 'hours');
  await go(page, 'hours/charts');
  await still(page, 'hours-charts');
});
