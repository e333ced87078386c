/**
 * Real faces for tests: the sample photographs of @vladmandic/face-api, found and aligned by our own vision, and seeded
 * small changes of them. The same seed gives the same bytes on one machine.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CROP_SIDE, type Point } from '../../src/domain/recognition/face.ts';
import { similarityBetween, TEMPLATE, warp } from '../../src/vision/align.ts';
import { PHOTO_OPTIONS, type Detector, type Face } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { createNodeDetector, readPhoto } from '../../tools/vision.ts';
import { seeded } from '../../tools/random.ts';

const demo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Six photographs, 1920 pixels wide, of three to five people each. */
export const SAMPLE_PHOTOS: readonly string[] = [1, 2, 3, 4, 5, 6].map((number) => join(demo, `sample${number}.jpg`));

/** The detector, or a throw: a test cannot go on without it. */
export async function nodeDetector(): Promise<Detector> {
  const detector = await createNodeDetector();
  if (!detector.ok) throw new Error(`the detector did not start: ${detector.error.code}`);
  return detector.value;
}

export async function photo(path: string): Promise<Frame> {
  const frame = await readPhoto(path);
  if (!frame.ok) throw new Error(`${path}: ${frame.error.code}`);
  return frame.value;
}

export type SampleFace = { readonly photo: string; readonly frame: Frame; readonly face: Face };

/** Every face that our vision finds in the sample photographs (about 21), photograph by photograph, the largest first. */
export async function sampleFaces(): Promise<readonly SampleFace[]> {
  samples ??= findSamples();
  return samples;
}
let samples: Promise<readonly SampleFace[]> | undefined;

async function findSamples(): Promise<readonly SampleFace[]> {
  const detector = await nodeDetector();
  const found: SampleFace[] = [];
  for (const path of SAMPLE_PHOTOS) {
    const frame = await photo(path);
    for (const face of await detector.detect(frame, PHOTO_OPTIONS)) found.push({ photo: path, frame, face });
  }
  return found;
}

/**
 * `n` aligned crops, 112 x 112 x 3 RGB bytes each: first every sample face as it is, then seeded changes of them in turn, each drawn
 * anew from its photograph: turned by up to 4 degrees, scaled by up to 5 %, moved by up to 2 pixels of the crop, contrast
 * and brightness changed by up to a fifth. Any `n`; at least 50 in the parity test.
 */
export async function sampleCrops(n: number, seed: number): Promise<Uint8Array[]> {
  const faces = await sampleFaces();
  const random = seeded(seed);
  const around = (reach: number): number => (2 * random() - 1) * reach;
  return Array.from({ length: n }, (_, i): Uint8Array => {
    const { frame, face } = faces[i % faces.length]!;
    if (i < faces.length) return face.crop;
    const turn = around((4 * Math.PI) / 180);
    const scale = 1 + around(0.05);
    const moveX = around(2);
    const moveY = around(2);
    const contrast = 1 + around(0.2);
    const brightness = around(0.1 * 255);
    const middle = (CROP_SIDE - 1) / 2;
    const target = TEMPLATE.map(([x, y]): Point => {
      const u = scale * (x - middle);
      const v = scale * (y - middle);
      return [Math.cos(turn) * u - Math.sin(turn) * v + middle + moveX, Math.sin(turn) * u + Math.cos(turn) * v + middle + moveY];
    });
    const pixels = warp(frame, similarityBetween(face.points, target)!, CROP_SIDE);
    return new Uint8Array(Uint8ClampedArray.from(pixels, (value) => (value - 127.5) * contrast + 127.5 + brightness).buffer);
  });
}
