/** The other ways in, on the same screen as the face: number and PIN, and a badge held up to the camera. */
import { giveCredentials, holdUp } from './credentials-site.ts';
import { unplugCamera } from './fixture.ts';
import { expect, test } from './seeded.ts';
import { fillHours } from './sample-hours.ts';
import { kioskIdle, kioskPanel, kioskShows, PASSWORD, scan } from './steps.ts';

test('number and PIN open, five wrong ones lock the pad across a restart, and the camera is not needed', async ({
  launch,
  site,
}) => {
  const held = await giveCredentials(site, { recognition: { cooldownSeconds: 0 } });
  const [first, second] = [...held.values()];
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await kioskIdle(page);
  const pad = page.getByTestId('code-pad');
  await expect(pad).toContainText('Number, then PIN');

  // By keyboard, without a tap or a focus.
  await page.keyboard.type(first!.code, { delay: 80 });
  await kioskShows(page, 'welcome', first!.name);

  // By finger, while there is no camera.
  await unplugCamera(page);
  await expect(kioskPanel(page, 'camera')).toBeVisible();
  for (const digit of second!.code) await pad.getByRole('button', { name: digit, exact: true }).click();
  await kioskShows(page, 'welcome', second!.name);

  // By a scanner: not ours, and no try.
  for (let bottle = 0; bottle < 5; bottle++) {
    await scan(page, '4006381333931');
  }
  await expect(pad).toContainText('no badge of ours');

  const wrong = first!.number + (first!.pin === '796058' ? '796059' : '796058');
  for (const left of ['4 tries left', '3 tries left', '2 tries left', '1 try left']) {
    await page.keyboard.type(wrong, { delay: 80 });
    await expect(pad).toContainText(left);
  }
  await page.keyboard.type(wrong, { delay: 80 });
  await expect(pad).toContainText('Too many wrong tries');
  const again = await lintel.restart('cut');
  await expect(again.getByTestId('code-pad')).toContainText(/Too many wrong tries. Again in 0:\d\d/);
  await expect(again.getByTestId('code-pad').getByRole('button', { name: '1', exact: true })).toBeDisabled();

  const { events } = await site.read();
  expect(events.filter((e) => e.kind === 'refused').map((e) => [e.reason, e.method, e.name])).toEqual(
    Array(5).fill(['pin-wrong', 'pin', first!.name]),
  );
  const punches = events.filter((e) => e.kind === 'recognised');
  expect(punches.map((e) => [e.name, e.method])).toEqual([
    [second!.name, 'pin'],
    [first!.name, 'pin'],
  ]);
  for (const { waitMs } of punches) expect(waitMs).toBeGreaterThan(300);
});

test('a badge that is held up opens; one that is not of this site does not', async ({ launch, site }) => {
  const held = await giveCredentials(site, { recognition: { cooldownSeconds: 0 } });
  const [first] = [...held.values()];
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await kioskIdle(page);
  holdUp(lintel, first!.token);
  await kioskShows(page, 'welcome', first!.name);
  await lintel.camera.show('empty');
  await kioskIdle(page);
  // On a phone's screen, and not of this site: its last digit is another.
  const last = String((Number(first!.token.at(-1)) + 1) % 10);
  holdUp(lintel, first!.token.slice(0, -1) + last, { dark: 60, light: 255, stripes: 10 });
  await kioskShows(page, 'refused', 'This badge is not one of ours');

  const { events } = await site.read();
  expect(events.find((e) => e.kind === 'recognised')).toMatchObject({ name: first!.name, method: 'badge' });
  expect(events.filter((e) => e.kind === 'refused').map((e) => [e.reason, e.method])).toEqual([['badge-unknown', 'badge']]);
});

test('badges are printed ten to a page of A4, and no page is empty', async ({ launch, site }, info) => {
  test.skip(info.project.name !== 'stand-in', 'a page of Electron prints to no file from here');
  const people = await fillHours(site, 'en', Date.now());
  const lintel = await launch({ profile: site.profile, scene: 'empty' });
  const page = await lintel.page();
  await page.getByLabel('Administrator password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await page.evaluate(() => void (window.location.hash = '#/credentials'));
  await page.getByRole('radio', { name: 'Everybody' }).check();
  await page.getByRole('button', { name: /^Show/ }).click();
  const badges = page.getByRole('dialog').getByRole('article');
  await expect(badges).toHaveCount(people.length + 3);
  const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const pages = sheet.match(/\/MediaBox \[[^\]]*\]/g)?.map((box) => box.replace(/\.\d+/g, ''));
  expect(pages).toEqual(Array(Math.ceil((people.length + 3) / 10)).fill('/MediaBox [0 0 594 841]'));
});
