/** The kiosk as a terminal that nobody looks after: light, sleep, other programs, workers that die; what it says, and what the log says. */
import type { Page, Worker } from '@playwright/test';
import { NEW_DOOR } from '../../src/shared/access.ts';
import type { DoorFields } from '../../src/shared/access.ts';
import { saveDoor } from '../../src/storage/access/edit.ts';
import { applyAccessChange } from '../../src/storage/access/state.ts';
import type { WritableDb } from '../../src/storage/file/db.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import type { Lintel } from './fixture.ts';
import { expect, test, value, type Site } from './seeded.ts';
import { kioskIdle, kioskPanel, kioskSays, kioskShows, leaveKiosk } from './steps.ts';

/** Whether something in main keeps the display awake. */
const awake = (lintel: Lintel) =>
  lintel.evaluate(
    ({ powerSaveBlocker }) => Array.from({ length: 20 }, (_, id) => powerSaveBlocker.isStarted(id)).filter(Boolean).length,
  );

/** The kiosk stands at a door that everybody may use; the app must not be running. */
async function standAt(site: Site, door: Partial<DoorFields>, and: (db: WritableDb) => void = () => undefined): Promise<void> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { id } = value(saveDoor(open.db, null, { ...NEW_DOOR, name: 'North door', ...door }, null));
  value(saveSettings(open.db, kiosksOf(open.db)[0]!, { kiosk: { doorId: id } }));
  and(open.db);
  open.close();
}

/** As if another program had the camera: opening it fails, and the running track ends. */
async function takeCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices as MediaDevices & { giveBack?: () => void };
    const { getUserMedia } = devices;
    devices.giveBack = () => {
      devices.getUserMedia = getUserMedia;
    };
    devices.getUserMedia = () => Promise.reject(new DOMException('Device in use', 'NotReadableError'));
    for (const video of document.querySelectorAll('video')) {
      for (const track of video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : []) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    }
  });
}
const giveCameraBack = (page: Page) =>
  page.evaluate(() => (navigator.mediaDevices as MediaDevices & { giveBack?: () => void }).giveBack?.());
const streamId = (page: Page) =>
  page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    return stream instanceof MediaStream ? stream.id : null;
  });

test('bad light is said to whoever stands there, and is one row a spell', async ({ site, launch, shot }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await test.step('a figure before a window, whose face cannot be seen', async () => {
    await lintel.camera.show('silhouette');
    await expect(kioskPanel(page, 'light')).toContainText('The light is behind you');
    await expect(kioskPanel(page, 'light')).toContainText('Stand so that the light falls on your face');
    await shot('kiosk-backlit', page);
  });
  await test.step('a face before a window, dark', async () => {
    await lintel.camera.show('backlit');
    await expect(kioskPanel(page, 'guiding')).toContainText('The light is behind you');
  });
  await test.step('in the light they are known', async () => {
    await lintel.camera.show('bea');
    await kioskShows(page, 'welcome', '贝雅 Bea');
    // Good light has to last before the spell is over.
    await expect.poll(async () => (await site.read()).events.filter((e) => e.reason === 'light-good').length).toBe(1);
  });
  const rows = (await site.read()).events.filter((e) => e.reason?.startsWith('light-')).reverse();
  expect(rows.map((e) => e.reason)).toEqual(['light-backlit', 'light-good']);
  expect(rows[1]?.about).toBe(rows[0]?.id);
  expect(await site.visits()).toEqual(['贝雅 Bea']);
});

