/**
 * The 40 points of the 468-point mesh that tell depth and expression: spread over the face, from the nose's tip (nearest to the camera)
 * to the cheeks beside the ears (farthest). Numbers are those of MediaPipe's canonical face model, as in five-points.ts.
 */
import { SHAPE_POINTS } from '../../domain/recognition/face.ts';
import type { Mesh } from '../five-points.ts';

/** What the bones carry; the order is that of `DEPTH` in domain/recognition/parallax.ts. */
const RIGID = [
  4, 1, 5, 195, 197, 6, 168, 8, 9, 151, 10, 109, 338, 103, 332, 33, 133, 362, 263, 98, 327, 129, 358, 50, 280, 116, 345, 127, 356,
  234, 454,
] as const;
/** Lips (upper, lower inner edge, corners), lids (upper, lower of each eye), chin. */
const SOFT = [13, 14, 61, 291, 159, 145, 386, 374, 152] as const;
const POINTS: readonly number[] = [...RIGID, ...SOFT];
if (POINTS.length !== SHAPE_POINTS) throw new Error('the shape has another number of points');

/** x0, y0, x1, y1, … in frame pixels, hundredths. */
export function shapeOf(mesh: Mesh): number[] {
  return POINTS.flatMap((index) => [round(mesh[index]![0]), round(mesh[index]![1])]);
}

const round = (v: number): number => Math.round(v * 100) / 100;
