/** From a photograph to the one crop that stands for it, as the paper's test does it. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CROP_SIDE, type Box, type FivePoints, type Quality } from '../../src/domain/recognition/face.ts';
import { warp } from '../../src/vision/align.ts';
import { PHOTO_OPTIONS, type Detector } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { readPhoto } from '../../tools/vision.ts';

export type Cut = {
  /** 112 x 112 x 3 RGB bytes. */
  readonly crop: Uint8Array;
  /** Faces that the detector saw; 0 = failure to enrol, and the crop is the picture's middle. -1: the crop came aligned. */
  readonly faces: number;
  /** Null where no face was found or the crop came aligned. */
  readonly quality: Quality | null;
  /** Where the face lies in the photograph, pixels; null where `quality` is. */
  readonly points: FivePoints | null;
};

/**
 * The face nearest to the picture's middle: LFW's convention, its pictures are centred on the person they are named after.
 * [Note: the paper's crop] The paper scales its aligned picture to 144 x 144 and cuts the middle 112 x 96 out of it. Our networks
 * are trained on the standard 112 x 112 crop, of which they see columns 8 to 103, so an aligned face is cut just so. Where
 * no face is found the paper takes the middle 144 x 144 of LFW's 250 x 250, and cuts the middle 112 x 96 out of that; `middleOf` is
 * the same pixels with 8 columns more on each side, which the engine cuts off again.
 */
export async function cutFace(detector: Detector, frame: Frame): Promise<Cut> {
  const faces = await detector.detect(frame, PHOTO_OPTIONS);
  let best: (typeof faces)[number] | null = null;
  for (const face of faces) if (!best || fromMiddle(face.box, frame) < fromMiddle(best.box, frame)) best = face;
  if (!best) return { crop: middleOf(frame), faces: 0, quality: null, points: null };
  return { crop: best.crop, faces: faces.length, quality: best.quality, points: best.points };
}

/** Pixels between the middle of a box and the middle of the picture. */
export function fromMiddle(box: Box, frame: Pick<Frame, 'width' | 'height'>): number {
  return Math.hypot(box.x + box.width / 2 - frame.width / 2, box.y + box.height / 2 - frame.height / 2);
}

/** Side of LFW's pictures, of which the middle is taken; other pictures are scaled so that their shorter side is this long. */
const LFW_SIDE = 250;

/** The middle 112 x 112: on LFW's pictures pixel by pixel. See [Note: the paper's crop]. */
export function middleOf(frame: Frame): Uint8Array {
  const scale = LFW_SIDE / Math.min(frame.width, frame.height);
  const toCrop = {
    a: scale,
    b: 0,
    tx: (CROP_SIDE - 1) / 2 - (scale * (frame.width - 1)) / 2,
    ty: (CROP_SIDE - 1) / 2 - (scale * (frame.height - 1)) / 2,
  };
  return new Uint8Array(Uint8ClampedArray.from(warp(frame, toCrop, CROP_SIDE)).buffer);
}

/** A crop as it is. Null where it is not a picture of 112 x 112. */
export async function readAligned(bytes: Uint8Array): Promise<Cut | null> {
  const photo = await readPhoto(bytes);
  if (!photo.ok || photo.value.width !== CROP_SIDE || photo.value.height !== CROP_SIDE) return null;
  return { crop: new Uint8Array(photo.value.data), faces: -1, quality: null, points: null };
}

/**
 * What vision makes of the sample photographs that a package brings, in one short hash: changes when any part of vision gives
 * another crop or another measure, and stays when only its text changes. So cached crops are never another version's.
 * @throws where the sample photographs cannot be read (the package is a development dependency).
 */
export async function visionFingerprint(detector: Detector): Promise<string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .sort()) {
    const photo = await readPhoto(join(folder, file));
    if (!photo.ok) throw new Error(`${file}: ${photo.error.code}`);
    for (const face of await detector.detect(photo.value, PHOTO_OPTIONS)) {
      hash.update(face.crop);
      hash.update(
        Object.entries(face.quality)
          .map(([name, value]) => `${name}=${value.toPrecision(4)}`)
          .join(),
      );
    }
  }
  return hash.digest('hex').slice(0, 12);
}
