/**
 * A tour for looking at, no test (as screens.spec.ts): the look-alikes, and "not them" in the log after a real visit, in both
 * languages, light and dark. The pairs are written into the database: the people of the sample photographs do not look alike.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test look-alikes-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { personId } from '../../src/domain/ids.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { currentModel } from '../../src/storage/gallery/gallery.ts';
import { finishSearch, setLookAlikes } from '../../src/storage/gallery/look-alikes.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { listPeople } from '../../src/storage/people/people.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { kioskPanel, PASSWORD, PIN } from './steps.ts';

async function writePairs(site: Site): Promise<void> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const modelId = currentModel(open.db) ?? '';
  const people = listPeople(open.db, '');
  const id = (part: string) => personId(people.find((p) => p.name.includes(part))!.id);
  const now = Date.now();
  value(setLookAlikes(open.db, modelId, id('Ana'), [{ personId: id('Bea'), score: 0.71 }], 0.1, now - 12 * 86_400_000));
  value(setLookAlikes(open.db, modelId, id('李晓梅'), [{ personId: id('Raghunathan'), score: 0.66 }], 0.1, now - 3 * 86_400_000));
  // A search that has just been done keeps the app from comparing everybody, and finding none.
  value(finishSearch(open.db, { modelId, threshold: 0.1, people: people.length, finishedAt: now - 60_000 }));
  open.close();
}

for (const [language, words, locale] of [
  ['en', en, 'en_US.UTF-8'],
  ['zh-CN', zhCN, 'zh_CN.UTF-8'],
] as const) {
  const { kiosk, lookAlikes, signIn } = words;
  test(`${language}: look-alikes and "not them"`, async ({ site, launch }) => {
    await fillSample(site, language);
    await writePairs(site);
    const lintel = await launch({ scene: 'cleo', locale, profile: site.profile });
    const page: Page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);
    const shoot = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(350);
        await page.screenshot({ path: join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(kioskPanel(page, 'welcome').or(kioskPanel(page, 'again'))).toBeVisible();
    await page.getByRole('button', { name: kiosk.leave, exact: true }).click();
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    await go('people');
    await page.waitForTimeout(800);
    await shoot('people-with-look-alikes');
    await go('look-alikes');
    await expect(page.getByText(lookAlikes.pairs.title).first()).toBeVisible();
    await page.waitForTimeout(800);
    await shoot('look-alikes');

    await go('log');
    await page.waitForTimeout(800);
    const kind = page.getByRole('row').filter({ hasText: '克莱奥 Cleo' }).first();
    await kind.click();
    const name = '克莱奥 Cleo';
    const say = page.getByRole('button', { name: lookAlikes.notHim.say.replace('{{name}}', name) });
    await expect(say).toBeEnabled();
    await shoot('log-not-him');
    await say.click();
    await expect(page.getByText(lookAlikes.notHim.done.replace('{{name}}', name))).toBeVisible();
    await shoot('log-not-him-said');
    await go('look-alikes');
    await expect(page.getByText(lookAlikes.counters.log, { exact: false }).first()).toBeVisible();
    await page.getByRole('button', { name: lookAlikes.counters.undo }).scrollIntoViewIfNeeded();
    await shoot('look-alikes-counter');
    await page.getByRole('button', { name: lookAlikes.counters.undo }).click();
    await expect(page.getByText(lookAlikes.notHim.undone)).toBeVisible();
  });
}
