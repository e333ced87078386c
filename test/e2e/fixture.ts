/**
 * Fixtures of the end-to-end tests.
 *
 *   import { expect, test } from './fixture.ts';
 *   test.use({ scene: 'ana' });
 *   test('…', async ({ lintel, page }) => { … await lintel.camera.show('stranger'); … });
 *
 * `lintel` is one app with a new profile, `page` its window; `launch` starts more of them. All end, and their profiles go, with the
 * test; of a failed test the log and a picture of each page are attached.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import type { SceneName } from '../../demo/people-video.ts';
import { ElectronDriver } from '../../driver/electron-driver.ts';
import { Lintel, root, type DriverOptions, type LaunchOptions } from '../../driver/lintel.ts';
import { StandInDriver } from '../../driver/stand-in-driver.ts';
import { rememberPanels } from './kiosk-panels.ts';

interface Options {
  /** What the camera sees first. */
  scene: SceneName;
  /** The rest of `lintel`'s launch. */
  start: Omit<LaunchOptions, 'scene'>;
}
interface Fixtures {
  launch: (options?: LaunchOptions) => Promise<Lintel>;
  lintel: Lintel;
  page: Page;
  /** Keeps a picture of the page as screens/NAME.png under test-results (or LINTEL_SCREENS), for looking at. */
  shot: (name: string, of?: Page) => Promise<void>;
}

export const test = base.extend<Options & Fixtures>({
  scene: ['empty', { option: true }],
  start: [{}, { option: true }],
  launch: async ({}, use, info) => {
    const open: Lintel[] = [];
    const electron = info.project.name === 'electron';
    await use(async (options = {}) => {
      const driver = (full: DriverOptions) => (electron ? new ElectronDriver(full) : new StandInDriver(full));
      const lintel = await Lintel.launch(driver, { onPage: rememberPanels, ...options });
      open.push(lintel);
      return lintel;
    });
    for (const [i, lintel] of open.entries()) {
      if (info.status !== info.expectedStatus) {
        await info.attach(`log-${String(i)}.txt`, { body: lintel.log(), contentType: 'text/plain' });
        console.log(`--- log of the app (${info.title}) ---\n${lintel.log().slice(-6_000)}\n---`);
        for (const [j, page] of lintel.pages().entries()) {
          const body = await page.screenshot({ timeout: 5_000 }).catch(() => null);
          if (body) await info.attach(`page-${String(i)}-${String(j)}.png`, { body, contentType: 'image/png' });
        }
      }
      await lintel.close();
    }
  },
  lintel: async ({ launch, scene, start }, use) => {
    await use(await launch({ ...start, scene }));
  },
  page: async ({ lintel }, use) => {
    await use(await lintel.page());
  },
  shot: async ({ lintel }, use, info) => {
    const folder = process.env['LINTEL_SCREENS'] ?? join(root, 'test-results', 'screens', info.project.name);
    await use(async (name, of) => {
      mkdirSync(folder, { recursive: true });
      const page = of ?? (await lintel.page());
      await page.screenshot({ path: join(folder, `${name}.png`) });
    });
  },
});
export { expect } from '@playwright/test';
export { plugInCamera, unplugCamera } from '../../driver/camera.ts';
export type { Lintel } from '../../driver/lintel.ts';
