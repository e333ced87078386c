import { describe, expect, it } from 'vitest';
import { CROP_BYTES, CROP_SIDE, QUALITY_MEASURES, type FivePoints } from '../domain/recognition/face.ts';
import { TEMPLATE } from './align.ts';
import { MESH_POINTS, type Mesh, type MeshPoint } from './five-points.ts';
import { NEUTRAL_PITCH, poseOf } from './pose.ts';
import { eyesOpen, greyOf, lightOf, measureQuality, mouthClosed, sharpnessOf } from './quality.ts';

function crop(at: (x: number, y: number) => number): Uint8Array {
  const bytes = new Uint8Array(CROP_BYTES);
  for (let i = 0; i < bytes.length; i++) {
    const pixel = Math.floor(i / 3);
    bytes[i] = at(pixel % CROP_SIDE, Math.floor(pixel / CROP_SIDE));
  }
  return bytes;
}

/** A mesh that has only the points which a test is about. */
function mesh(points: Readonly<Record<number, MeshPoint>>): Mesh {
  return Array.from({ length: MESH_POINTS }, (_, i): MeshPoint => points[i] ?? [0, 0, 0]);
}

/** Turns the two axes of a face: first about the vertical, then about the horizontal, then in the picture. Degrees. */
function head(yaw: number, pitch: number, roll: number): Mesh {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const turn = ([x, y, z]: MeshPoint): MeshPoint => {
    const [p, w, r] = [radians(pitch), radians(yaw), radians(roll)];
    // Forward is -z; up is -y.
    const [x1, y1, z1] = [x, y * Math.cos(p) + z * Math.sin(p), -y * Math.sin(p) + z * Math.cos(p)];
    const [x2, y2, z2] = [x1 * Math.cos(w) - z1 * Math.sin(w), y1, x1 * Math.sin(w) + z1 * Math.cos(w)];
    return [x2 * Math.cos(r) - y2 * Math.sin(r), x2 * Math.sin(r) + y2 * Math.cos(r), z2];
  };
  return mesh({ 234: turn([-50, 0, 0]), 454: turn([50, 0, 0]), 10: turn([0, -70, 0]), 152: turn([0, 70, 0]) });
}

describe('poseOf', () => {
  it.each([
    [0, 0, 0],
    [25, 0, 0],
    [-40, 0, 0],
    [0, 20, 0],
    [0, -15, 0],
    [0, 0, 30],
    [0, 0, -45],
  ])('yaw %i, pitch %i, roll %i', (yaw, pitch, roll) => {
    const pose = poseOf(head(yaw, pitch, roll));
    expect(pose.yaw).toBeCloseTo(yaw, 6);
    expect(pose.pitch).toBeCloseTo(pitch - NEUTRAL_PITCH, 6);
    expect(pose.roll).toBeCloseTo(roll, 6);
  });

  it('is 0 for a mesh without extent', () => {
    expect(poseOf(mesh({}))).toEqual({ yaw: 0, pitch: 0, roll: 0 });
  });
});

describe('light', () => {
  it.each([
    ['black', () => 0, { notDark: 0, notBright: 1, mean: 0, uniformity: 1 }],
    ['white', () => 255, { notDark: 1, notBright: 0, mean: 1, uniformity: 1 }],
    ['grey', () => 102, { notDark: 1, notBright: 1, mean: 0.4, uniformity: 1 }],
    ['light from one side', (x: number) => (x < 56 ? 50 : 200), { notDark: 1, notBright: 1, mean: 125 / 255, uniformity: 0.25 }],
    ['half in the dark', (x: number) => (x < 56 ? 10 : 100), { notDark: 0.5, notBright: 1, mean: 55 / 255, uniformity: 0.1 }],
  ])('%s', (_, at, expected) => {
    const light = lightOf(greyOf(crop(at)));
    expect(light.notDark).toBeCloseTo(expected.notDark, 1);
    expect(light.notBright).toBeCloseTo(expected.notBright, 1);
    expect(light.mean).toBeCloseTo(expected.mean, 2);
    expect(light.uniformity).toBeCloseTo(expected.uniformity, 1);
  });

  it('does not look at the background', () => {
    const dark = lightOf(greyOf(crop((x, y) => (((x - 56) / 30) ** 2 + ((y - 72) / 36) ** 2 <= 1 ? 120 : 0))));
    expect(dark).toMatchObject({ notDark: 1, uniformity: 1 });
  });
});

