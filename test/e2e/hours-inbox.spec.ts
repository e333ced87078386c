/** The inbox in the built app: a proposal by its key, its way back, a month that is closed and names itself. With LINTEL_SCREENS, pictures of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { fillHours } from './sample-hours.ts';
import { test } from './seeded.ts';
import { PASSWORD } from './steps.ts';

test('an inbox by key, and a month that is closed', async ({ launch, site }) => {
  await fillHours(site, 'en', Date.now());
  const lintel = await launch({ profile: site.profile, scene: 'empty', locale: 'en_US.UTF-8' });
  const page = await lintel.page();
  const folder = process.env['LINTEL_SCREENS'];
  const shoot = async (name: string) => {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  };
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByLabel(en.signIn.password).fill(PASSWORD);
  await page.getByRole('button', { name: en.signIn.submit }).click();
  await page.getByRole('navigation').waitFor();
  await page.evaluate(() => void (window.location.hash = '#/hours/inbox'));

  const missing = page.locator('[data-entry]').filter({ hasText: 'Add an OUT at' });
  await missing.first().waitFor();
  const before = await missing.count();
  await shoot('inbox');
  await missing.first().focus();
  await page.keyboard.press('1');
  await expect(missing).toHaveCount(before - 1);
  await page.keyboard.press('u');
  await expect(missing).toHaveCount(before);

  await page.getByRole('button', { name: en.hourRequests.months.title }).click();
  const close = page.getByRole('button', { name: /^Close / }).first();
  const month = ((await close.textContent()) ?? '').replace('Close ', '');
  await close.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Close ${month}` })
    .click();
  await expect(page.getByText(en.hourRequests.months.state.closed).first()).toBeVisible();
  await shoot('closed');
});
