/** What can go wrong with a camera, seen from before it: each fault has its sentence and its code, and ends by itself. */
import { fillSite, kioskIdle, kioskPanel, kioskSays, kioskShows, pageSays } from './steps.ts';
import { plugInCamera, unplugCamera } from './fixture.ts';
import { expect, test } from './seeded.ts';

test('unplugged and back, refused and allowed, black, frozen: said, booked, and over by itself', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  await kioskIdle(page);

  await test.step('the cable is pulled', async () => {
    await unplugCamera(page);
    await kioskSays(page, 'camera', 'The camera was unplugged.', 'E-CAM-04');
  });
  await test.step('it is back, but the system refuses it', async () => {
    await lintel.setCameraPermission('deny');
    await plugInCamera(page);
    await kioskSays(page, 'camera', 'Lintel may not use the camera.', 'E-CAM-02');
  });
  await test.step('it is allowed again: nobody has to restart anything', async () => {
    await lintel.setCameraPermission('allow');
    await kioskIdle(page);
    await lintel.camera.show('bea');
    await kioskShows(page, 'welcome', '贝雅 Bea');
  });
  await test.step('a hand on the lens', async () => {
    await lintel.camera.show('black');
    await kioskSays(page, 'camera', 'The picture is black.', 'E-CAM-06');
  });
  await test.step('the same frame for ever: nobody is recognised from it', async () => {
    await lintel.camera.show('frozen');
    await kioskSays(page, 'camera', 'The picture stands still.', 'E-CAM-05');
  });
  await test.step('a live picture again', async () => {
    await lintel.camera.show('cleo');
    await kioskShows(page, 'welcome', '克莱奥 Cleo');
  });

  const { events } = await site.read();
  const faults = events.filter(({ kind }) => kind === 'fault').map(({ reason }) => reason);
  for (const fault of ['camera-lost', 'camera-refused', 'camera-black', 'camera-frozen']) expect(faults).toContain(fault);
});

test('no camera at all: the kiosk says so', async ({ site, launch }) => {
  const lintel = await launch({ profile: site.profile, noCamera: true });
  const page = await lintel.page();
  await kioskSays(page, 'camera', 'No camera found.', 'E-CAM-01');
  await expect(kioskPanel(page, 'camera')).toContainText('Please tell the front desk.');
});

test('refused from the start: the first run goes on all the same', async ({ launch }) => {
  const lintel = await launch();
  const page = await lintel.page();
  await lintel.setCameraPermission('deny');
  await fillSite(page);
  await pageSays(page, 'Lintel may not use the camera.', 'E-CAM-02');
  await page.getByRole('button', { name: 'Set up later' }).click();
  await expect(page.getByText('Where do the data lie, and who holds the key?')).toBeVisible();
});
