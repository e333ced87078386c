import { describe, expect, it } from 'vitest';
import { blocksOf, lightOf, LIGHT_START, lookAtLight, stirs, type Grid, type Light } from './light.ts';

const WIDTH = 64;
const HEIGHT = 36;

/** A grid by a luma for each place (x, y in 0..1), with a sensor's noise of +-2. */
function grid(luma: (x: number, y: number) => number, seed = 1): Grid {
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  let a = seed;
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    const value = luma((i % WIDTH) / WIDTH, Math.floor(i / WIDTH) / HEIGHT) + (a / 2 ** 32 - 0.5) * 4;
    pixels.set([value, value, value, 255], i * 4);
  }
  return { pixels, width: WIDTH, height: HEIGHT };
}

const person = (x: number, y: number) => Math.abs(x - 0.5) < 0.18 && y > 0.2;
const room = () => 140;
const dark = () => 16;
const window = (x: number, y: number) => (person(x, y) ? 28 : x > 0.2 && x < 0.8 && y < 0.75 ? 255 : 60);
/** The same window, and a lamp in front: the face is seen. */
const litWindow = (x: number, y: number) => (person(x, y) ? 120 : window(x, y));
/** A dim corridor with a lamp on the face. */
const lamp = (x: number, y: number) => (person(x, y) ? 110 : 15);

describe('lightOf', () => {
  it.each<[string, (x: number, y: number) => number, Light]>([
    ['a lit room', room, 'good'],
    ['a dark room', dark, 'dark'],
    ['a window behind', window, 'backlit'],
    ['a window behind, a lamp in front', litWindow, 'good'],
    ['a dark room, a lit face', lamp, 'good'],
    ['a white wall and a dark coat', (x, y) => (person(x, y) && y > 0.6 ? 25 : 250), 'good'],
    ['overexposed everywhere', () => 255, 'good'],
  ])('%s', (_, luma, light) => {
    expect(lightOf(grid(luma))).toBe(light);
  });

  it('says nothing of a picture without pixels', () => {
    expect(lightOf({ pixels: new Uint8ClampedArray(0), width: 0, height: 0 })).toBe('good');
  });
});

describe('stirs', () => {
  const at = (shift: number, level: number, seed: number) =>
    blocksOf(grid((x, y) => (person(x - shift, y) ? level * 1.6 : level), seed));
  it('is not noise', () => expect(stirs(at(0, 15, 1), at(0, 15, 2))).toBe(false));
  it('is not exposure: everything a little brighter', () => expect(stirs(at(0, 100, 1), at(0, 104, 2))).toBe(false));
  it('is somebody who moves in the dark', () => expect(stirs(at(0, 15, 1), at(0.15, 15, 2))).toBe(true));
  it('is somebody who moves in the light', () => expect(stirs(at(0, 100, 1), at(0.15, 100, 2))).toBe(true));
  it('needs two looks', () => expect(stirs(null, at(0, 15, 1))).toBe(false));
});

describe('lookAtLight', () => {
  const lights = (scenes: readonly ((x: number, y: number) => number)[]) => {
    let state = LIGHT_START;
    return scenes.map((scene, second) => (state = lookAtLight(state, grid(scene, second + 1), second * 1000)).light);
  };
  it('calls it dark after three seconds, and good after six', () => {
    expect(lights([room, dark, dark, dark, dark, ...Array.from({ length: 8 }, () => room)])).toEqual([
      'good',
      'good',
      'good',
      'good',
      'dark',
      'dark',
      'dark',
      'dark',
      'dark',
      'dark',
      'dark',
      'good',
      'good',
    ]);
  });
  it('is not changed by who walks by', () => {
    const alternating = Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? room : window));
    expect(new Set(lights(alternating))).toEqual(new Set(['good']));
  });
  it('goes from dark to backlit without good in between', () => {
    expect([...new Set(lights([...Array.from({ length: 5 }, () => dark), ...Array.from({ length: 5 }, () => window)]))]).toEqual([
      'good',
      'dark',
      'backlit',
    ]);
  });
});
