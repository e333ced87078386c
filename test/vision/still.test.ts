/** Which way up a photograph is, on the sample photographs that a package brings, turned all four ways by the real detector. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faceReasons, UPRIGHT_MIN } from '../../src/domain/recognition/quality.ts';
import { uprightness } from '../../src/vision/upright.ts';
import { PHOTO_OPTIONS, type Face } from '../../src/vision/detector.ts';
import { turned } from '../../src/vision/frame.ts';
import { createNodeDetector, readPhoto } from '../../tools/vision.ts';
import { goodQuality } from '../fakes/quality.ts';
import { bestWay, detectStill, told, type Way } from '../../src/vision/still.ts';

/** One face in one way: how sure the crop is, how the head lies in it. */
type Seen = readonly [upright: number, roll?: number];
const way = (quarters: number, ...faces: Seen[]): Way => ({
  quarters,
  faces: faces.map(([upright, roll = 0]) => ({ upright, quality: { ...goodQuality(), HeadPoseRoll: roll } }) as Face),
});

test.each<[string, Way[], number]>([
  ['upright', [way(0, [10]), way(1, [-5]), way(2, [-9]), way(3, [-4])], 0],
  ['on its head', [way(0, [-9]), way(1), way(2, [10]), way(3)], 2],
  ['surest where it is found on its side: upright all the same', [way(0, [14]), way(1, [18, 88]), way(2, [5]), way(3)], 0],
  ['found upright nowhere but by one that lies on its side', [way(0), way(1), way(2), way(3, [9, -90])], 0],
  ['on its head, and found on its side in two ways', [way(0, [17]), way(1, [11, -91]), way(2, [11]), way(3, [11, 89])], 2],
  ['hardly sure, but nobody elsewhere', [way(0), way(1, [-2]), way(2), way(3)], 1],
  ['nobody anywhere: as it is', [way(0), way(1), way(2), way(3)], 0],
])('%s', (_name, ways, expected) => {
  const best = bestWay(ways);
  expect([best.way.quarters, best.unsure]).toEqual([expected, false]);
  expect(told(best)).toEqual(best.way.faces);
});

test.each<[string, Way[]]>([
  ['upright and on its head', [way(0, [7.6]), way(1), way(2, [5.4]), way(3)]],
  ['surely both', [way(0, [13]), way(1), way(2, [14]), way(3)]],
  ['hardly either', [way(0, [-0.5]), way(1), way(2, [-0.2]), way(3)]],
])('%s: it is not told, and no face of it is good enough', (_name, ways) => {
  const best = bestWay(ways);
  expect(best.unsure).toBe(true);
  for (const face of told(best)) expect(faceReasons(face, 'enrol')).toEqual(['upside-down']);
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