test('a screen reader is told each state once, also in a countdown’s time', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await page.evaluate(() => {
    const said: string[] = [];
    (window as unknown as { said: string[] }).said = said;
    const region = document.querySelector('[role=status][aria-live=polite]');
    new MutationObserver(() => said.push((region?.textContent ?? '').trim())).observe(region!, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
  await lintel.camera.show('cleo');
  await expect(kioskPanel(page, 'again')).toBeVisible();
  // Long enough for dozens of frames of the same state.
  await page.waitForTimeout(4_000);
  const all = await said();
  expect(all.filter((text) => text.startsWith('Welcome, 克莱奥 Cleo'))).toHaveLength(1);
  expect(all.filter((text) => text.startsWith('克莱奥 Cleo'))).toHaveLength(1);
  for (const [i, text] of all.entries()) expect(text, `said twice in a row: ${JSON.stringify(all)}`).not.toBe(all[i - 1]);
});

test('another program takes the camera and gives it back; after a sleep it is opened anew', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await takeCamera(page);
  await kioskSays(page, 'camera', 'Another program uses the camera.', 'E-CAM-03');
  await giveCameraBack(page);
  await kioskIdle(page);
  const before = await streamId(page);
  await lintel.evaluate(({ powerMonitor }) => {
    (powerMonitor as unknown as { emit: (event: string) => void }).emit('resume');
  });
  await expect.poll(() => streamId(page)).not.toBe(before);
  await lintel.camera.show('ana');
  await kioskShows(page, 'welcome', '');
});

test('the display is kept awake at a kiosk, and may sleep at a front desk', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  expect(await awake(lintel)).toBe(1);
  await leaveKiosk(page);
  expect(await awake(lintel)).toBe(0);
});

test('the vision worker dies, and hangs: it is started anew, and people are known again', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  const worker = () => page.workers().findLast((w) => /vision/.test(w.url()));
  await expect.poll(() => worker() !== undefined).toBe(true);
  const first = worker()!;
  const replaced = (old: Worker) =>
    expect
      .poll(
        // The old one may stay in the list while it dies.
        () => page.workers().some((w) => /vision/.test(w.url()) && w !== old),
      )
      .toBe(true);
  await first.evaluate(() => {
    setTimeout(() => {
      throw new Error('the worker fell over');
    }, 0);
  });
  await replaced(first);
  await lintel.camera.show('bea');
  await kioskShows(page, 'welcome', '贝雅 Bea');
  const second = worker()!;
  // It answers nothing any more: fifteen seconds of silence, and it is replaced.
  // Never answered: the worker is gone by then.
  second
    .evaluate(() => {
      for (const end = Date.now() + 120_000; Date.now() < end;);
    })
    .catch(() => undefined);
  await replaced(second);
  await lintel.camera.show('cleo');
  await kioskShows(page, 'welcome', '克莱奥 Cleo');
});

test('a door for two: the first is thanked and waits, the second opens it', async ({ site, launch, shot }) => {
  await standAt(site, { twoPerson: true, twoPersonSeconds: 60 });
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await lintel.camera.show('ana');
  const waiting = kioskPanel(page, 'wait-for-second');
  await expect(waiting).toContainText('Thank you, 安娜 Ana');
  await expect(waiting).toContainText('Now the second person, please');
  await expect(waiting.getByRole('timer')).toHaveAccessibleName(/^[1-5]?\d seconds?$/);
  await shot('kiosk-second', page);
  await lintel.camera.show('empty');
  await page.waitForTimeout(3_000);
  // Whoever steps aside for the second is not forgotten.
  await expect(waiting).toBeVisible();
  await lintel.camera.show('bea');
  await kioskShows(page, 'welcome', '贝雅 Bea');
  expect(await site.visits()).toEqual(expect.arrayContaining(['安娜 Ana', '贝雅 Bea']));
});

test('lockdown: said over everything, and whoever comes is told why', async ({ site, launch, shot }) => {
  await standAt(site, {}, (db) => value(applyAccessChange(db, { kind: 'lockdown', doorId: null, on: true })));
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await expect(page.getByTestId('kiosk-banner')).toContainText('The doors are locked for safety');
  await lintel.camera.show('cleo');
  await kioskShows(page, 'refused', '克莱奥 Cleo');
  await expect(kioskPanel(page, 'refused')).toContainText('Please follow the instructions of the staff.');
  await shot('kiosk-lockdown', page);
});
