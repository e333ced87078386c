import { CROP_BYTES, type FaceObservation } from '../../src/domain/recognition/face.ts';
import { goodQuality } from './quality.ts';

/** A face that passes every limit, in the middle of a 640 x 480 frame, with a black crop; and what is otherwise about it. */
export function observation(changes: Partial<FaceObservation> = {}): FaceObservation {
  return {
    track: 1,
    frame: 1,
    crop: new Uint8Array(CROP_BYTES),
    box: { x: 200, y: 100, width: 200, height: 200 },
    points: [
      [250, 160],
      [350, 160],
      [300, 210],
      [260, 250],
      [340, 250],
    ],
    upright: 9,
    frameWidth: 640,
    frameHeight: 480,
    quality: goodQuality(),
    liveness: null,
    capturedAt: Date.UTC(2026, 10, 24),
    times: { detect: 40, align: 1, liveness: 0 },
    ...changes,
  };
}
