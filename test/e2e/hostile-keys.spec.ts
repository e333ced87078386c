/** What can go wrong with the key of the data: a wrong passphrase, a lost key file; and a first run that is given a bad folder. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renewRecovery, rewrapKey } from '../../src/storage/keys/key-file.ts';
import { fillSite, kioskIdle, pageSays } from './steps.ts';
import { expect, test, value } from './seeded.ts';

const PASSPHRASE = 'a passphrase of the site';

test('a wrong passphrase opens nothing; the right one does, and so does the recovery key', async ({ site, launch }) => {
  const key = await site.key();
  value(await rewrapKey(site.keys, key, { kind: 'passphrase', passphrase: PASSPHRASE }));
  const recoveryKey = value(renewRecovery(site.keys, key));
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await expect(page.getByRole('heading', { name: 'Unlock the data' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('not the passphrase');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await pageSays(page, 'That does not open the data file.', 'E-KEY-02');
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await kioskIdle(page);

  const again = await lintel.restart();
  await again.getByText('Recovery key', { exact: true }).click();
  await again.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey);
  await again.getByRole('button', { name: 'Unlock' }).click();
  await kioskIdle(again);
  expect((await site.read(key)).people).toHaveLength(3);
});

test('a lost key file: the recovery key opens the data and makes a new one', async ({ site, launch }) => {
  const key = await site.key();
  const recoveryKey = value(renewRecovery(site.keys, key));
  const another = recoveryKey.replace(/[0-9A-Z]/, (c) => (c === 'A' ? 'B' : 'A'));
  rmSync(join(site.keys, 'key.json'));
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await pageSays(page, 'The key of the data file is missing.', 'E-KEY-01');
  const field = page.getByRole('textbox', { name: 'Recovery key' });
  await field.fill(another);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await pageSays(page, 'Check it letter by letter and try again.', 'E-KEY-02');
  await field.fill(recoveryKey.toLowerCase());
  await page.getByRole('button', { name: 'Unlock' }).click();
  await kioskIdle(page);
  const again = await lintel.restart('cut');
  await kioskIdle(again);
  expect((await site.read()).people).toHaveLength(3);
});

test('keys and recovery gone altogether: said so, and nothing is overwritten', async ({ site, launch }) => {
  const key = await site.key();
  renameSync(site.keys, `${site.keys}-elsewhere`);
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await pageSays(page, 'The key of the data file is missing.', 'E-KEY-01');
  expect((await site.read(key)).people).toHaveLength(3);
  // Put back, it opens as before.
  renameSync(`${site.keys}-elsewhere`, site.keys);
  await kioskIdle(await lintel.restart());
});

test('a first run without a camera and with a folder that cannot be used: said where, asked again, done', async ({
  site,
  launch,
}) => {
  const profile = join(site.profile, 'new');
  mkdirSync(profile);
  const lintel = await launch({ profile, noCamera: true });
  const page = await lintel.page();
  await fillSite(page);
  await pageSays(page, 'No camera found.', 'E-CAM-01');
  await page.getByRole('button', { name: 'Set up later' }).click();
  // No user may make a folder there, root included.
  await lintel.answerOpenDialog('/dev/null/lintel');
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('radio', { name: 'In a key file of this account' }).check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Set up Lintel' }).click();
  await pageSays(page, 'This folder cannot be used.', 'E-SET-03');
  const good = join(profile, 'data of the site');
  await lintel.answerOpenDialog(good);
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Set up Lintel' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery key' })).toBeVisible();
  expect(existsSync(join(good, 'lintel.db'))).toBe(true);
});
