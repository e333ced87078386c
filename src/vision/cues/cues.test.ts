import { expect, test } from 'vitest';
import { drawHeld, room, shoot, type Picture } from '../../../tools/attacks.ts';
import type { Box, FivePoints, Point } from '../../domain/recognition/face.ts';
import type { Frame } from '../frame.ts';
import { borderCue, patternCue } from './cues.ts';
import { edgesAround } from './border.ts';
import { greyOf } from './grey.ts';
import { patternStrength } from './pattern.ts';
import { createSurroundReader } from './surround.ts';

const SIZE = { width: 320, height: 240 };
const BOX: Box = { x: 125, y: 80, width: 70, height: 85 };
const points = (dx: number): FivePoints => [
  [142 + dx, 110],
  [178 + dx, 110],
  [160 + dx, 128],
  [146 + dx, 146],
  [174 + dx, 146],
];
const frameOf = (data: Uint8Array): Frame => ({ data, ...SIZE, channels: 3 });

/** Skin with nothing on it, and a fine pattern where one is asked for. */
function skin(pattern: number): Frame {
  const floats = new Float32Array(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const wave = pattern * (Math.cos(2 * Math.PI * (0.21 * x + 0.17 * y)) + Math.cos(2 * Math.PI * (0.18 * x - 0.23 * y)));
      for (let c = 0; c < 3; c++) floats[(y * SIZE.width + x) * 3 + c] = 150 + 20 * Math.sin(x / 40) + wave;
    }
  return frameOf(shoot(floats, SIZE, 3));
}

test('a regular pattern stands out of the spectrum, skin and noise do not', () => {
  const middle: Point = [160, 120];
  expect(patternCue(patternStrength(skin(0), middle)!)).toBeGreaterThan(0.75);
  expect(patternCue(patternStrength(skin(12), middle)!)).toBeLessThan(0.25);
  expect(patternStrength(skin(0), [10, 10])).toBeNull();
});

test.each([1, 2, 3])('a sheet and a phone have borders, a room has none there (seed %i)', (seed) => {
  const shown: Picture = { rgb: new Uint8Array(100 * 130 * 3).fill(140), width: 100, height: 130 };
  const empty = new Float32Array(SIZE.width * SIZE.height * 3).fill(120);
  const around = (instrument: 'print' | 'phone' | null): number => {
    const frame = empty.slice();
    if (instrument) drawHeld(frame, SIZE, shown, { instrument, motion: 0, height: 170, seed }, 0);
    return borderCue(edgesAround(greyOf(frameOf(shoot(frame, SIZE, seed)), 160), BOX));
  };
  expect(around(null)).toBe(1);
  expect(around('print')).toBeLessThan(0.5);
  expect(around('phone')).toBeLessThan(0.5);
});

test('surroundings that stay and surroundings that go along', () => {
  const wall = room(SIZE, 4);
  const shifted = (dx: number): Frame => {
    const moved = new Float32Array(wall.length);
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++)
        for (let c = 0; c < 3; c++)
          moved[(y * SIZE.width + x) * 3 + c] = wall[(y * SIZE.width + Math.max(0, Math.min(SIZE.width - 1, x - dx))) * 3 + c]!;
    return frameOf(shoot(moved, SIZE, 5));
  };
  const read = (wallMoves: number, faceMoves: number): number | null => {
    const reader = createSurroundReader();
    reader.read({ track: 1, at: 0, grey: greyOf(shifted(0), 160), points: points(0) }, BOX);
    return reader.read(
      { track: 1, at: 200, grey: greyOf(shifted(wallMoves), 160), points: points(faceMoves) },
      { ...BOX, x: BOX.x + faceMoves },
    );
  };
  expect(read(0, 16)).toBeGreaterThan(0.6);
  expect(read(16, 16)).toBeLessThan(0.4);
  expect(read(0, 0)).toBeNull();
});

test('another track, an older picture: nothing is compared', () => {
  const grey = greyOf(skin(0), 160);
  const reader = createSurroundReader();
  reader.read({ track: 1, at: 0, grey, points: points(0) }, BOX);
  expect(reader.read({ track: 2, at: 100, grey, points: points(20) }, BOX)).toBeNull();
  expect(reader.read({ track: 2, at: 9_000, grey, points: points(0) }, BOX)).toBeNull();
});
