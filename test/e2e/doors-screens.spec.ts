/**
 * A tour for looking at, no test (as screens.spec.ts): what decides at a door, and who is in. Both languages, light and dark.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test doors-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { NEW_DOOR, type ProfileFields } from '../../src/shared/access.ts';
import { saveDoor, saveHolidays, saveProfile, saveZone } from '../../src/storage/access/edit.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { PASSWORD, PIN } from './steps.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const day = [
  { from: '07:00', to: '12:00' },
  { from: '13:00', to: '18:30' },
];
const night = [{ from: '22:00', to: '06:00' }];
const profile = (name: string, work: ProfileFields['week'][1], weekend: ProfileFields['week'][1]): ProfileFields => ({
  name,
  week: { 1: work, 2: work, 3: work, 4: work, 5: work, 6: weekend, 7: weekend },
  onHolidays: 'closed',
  holidayHours: [],
  makeUpDayAs: 1,
});

async function fillDoors(site: Site, english: boolean): Promise<void> {
  const open = value(openDatabase({ file: site.database, key: await site.key(), log: quiet }));
  const { db } = open;
  const zone = (name: string, antiPassback: 'off' | 'hard', capacity: number | null) =>
    value(
      saveZone(db, null, { name, antiPassback, timedMinutes: 10, resetAt: antiPassback === 'hard' ? '03:00' : null, capacity }),
    ).id;
  const office = zone(english ? 'Office' : '办公区', 'off', null);
  const store = zone(english ? 'Chemical store' : '化学品库', 'hard', 4);
  const front = value(saveDoor(db, null, { ...NEW_DOOR, name: english ? 'Front door' : '正门', toZone: office }, null));
  value(
    saveDoor(
      db,
      null,
      {
        ...NEW_DOOR,
        name: english ? 'Chemical store' : '化学品库',
        fromZone: office,
        toZone: store,
        direction: 'in',
        twoPerson: true,
        heldOpenSeconds: 30,
      },
      null,
    ),
  );
  value(saveProfile(db, null, profile(english ? 'Office hours' : '办公时间', day, [])));
  value(saveProfile(db, null, profile(english ? 'Night shift' : '夜班', night, night)));
  value(
    saveHolidays(
      db,
      [
        { date: '2027-01-01', name: english ? 'New Year' : '元旦', kind: 'off', asWeekday: null },
        { date: '2027-02-14', name: english ? 'Make-up day' : '春节补班', kind: 'working-day', asWeekday: null },
      ],
      [],
    ),
  );
  value(saveSettings(db, kiosksOf(db)[0]!, { kiosk: { doorId: front.id } }));
  open.close();
}

for (const { language, words, locale } of [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const) {
  test(`${language}: doors, rates, badges, who is in`, async ({ site, launch }) => {
    await fillSample(site, language);
    await fillDoors(site, language === 'en');
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const shoot = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    const go = async (to: string, p: Page = page) => {
      await p.evaluate((hash) => void (window.location.hash = hash), `#/${to}`);
      await p.waitForTimeout(1200);
    };
    await shoot('door-kiosk-idle');
    await page.getByRole('button', { name: words.kiosk.leave, exact: true }).click();
    await page.waitForTimeout(500);
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByLabel(words.signIn.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    for (const place of [
      'doors',
      'doors/1',
      'doors/zones',
      'doors/groups',
      'doors/profiles',
      'doors/holidays',
      'error-rate',
      'look-alikes',
      'credentials',
      'presence',
      'people/1',
      'settings/recognition',
      'settings/kiosk',
    ]) {
      await go(place);
      await shoot(`site-${place.replace('/', '-')}`);
    }

    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await go('doors/zones');
    await press(words.access.zones.add);
    await page.getByLabel(words.access.zones.resetAt).fill('4');
    await press(words.common.save);
    await shoot('form-zone-wrong');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    await shoot('form-zone-unsaved');
    await press(words.common.unsaved.go);
    await go('doors/holidays');
    await press(words.access.holidays.add);
    await shoot('form-holiday-no-date');
    await go('doors/1');
    await page.getByRole('combobox', { name: words.outputs.kind, exact: true }).click();
    await page.getByRole('option', { name: words.outputs.kinds.mqtt }).click();
    await press(words.outputs.save);
    await shoot('form-output-wrong');
  });
}
