/**
 * A tour for looking at, no test: it keeps a picture of every screen and important state, in both languages, light and dark, under
 * test-results/screens/ (or LINTEL_SCREENS). `npm test` leaves it out; to take it:
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test screens
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import type { Language } from '../../src/domain/language.ts';
import { setKey } from '../../src/storage/file/cipher.ts';
import { rewrapKey } from '../../src/storage/keys/key-file.ts';
import { Database } from '../../src/storage/file/sqlite.ts';
import { root } from '../../driver/lintel.ts';
import { unplugCamera } from './fixture.ts';
import { fillSample } from './sample-site.ts';
import { kioskPanel, PASSWORD, PIN } from './steps.ts';
import { expect, test, value } from './seeded.ts';

const SIZES = {
  '': { width: 1280, height: 800 },
  '-1920': { width: 1920, height: 1080 },
  '-portrait': { width: 800, height: 1280 },
} as const;
type Size = keyof typeof SIZES;

class Tour {
  readonly #folder: string;

  constructor(language: Language) {
    this.#folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(this.#folder, { recursive: true });
  }
  /** At once, as it is: for states that pass. */
  async snap(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(this.#folder, `${name}.png`) });
  }
  /** Dark and light, at each size. */
  async shoot(page: Page, name: string, sizes: readonly Size[] = ['']): Promise<void> {
    for (const size of sizes) {
      if (sizes.length > 1) await page.setViewportSize(SIZES[size]);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        // Transitions end, pictures and fonts arrive.
        await page.waitForTimeout(350);
        await this.snap(page, `${name}${size}${colorScheme === 'dark' ? '-dark' : ''}`);
      }
    }
    if (sizes.length > 1) await page.setViewportSize(SIZES['']);
  }
}

const languages = [
  { language: 'en', words: en, locale: 'en_US.UTF-8' },
  { language: 'zh-CN', words: zhCN, locale: 'zh_CN.UTF-8' },
] as const;

