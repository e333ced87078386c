/**
 * A page that dies, hangs or stays white, and a main that falls over: each is brought back, booked, and said. In the stand-in, whose Chromium dies and
 * hangs as Electron's does; what Electron itself does with `reload` and `forcefullyCrashRenderer` is not proven by it.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Lintel } from './fixture.ts';
import { root } from '../../driver/lintel.ts';
import { expect, test, type Site } from './seeded.ts';
import { kioskIdle, kioskShows } from './steps.ts';

/** On a busy machine everything takes its time; what is tested is that it comes. */
const EVERY = { intervals: [500] };

/** The page that takes the place of one that is gone. */
async function another(lintel: Lintel, than: Page): Promise<Page> {
  await expect.poll(async () => (await lintel.page()) !== than, EVERY).toBe(true);
  return lintel.page();
}
const faults = async (site: Site) => (await site.read()).events.filter((e) => e.kind === 'fault').map((e) => e.reason);
const booked = (site: Site, reason: string) =>
  expect.poll(async () => (await faults(site)).filter((r) => r === reason).length, EVERY).toBe(1);

test.beforeEach(({}, info) => {
  test.skip(info.project.name === 'electron', 'Playwright keeps no page of Electron whose process has ended');
});

test('a page that dies is back, at the door as before; it is booked, and said to whoever stands there', async ({
  site,
  launch,
  shot,
}) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await lintel.crashPage();
  const next = await another(lintel, page);
  await expect(next.getByTestId('restart-note')).toContainText(/The screen was restarted at \d\d:\d\d/);
  await kioskIdle(next);
  await shot('kiosk-restarted', next);
  await booked(site, 'page-died');
  await lintel.camera.show('ana');
  await kioskShows(next, 'welcome', '安娜 Ana');
  expect(await site.visits()).toEqual(['安娜 Ana']);
});

test('a frozen page is ended and back, and booked', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  // Never answered: the page is gone by then.
  page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await kioskIdle(await another(lintel, page));
  expect(await faults(site)).toEqual(['page-frozen']);
});

test('a page whose script never comes is white: loaded again and again, until there is something to show', async ({
  site,
  launch,
}) => {
  const copy = mkdtempSync(join(tmpdir(), 'lintel-white-'));
  for (const name of ['node_modules', 'resources']) symlinkSync(join(root, name), join(copy, name));
  for (const name of ['package.json', 'out']) cpSync(join(root, name), join(copy, name), { recursive: true });
  try {
    const lintel = await launch({ profile: site.profile, root: copy });
    const page = await lintel.page();
    await kioskIdle(page);
    const assets = join(copy, 'out', 'renderer', 'assets');
    const entry = join(
      assets,
      readdirSync(assets).find((name) => /^index-.*\.js$/.test(name))!,
    );
    const script = readFileSync(entry);
    await test.step('the script is cut off', async () => {
      writeFileSync(entry, '');
      await page.evaluate(() => window.location.reload());
      await booked(site, 'page-white');
    });
    await test.step('and whole again', async () => {
      writeFileSync(entry, script);
      const next = await another(lintel, page);
      await kioskIdle(next);
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('main falls over: it is booked, and the app is back by itself, each time a little later', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  let page = await lintel.page();
  await kioskIdle(page);
  for (const [nth, how] of [
    [1, 'throw'],
    [2, 'reject'],
  ] as const) {
    const ended = lintel.ended();
    await lintel.evaluate((_electron, what) => {
      setTimeout(() => {
        if (what === 'throw') throw new Error('a bug in main');
        void Promise.reject(new Error('a bug in main'));
      }, 50);
    }, how);
    expect(await ended).toBe(70);
    page = await another(lintel, page);
    await kioskIdle(page);
    expect((await faults(site)).filter((r) => r === 'main-died')).toHaveLength(nth);
    expect(await lintel.evaluate(() => process.argv.filter((a) => a.startsWith('--restarted=')))).toEqual([`--restarted=${nth}`]);
  }
  const { events } = await site.read();
  expect(events.map((e) => e.reason).slice(0, 3)).toEqual(['started', 'stopped', 'main-died']);
});
