/**
 * A tour for looking at, no test (as screens.spec.ts): the kiosk in every state, in both languages, light and dark, upright and
 * lying. Main's answers are put in the page, so that states which need rules, a badge or a second person can be seen side by side.
 *
 *     npm run build && LINTEL_TOUR=1 npx playwright test kiosk-screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { REFUSAL_REASONS } from '../../src/domain/log/events.ts';
import type { KioskDecision } from '../../src/shared/schemas.ts';
import { unplugCamera } from './fixture.ts';
import { root } from '../../driver/lintel.ts';
import { fillSample } from './sample-site.ts';
import { expect, test } from './seeded.ts';
import { kioskPanel } from './steps.ts';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 1080, height: 1920 },
] as const;
const HOUR = 3_600_000;

/** From the next load on, `window.answer(decision)` decides instead of main; null lets main decide. */
async function answerInThePage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const define = Object.defineProperty;
    let forced: unknown = null;
    define(window, 'answer', { value: (decision: unknown) => (forced = decision) });
    Object.defineProperty = ((on: object, name: PropertyKey, what: PropertyDescriptor) => {
      if (on !== window || name !== 'lintel') return define(on, name, what);
      const api = what.value as { call: (name: string, input: unknown) => Promise<unknown> };
      const call = (name: string, input: unknown) =>
        name === 'recognition.face' && forced !== null ? Promise.resolve({ ok: true, value: forced }) : api.call(name, input);
      return define(on, name, { ...what, value: { ...api, call } });
    }) as typeof define;
  });
  await page.reload();
}
const answer = (page: Page, decision: KioskDecision | null) =>
  page.evaluate((d) => {
    (window as unknown as { answer: (d: unknown) => void }).answer(d);
  }, decision);

for (const [language, words, locale] of [
  ['en', en, 'en_US.UTF-8'],
  ['zh-CN', zhCN, 'zh_CN.UTF-8'],
] as const) {
  test(`${language}: every state of the kiosk`, async ({ site, launch }) => {
    await fillSample(site, language);
    const lintel = await launch({ scene: 'empty', locale, profile: site.profile });
    const page = await lintel.page();
    const folder = join(process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens'), language);
    mkdirSync(folder, { recursive: true });
    const shoot = async (name: string, schemes: readonly ('light' | 'dark')[] = ['light']) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(400);
          const end = `${size.width}x${size.height}${colorScheme === 'dark' ? '-dark' : ''}`;
          await page.screenshot({ path: join(folder, `kiosk-${name}-${end}.png`) });
        }
      }
    };
    const say = async (decision: KioskDecision, kind: string) => {
      await answer(page, decision);
      await expect(kioskPanel(page, kind)).toBeVisible();
      await page.waitForTimeout(1500);
    };
    await answerInThePage(page);
    await expect(page.getByText(words.kiosk.look).first()).toBeVisible();
    await shoot('idle', ['dark', 'light']);
    const name = language === 'en' ? 'Siobhán O’Malley' : '欧阳静怡';
    const now = Date.now();

    await answer(page, { state: 'checking', progress: 0.66 });
    await lintel.camera.show('ana');
    await expect(kioskPanel(page, 'checking')).toBeVisible();
    await shoot('checking');
    await say({ state: 'need-pin', why: 'look-alike' }, 'need-pin');
    await shoot('need-pin', ['light', 'dark']);
    await say({ state: 'wait-for-second', name, until: Date.now() + 60_000 }, 'wait-for-second');
    await shoot('wait-for-second', ['light', 'dark']);
    // The first of two waits on: only a new page forgets.
    for (const reason of REFUSAL_REASONS) {
      const dated = ['not-yet-valid', 'outside-hours', 'holiday', 'anti-passback-timed'].includes(reason);
      const known = !['not-recognised', 'ambiguous', 'presentation-attack', 'badge-unknown', 'pin-wrong'].includes(reason);
      await page.reload();
      await answer(page, { state: 'checking', progress: 0.3 });
      await say({ state: 'refused', reason, from: dated ? now + 20 * HOUR : null, name: known ? name : null }, 'refused');
      const many = ['outside-hours', 'not-recognised'].includes(reason);
      if (many) await shoot(`refused-${reason}`, ['light', 'dark']);
      else {
        await page.setViewportSize(SIZES[1]);
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(folder, `kiosk-refused-${reason}.png`) });
      }
    }
    await page.reload();
    await answer(page, { state: 'checking', progress: 0.3 });
    await say(
      {
        state: 'welcome',
        eventId: 1,
        name,
        direction: 'in',
        at: now,
        method: 'face',
        last: { direction: 'out', at: now - 14 * HOUR },
      },
      'welcome',
    );
    await page.setViewportSize(SIZES[1]);
    await page.screenshot({ path: join(folder, 'kiosk-welcome-720x1280.png') });
    for (const kind of ['lockdown', 'emergency'] as const) {
      await lintel.evaluate(({ BrowserWindow }, on) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('event', 'access.changed', {
          lockdown: on === 'lockdown',
          emergency: on === 'emergency',
          silent: [],
        });
      }, kind);
      await expect(page.getByTestId('kiosk-banner')).toBeVisible();
      await shoot(kind);
    }
    await answer(page, null);
    for (const scene of ['two', 'dark', 'backlit', 'silhouette'] as const) {
      await lintel.camera.show(scene);
      await page.reload();
      await expect(kioskPanel(page, scene === 'silhouette' ? 'light' : 'guiding')).toBeVisible();
      await page.waitForTimeout(4_000);
      await shoot(scene);
    }
    await unplugCamera(page);
    await expect(kioskPanel(page, 'camera')).toBeVisible();
    await shoot('camera');
  });
}
