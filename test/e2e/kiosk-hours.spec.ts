/** Whoever was let in is told of their own hours, sees their last days, and asks for a punch that is missing. With LINTEL_SCREENS, pictures of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { fillHours } from './sample-hours.ts';
import { test, value } from './seeded.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const folder = process.env['LINTEL_SCREENS'];

for (const [language, words, locale] of [
  ['en', en, 'en_US.UTF-8'],
  // The other language is for looking at.
  ...(folder === undefined ? [] : ([['zh-CN', zhCN, 'zh_CN.UTF-8']] as const)),
] as const) {
  test(`${language}: one’s own hours at the kiosk`, async ({ launch, site }) => {
    await fillHours(site, language, Date.now());
    const { db, close } = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
    value(saveSettings(db, kiosksOf(db)[0]!, { kiosk: { mode: 'kiosk', ownHours: 'days' } }));
    close();
    const lintel = await launch({ profile: site.profile, scene: 'empty', locale });
    const page = await lintel.page();
    const shoot = async (name: string) => {
      if (folder === undefined) return;
      mkdirSync(join(folder, language), { recursive: true });
      for (const [width, height] of [
        [1280, 720],
        [720, 1280],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(folder, language, `kiosk-own-${name}-${width}.png`) });
      }
    };
    await lintel.camera.show('ana');
    const mine = page.getByRole('button', { name: words.kiosk.own.button });
    await mine.waitFor();
    await shoot('welcome');
    await mine.click();
    const days = page.getByRole('dialog', { name: words.kiosk.own.title });
    await expect(days.getByRole('row')).not.toHaveCount(0);
    await shoot('days');
    await days.getByRole('button', { name: words.kiosk.own.open }).click();
    await shoot('ask');
    await days.getByRole('button', { name: words.kiosk.own.ask, exact: true }).click();
    await expect(days.getByRole('status')).toHaveText(words.kiosk.own.asked);
    await shoot('asked');
    await lintel.camera.show('empty');
    await days.getByRole('button', { name: words.kiosk.own.close }).click();
    await expect(days).toHaveCount(0);
    const after = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
    expect(
      after.db.all(
        'SELECT r.asked_by AS "by" FROM hour_requests r JOIN people p ON p.id = r.person_id WHERE p.employee_number = \'1001\'',
      ),
    ).toEqual([{ by: 'kiosk' }]);
    after.close();
  });
}
