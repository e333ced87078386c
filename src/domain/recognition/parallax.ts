/**
 * Is the face that moves in front of the camera round or flat? Whatever a picture on a plane does (turn, tilt, come nearer), its points move
 * as a plane's points do; of a head that turns or passes by, the nose runs ahead of the ears. The model, per frame against the first:
 * displacement = affine(x, y) + b * depth, with the depth of an average face; b is the parallax, and only a round face has any.
 * Pure; lengths in distances between the eyes, unless said otherwise.
 */

/**
 * Depth behind the nose's tip of the first 31 points of `FrameCues.shape` (vision/cues/shape.ts), in distances between the eyes: medians of
 * the mesh's own depth over frontal faces of the sample photographs, both halves of the face averaged.
 */
const DEPTH = [
  0, 0.06, 0.03, 0.12, 0.2, 0.27, 0.33, 0.32, 0.31, 0.32, 0.36, 0.39, 0.39, 0.64, 0.64, 0.63, 0.58, 0.58, 0.63, 0.41, 0.41, 0.46,
  0.46, 0.62, 0.62, 0.85, 0.85, 1.38, 1.38, 1.49, 1.49,
] as const;
const RIGID = DEPTH.length;
/** Places of the outer and inner eye corners among the points. */
const EYES = [15, 16, 17, 18] as const;

export type MotionFrame = { readonly shape: readonly number[]; /** Milliseconds. */ readonly at: number };

export type Motion = {
  /** Root mean square of the parallax around its mean: about the sine of how far the head turned; a flat picture's is the mesh's noise. */
  readonly parallax: number;
  /** Root mean square displacement of the whole face around its mean place, its size included. */
  readonly travel: number;
  /** The part of `travel` that goes sideways, up or down: coming nearer shows little of a head's depth. */
  readonly sideways: number;
  /** Root mean square of the lips', lids' and chin's displacement that the rest of the face does not explain. */
  readonly expression: number;
  /** Milliseconds from the first frame to the last. */
  readonly span: number;
  readonly frames: number;
};

/** Null for fewer than two frames, or a face without extent. */
export function motionOf(frames: readonly MotionFrame[]): Motion | null {
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last || frames.length < 2) return null;
  const place = placeOf(first.shape);
  if (!(place.scale > 0)) return null;
  const reference = first.shape.map((v, i) => (v - (i % 2 === 0 ? place.x : place.y)) / place.scale);
  const solve = solverFor(reference);
  if (!solve) return null;
  const parallaxes: number[][] = [];
  const travels: number[][] = [];
  const softs: number[][] = [];
  for (const { shape } of frames) {
    const now = placeOf(shape);
    const across = shape.map((v, i) => (v - (i % 2 === 0 ? place.x : place.y)) / place.scale);
    const fitX = solve(Array.from({ length: RIGID }, (_, i) => across[2 * i]!));
    const fitY = solve(Array.from({ length: RIGID }, (_, i) => across[2 * i + 1]!));
    parallaxes.push([fitX[3]! / now.relative(place), fitY[3]! / now.relative(place)]);
    travels.push([(now.x - place.x) / place.scale, (now.y - place.y) / place.scale, Math.log(now.scale / place.scale)]);
    softs.push(softResidual(reference, across, fitX, fitY));
  }
  return {
    parallax: spread(parallaxes),
    travel: spread(travels),
    sideways: spread(travels.map(([x, y]) => [x!, y!])),
    expression: spread(softs) / Math.sqrt((first.shape.length - 2 * RIGID) / 2),
    span: last.at - first.at,
    frames: frames.length,
  };
}

export type Place = {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  relative(to: { readonly scale: number }): number;
};

/** Middle of the eyes' corners, and the distance between the eyes (twice the corners' mean distance from their middle). */
export function placeOf(shape: readonly number[]): Place {
  let x = 0;
  let y = 0;
  for (const i of EYES) {
    x += shape[2 * i]! / EYES.length;
    y += shape[2 * i + 1]! / EYES.length;
  }
  let sum = 0;
  for (const i of EYES) sum += Math.hypot(shape[2 * i]! - x, shape[2 * i + 1]! - y) / EYES.length;
  const scale = 2 * sum;
  return { x, y, scale, relative: (to) => scale / to.scale };
}

/** Least squares on (1, x, y, depth): the inverse of the 4 x 4 normal matrix is one for all frames. */
function solverFor(reference: readonly number[]): ((values: readonly number[]) => number[]) | null {
  const rows = Array.from({ length: RIGID }, (_, i) => [1, reference[2 * i]!, reference[2 * i + 1]!, DEPTH[i]!]);
  const normal = [0, 1, 2, 3].map((a) => [0, 1, 2, 3].map((b) => rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0)));
  const inverse = invert(normal);
  if (!inverse) return null;
  return (values) => {
    const right = [0, 1, 2, 3].map((a) => rows.reduce((sum, row, i) => sum + row[a]! * values[i]!, 0));
    return inverse.map((line) => line.reduce((sum, v, a) => sum + v * right[a]!, 0));
  };
}

/** Gauss-Jordan with pivots; null when singular. */
function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row;
    const lead = work[pivot]![column]!;
    if (!(Math.abs(lead) > 1e-9)) return null;
    [work[pivot], work[column]] = [work[column]!, work[pivot]!];
    const line = work[column]!.map((v) => v / lead);
    work[column] = line;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = work[row]![column]!;
      work[row] = work[row]!.map((v, j) => v - factor * line[j]!);
    }
  }
  return work.map((row) => row.slice(n));
}

/** Where the soft points lie beside where the rigid ones' affine motion would have brought them. */
function softResidual(
  reference: readonly number[],
  across: readonly number[],
  fitX: readonly number[],
  fitY: readonly number[],
): number[] {
  const out: number[] = [];
  for (let i = RIGID; 2 * i < reference.length; i++) {
    const x = reference[2 * i]!;
    const y = reference[2 * i + 1]!;
    out.push(
      across[2 * i]! - fitX[0]! - fitX[1]! * x - fitX[2]! * y,
      across[2 * i + 1]! - fitY[0]! - fitY[1]! * x - fitY[2]! * y,
    );
  }
  return out;
}

/** Root mean square distance from the mean vector. */
function spread(vectors: readonly (readonly number[])[]): number {
  const length = vectors[0]!.length;
  let squares = 0;
  for (let c = 0; c < length; c++) {
    const mean = vectors.reduce((sum, v) => sum + v[c]!, 0) / vectors.length;
    for (const v of vectors) squares += (v[c]! - mean) ** 2;
  }
  return Math.sqrt(squares / vectors.length);
}
