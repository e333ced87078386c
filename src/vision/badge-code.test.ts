import { expect, test } from 'vitest';
import { decodeQR } from 'qr/decode.js';
import { badgeCode, badgePicture, type Sight } from '../../test/fakes/badge-picture.ts';
import { packBadge } from '../domain/credentials/badge.ts';
import { mirrored, readBadge } from './badge-code.ts';

const token = packBadge(
  { personId: 4711, serial: 12, issuedAt: 1_790_000_000 },
  Uint8Array.from({ length: 16 }, (_, i) => i * 37 + 11),
);
/** A test's machine may be busy: the reader's own limit of time is not what is tested. */
const AMPLE_MS = 2000;

test('the code is a small one: 29 modules, with a quarter of it to spare', () => {
  expect(badgeCode(token)).toHaveLength(29 + 8);
});

test.each<[string, Sight]>([
  ['straight', {}],
  ['far off, three pixels a module, in 1280 x 720', { width: 1280, height: 720, module: 3, turn: 10, blur: 0.8, noise: 6 }],
  ['two pixels a module', { module: 2 }],
  ...[15, 30, 45, 60, 90, 135, 180, 250, 315].map((turn): [string, Sight] => [`turned by ${turn} degrees`, { turn }]),
  ['tilted sideways by 45 degrees', { yaw: 45 }],
  ['out of focus', { blur: 2 }],
  ['moving', { motion: 5 }],
  ['noisy', { noise: 25 }],
  ['a dark room', { dark: 12, light: 55, noise: 6 }],
  ['a bright phone, with the lines of its screen', { dark: 60, light: 255, stripes: 12, blur: 0.7 }],
  ['a phone under a lamp', { dark: 40, light: 240, stripes: 8, glare: 0.8 }],
  ['a dim phone', { dark: 5, light: 90, noise: 5 }],
])('one frame is enough: %s', (_name, sight) => {
  expect(readBadge(badgePicture(token, sight), AMPLE_MS)).toBe(token);
});

test.each<[string, Sight]>([
  ['straight', {}],
  ['turned', { turn: 30, noise: 10 }],
  ['on its head', { turn: 180 }],
  ['light on dark', { dark: 240, light: 20 }],
])('in a mirrored picture too: %s', (_name, sight) => {
  expect(readBadge(mirrored(badgePicture(token, sight)), AMPLE_MS)).toBe(token);
});

/** A hand is never quite still: a second is five frames, each a little different. One of them must do. */
function second(sight: Sight): Sight[] {
  return [-2, -1, 0, 1, 2].map((i) => ({
    ...sight,
    turn: (sight.turn ?? 0) + 3 * i,
    yaw: (sight.yaw ?? 0) - 3 * i,
    pitch: (sight.pitch ?? 0) + 2 * i,
    module: (sight.module ?? 5) * (1 + i / 40),
    seed: i + 3,
  }));
}

test.each<[string, Sight]>([
  ['tilted forward by 30 degrees', { pitch: -30 }],
  // From about 25 degrees the library does not find the code: hold it upright.
  ['tilted back by 18 degrees', { pitch: 18 }],
  ['tilted both ways and turned', { yaw: 20, pitch: 20, turn: 20 }],
  ['tilted much and turned', { yaw: 30, pitch: 25, turn: 20 }],
  ['a hand-held badge in 640 x 480, all at once', { module: 4, turn: 25, yaw: 20, pitch: 15, blur: 0.8, noise: 8 }],
])('a second is enough: %s', (_name, sight) => {
  expect(second(sight).map((s) => readBadge(badgePicture(token, s), AMPLE_MS))).toContain(token);
});

test('a room without a badge, a badge too far off, and a code that is no badge, are none', () => {
  expect(readBadge(badgePicture(token, { module: 0.01 }), AMPLE_MS)).toBeNull();
  expect(readBadge(badgePicture(token, { module: 0.7 }), AMPLE_MS)).toBeNull();
  expect(readBadge(badgePicture('4006381333931'), AMPLE_MS)).toBeNull();
});

test.each([
  ['the longest text that a code holds', '0'.repeat(3993)],
  ['a badge and more', `${token}0`],
  ['a badge with something in front', `0${token}`],
])('%s is none: what is read is bounded by its length before it goes anywhere', (_name, text) => {
  const picture = badgePicture(text, { width: 1280, height: 1280, module: 6 });
  // Read by the library, and refused for what it says: else nothing would be tried here.
  expect(decodeQR(picture)).toBe(text);
  expect(readBadge(picture, AMPLE_MS)).toBeNull();
});

test('a half covered badge is none, never another', () => {
  const frame = badgePicture(token);
  const { data, width, height } = frame;
  for (let y = 0; y < height; y++) data.fill(120, (y * width + width / 2) * 4, (y + 1) * width * 4);
  expect(readBadge(frame, AMPLE_MS)).toBeNull();
});
