/** The vision box in Node on real photographs: faces found, crops where the template says, the same crop from a moved photograph. */
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { CROP_BYTES, CROP_SIDE, QUALITY_MEASURES, type FaceObservation, type Point } from '../../src/domain/recognition/face.ts';
import { alignFace, apply, similarityBetween, TEMPLATE, warp, type Similarity } from '../../src/vision/align.ts';
import { FRAME_OPTIONS, PHOTO_OPTIONS, type Detector, type Face } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { readPhoto } from '../../tools/vision.ts';
import { createObserver } from '../../src/vision/observer.ts';
import { FRAME, sceneFrames } from '../../demo/people-video.ts';
import { nodeDetector, photo, sampleCrops, SAMPLE_PHOTOS, sampleFaces, type SampleFace } from '../fakes/faces.ts';
import { seeded } from '../../tools/random.ts';

/** Where two slow cores do three things at once. */
const PATIENCE_MS = 120_000;

let detector: Detector;
let faces: readonly SampleFace[];
beforeAll(async () => {
  detector = await nodeDetector();
  faces = await sampleFaces();
}, PATIENCE_MS);

const SEED = 20261124;

/** The photograph drawn through a similarity transform into a frame of 480 x 480 pixels. */
function redraw(frame: Frame, toFrame: Similarity): Frame {
  const side = 480;
  return { data: Uint8ClampedArray.from(warp(frame, toFrame, side)), width: side, height: side, channels: 3 };
}

/** Brings a face to a place, size (pixels between the eyes) and angle. */
function placing(face: Face, centre: Point, eyes: number, angle: number): Similarity {
  const { points } = face;
  const scale = eyes / Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]);
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const [x, y] = points[2];
  return { a, b, tx: centre[0] - a * x + b * y, ty: centre[1] - b * x - a * y };
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

async function faceNear(frame: Frame, point: Point): Promise<Face | undefined> {
  const found = await detector.detect(frame, PHOTO_OPTIONS);
  return found.sort((a, b) => distance(a.points[2], point) - distance(b.points[2], point))[0];
}

describe('detect', { timeout: PATIENCE_MS }, () => {
  it('finds the people of the sample photographs', () => {
    const counts = SAMPLE_PHOTOS.map((path) => faces.filter((face) => face.photo === path).length);
    // The second photograph's third person shows her profile; she may be missed.
    expect(counts).toEqual([3, expect.toSatisfy((count: number) => count === 2 || count === 3), 3, 4, 5, 4]);
  });

  it('gives five points that stand like a face, inside its box', () => {
    for (const { face } of faces) {
      const { points, box } = face;
      const upright = similarityBetween(points, TEMPLATE)!;
      const [eye, otherEye, nose, mouth, otherMouth] = points.map((point) => apply(upright, point));
      expect(eye![0]).toBeLessThan(otherEye![0]);
      expect(mouth![0]).toBeLessThan(otherMouth![0]);
      expect(nose![1]).toBeGreaterThan(eye![1]);
      expect(nose![1]).toBeLessThan(mouth![1]);
      for (const [x, y] of points) {
        expect(x).toBeGreaterThanOrEqual(box.x);
        expect(x).toBeLessThanOrEqual(box.x + box.width);
        expect(y).toBeGreaterThanOrEqual(box.y);
        expect(y).toBeLessThanOrEqual(box.y + box.height);
      }
    }
  });

  it('measures every quality, and fills the crop', () => {
    for (const { face } of faces) {
      expect(face.crop).toHaveLength(CROP_BYTES);
      for (const measure of QUALITY_MEASURES) expect(Number.isFinite(face.quality[measure]), measure).toBe(true);
      expect(face.quality.SingleFacePresent).toBe(0);
      expect(face.quality.LuminanceMean).toBeGreaterThan(0.15);
      expect(face.liveness).toBeNull();
    }
  });

  it('puts the largest first, and judges liveness on it alone, when asked', async () => {
    const found = await detector.detect(await photo(SAMPLE_PHOTOS[5]!), { ...PHOTO_OPTIONS, liveness: true });
    const eyes = found.map((face) => face.quality.InterEyeDistance);
    expect(eyes).toEqual([...eyes].sort((a, b) => b - a));
    expect(found[0]!.liveness!.antispoof).toBeGreaterThan(0);
    expect(found[0]!.liveness!.liveness).toBeLessThanOrEqual(1);
    expect(found.slice(1).map((face) => face.liveness)).toEqual([null, null, null]);
  });

  it('finds nobody in a grey picture, in noise, and in a tiny one', async () => {
    const random = seeded(SEED);
    const pictures: Frame[] = [
      { data: new Uint8Array(640 * 480 * 3).fill(128), width: 640, height: 480, channels: 3 },
      { data: Uint8Array.from({ length: 640 * 480 * 4 }, () => random() * 256), width: 640, height: 480, channels: 4 },
      { data: new Uint8Array(3), width: 1, height: 1, channels: 3 },
    ];
    for (const picture of pictures) expect(await detector.detect(picture, PHOTO_OPTIONS)).toEqual([]);
  });

  it('gives the same bytes again, and leaves no tensor behind', async () => {
    const frame = await photo(SAMPLE_PHOTOS[2]!);
    const first = await detector.detect(frame, { ...PHOTO_OPTIONS, liveness: true });
    const tensors = detector.tensors();
    const second = await detector.detect(frame, { ...PHOTO_OPTIONS, liveness: true });
    expect(second.map((face) => face.crop)).toEqual(first.map((face) => face.crop));
    expect(second.map((face) => face.liveness)).toEqual(first.map((face) => face.liveness));
    expect(detector.tensors()).toBe(tensors);
  });
});