describe('sharpnessOf', () => {
  const pattern = (x: number, y: number): number => 128 + 60 * Math.sin(x * 1.3) * Math.sin(y * 1.1);
  const blurred = (radius: number) => (x: number, y: number) => {
    let sum = 0;
    for (let j = -radius; j <= radius; j++) for (let i = -radius; i <= radius; i++) sum += pattern(x + i, y + j);
    return sum / (2 * radius + 1) ** 2;
  };

  it('is 0 for a flat picture and for a slope', () => {
    expect(sharpnessOf(greyOf(crop(() => 90)))).toBeCloseTo(0, 6);
    expect(sharpnessOf(greyOf(crop((x, y) => x + y)))).toBeCloseTo(0, 6);
  });

  it('falls with each blur', () => {
    const values = [pattern, blurred(1), blurred(2)].map((at) => sharpnessOf(greyOf(crop(at))));
    expect(values[0]).toBeGreaterThan(values[1]!);
    expect(values[1]).toBeGreaterThan(values[2]!);
  });
});

describe('eyes and mouth', () => {
  const eye = (left: number, height: number): MeshPoint[] => [
    [left, 0, 0],
    [left + 10, -height / 2, 0],
    [left + 20, -height / 2, 0],
    [left + 30, 0, 0],
    [left + 20, height / 2, 0],
    [left + 10, height / 2, 0],
  ];
  const face = (leftHeight: number, rightHeight: number, gap = 0): Mesh => {
    const indices = [33, 160, 158, 133, 153, 144, 263, 387, 385, 362, 380, 373];
    const points: Record<number, MeshPoint> = {};
    [...eye(0, leftHeight), ...eye(60, rightHeight)].forEach((point, i) => (points[indices[i]!] = point));
    for (const [upper, lower] of [
      [13, 14],
      [82, 87],
      [312, 317],
    ] as const) {
      points[upper] = [45, 80, 0];
      points[lower] = [45, 80 + gap, 0];
    }
    return mesh(points);
  };

  it.each([
    [9, 9, 1],
    [1.5, 1.5, 0],
    [9, 1.5, 0],
    [5.25, 9, 0.5],
  ])('lids %f and %f apart, eyes 30 wide: %f', (left, right, expected) => {
    expect(eyesOpen(face(left, right))).toBeCloseTo(expected, 6);
  });

  it.each([
    [0, 1],
    [15, 0.5],
    [30, 0],
    [90, 0],
  ])('lips %i apart, eyes 60: %f', (gap, expected) => {
    expect(mouthClosed(face(9, 9, gap), 60)).toBeCloseTo(expected, 6);
  });
});

describe('measureQuality', () => {
  const points = TEMPLATE.map(([x, y]) => [x + 200, y + 100] as const) as unknown as FivePoints;
  const input = {
    frameWidth: 640,
    frameHeight: 480,
    crop: crop(() => 120),
    mesh: head(0, 0, 0),
    points,
    box: { x: 210, y: 110, width: 90, height: 100 },
    alone: true,
  };

  it('gives every measure a number', () => {
    const quality = measureQuality(input);
    for (const measure of QUALITY_MEASURES) expect(Number.isFinite(quality[measure]), measure).toBe(true);
  });

  it('counts margins in inter-eye distances, negative outside', () => {
    const quality = measureQuality({ ...input, box: { x: -35.2378, y: 0, width: 90, height: 480 } });
    expect(quality.LeftwardCrop).toBeCloseTo(-1, 3);
    expect(quality.MarginAbove).toBe(0);
    expect(quality.MarginBelow).toBe(0);
  });

  it('says when somebody else is there', () => {
    expect(measureQuality({ ...input, alone: false }).SingleFacePresent).toBe(0);
  });
});
