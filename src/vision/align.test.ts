import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROP_BYTES, type FivePoints, type Point } from '../domain/recognition/face.ts';
import { alignFace, apply, inverse, scaleOf, similarityBetween, TEMPLATE, warp, type Similarity } from './align.ts';
import type { Frame } from './frame.ts';

const similarity = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    tx: fc.double({ min: -2000, max: 2000, noNaN: true }),
    ty: fc.double({ min: -2000, max: 2000, noNaN: true }),
  })
  .map(({ angle, scale, tx, ty }): Similarity => ({ a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty }));

function five(points: readonly Point[]): FivePoints {
  return [points[0]!, points[1]!, points[2]!, points[3]!, points[4]!];
}

/** A picture whose colours are smooth functions of the place, so that any drawing of it can be foretold. */
function smooth(
  width: number,
  height: number,
  channels: 3 | 4,
  at: (x: number, y: number) => readonly [number, number, number],
): Frame {
  const data = new Uint8ClampedArray(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * channels;
      data.set(at(x, y), to);
      if (channels === 4) data[to + 3] = 255;
    }
  }
  return { data, width, height, channels };
}

describe('similarityBetween', () => {
  it('finds a known transform again', () => {
    fc.assert(
      fc.property(similarity, (known) => {
        const found = similarityBetween(
          TEMPLATE,
          TEMPLATE.map((point) => apply(known, point)),
        )!;
        expect(found.a).toBeCloseTo(known.a, 6);
        expect(found.b).toBeCloseTo(known.b, 6);
        expect(found.tx).toBeCloseTo(known.tx, 4);
        expect(found.ty).toBeCloseTo(known.ty, 4);
      }),
    );
  });

  it('has the least squared distance of all: no small change of it is better', () => {
    const shift = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(similarity, fc.array(fc.tuple(shift, shift), { minLength: 5, maxLength: 5 }), (known, noise) => {
        const to = TEMPLATE.map((point, i): Point => [
          apply(known, point)[0] + noise[i]![0],
          apply(known, point)[1] + noise[i]![1],
        ]);
        const cost = (t: Similarity): number =>
          TEMPLATE.reduce((sum, point, i) => {
            const [x, y] = apply(t, point);
            return sum + (x - to[i]![0]) ** 2 + (y - to[i]![1]) ** 2;
          }, 0);
        const best = similarityBetween(TEMPLATE, to)!;
        const least = cost(best);
        for (const step of [-1e-3, 1e-3]) {
          expect(cost({ ...best, a: best.a + step })).toBeGreaterThanOrEqual(least - 1e-6);
          expect(cost({ ...best, b: best.b + step })).toBeGreaterThanOrEqual(least - 1e-6);
          expect(cost({ ...best, tx: best.tx + step })).toBeGreaterThanOrEqual(least - 1e-6);
          expect(cost({ ...best, ty: best.ty + step })).toBeGreaterThanOrEqual(least - 1e-6);
        }
      }),
    );
  });

  it('says null where nothing can be placed', () => {
    expect(similarityBetween([], [])).toBeNull();
    expect(
      similarityBetween(
        Array.from({ length: 5 }, (): Point => [3, 3]),
        TEMPLATE,
      ),
    ).toBeNull();
  });
});

describe('inverse', () => {
  it('undoes', () => {
    fc.assert(
      fc.property(similarity, (known) => {
        const [x, y] = apply(inverse(known), apply(known, [40, 70]));
        expect(x).toBeCloseTo(40, 4);
        expect(y).toBeCloseTo(70, 4);
      }),
    );
  });
});

