/**
 * The fire panel's wire, really read: an administrator adds a Shelly's input (a simulator on loopback), tries it, signs out, and the wire is
 * cut. With LINTEL_SCREENS=FOLDER it keeps pictures, light and dark, in both languages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { NEW_DOOR } from '../../src/shared/access.ts';
import { saveDoor } from '../../src/storage/access/edit.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { saveOutput } from '../../src/storage/site/outputs.ts';
import { shellySimulator } from '../doors/shelly-simulator.ts';
import { expect, test, value } from './seeded.ts';
import { leaveKiosk } from './steps.ts';

const { fire } = en;
const folder = process.env['LINTEL_SCREENS'];

/** In each language and colour. */
async function pictures(
  page: Page,
  name: string,
  before: (words: typeof en | typeof zhCN) => Promise<void> = () => Promise.resolve(),
) {
  if (!folder) return;
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const [language, words] of [
    ['zh-CN', zhCN],
    ['en', en],
  ] as const) {
    mkdirSync(join(folder, language), { recursive: true });
    await page.evaluate((to) => window.lintel.call('settings.save', { appearance: { language: to } }), language);
    await before(words);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, language, `fire-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
    }
  }
}

test('an input is added and tried; a cut wire opens the door with nobody signed in, and a reset panel does not lock it', async ({
  site,
  launch,
}) => {
  const panel = await shellySimulator({ generation: 2, password: 'tür zu' });
  const relay = await shellySimulator({ generation: 2 });
  panel.input = true;
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { id } = value(saveDoor(open.db, null, { ...NEW_DOOR, name: 'North' }, null));
  value(saveOutput(open.db, id, relay.wired.config, { password: null, key: null }, 0));
  open.close();
  const lintel = await launch({ scene: 'empty', profile: site.profile });
  try {
    const page = await lintel.page();
    await leaveKiosk(page);
    await page.evaluate(() => void (window.location.hash = '#/doors/fire'));
    await expect(page.getByText(fire.empty.title)).toBeVisible();
    await pictures(page, 'none');
    await page.getByRole('button', { name: fire.add }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: en.access.name, exact: true }).fill('Panel');
    await form.getByLabel(en.outputs.host).fill('127.0.0.1');
    await form.getByLabel(en.outputs.port, { exact: true }).fill(String(panel.port));
    await form.getByLabel(en.outputs.password, { exact: true }).fill('tür zu');
    await form.getByRole('button', { name: fire.test.go }).click();
    await expect(form.getByText('Digest ••••')).toBeVisible();
    await expect(form.getByText(/It says: all is well/)).toBeVisible();
    await expect(page.getByText('tür zu')).toHaveCount(0);
    await pictures(page, 'form');
    await form.getByRole('button', { name: en.common.save, exact: true }).click();
    const card = page.getByRole('region', { name: 'Panel' });
    await expect(card.getByText(fire.states.quiet)).toBeVisible();
    await pictures(page, 'quiet');
    expect(relay.lock.isOpen()).toBe(false);

    await page.evaluate(() => window.lintel.call('session.startKiosk', null));
    panel.input = false;
    await expect.poll(() => relay.lock.isOpen()).toBe(true);
    await leaveKiosk(page);
    await page.evaluate(() => void (window.location.hash = '#/doors/fire'));
    await expect(card.getByText(fire.states.alarm)).toBeVisible();
    await expect(page.getByText(fire.notes.alarmText)).toBeVisible();
    await pictures(page, 'alarm');
    panel.input = true;
    await expect(card.getByText(fire.states.quiet)).toBeVisible();
    expect(relay.lock.isOpen()).toBe(true);
    await panel.down();
    await expect(card.getByText(fire.states.silent)).toBeVisible();
    await pictures(page, 'silent');
    const { events } = await site.read();
    const reasons = events.map((e) => e.reason);
    expect(reasons).toEqual(expect.arrayContaining(['emergency-on-by-fire-input', 'fire-input-quiet', 'fire-input-silent']));
  } finally {
    await panel.close();
    await relay.close();
  }
});
