/**
 * Quality measures of one face, raw values as `domain/recognition/face.ts` defines them. Names follow ISO/IEC 29794-5 as OFIQ
 * (its open implementation) spells them; the exposure bounds 25 and 247 are OFIQ's. Pure.
 */
import { CROP_SIDE, type Box, type FivePoints, type Quality } from '../domain/recognition/face.ts';
import type { Mesh } from './five-points.ts';
import { poseOf } from './pose.ts';

export type QualityInput = {
  readonly frameWidth: number;
  readonly frameHeight: number;
  /** The aligned crop, 112 x 112 x 3 RGB bytes. */
  readonly crop: Uint8Array;
  readonly mesh: Mesh;
  readonly points: FivePoints;
  /** The mesh's extent. */
  readonly box: Box;
  /** No other face of comparable size is in the frame. */
  readonly alone: boolean;
};

export function measureQuality(input: QualityInput): Quality {
  const { crop, mesh, points, box } = input;
  const eyes = distance(points[0], points[1]);
  const pose = poseOf(mesh);
  const grey = greyOf(crop);
  const light = lightOf(grey);
  const free = (pixels: number): number => pixels / Math.max(eyes, 1);
  return {
    InterEyeDistance: eyes,
    Sharpness: sharpnessOf(grey),
    UnderExposurePrevention: light.notDark,
    OverExposurePrevention: light.notBright,
    LuminanceMean: light.mean,
    IlluminationUniformity: light.uniformity,
    HeadPoseYaw: pose.yaw,
    HeadPosePitch: pose.pitch,
    HeadPoseRoll: pose.roll,
    LeftwardCrop: free(box.x),
    RightwardCrop: free(input.frameWidth - box.x - box.width),
    MarginAbove: free(box.y),
    MarginBelow: free(input.frameHeight - box.y - box.height),
    SingleFacePresent: input.alone ? 1 : 0,
    EyesOpen: eyesOpen(mesh),
    MouthClosed: mouthClosed(mesh, eyes),
  };
}

/** The part of the crop that is face in nearly everyone, brows to chin: an ellipse in template coordinates. */
const FACE = { x: 56, y: 72, radiusX: 30, radiusY: 36 } as const;
const FACE_PIXELS: readonly number[] = Array.from({ length: CROP_SIDE * CROP_SIDE }, (_, pixel) => pixel).filter((pixel) => {
  const x = ((pixel % CROP_SIDE) - FACE.x) / FACE.radiusX;
  const y = (Math.floor(pixel / CROP_SIDE) - FACE.y) / FACE.radiusY;
  return x * x + y * y <= 1;
});

/** Luma (ITU-R BT.601) of the crop, 0..255. */
export function greyOf(crop: Uint8Array): Float32Array {
  const grey = new Float32Array(CROP_SIDE * CROP_SIDE);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    grey[pixel] = 0.299 * crop[pixel * 3]! + 0.587 * crop[pixel * 3 + 1]! + 0.114 * crop[pixel * 3 + 2]!;
  }
  return grey;
}

/** Variance of the 4-neighbour Laplacian over the face's part of the grey crop: background and hair do not count. */
export function sharpnessOf(grey: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const pixel of FACE_PIXELS) {
    const value = grey[pixel - 1]! + grey[pixel + 1]! + grey[pixel - CROP_SIDE]! + grey[pixel + CROP_SIDE]! - 4 * grey[pixel]!;
    sum += value;
    squares += value * value;
  }
  const mean = sum / FACE_PIXELS.length;
  return squares / FACE_PIXELS.length - mean * mean;
}

const DARK = 25;
const BRIGHT = 247;

export type Light = { readonly notDark: number; readonly notBright: number; readonly mean: number; readonly uniformity: number };

export function lightOf(grey: Float32Array): Light {
  let dark = 0;
  let bright = 0;
  let left = 0;
  let leftPixels = 0;
  let right = 0;
  let rightPixels = 0;
  for (const pixel of FACE_PIXELS) {
    const value = grey[pixel]!;
    if (value <= DARK) dark++;
    if (value >= BRIGHT) bright++;
    const side = (pixel % CROP_SIDE) - FACE.x;
    if (side < 0) {
      left += value;
      leftPixels++;
    } else if (side > 0) {
      right += value;
      rightPixels++;
    }
  }
  const count = FACE_PIXELS.length;
  const leftMean = left / leftPixels;
  const rightMean = right / rightPixels;
  const brighter = Math.max(leftMean, rightMean);
  return {
    notDark: 1 - dark / count,
    notBright: 1 - bright / count,
    mean: (leftMean + rightMean) / 2 / 255,
    uniformity: brighter > 0 ? Math.min(leftMean, rightMean) / brighter : 1,
  };
}

/** Six points of each eye: outer corner, two on the upper lid, inner corner, two on the lower lid (canonical face model). */
const EYES = [
  [33, 160, 158, 133, 153, 144],
  [263, 387, 385, 362, 380, 373],
] as const;

/** Height of the opening over its width (T. Soukupová, J. Čech, 2016, "eye aspect ratio"): about 0.05 closed, 0.3 wide open. */
export const EYE_CLOSED = 0.05;
export const EYE_OPEN = 0.3;

/** 0 = closed, 1 = wide open; the less open eye counts. */
export function eyesOpen(mesh: Mesh): number {
  const ratios = EYES.map(([outer, up1, up2, inner, low2, low1]) => {
    const width = distance(mesh[outer]!, mesh[inner]!);
    return width > 0 ? (distance(mesh[up1]!, mesh[low1]!) + distance(mesh[up2]!, mesh[low2]!)) / (2 * width) : 0;
  });
  return unit((Math.min(...ratios) - EYE_CLOSED) / (EYE_OPEN - EYE_CLOSED));
}

/** Inner edge of the upper and of the lower lip, middle of the mouth and halfway to its corners. */
const LIPS = [
  [13, 14],
  [82, 87],
  [312, 317],
] as const;
/** A gap of this many inter-eye distances is an open mouth. */
export const MOUTH_OPEN = 0.5;

/** 1 = lips touch, 0 = wide open. A smile that shows teeth stays above 0.5. */
export function mouthClosed(mesh: Mesh, eyeDistance: number): number {
  const gap = LIPS.reduce((sum, [upper, lower]) => sum + distance(mesh[upper]!, mesh[lower]!), 0) / LIPS.length;
  return 1 - unit(gap / (MOUTH_OPEN * Math.max(eyeDistance, 1)));
}

function distance(a: readonly [number, number, ...number[]], b: readonly [number, number, ...number[]]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function unit(value: number): number {
  return Math.max(0, Math.min(1, value));
}