describe('warp', () => {
  it('copies bytes where nothing moves', () => {
    const frame = smooth(40, 40, 3, (x, y) => [x * 6, y * 6, (x * 31 + y * 17) % 256]);
    const out = warp(frame, { a: 1, b: 0, tx: 0, ty: 0 }, 40);
    expect(Array.from(out)).toEqual(Array.from(frame.data));
  });

  it.each([3, 4] as const)('draws a slope exactly, turned and scaled (%i channels)', (channels) => {
    const at = (x: number, y: number): [number, number, number] => [
      Math.round(x / 2),
      Math.round(y / 2),
      Math.round((x + y) / 4),
    ];
    const frame = smooth(400, 400, channels, at);
    for (const scale of [0.3, 0.7, 1, 1.8]) {
      for (const angle of [-0.5, 0, 0.3]) {
        const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
        const toCrop = { a, b, tx: 30 - a * 200 + b * 200, ty: 30 - b * 200 - a * 200 };
        const out = warp(frame, toCrop, 60);
        const back = inverse(toCrop);
        for (const [x, y] of [
          [30, 30],
          [12, 44],
          [50, 20],
        ] as const) {
          const [u, v] = apply(back, [x, y]);
          // Half a level from rounding the slope to bytes.
          expect(Math.abs(out[(y * 60 + x) * 3]! - u / 2)).toBeLessThan(0.75);
          expect(Math.abs(out[(y * 60 + x) * 3 + 1]! - v / 2)).toBeLessThan(0.75);
        }
      }
    }
  });

  it('does not alias: a fine checkerboard becomes grey, not a pattern', () => {
    const board = smooth(600, 600, 3, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    for (const scale of [0.5, 0.31, 0.2, 0.13]) {
      const out = warp(board, { a: scale, b: 0.02, tx: 3.3, ty: 1.7 }, 50);
      const middle = out.slice((25 * 50 + 10) * 3, (25 * 50 + 40) * 3);
      for (const value of middle) expect(Math.abs(value - 127.5)).toBeLessThan(26);
    }
  });

  it('is black outside the frame', () => {
    const white = smooth(20, 20, 3, () => [255, 255, 255]);
    const out = warp(white, { a: 1, b: 0, tx: 50, ty: 50 }, 112);
    expect(out[0]).toBe(0);
    expect(out[(60 * 112 + 60) * 3]).toBe(255);
  });
});

describe('alignFace', () => {
  it('brings the five points to the template: dots land where the template says', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.6, max: 0.6, noNaN: true }), fc.double({ min: 1, max: 4, noNaN: true }), (angle, scale) => {
        const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
        const toFrame = { a, b, tx: 400 - a * 56 + b * 72, ty: 400 - b * 56 - a * 72 };
        const points = five(TEMPLATE.map((point) => apply(toFrame, point)));
        const radius = 3 * scale;
        const frame = smooth(800, 800, 4, (x, y) =>
          points.some((point) => Math.hypot(point[0] - x, point[1] - y) < radius) ? [255, 255, 255] : [0, 0, 0],
        );
        const crop = alignFace(frame, points)!;
        expect(crop).toHaveLength(CROP_BYTES);
        for (const [x, y] of TEMPLATE) expect(centroid(crop, x, y)).toBeLessThan(0.35);
      }),
      { numRuns: 8 },
    );
  });

  it('says null when there are no distinct points', () => {
    const frame = smooth(10, 10, 3, () => [9, 9, 9]);
    expect(alignFace(frame, five(Array.from({ length: 5 }, (): Point => [4, 4])))).toBeNull();
  });

  it('scales as the eyes do', () => {
    const toCrop = similarityBetween(
      TEMPLATE.map(([x, y]): Point => [x * 3, y * 3]),
      TEMPLATE,
    )!;
    expect(scaleOf(toCrop)).toBeCloseTo(1 / 3, 9);
  });
});

/** Distance from (x, y) to the centre of the light around it. */
function centroid(crop: Uint8Array, x: number, y: number): number {
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (let row = Math.round(y) - 6; row <= Math.round(y) + 6; row++) {
    for (let column = Math.round(x) - 6; column <= Math.round(x) + 6; column++) {
      const light = crop[(row * 112 + column) * 3]!;
      weight += light;
      sumX += light * column;
      sumY += light * row;
    }
  }
  return Math.hypot(sumX / weight - x, sumY / weight - y);
}
