/**
 * A door really driven: an administrator wires a Shelly (a simulator on loopback, in this process), tests it, and somebody walks up.
 * With LINTEL_SCREENS=FOLDER it keeps pictures of every kind's form, light and dark, in both languages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { zhCN } from '../../src/renderer/i18n/zh-CN/index.ts';
import { NEW_DOOR } from '../../src/shared/access.ts';
import { saveDoor } from '../../src/storage/access/edit.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { shellySimulator } from '../doors/shelly-simulator.ts';
import { expect, test, value } from './seeded.ts';
import { kioskPanel, leaveKiosk } from './steps.ts';

const words = en.outputs;

async function pictures(page: Page, folder: string, doorId: number): Promise<void> {
  for (const [language, { outputs }] of [
    ['en', en],
    ['zh-CN', zhCN],
  ] as const) {
    mkdirSync(join(folder, language), { recursive: true });
    await page.evaluate((to) => window.lintel.call('settings.save', { appearance: { language: to } }), language);
    const card = page.getByRole('region', { name: outputs.title });
    const shoot = async (name: string) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(350);
        await card.screenshot({ path: join(folder, language, `output-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
      }
    };
    await page.evaluate((id) => void (window.location.hash = `#/doors/${id}`), doorId);
    await page.setViewportSize({ width: 1280, height: 800 });
    await card.getByRole('button', { name: outputs.test.go }).click();
    await expect(card.getByText(outputs.test.talk)).toBeVisible();
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, language, 'output-in-doors.png') });
    await shoot('shelly-tested');
    for (const kind of ['http', 'mqtt', 'serial', 'modbus', 'none'] as const) {
      await card.getByLabel(outputs.kind, { exact: true }).click();
      await page.getByRole('option', { name: outputs.kinds[kind] }).click();
      if (kind === 'modbus') await card.getByText(outputs.modes.coil).click();
      if (kind === 'mqtt')
        for (const name of [outputs.confirm, outputs.contact]) await card.getByRole('switch', { name }).click({ force: true });
      if (kind === 'http' || kind === 'modbus') await card.getByRole('button', { name: outputs.save, exact: true }).click();
      await shoot(kind);
    }
    await card.getByRole('button', { name: outputs.discard }).click();
  }
}

test('a Shelly is wired, tested, and opens for whoever walks up', async ({ site, launch }) => {
  const shelly = await shellySimulator({ generation: 2, password: 'tür zu' });
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { id } = value(saveDoor(open.db, null, { ...NEW_DOOR, name: 'North', pulseMs: 3000 }, null));
  open.close();
  const lintel = await launch({ scene: 'ana', profile: site.profile });
  try {
    const page = await lintel.page();
    await expect(kioskPanel(page, 'welcome').or(kioskPanel(page, 'again'))).toBeVisible();
    await leaveKiosk(page);
    await page.evaluate((to) => void (window.location.hash = to), `#/doors/${id}`);
    const card = page.getByRole('region', { name: words.title });
    await card.getByLabel(words.kind, { exact: true }).click();
    await page.getByRole('option', { name: words.kinds.shelly }).click();
    await card.getByLabel(words.host).fill('127.0.0.1');
    await card.getByLabel(words.port, { exact: true }).fill(String(shelly.port));
    await card.getByLabel(words.password, { exact: true }).fill('tür zu');
    await card.getByRole('button', { name: words.save, exact: true }).click();
    await expect(card.getByText(words.secretSet)).toBeVisible();
    expect(shelly.lock.history).toEqual([]);

    await card.getByRole('button', { name: words.test.go }).click();
    await expect(card.getByText('"was_on":false')).toBeVisible();
    await expect(card.getByText('Digest ••••')).toBeVisible();
    await expect(page.getByText('tür zu')).toHaveCount(0);
    expect(shelly.lock.isOpen()).toBe(true);
    await expect.poll(() => shelly.lock.isOpen()).toBe(false);
    const folder = process.env['LINTEL_SCREENS'];
    if (folder) await pictures(page, folder, id);

    // Nobody is let in by the test alone: the kiosk stands at this door, and Ana comes.
    const before = shelly.lock.history.length;
    await page.evaluate(async (doorId) => {
      await window.lintel.call('settings.save', {
        kiosk: { doorId },
        recognition: { cooldownSeconds: 0 },
        appearance: { language: 'en' },
      });
      await window.lintel.call('session.startKiosk', null);
    }, id);
    await expect.poll(() => shelly.lock.history.length).toBeGreaterThan(before);
    await expect
      .poll(async () => {
        const { events } = await site.read();
        const opened = events.find((e) => e.kind === 'door' && e.reason === 'opened');
        return events.find((e) => e.id === opened?.about)?.kind;
      })
      .toBe('recognised');
  } finally {
    await shelly.close();
  }
});