describe('alignment', { timeout: PATIENCE_MS }, () => {
  it('finds the five points of a crop again where the template has them', async () => {
    // A face's own proportions differ from the template's; what the fit left over is not the second look's fault.
    const errors: number[] = [];
    for (const { frame, face } of faces) {
      const target = TEMPLATE.map(([x, y]): Point => [x + 72, y + 72]);
      const side = 256;
      const crop: Frame = {
        data: Uint8ClampedArray.from(warp(frame, similarityBetween(face.points, target)!, side)),
        width: side,
        height: side,
        channels: 3,
      };
      const again = await faceNear(crop, target[2]!);
      if (!again) continue;
      // How far the template moves when the crop is aligned once more: 0 if it was in place.
      const once = similarityBetween(again.points, target)!;
      errors.push(Math.max(...target.map((point) => distance(apply(once, point), point))));
    }
    expect(errors.length).toBeGreaterThanOrEqual(faces.length - 1);
    expect(median(errors)).toBeLessThan(1);
    expect(errors.filter((error) => error > 2).length).toBeLessThanOrEqual(2);
  });

  it(`gives nearly the same crop from a turned, scaled and moved photograph (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const around = (reach: number): number => (2 * random() - 1) * reach;
    const differences: number[] = [];
    const moves: number[] = [];
    for (const { frame, face } of faces) {
      const centre: Point = [240 + around(60), 240 + around(60)];
      const toFrame = placing(face, centre, 65 + around(25), around(0.35));
      const view = redraw(frame, toFrame);
      const moved = await faceNear(view, centre);
      if (!moved || distance(moved.points[2], centre) > 40) continue;
      // Both crops from the moved photograph: what differs is where the points were found, not how sharp the picture still is.
      const before = alignFace(view, face.points.map((point) => apply(toFrame, point)) as unknown as Face['points'])!;
      differences.push(before.reduce((sum, value, i) => sum + Math.abs(value - moved.crop[i]!), 0) / CROP_BYTES);
      const there = similarityBetween(
        face.points.map((point) => apply(toFrame, point)),
        TEMPLATE,
      )!;
      const here = similarityBetween(moved.points, TEMPLATE)!;
      moves.push(Math.max(...moved.points.map((point) => distance(apply(there, point), apply(here, point)))));
    }
    expect(moves.length).toBeGreaterThanOrEqual(faces.length - 2);
    expect(median(moves)).toBeLessThan(0.6);
    expect(median(differences)).toBeLessThan(2.5);
  });
});

describe('observe', { timeout: PATIENCE_MS }, () => {
  it('keeps the number of a face that walks through the picture, and its crop, and gives a photograph new ones', async () => {
    const { frame, face } = faces.find(({ photo: path }) => path === SAMPLE_PHOTOS[5])!;
    const observer = createObserver(detector);
    const seen: FaceObservation[] = [];
    for (let step = 0; step < 5; step++) {
      const view = redraw(frame, placing(face, [200 + 12 * step, 240 - 5 * step], 70 + step, 0.02 * step));
      const [first] = await observer.observe(view, { liveness: false, capturedAt: 1000 + step });
      seen.push(first!);
    }
    expect(seen.map((one) => [one.track, one.frame])).toEqual([1, 2, 3, 4, 5].map((count) => [1, count]));
    const after = redraw(frame, placing(face, [248, 220], 74, 0));
    const [afterPause] = await observer.observe(after, { liveness: false, capturedAt: 1900, first: true });
    expect(afterPause!.frame).toBe(1);
    expect(afterPause!.track).toBeGreaterThan(1);
    const still = await observer.observe(await photo(SAMPLE_PHOTOS[0]!), { liveness: false, capturedAt: 2000, still: true });
    expect(still.map((one) => one.frame)).toEqual(still.map(() => 1));
    expect(Math.min(...still.map((one) => one.track))).toBeGreaterThan(afterPause!.track);
    const drift = seen
      .slice(1)
      .map((one) => one.crop.reduce((sum, value, i) => sum + Math.abs(value - seen[0]!.crop[i]!), 0) / CROP_BYTES);
    expect(Math.max(...drift)).toBeLessThan(6);
  });

  it('says that a photograph on a phone beside a face is a second face, and reads life off the one that decides alone', async () => {
    const observer = createObserver(detector);
    const indices = [0, 4, 8];
    const seen: FaceObservation[][] = [];
    for (const [i, data] of (await sceneFrames('photo-beside', indices)).entries()) {
      seen.push(
        await observer.observe({ data, ...FRAME, channels: 3 }, { liveness: true, capturedAt: 1000 + 300 * i, first: i === 0 }),
      );
    }
    for (const [first, second, ...more] of seen) {
      expect(more).toEqual([]);
      expect([first!.quality.SingleFacePresent, second!.quality.SingleFacePresent]).toEqual([0, 0]);
      expect(first!.liveness).not.toBeNull();
      expect(second!.liveness).toBeNull();
      expect(second!.cues).toBeNull();
      // The cues are of the face whose crop goes with them: their eye corners lie about its own eyes.
      const { shape } = first!.cues!;
      const corners = [15, 16, 17, 18].map((at): Point => [shape[2 * at]!, shape[2 * at + 1]!]);
      const middle: Point = [corners.reduce((sum, [x]) => sum + x / 4, 0), corners.reduce((sum, [, y]) => sum + y / 4, 0)];
      const eyes: Point = [(first!.points[0][0] + first!.points[1][0]) / 2, (first!.points[0][1] + first!.points[1][1]) / 2];
      expect(distance(middle, eyes)).toBeLessThan(0.1 * first!.quality.InterEyeDistance);
    }
  });

  it('does not count who stands far behind', async () => {
    const { frame, face } = faces.find(({ photo: path }) => path === SAMPLE_PHOTOS[5])!;
    // Two aligned crops on black, so that nobody else of the photograph is there.
    const side = 720;
    const place = (size: number, left: number, top: number): Float32Array => {
      const target = TEMPLATE.map(([x, y]): Point => [x * size + left, y * size + top]);
      const pixels = warp(frame, similarityBetween(face.points, target)!, side);
      return pixels.map((value, i) => {
        const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
        return x >= left && y >= top && x < left + CROP_SIDE * size && y < top + CROP_SIDE * size ? value : 0;
      });
    };
    const scene = (farSize: number): Frame => {
      const far = place(farSize, 480, 60);
      const data = Uint8ClampedArray.from(place(3, 40, 300), (value, i) => value + far[i]!);
      return { data, width: side, height: side, channels: 3 };
    };
    const [alone] = await detector.detect(scene(1.4), FRAME_OPTIONS);
    expect(alone!.quality.InterEyeDistance).toBeGreaterThan(90);
    expect(alone!.quality.SingleFacePresent).toBe(1);
    const [, second] = await detector.detect(scene(2), FRAME_OPTIONS);
    expect(second!.quality.SingleFacePresent).toBe(0);
  });
});

describe('readPhoto', () => {
  it('refuses what is no picture, by name', async () => {
    expect(await readPhoto(Buffer.from('a text file'))).toEqual({ ok: false, error: { code: 'photo-unreadable' } });
    expect(await readPhoto('no/such/file.jpg')).toEqual({ ok: false, error: { code: 'photo-unreadable' } });
  });

  it('turns a picture upright and takes grey, alpha and CMYK', async () => {
    const make = () => sharp(SAMPLE_PHOTOS[5]).resize(480);
    const grey = await make().greyscale().png().toBuffer();
    const alpha = await make().ensureAlpha(0.5).png().toBuffer();
    const cmyk = await make().toColourspace('cmyk').jpeg().toBuffer();
    const turned = await make().rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    for (const bytes of [grey, alpha, cmyk, turned]) {
      const read = await readPhoto(bytes);
      expect(read.ok && [read.value.width, read.value.channels, read.value.data.length]).toEqual([480, 3, 480 * 384 * 3]);
    }
  });
});

describe('sampleCrops', { timeout: PATIENCE_MS }, () => {
  it('gives as many as asked, the same for the same seed, others for another', async () => {
    const crops = await sampleCrops(60, 1);
    expect(crops).toHaveLength(60);
    expect(await sampleCrops(60, 1)).toEqual(crops);
    expect((await sampleCrops(60, 2))[59]).not.toEqual(crops[59]);
    expect(new Set(crops.map((crop) => Buffer.from(crop).toString('base64'))).size).toBe(60);
  });
});
