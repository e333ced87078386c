/** A camera that hangs on its head: said at the kiosk, written down, offered in Settings, and then seen turned everywhere. */
import { kioskPanel, kioskShows, leaveKiosk, openEnrol, startKiosk } from './steps.ts';
import { expect, test } from './seeded.ts';

test('a camera on its head: nobody is recognised, it is offered to turn the picture, and then they are', async ({
  site,
  launch,
}) => {
  const lintel = await launch({ profile: site.profile, scene: 'ana-on-head' });
  const page = await lintel.page();
  await expect(kioskPanel(page, 'guiding')).toContainText('The camera shows you upside down');
  await expect.poll(async () => (await site.read()).events.map(({ reason }) => reason)).toContain('camera-turned');
  expect(await site.visits()).toEqual([]);

  await leaveKiosk(page);
  const offer = page.getByRole('alert').filter({ hasText: 'mounted on its head' });
  await test.step('the front desk is told, too', async () => {
    await openEnrol(page);
    await expect(offer).toBeVisible();
  });
  await test.step('Settings turn it', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'Camera' }).click();
    await offer.getByRole('button', { name: 'Turn by 180°' }).click();
    await expect(offer).toBeHidden();
    await expect(page.getByRole('radio', { name: '180°' })).toBeChecked();
    await expect(page.getByLabel('Live picture')).toHaveCSS('rotate', '-180deg');
  });
  await test.step('whoever is known is recognised', async () => {
    await startKiosk(page);
    await kioskShows(page, 'welcome', '安娜 Ana');
    await leaveKiosk(page);
  });
  await test.step('and it enrols', async () => {
    await openEnrol(page);
    await expect(page.getByRole('dialog').filter({ hasText: '安娜 Ana' })).toContainText('This face is enrolled already');
  });
});
