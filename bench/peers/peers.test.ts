import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import type { FivePoints } from '../../src/domain/recognition/face.ts';
import { TEMPLATE, alignFace } from '../../src/vision/align.ts';
import { createNodeDetector, readPhoto } from '../../tools/vision.ts';
import { PHOTO_OPTIONS } from '../../src/vision/detector.ts';
import { createFaceApi, dlibSquare } from './face-api.ts';
import { createHuman } from './human.ts';
import { createFloat, createInt8 } from './onnx-peers.ts';
import { middlePoints, type Face, type Peer } from './peer.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const model = join(root, 'resources/model/q.onnx');

describe("dlib's square", () => {
  it('is worked out by hand from eyes and mouth', () => {
    const points: FivePoints = [
      [100, 100],
      [140, 100],
      [120, 120],
      [110, 140],
      [130, 140],
    ];
    // mouth (120, 140): 44.72 from both eyes; side 99.38; middle of the three (120, 113.33)
    const square = dlibSquare(points);
    expect(square.side).toBeCloseTo(99.38, 1);
    expect(square.x).toBeCloseTo(120 - 49.69, 1);
    expect(square.y).toBeCloseTo(113.33 - 0.43 * 99.38, 1);
  });
});

describe('where no face is found', () => {
  it('the middle of the picture is taken, in any size', () => {
    const frame = (width: number, height: number) => ({
      data: new Uint8Array(width * height * 3),
      width,
      height,
      channels: 3 as const,
    });
    expect(middlePoints(frame(250, 250))[0]).toEqual([103.9, 113.6]);
    const [left, right] = middlePoints(frame(500, 700));
    expect(right[0] - left[0]).toBeCloseTo(2 * 43.6);
    // the face is cut so that our standard crop is about what alignment gives
    expect(alignFace(frame(250, 250), middlePoints(frame(250, 250)))).not.toBeNull();
    expect(TEMPLATE).toHaveLength(5);
  });
});

/** Two pictures of one person and one of another, from the photographs that a package brings. */
describe('each recogniser', () => {
  async function face(file: string, which = 0): Promise<Face> {
    const photo = await readPhoto(join(root, 'node_modules/@vladmandic/face-api/demo', file));
    const detector = await createNodeDetector();
    if (!photo.ok || !detector.ok) throw new Error('no photograph or no detector');
    const found = (await detector.value.detect(photo.value, PHOTO_OPTIONS))[which]!;
    return { photo: photo.value, points: found.points, crop: found.crop };
  }
  it.each<[string, () => Promise<Peer>]>([
    ['face-api', createFaceApi],
    ['faceres', createHuman],
    ['int8', () => createInt8(model)],
    ['float', () => createFloat(model)],
  ])('%s gives the same numbers for the same face, and others for another', async (_, create) => {
    const peer = await create();
    const [one, other] = [await face('sample1.jpg'), await face('sample2.jpg')];
    const first = Float32Array.from(await peer.embed(peer.prepare(one)));
    const again = await peer.embed(peer.prepare(one));
    const second = await peer.embed(peer.prepare(other));
    const away = (a: Float32Array, b: Float32Array): number => Math.hypot(...a.map((v, i) => v - b[i]!));
    expect(first).toHaveLength(peer.length);
    expect(away(first, again)).toBeLessThan(1e-4);
    expect(away(first, second)).toBeGreaterThan(0.05 * Math.hypot(...first));
  });
});
