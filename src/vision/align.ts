/**
 * From a face anywhere in a frame to the standard 112 x 112 crop: least-squares similarity transform of five points, then
 * resampling with antialiasing. Coordinates are those of pixel centres: (0, 0) is the middle of the first pixel.
 */
import { CROP_SIDE, type FivePoints, type Point } from '../domain/recognition/face.ts';
import type { Frame } from './frame.ts';

/** The standard five points in the crop, as the training crops have them (the table of ArcFace's reference code, in pixels). */
export const TEMPLATE: FivePoints = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** x' = a x - b y + tx, y' = b x + a y + ty: turns by atan2(b, a), scales by hypot(a, b), moves; never mirrors. */
export type Similarity = { readonly a: number; readonly b: number; readonly tx: number; readonly ty: number };

/**
 * The similarity transform that takes `from` to `to` with the least squared distance (S. Umeyama, 1991; in two dimensions and
 * without mirroring its singular value decomposition comes down to these sums). Null when all points of `from` are one.
 */
export function similarityBetween(from: readonly Point[], to: readonly Point[]): Similarity | null {
  const count = Math.min(from.length, to.length);
  if (count === 0) return null;
  let fromX = 0;
  let fromY = 0;
  let toX = 0;
  let toY = 0;
  for (let i = 0; i < count; i++) {
    fromX += from[i]![0] / count;
    fromY += from[i]![1] / count;
    toX += to[i]![0] / count;
    toY += to[i]![1] / count;
  }
  let along = 0;
  let across = 0;
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const x = from[i]![0] - fromX;
    const y = from[i]![1] - fromY;
    const u = to[i]![0] - toX;
    const v = to[i]![1] - toY;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  if (!(spread > 0)) return null;
  const a = along / spread;
  const b = across / spread;
  return { a, b, tx: toX - a * fromX + b * fromY, ty: toY - b * fromX - a * fromY };
}

export function scaleOf(transform: Similarity): number {
  return Math.hypot(transform.a, transform.b);
}

export function inverse(transform: Similarity): Similarity {
  const square = transform.a * transform.a + transform.b * transform.b;
  const a = transform.a / square;
  const b = -transform.b / square;
  return { a, b, tx: -(a * transform.tx - b * transform.ty), ty: -(b * transform.tx + a * transform.ty) };
}

export function apply(transform: Similarity, point: Point): Point {
  return [
    transform.a * point[0] - transform.b * point[1] + transform.tx,
    transform.b * point[0] + transform.a * point[1] + transform.ty,
  ];
}

/** No crop pixel looks at more than 12 x 12 places: a face of 1,300 pixels' width. */
const MAX_SAMPLES = 12;

/**
 * Draws the frame through `toCrop` (frame -> crop coordinates) into a square of `side` pixels. Returns RGB floats, 0..255.
 * Where the frame is finer than the crop, each crop pixel is the mean of n x n bilinear samples under it, n the
 * reduction rounded up, so that nothing aliases; else one bilinear sample. Outside the frame is black, as in training.
 */
export function warp(frame: Frame, toCrop: Similarity, side: number): Float32Array {
  const { data, width, height, channels } = frame;
  const back = inverse(toCrop);
  const n = Math.min(MAX_SAMPLES, Math.max(1, Math.ceil(scaleOf(back) - 0.05)));
  const share = 1 / (n * n);
  const out = new Float32Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < n; j++) {
        const cropY = y + (j + 0.5) / n - 0.5;
        for (let i = 0; i < n; i++) {
          const cropX = x + (i + 0.5) / n - 0.5;
          const u = back.a * cropX - back.b * cropY + back.tx;
          const v = back.b * cropX + back.a * cropY + back.ty;
          const left = Math.floor(u);
          const top = Math.floor(v);
          const alongX = u - left;
          const alongY = v - top;
          for (let corner = 0; corner < 4; corner++) {
            const column = left + (corner & 1);
            const row = top + (corner >> 1);
            if (column < 0 || row < 0 || column >= width || row >= height) continue;
            const weight = (corner & 1 ? alongX : 1 - alongX) * (corner >> 1 ? alongY : 1 - alongY);
            const at = (row * width + column) * channels;
            red += weight * data[at]!;
            green += weight * data[at + 1]!;
            blue += weight * data[at + 2]!;
          }
        }
      }
      const to = (y * side + x) * 3;
      out[to] = red * share;
      out[to + 1] = green * share;
      out[to + 2] = blue * share;
    }
  }
  return out;
}

/** The standard crop of a face: 112 x 112 x 3 RGB bytes. Null when the points are all one. */
export function alignFace(frame: Frame, points: FivePoints): Uint8Array | null {
  const toCrop = similarityBetween(points, TEMPLATE);
  if (!toCrop || !(scaleOf(toCrop) > 0)) return null;
  // Clamped arrays round to the nearest; a plain byte array would cut off.
  return new Uint8Array(Uint8ClampedArray.from(warp(frame, toCrop, CROP_SIDE)).buffer);
}
