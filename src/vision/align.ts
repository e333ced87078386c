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

/** No crop pixel looks at more than 12 x 12 places: enough for a face of 1,300 pixels' width. */
const MAX_SAMPLES = 12;

/**
 * Draws the frame through `toCrop` (frame -> crop coordinates) into a square of `side` pixels. Returns RGB floats, 0..255.
 * Where the frame is finer than the crop, each crop pixel is the mean of n x n bilinear samples under it, n the
 * reduction rounded up (at most `maxSamples`), so that nothing aliases; else one bilinear sample. Outside the frame is
 * black, as in training.
 */
export function warp(frame: Frame, toCrop: Similarity, side: number, maxSamples = MAX_SAMPLES): Float32Array {
  const { data, width, height, channels } = frame;
  const back = inverse(toCrop);
  const n = Math.min(maxSamples, Math.max(1, Math.ceil(scaleOf(back) - 0.05)));
  const share = 1 / (n * n);
  const rowStep = width * channels;
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
          if (left < -1 || top < -1 || left >= width || top >= height) continue;
          const alongX = u - left;
          const alongY = v - top;
          const both = alongX * alongY;
          let topLeft = 1 - alongX - alongY + both;
          let topRight = alongX - both;
          let bottomLeft = alongY - both;
          let bottomRight = both;
          let at = top * rowStep + left * channels;
          // This is the hottest loop of the app: four corners written out, and the frame's border kept out of them.
          let right: number = channels;
          let below = rowStep;
          if (left < 0 || top < 0 || left === width - 1 || top === height - 1) {
            if (left < 0) topLeft = bottomLeft = 0;
            if (left === width - 1) topRight = bottomRight = 0;
            if (top < 0) topLeft = topRight = 0;
            if (top === height - 1) bottomLeft = bottomRight = 0;
            const column = Math.max(0, left);
            const row = Math.max(0, top);
            at = row * rowStep + column * channels;
            right = left < 0 || left === width - 1 ? 0 : channels;
            below = top < 0 || top === height - 1 ? 0 : rowStep;
          }
          red +=
            topLeft * data[at]! +
            topRight * data[at + right]! +
            bottomLeft * data[at + below]! +
            bottomRight * data[at + below + right]!;
          at++;
          green +=
            topLeft * data[at]! +
            topRight * data[at + right]! +
            bottomLeft * data[at + below]! +
            bottomRight * data[at + below + right]!;
          at++;
          blue +=
            topLeft * data[at]! +
            topRight * data[at + right]! +
            bottomLeft * data[at + below]! +
            bottomRight * data[at + below + right]!;
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