for (const { language, words, locale } of languages) {
  const { common, enrol, firstRun, kiosk, log, people, signIn } = words;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const go = (page: Page, hash: string) => page.evaluate((to) => void (window.location.hash = to), `#/${hash}`);

  test(`${language}: the first run, and the first person`, async ({ launch, site }) => {
    const profile = join(site.profile, 'new');
    mkdirSync(profile);
    const lintel = await launch({ scene: 'stranger', locale, profile });
    const page = await lintel.page();
    const tour = new Tour(language);
    const shoot = (name: string, sizes?: readonly Size[]) => tour.shoot(page, name, sizes);
    const next = () => button(page, common.next).click();
    await page.getByRole('radio', { name: language === 'en' ? 'English' : '中文' }).check();
    await shoot('first-run-1-language', ['', '-1920']);
    await next();
    await next();
    await shoot('first-run-2-site-problems');
    await page.getByLabel(firstRun.site.siteName).fill(language === 'en' ? 'North door' : '北门');
    await page.getByLabel(firstRun.site.password, { exact: true }).fill(PASSWORD);
    await page.getByLabel(firstRun.site.repeat, { exact: true }).fill(PASSWORD);
    await page.getByLabel(firstRun.site.pin, { exact: true }).fill(PIN);
    await page.getByLabel(firstRun.site.pinRepeat).fill(PIN);
    await shoot('first-run-2-site');
    await next();
    await expect(page.getByText(common.camera.good)).toBeVisible();
    await shoot('first-run-3-camera');
    await next();
    await page.getByRole('radio', { name: firstRun.data.kinds.passphrase.title }).check();
    await shoot('first-run-4-data-passphrase');
    await page.getByRole('radio', { name: firstRun.data.kinds['key-file'].title }).check();
    await shoot('first-run-4-data');
    await next();
    await shoot('first-run-5-mode');
    await button(page, firstRun.mode.finish).click();
    await expect(page.getByTestId('recovery-key')).toBeVisible();
    await shoot('first-run-6-key');
    await page.getByRole('checkbox', { name: firstRun.key.kept }).check();
    await button(page, firstRun.key.start).click();

    await expect(page.getByRole('navigation')).toBeVisible();
    await shoot('today-empty', ['', '-1920']);
    await go(page, 'people');
    await shoot('people-empty');
    await go(page, 'enrol');
    const captures = page.getByRole('region', { name: enrol.captures });
    await page.getByLabel(common.employeeNumber).fill('1016');
    await page.getByRole('textbox', { name: common.name }).fill(language === 'en' ? 'Dora Petrov' : '何朵拉');
    await page.getByRole('textbox', { name: common.department }).fill('研发 R&D');
    await expect(captures.locator('li > img')).toHaveCount(3);
    await shoot('enrol');
    await expect(captures.locator('li > img')).toHaveCount(5);
    await shoot('enrol-five', ['', '-1920']);
    await button(page, common.cancel).click();
    await shoot('enrol-discard');
    await button(page, enrol.discard.keep).click();
    await button(page, enrol.save).click();
    await expect(button(page, enrol.done.next)).toBeVisible();
    await shoot('enrol-done');
    await button(page, enrol.done.next).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot('enrol-known');
    // Before the next enrolment begins, or the same face is named again.
    await lintel.camera.show('dark');
    await page.waitForTimeout(1_000);
    await button(page, enrol.known.same).click();
    await go(page, 'enrol');
    await page.waitForTimeout(3_000);
    await shoot('enrol-too-dark');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') });
    await expect(page.getByText('E-PIC-01')).toBeVisible();
    await unplugCamera(page);
    await expect(page.getByText('E-CAM-04')).toBeVisible();
    await shoot('enrol-refused-and-unplugged');
  });

  test(`${language}: administration`, async ({ site, launch }) => {
    await fillSample(site, language);
    const lintel = await launch({ scene: 'cleo', locale, profile: site.profile });
    const page = await lintel.page();
    const tour = new Tour(language);
    const shoot = (name: string, sizes?: readonly Size[]) => tour.shoot(page, name, sizes);
    // A decision of today's, for the log's panel.
    await expect(kioskPanel(page, 'welcome').or(kioskPanel(page, 'again'))).toBeVisible();
    await button(page, kiosk.leave).click();
    await page.keyboard.type('1111', { delay: 80 });
    await page.keyboard.press('Enter');
    await expect(page.getByText(kiosk.pin.wrong)).toBeVisible();
    await shoot('kiosk-pin-wrong');
    await page.keyboard.type(PIN, { delay: 80 });
    await page.keyboard.press('Enter');
    await shoot('sign-in');
    await page.getByLabel(signIn.password).fill('not the password');
    await button(page, signIn.submit).click();
    await expect(page.getByText('E-AUT-01')).toBeVisible();
    await shoot('sign-in-wrong');
    await page.getByLabel(signIn.password).fill(PASSWORD);
    await button(page, signIn.submit).click();
    await expect(page.getByRole('navigation')).toBeVisible();
    await shoot('today', ['', '-1920']);
    await page.keyboard.press('Control+k');
    await expect(page.getByPlaceholder(common.palette.placeholder)).toBeFocused();
    await page.keyboard.type('an');
    await shoot('palette');
    await page.keyboard.press('Escape');
    await button(page, common.startKiosk).click();
    await shoot('start-kiosk');
    await page.keyboard.press('Escape');

    await go(page, 'people');
    await expect(page.getByText('安娜 Ana').first()).toBeVisible();
    await page.waitForTimeout(1_000);
    await shoot('people', ['', '-1920']);
    await page.getByText('安娜 Ana').first().click();
    await page.waitForTimeout(500);
    await shoot('people-panel', ['', '-1920']);
    await button(page, people.panel.remove).click();
    await shoot('people-delete');
    await button(page, people.delete.confirm).click();
    await page.waitForTimeout(500);
    await shoot('people-deleted');
    await button(page, common.undo).click();
    await page.waitForTimeout(500);
    await page.getByRole('searchbox').or(page.getByPlaceholder(people.find)).first().fill('nobody at all');
    await page.waitForTimeout(500);
    await shoot('people-nothing');

    // The notification about the undone deletion goes first; under the pointer it would stay.
    await page.mouse.move(640, 5);
    await expect(page.getByText('安娜 Ana').last()).toBeHidden();
    await go(page, 'log');
    await page.waitForTimeout(1_000);
    await shoot('log', ['', '-1920']);
    await page.getByRole('row').filter({ hasText: '克莱奥 Cleo' }).first().click();
    await page.waitForTimeout(700);
    await shoot('log-panel', ['', '-1920']);
    await page
      .getByPlaceholder(log.filter.anyDay)
      .or(page.getByRole('button', { name: log.filter.days }))
      .first()
      .click();
    await shoot('log-days');
    await page.keyboard.press('Escape');
    await page.getByText(log.kinds.door, { exact: true }).first().click();
    await page.waitForTimeout(500);
    await shoot('log-nothing');

    for (const tab of ['camera', 'recognition', 'kiosk', 'look', 'security', 'about'] as const) {
      await go(page, `settings/${tab}`);
      await page.waitForTimeout(tab === 'camera' ? 3_000 : 500);
      await shoot(`settings-${tab}`, tab === 'recognition' ? ['', '-1920'] : ['']);
    }
  });

  test(`${language}: the kiosk, and the screens before the app is open`, async ({ site, launch }) => {
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const tour = new Tour(language);
    const everywhere = ['', '-1920', '-portrait'] as const;
    const shoot = (name: string, sizes?: readonly Size[]) => tour.shoot(page, name, sizes);
    const panel = (kind: string) => expect(kioskPanel(page, kind)).toBeVisible();
    const idle = async () => {
      await lintel.camera.show('empty');
      await expect(page.getByText(kiosk.look).first()).toBeVisible();
    };
    await idle();
    await shoot('kiosk-idle', everywhere);
    for (const [who, scheme, size] of [
      ['ana', 'light', ''],
      ['bea', 'dark', ''],
      ['cleo', 'light', '-portrait'],
    ] as const) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme: scheme });
      await lintel.camera.show(who);
      // "Checking" is over with the first frame where that is sure; kiosk-screens.spec.ts shows it.
      await panel('welcome');
      await tour.snap(page, `kiosk-welcome${size}-${who}`);
      await panel('again');
      await tour.snap(page, `kiosk-again${size}-${who}`);
      await idle();
    }
    await page.setViewportSize(SIZES['']);
    for (const scene of ['far', 'two', 'dark'] as const) {
      await lintel.camera.show(scene);
      await panel('guiding');
      await shoot(`kiosk-guide-${scene}`, scene === 'far' ? everywhere : ['']);
      await idle();
    }
    await lintel.camera.show('stranger');
    await panel('refused');
    await shoot('kiosk-refused', everywhere);
    await button(page, kiosk.otherWay).click();
    await shoot('kiosk-other-way', everywhere);
    await button(page, kiosk.other.close).click();
    await idle();
    await button(page, kiosk.leave).click();
    await shoot('kiosk-pin', ['', '-portrait']);
    await page.keyboard.press('Escape');
    await unplugCamera(page);
    await panel('camera');
    await shoot('kiosk-camera', everywhere);

    const key = await site.key();
    value(await rewrapKey(site.keys, key, { kind: 'passphrase', passphrase: PASSWORD }));
    const locked = await lintel.restart();
    await expect(locked.getByRole('heading', { name: signIn.unlock.title })).toBeVisible();
    await tour.shoot(locked, 'unlock');
    value(await rewrapKey(site.keys, key, { kind: 'key-file' }));
    const raw = new Database(site.database);
    setKey(raw, key);
    raw.pragma('user_version = 1000000');
    raw.close();
    const faulty = await lintel.restart();
    await expect(faulty.getByRole('heading', { name: signIn.fault.title })).toBeVisible();
    await tour.shoot(faulty, 'fault');
    rmSync(join(site.keys, 'key.json'));
    const lost = await lintel.restart();
    await expect(lost.getByText('E-KEY-01')).toBeVisible();
    await tour.shoot(lost, 'unlock-lost');
  });
}
