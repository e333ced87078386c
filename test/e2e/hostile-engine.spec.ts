/** What can go wrong with the model, its engine, and the photographs that it is given. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openDatabase } from '../../src/storage/file/open.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { photoOf, sceneFrames, FRAME } from '../../demo/people-video.ts';
import { pngBomb } from '../fakes/png-bomb.ts';
import { root } from '../../driver/lintel.ts';
import { kioskIdle, kioskPanel, kioskSays, kioskShows, leaveKiosk, openEnrol, pageSays, startKiosk } from './steps.ts';
import { expect, test, value } from './seeded.ts';

test('a model with one byte flipped is not used, and taken again once it is right', async ({ site, launch }) => {
  const copy = mkdtempSync(join(tmpdir(), 'lintel-model-'));
  for (const name of ['node_modules', 'out']) symlinkSync(join(root, name), join(copy, name));
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  cpSync(join(root, 'resources'), join(copy, 'resources'), { recursive: true });
  const file = join(copy, 'resources', 'model', 'q.onnx');
  const right = readFileSync(file);
  const wrong = Buffer.from(right);
  wrong[wrong.length >> 1]! ^= 1;
  writeFileSync(file, wrong);
  try {
    const lintel = await launch({ profile: site.profile, root: copy, scene: 'ana' });
    const page = await lintel.page();
    await kioskSays(page, 'engine', 'The model file was changed.', 'E-MOD-05');
    await expect(kioskPanel(page, 'engine')).toContainText('Install Lintel again. Your data stay.');

    await leaveKiosk(page);
    await pageSays(page, 'The model file was changed.', 'E-MOD-05');
    writeFileSync(file, right);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await startKiosk(page);
    await kioskShows(page, 'welcome', '安娜 Ana');
    expect(await site.visits()).toEqual(['安娜 Ana']);
    await lintel.close();
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('an engine killed in mid-visit is replaced, and the visit goes on to its welcome', async ({ site, launch }) => {
  // A threshold set by hand is a full vote's: the first frame decides nothing, and the visit has a middle.
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  value(saveSettings(open.db, kiosksOf(open.db)[0]!, { recognition: { threshold: 0.5, voteFrames: 5 } }));
  open.close();
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);
  await lintel.camera.show('bea');
  await expect(kioskPanel(page, 'checking')).toBeVisible();
  const killed = await lintel.killEngine();
  await kioskShows(page, 'welcome', '贝雅 Bea');
  const next = await lintel.enginePid();
  expect(next).not.toBe(killed);
  expect(next).not.toBeNull();
  // One visit, one event.
  expect(await site.visits()).toEqual(['贝雅 Bea']);
});

/** How an iPhone's photograph begins. */
const HEIC = '\0\0\0\x24ftypheic\0\0\0\0mif1MiHBMiHEMiPrmiafheic';

test('photographs: no image, cut off, of nobody, of many are refused by name; a good one is enough to enrol', async ({
  site,
  launch,
}) => {
  const folder = join(site.profile, 'photos');
  mkdirSync(folder);
  const save = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const ofFrame = async (scene: 'stranger' | 'empty' | 'ana') => {
    const [rgb] = await sceneFrames(scene, [0]);
    return sharp(rgb, { raw: { ...FRAME, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
  };
  const good = await ofFrame('stranger');
  const refusals = [
    { file: save('letter.jpg', 'Dear Sir or Madam'), says: 'This file is not a photo that Lintel can read.', code: 'E-PIC-01' },
    { file: save('cut.jpg', good.subarray(0, 200)), says: 'This file is not a photo that Lintel can read.', code: 'E-PIC-01' },
    // Some hundred bytes that decode to ten gigabytes.
    { file: save('bomb.png', pngBomb(50_000, 50_000)), says: 'This picture is too large.', code: 'E-PIC-05' },
    { file: save('phone.jpg', HEIC), says: 'Save it as JPEG and choose that.', code: 'E-PIC-06' },
    { file: save('nothing.jpg', ''), says: 'This file is not a photo that Lintel can read.', code: 'E-PIC-01' },
    { file: save('wall.jpg', await ofFrame('empty')), says: 'No face found.', code: 'E-PIC-02' },
    { file: save('group.jpg', readFileSync(photoOf('ana'))), says: 'More than one face.', code: 'E-PIC-03' },
  ];

  const lintel = await launch({ profile: site.profile, noCamera: true });
  const page = await lintel.page();
  await leaveKiosk(page);
  await openEnrol(page);
  await page.getByLabel('Employee number').fill('2001');
  await page.getByRole('textbox', { name: /^Name/ }).fill('Dora');
  const picker = page.locator('input[type=file]');
  const captures = page.getByRole('region', { name: 'Captures' });
  for (const { file, says, code } of refusals) {
    await picker.setInputFiles(file);
    const refused = captures.getByRole('listitem').filter({ hasText: file.slice(folder.length + 1) });
    await expect(refused).toContainText(says);
    await expect(refused).toContainText(code);
  }
  const dropped = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'IMG_0001.HEIC'));
    return data;
  }, HEIC);
  await page.getByRole('region', { name: 'Camera' }).dispatchEvent('drop', { dataTransfer: dropped });
  await expect(captures.getByRole('listitem').filter({ hasText: 'IMG_0001.HEIC' })).toContainText('This photo is HEIC');
  await expect(captures.getByText('0 of 5')).toBeVisible();

  await picker.setInputFiles(save('ana.jpg', await ofFrame('ana')));
  const known = page.getByRole('dialog').filter({ hasText: '安娜 Ana' });
  await expect(known).toContainText('This face is enrolled already');
  await page.keyboard.press('Escape');
  await expect(known).toBeVisible();
  await known.getByRole('button', { name: 'The same person' }).click();
  await expect(page.getByLabel('Details of 安娜 Ana')).toBeVisible();
  await openEnrol(page);
  await page.getByLabel('Employee number').fill('2001');
  await page.getByRole('textbox', { name: /^Name/ }).fill('Dora');
  await picker.setInputFiles(save('dora.jpg', good));
  await expect(captures.getByText('1 of 5')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Dora is enrolled' })).toBeVisible();
  const { people } = await site.read();
  expect(people).toHaveLength(4);
  expect(people).toContain('Dora');
});
