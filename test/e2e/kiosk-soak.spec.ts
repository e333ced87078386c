/**
 * A measured run of the built app as a kiosk: people come and go, the language is switched, the camera is pulled; what the page and
 * main hold is measured at the begin and at the end, after a garbage collection each time. `npm test` leaves it out:
 *
 *     npm run build && LINTEL_SOAK_MINUTES=6 npx playwright test kiosk-soak
 */
import type { CDPSession } from '@playwright/test';
import { plugInCamera, unplugCamera } from './fixture.ts';
import { expect, test } from './seeded.ts';
import { kioskIdle } from './steps.ts';

const MINUTES = Number(process.env['LINTEL_SOAK_MINUTES'] ?? 0);
test.skip(MINUTES === 0, 'a measured run: LINTEL_SOAK_MINUTES says how long');

interface Held {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly documents: number;
}

async function heldBy(session: CDPSession): Promise<Held> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? NaN;
  return { heapMb: usedSize / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') };
}

test('what a kiosk holds does not grow', async ({ site, launch, shot }) => {
  test.setTimeout((MINUTES + 4) * 60_000);
  const lintel = await launch({ profile: site.profile });
  const page = await lintel.page();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  await page.setViewportSize({ width: 720, height: 1280 });
  await kioskIdle(page);
  const mainMb = () => lintel.evaluate(() => process.memoryUsage().rss / 1e6);
  let rounds = 0;
  const round = async () => {
    for (const scene of ['ana', 'empty', 'silhouette', 'stranger', 'empty', 'two'] as const) {
      await lintel.camera.show(scene);
      await page.waitForTimeout(3_500);
      if (rounds === 0) await shot(`kiosk-upright-${scene}`, page);
    }
    const language = page.getByRole('button', { name: /^(Language|语言)/ });
    await language.click();
    await language.click();
    if (rounds++ % 3 === 2) {
      await unplugCamera(page);
      await page.waitForTimeout(1_000);
      await plugInCamera(page);
      await page.waitForTimeout(2_000);
    }
  };
  // The first rounds fill caches: dictionaries, shaders, the models' own buffers.
  for (let i = 0; i < 3; i++) await round();
  const before = { ...(await heldBy(session)), mainMb: await mainMb() };
  const started = Date.now();
  const line = (at: string, held: Held & { mainMb: number }) =>
    `${at}: page heap ${held.heapMb.toFixed(2)} MB, nodes ${held.nodes}, listeners ${held.listeners}, documents ${held.documents}, main rss ${held.mainMb.toFixed(0)} MB`;
  console.log(line('begin', before));
  while (Date.now() - started < MINUTES * 60_000) await round();
  const after = { ...(await heldBy(session)), mainMb: await mainMb() };
  console.log(line(`after ${((Date.now() - started) / 60_000).toFixed(1)} min, ${rounds} rounds`, after));
  expect(after.heapMb - before.heapMb).toBeLessThan(4);
  expect(after.nodes - before.nodes).toBeLessThan(300);
  expect(after.listeners - before.listeners).toBeLessThan(60);
  expect(after.documents).toBe(before.documents);
  expect(after.mainMb - before.mainMb).toBeLessThan(60);
});
