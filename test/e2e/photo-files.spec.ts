/** Photographs from files in the app's own browser, as they lie. The same pictures in Node: test/vision/photo-files.test.ts. */
import { join } from 'node:path';
import { build } from 'vite';
import type { Result } from '../../src/domain/result.ts';
import { CAMERA_TURNS } from '../../src/shared/camera-turn.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { CONTAINERS, cornersOf, pictureLying, TAGS, UPRIGHT } from '../fakes/pictures.ts';
import { pngBomb } from '../fakes/png-bomb.ts';
import { expect, test } from './fixture.ts';

async function bundle(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'photo-files-in-page.ts'), formats: ['iife'], name: 'photoFiles' },
    },
  });
  const [first] = [made].flat();
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

test('every container, lying every way, is seen upright; a bomb is refused', async ({ page }) => {
  await page.evaluate(await bundle());
  const seen = async (bytes: Uint8Array) => {
    const base64 = Buffer.from(bytes).toString('base64');
    const read = (await page.evaluate(
      (file) => (globalThis as unknown as { decodePhoto: (file: string) => Promise<unknown> }).decodePhoto(file),
      base64,
    )) as Result<Frame>;
    return read.ok ? { width: read.value.width, height: read.value.height, corners: cornersOf(read.value) } : read.error.code;
  };
  for (const container of CONTAINERS)
    for (const tag of TAGS) expect(await seen(await pictureLying(container, tag)), `${container}, ${tag}`).toEqual(UPRIGHT);
  expect(await seen(pngBomb(50_000, 50_000))).toBe('photo-too-large');
  expect(await seen((await pictureLying('jpeg', 1)).subarray(0, 200))).toBe('photo-unreadable');
});

test("a camera's frame is turned clockwise by what the setting says", async ({ page }) => {
  await page.evaluate(await bundle());
  const base64 = (await pictureLying('png', 1)).toString('base64');
  for (const turn of CAMERA_TURNS) {
    const frame = (await page.evaluate(
      ({ file, by }) =>
        (globalThis as unknown as { turnedPixels: (file: string, by: number) => Promise<unknown> }).turnedPixels(file, by),
      { file: base64, by: turn },
    )) as Frame;
    const stored = { 0: 'RGBW', 90: 'BRWG', 180: 'WBGR', 270: 'GWRB' }[turn];
    expect({ turn, corners: cornersOf(frame), wide: frame.width > frame.height }).toEqual({
      turn,
      corners: stored,
      wide: turn % 180 === 0,
    });
  }
});
