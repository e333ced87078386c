/** Which way up a photograph is, on the sample photographs that a package brings, turned all four ways by the real detector. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UPRIGHT_MIN } from '../../src/domain/recognition/quality.ts';
import { uprightness } from '../../src/vision/upright.ts';
import { PHOTO_OPTIONS, type Face } from '../../src/vision/detector.ts';
import { turned } from '../../src/vision/frame.ts';
import { createNodeDetector, readPhoto } from '../../tools/vision.ts';
import { bestWay, detectStill, type Way } from '../../src/vision/still.ts';

const way = (quarters: number, upright: number, roll = 0): Way => ({ quarters, faces: [], upright, roll });

test.each<[string, Way[], number]>([
  ['upright', [way(0, 10), way(1, -5), way(2, -9), way(3, -4)], 0],
  ['on its head', [way(0, -9), way(1, -5), way(2, 10), way(3, -4)], 2],
  ['found on its side and upright: the straighter', [way(0, 11, 89), way(1, 10, 2), way(2, -9), way(3, 9.5, 178)], 1],
  [
    'nobody anywhere: as it is',
    [way(0, -Infinity, 180), way(1, -Infinity, 180), way(2, -Infinity, 180), way(3, -Infinity, 180)],
    0,
  ],
])('%s', (_name, ways, expected) => {
  expect(bestWay(ways).quarters).toBe(expected);
});

test('a picture turned four times is itself', () => {
  const frame = { data: Uint8Array.from({ length: 2 * 3 * 3 }, (_, i) => i), width: 2, height: 3, channels: 3 as const };
  expect([...turned(turned(frame, 1), 3).data]).toEqual([...frame.data]);
  expect([...turned(turned(frame, 2), 2).data]).toEqual([...frame.data]);
  expect(turned(frame, 1)).toMatchObject({ width: 3, height: 2 });
});

test('the faces of a photograph are the same, whichever way up it comes', { timeout: 240_000 }, async () => {
  const detector = await createNodeDetector();
  if (!detector.ok) throw new Error('no detector');
  const photo = await readPhoto(join('node_modules', '@vladmandic', 'face-api', 'demo', 'sample2.jpg'));
  if (!photo.ok) throw new Error('no photo');
  const seen: (readonly Face[])[] = [];
  for (let quarters = 0; quarters < 4; quarters++)
    seen.push(await detectStill(detector.value, turned(photo.value, quarters), PHOTO_OPTIONS));
  for (const faces of seen) {
    expect(faces).toHaveLength(seen[0]!.length);
    const [first] = faces;
    expect(Math.abs(first!.quality.HeadPoseRoll)).toBeLessThan(30);
    expect(uprightness(first!.crop)).toBeGreaterThan(UPRIGHT_MIN.enrol);
  }
});
