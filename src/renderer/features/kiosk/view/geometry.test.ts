import { expect, it } from 'vitest';
import { pictureOf, ringAround } from './geometry.ts';

const place = (x: number, y: number, side: number) => ({
  box: { x: x - side / 2, y: y - side / 2, width: side, height: side },
  frameWidth: 1280,
  frameHeight: 720,
});

it.each([
  ['the middle stays the middle', place(640, 360, 200), { width: 1280, height: 720 }, { x: 640, y: 348, radius: 156 }],
  [
    'a face at the picture’s left is drawn at the right, as in a mirror',
    place(320, 360, 200),
    { width: 1280, height: 720 },
    { x: 960 },
  ],
  ['landscape window, twice the size', place(320, 360, 200), { width: 2560, height: 1440 }, { x: 1920, radius: 312 }],
  [
    'portrait window: the height decides, the sides are cut',
    place(540, 360, 200),
    { width: 800, height: 1280 },
    { x: 400 + (100 * 1280) / 720 },
  ],
  ['a far face still gets a ring that is seen', place(640, 360, 10), { width: 1280, height: 720 }, { radius: 72 }],
  ['a near face gets one that fits', place(640, 360, 700), { width: 1280, height: 720 }, { radius: 302.4 }],
])('%s', (_, at, window, ring) => {
  const got = ringAround(at, window);
  for (const [key, value] of Object.entries(ring)) expect(got[key as 'x']).toBeCloseTo(value, 3);
});

it('an upright window leaves room under the picture, a lying one is all picture', () => {
  expect(pictureOf({ width: 1280, height: 720 })).toEqual({ width: 1280, height: 720 });
  for (const window of [
    { width: 720, height: 1280 },
    { width: 1080, height: 1920 },
  ]) {
    const picture = pictureOf(window);
    expect(picture.width).toBe(window.width);
    expect(picture.height).toBeLessThan(window.height * 0.6);
    // A face in the middle of the camera's frame stands in the middle of the picture, and so above the keypad.
    const ring = ringAround({ box: { x: 270, y: 190, width: 100, height: 100 }, frameWidth: 640, frameHeight: 480 }, picture);
    expect(ring.y + ring.radius).toBeLessThan(picture.height);
  }
});
