/** What can go wrong with the data: where they lie, what they are, who opens them twice. Nothing that was recorded is ever lost. */
import { chmodSync, cpSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { setKey } from '../../src/storage/file/cipher.ts';
import { Database } from '../../src/storage/file/sqlite.ts';
import { smallDisk } from '../fakes/small-disk.ts';
import { kioskIdle, kioskPanel, kioskSays, kioskShows, pageSays } from './steps.ts';
import { expect, test, type Site } from './seeded.ts';

const everybody = ['安娜 Ana', '贝雅 Bea', '克莱奥 Cleo'];

async function cannotStart(page: Page, site: Site, sentence: string, code: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Lintel cannot start' })).toBeVisible();
  await pageSays(page, sentence, code);
  await expect(page.getByText(site.dataFolder, { exact: true })).toBeVisible();
}
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' }).click();

async function setSchema(site: Site, change: (now: number) => number): Promise<void> {
  const raw = new Database(site.database);
  setKey(raw, await site.key());
  raw.pragma(`user_version = ${String(change(Number(raw.pragma('user_version', { simple: true }))))}`);
  raw.close();
}

test('data of a newer Lintel are not touched, and open once they are what they were', async ({ site, launch }) => {
  await setSchema(site, (now) => now + 1);
  const before = readFileSync(site.database);
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await cannotStart(page, site, 'These data were written by a newer Lintel.', 'E-DAT-01');
  await tryAgain(page);
  await expect(page.getByText('Still the same.')).toBeVisible();
  expect(readFileSync(site.database).equals(before)).toBe(true);

  await setSchema(site, (now) => now - 1);
  await tryAgain(page);
  await kioskIdle(page);
  expect((await site.read()).people).toEqual(expect.arrayContaining(everybody));
});

test('a data file that is damaged is not overwritten; the copy of it opens', async ({ site, launch }) => {
  const right = readFileSync(site.database);
  const wrong = Buffer.from(right);
  wrong.fill(0x55, 5_000, 9_000);
  writeFileSync(site.database, wrong);
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await cannotStart(page, site, 'The data file is damaged.', 'E-DAT-02');
  expect(readFileSync(site.database).equals(wrong)).toBe(true);

  for (const end of ['-wal', '-shm']) rmSync(site.database + end, { force: true });
  writeFileSync(site.database, right);
  await tryAgain(page);
  await kioskIdle(page);
});

test('a folder that may not be written to, then may again', async ({ site, launch }) => {
  const folder = join(site.profile, 'disk');
  const root = process.getuid?.() === 0;
  const disk = root ? smallDisk(folder, 64 * 1024) : null;
  test.skip(root && !disk, 'root may write everywhere, and no disk can be mounted here');
  test.skip(process.platform === 'win32', 'Windows has no such mode bits');
  cpSync(site.dataFolder, folder, { recursive: true });
  site.pointTo(folder);
  const readOnly = (on: boolean): void => {
    if (disk) disk.readOnly(on);
    else for (const path of [site.database, folder]) chmodSync(path, on ? 0o500 : 0o700);
  };
  try {
    readOnly(true);
    const lintel = await launch({ profile: site.profile });
    const page = await lintel.page();
    await cannotStart(page, site, 'Lintel may not write to its data file.', 'E-DAT-03');
    readOnly(false);
    await tryAgain(page);
    await kioskIdle(page);
    await lintel.close();
    expect((await site.read()).people).toEqual(expect.arrayContaining(everybody));
  } finally {
    disk?.end();
  }
});

test('a full disk: nobody is let in without a row; with room again they are, and nothing is lost', async ({ site, launch }) => {
  const folder = join(site.profile, 'disk');
  const disk = smallDisk(folder, 16 * 1024);
  test.skip(!disk, 'only root on Linux can mount a small disk');
  cpSync(site.dataFolder, folder, { recursive: true });
  site.pointTo(folder);
  const filler = join(folder, 'filler');
  try {
    const lintel = await launch({ profile: site.profile });
    const page = await lintel.page();
    await kioskIdle(page);
    await lintel.camera.show('cleo');
    await kioskShows(page, 'welcome', '克莱奥 Cleo');
    await lintel.camera.show('empty');
    await kioskIdle(page);

    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    await lintel.camera.show('ana');
    await kioskSays(page, 'error', 'The disk is full.', 'E-DAT-04');
    await expect(kioskPanel(page, 'error')).toContainText('Nothing was recorded.');
    await expect(kioskPanel(page, 'welcome')).toHaveCount(0);

    rmSync(filler);
    await kioskShows(page, 'welcome', '安娜 Ana');
    await lintel.restart('cut');
    expect(await site.visits()).toEqual(['克莱奥 Cleo', '安娜 Ana']);
    await lintel.close();
  } finally {
    disk?.end();
  }
});

test('a second Lintel of the same user ends at once; the first goes on', async ({ site, launch }) => {
  const first = await launch({ profile: site.profile, scene: 'bea' });
  const page = await first.page();
  const second = await launch({ profile: site.profile, scene: 'bea' });
  expect(await second.ended()).toBe(0);
  expect(second.log()).toContain('Lintel is running already; its window is shown instead.');
  await second.close();
  await kioskShows(page, 'welcome', '贝雅 Bea');
  expect(await site.visits()).toEqual(['贝雅 Bea']);
});
