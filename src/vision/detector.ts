/**
 * A picture -> its faces. Environment-free: the caller gives Human's class and says where the models and the .wasm files
 * are; nothing is downloaded from anywhere else. Runs in a web worker (vision.worker.ts) and in Node (node.ts).
 */
import { err, ok, type Result } from '../domain/result.ts';
import type { Box, FaceObservation, FivePoints, Liveness, Point } from '../domain/recognition/face.ts';
import { uprightness } from './upright.ts';
import { alignFace, apply, inverse, scaleOf, similarityBetween, TEMPLATE, warp, type Similarity } from './align.ts';
import { fivePoints, MESH_POINTS, type Mesh, type MeshPoint } from './five-points.ts';
import { rgbFloats, shrink, type Frame } from './frame.ts';
import {
  detectOnly,
  humanConfig,
  type Backend,
  type DetectedFace,
  type HumanClass,
  type HumanParts,
  type Tensor,
} from './human.ts';
import { GREY_SIDE, greyOf, stillCues } from './cues/cues.ts';
import { measureQuality } from './quality.ts';
import { overlap } from './track.ts';

/** A face of one picture, without its place in a track. */
export type Face = Omit<FaceObservation, 'track' | 'frame' | 'capturedAt'>;

export type DetectOptions = {
  /** Run the antispoof and liveness models, and read the cues, on the largest face: the one that decides, and no other. */
  readonly liveness: boolean;
  /** No more than this many, the largest first. */
  readonly maxFaces: number;
  /** Faces smaller than this share of the largest one's size are passed over. */
  readonly minShare: number;
  /** Where faces were in the last frame: a face that hardly moved then takes one run of the mesh instead of two or three. */
  readonly last?: readonly FivePoints[];
};
/** At a door: who stands behind counts only when nearly as near. */
export const FRAME_OPTIONS: DetectOptions = { liveness: false, maxFaces: 3, minShare: 0.4 };
export const PHOTO_OPTIONS: DetectOptions = { liveness: false, maxFaces: 20, minShare: 0 };

export type Detector = {
  readonly backend: Backend;
  /** Runs every model once on nothing: the first run compiles them, on a GPU for seconds. Throws what the backend throws. */
  warmUp(): Promise<void>;
  /** All faces, the largest first. */
  detect(frame: Frame, options: DetectOptions): Promise<Face[]>;
  /** Tensors alive: constant from frame to frame, or there is a leak. */
  tensors(): number;
};

export type DetectorOptions = {
  readonly backend: Backend;
  /** Folder of the models, with a slash at its end; a URL. */
  readonly modelBasePath: string;
  /** Folder of the .wasm files, with a slash at its end. */
  readonly wasmPath: string;
  /** Teaches TensorFlow.js to read the models where it cannot fetch them (Node). */
  readonly prepare?: (human: HumanParts) => void;
};

const MODELS = ['blazeface', 'facemesh', 'antispoof', 'liveness'] as const;
/** Side of the detector's input. */
const DETECTOR_SIDE = 256;
/** Side of the mesh's input, and of the cut that Human hands to the liveness models. */
const MESH_SIDE = 192;

/** Loads the models. Error `internal` when one of them, or the backend, cannot be loaded. */
export async function createDetector(Human: HumanClass, options: DetectorOptions): Promise<Result<Detector>> {
  try {
    const human = new Human(humanConfig(options) as never) as HumanParts;
    options.prepare?.(human);
    // Threads would need cross-origin isolation in the browser, and in Node would keep the process alive.
    human.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await human.load();
    // Human logs a failed load and goes on, and on an unknown backend takes another.
    if (human.tf.getBackend() !== options.backend) return err({ code: 'internal' });
    if (MODELS.some((name) => !human.models.models[name]?.executor)) return err({ code: 'internal' });
    return ok({
      backend: options.backend,
      warmUp: () => warmUp(human),
      detect: (frame, detectOptions) => detect(human, frame, detectOptions),
      tensors: () => human.tf.memory().numTensors,
    });
  } catch {
    return err({ code: 'internal' });
  }
}

async function warmUp(human: HumanParts): Promise<void> {
  const black: Frame = { data: new Uint8Array(DETECTOR_SIDE ** 2 * 3), width: DETECTOR_SIDE, height: DETECTOR_SIDE, channels: 3 };
  await findBoxes(human, black);
  await findMesh(human, black, SEED_TEMPLATE, null);
  await findLiveness(human, black, TEMPLATE);
}

async function detect(human: HumanParts, frame: Frame, options: DetectOptions): Promise<Face[]> {
  const started = performance.now();
  const seeds = (await findBoxes(human, frame)).sort((a, b) => b.size - a.size);
  const largest = seeds[0]?.size ?? 0;
  const meshed: { points: FivePoints; mesh: Mesh; box: Box }[] = [];
  for (const seed of seeds) {
    if (meshed.length === options.maxFaces || seed.size < options.minShare * largest) break;
    const found = await findMesh(human, frame, seed.points, lastPlaceOf(seed, options.last ?? []));
    // Two boxes of the detector may lead to one face.
    if (found && !meshed.some((other) => overlap(other.box, found.box) > 0.5)) meshed.push(found);
  }
  meshed.sort((a, b) => eyeDistance(b.points) - eyeDistance(a.points));
  const detected = performance.now();

  const faces: Face[] = [];
  for (const [index, { points, mesh, box }] of meshed.entries()) {
    const alignStarted = performance.now();
    const crop = alignFace(frame, points);
    if (!crop) continue;
    const alone = meshed.every((other, otherIndex) => otherIndex === index || !rivals(points, other.points));
    const quality = measureQuality({ frameWidth: frame.width, frameHeight: frame.height, crop, mesh, points, box, alone });
    const livenessStarted = performance.now();
    const asked = options.liveness && faces.length === 0;
    const liveness = asked ? await findLiveness(human, frame, points) : null;
    const cues = asked ? { ...stillCues({ frame, mesh, points, box }, greyOf(frame, GREY_SIDE)), surround: null } : null;
    faces.push({
      crop,
      box,
      points,
      upright: uprightness(crop),
      frameWidth: frame.width,
      frameHeight: frame.height,
      quality,
      liveness,
      cues,
      times: { detect: detected - started, align: livenessStarted - alignStarted, liveness: performance.now() - livenessStarted },
    });
  }
  return faces;
}

function eyeDistance(points: FivePoints): number {
  return Math.hypot(points[0][0] - points[1][0], points[0][1] - points[1][1]);
}

/** Another face counts as a second person in front of the camera when it is at least this large beside the first. */
const RIVAL_SHARE = 0.6;
function rivals(points: FivePoints, other: FivePoints): boolean {
  return eyeDistance(other) >= RIVAL_SHARE * eyeDistance(points);
}

type Seed = { readonly points: readonly [Point, Point, Point, Point]; readonly size: number };

/**
 * Runs the detector on the frame squeezed to a square: it stands the changed proportions well, and a letterbox would cost small
 * faces a third of their pixels. Gives eye, eye, nose tip and middle of the mouth in frame pixels.
 */
async function findBoxes(human: HumanParts, frame: Frame): Promise<Seed[]> {
  const small = shrink(frame, DETECTOR_SIDE, DETECTOR_SIDE);
  const [width, height] = small ? [DETECTOR_SIDE, DETECTOR_SIDE] : [frame.width, frame.height];
  const input = human.tf.tensor4d(small ?? rgbFloats(frame), [1, height, width, 3]);
  try {
    const { face } = await human.detect(input, detectOnly);
    return face.flatMap((found) => seedOf(found, frame.width / width, frame.height / height));
  } finally {
    human.tf.dispose([input, human.process.tensor]);
  }
}

function seedOf(found: DetectedFace, scaleX: number, scaleY: number): Seed[] {
  const place = found.mesh.map(([x, y]): Point => [(x + 0.5) * scaleX - 0.5, (y + 0.5) * scaleY - 0.5]);
  const [eye, otherEye, nose, mouth] = place;
  if (!eye || !otherEye || !nose || !mouth) return [];
  // The face's extent off its eyes and mouth: does not fall to nothing in profile.
  const size =
    Math.hypot(eye[0] - otherEye[0], eye[1] - otherEye[1]) +
    Math.hypot((eye[0] + otherEye[0]) / 2 - mouth[0], (eye[1] + otherEye[1]) / 2 - mouth[1]);
  return [{ points: [eye, otherEye, nose, mouth], size }];
}

const SEED_TEMPLATE: readonly Point[] = [
  TEMPLATE[0],
  TEMPLATE[1],
  TEMPLATE[2],
  [(TEMPLATE[3][0] + TEMPLATE[4][0]) / 2, (TEMPLATE[3][1] + TEMPLATE[4][1]) / 2],
];

/** What the mesh sees: this part of the (extended) standard crop, around the middle of the face. */
const MESH_VIEW = { x: 56, y: 68, side: 130 } as const;
const MESH_MIN = 0.5;
/** The mesh model needs no finer antialiasing, and a cut of a near face is the dearest step of a frame. */
const MESH_SAMPLES = 2;
const MESH_RUNS = 3;
/** When the standard crop would move by less than this many pixels, another run of the mesh adds nothing. */
const SETTLED = 0.75;

/** The last frame's points that the detector's now confirm: nose and eyes within 0.4 of the eyes' distance. */
function lastPlaceOf(seed: Seed, last: readonly FivePoints[]): FivePoints | null {
  const near = (points: FivePoints): boolean =>
    [0, 1, 2].every(
      (i) => Math.hypot(points[i]![0] - seed.points[i]![0], points[i]![1] - seed.points[i]![1]) < 0.4 * eyeDistance(points),
    );
  return last.find(near) ?? null;
}

function toMeshView(points: readonly Point[]): readonly Point[] {
  const scale = MESH_SIDE / MESH_VIEW.side;
  return points.map(([x, y]): Point => [(x - MESH_VIEW.x) * scale + MESH_SIDE / 2, (y - MESH_VIEW.y) * scale + MESH_SIDE / 2]);
}
const MESH_TEMPLATE = toMeshView(TEMPLATE);
const MESH_SEED_TEMPLATE = toMeshView(SEED_TEMPLATE);

/** See [Note: our mesh stage] in human.ts. Null when there is no face after all. */
async function findMesh(
  human: HumanParts,
  frame: Frame,
  seed: readonly Point[],
  last: FivePoints | null,
): Promise<{ points: FivePoints; mesh: Mesh; box: Box } | null> {
  const model = human.models.models['facemesh']!;
  let toView = last ? similarityBetween(last, MESH_TEMPLATE) : similarityBetween(seed, MESH_SEED_TEMPLATE);
  for (let run = 1; toView && scaleOf(toView) > 0; run++) {
    const cut = unitTensor(human, warp(frame, toView, MESH_SIDE, MESH_SAMPLES), MESH_SIDE);
    const outputs = model.execute(cut) as Tensor[];
    const values = await outputs.find((tensor) => tensor.shape.at(-1) === 3 * MESH_POINTS)!.data();
    const [confidence] = await outputs.find((tensor) => tensor.shape.at(-1) === 1)!.data();
    human.tf.dispose([cut, ...outputs]);
    if (!(confidence! >= MESH_MIN)) return null;
    const mesh = meshInFrame(values, toView);
    const points = fivePoints(mesh);
    const next: Similarity | null = similarityBetween(points, MESH_TEMPLATE);
    if (run === MESH_RUNS || (next && moved(toView, next) < SETTLED)) return { points, mesh, box: extentOf(mesh) };
    toView = next;
  }
  return null;
}

function meshInFrame(values: Float32Array, toView: Similarity): Mesh {
  const back = inverse(toView);
  const scale = scaleOf(back);
  return Array.from({ length: MESH_POINTS }, (_, i): MeshPoint => {
    const [x, y] = apply(back, [values[i * 3]!, values[i * 3 + 1]!]);
    return [x, y, values[i * 3 + 2]! * scale];
  });
}

/** How far the template's points move from one placement to another: the largest, in pixels of the standard crop. */
function moved(from: Similarity, to: Similarity): number {
  const back = inverse(from);
  const distances = MESH_TEMPLATE.map((point) => {
    const [x, y] = apply(to, apply(back, point));
    return Math.hypot(x - point[0], y - point[1]);
  });
  return (Math.max(...distances) * MESH_VIEW.side) / MESH_SIDE;
}

function extentOf(mesh: Mesh): Box {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const [x, y] of mesh) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function unitTensor(human: HumanParts, pixels: Float32Array, side: number): Tensor {
  for (let i = 0; i < pixels.length; i++) pixels[i]! /= 255;
  return human.tf.tensor4d(pixels, [1, side, side, 3]);
}

/**
 * The liveness models see what Human would show them, 150 pixels of the extended standard crop (median of 120 faces of LFW;
 * 5 % to 95 %: 138 to 169), but upright and without Human's scatter. Scores then have the same medians as Human's own.
 */
const LIVENESS_VIEW = { x: 56, y: 72, side: 150 } as const;
const LIVENESS_TEMPLATE: readonly Point[] = TEMPLATE.map(([x, y]): Point => {
  const scale = MESH_SIDE / LIVENESS_VIEW.side;
  return [(x - LIVENESS_VIEW.x) * scale + MESH_SIDE / 2, (y - LIVENESS_VIEW.y) * scale + MESH_SIDE / 2];
});

async function findLiveness(human: HumanParts, frame: Frame, points: FivePoints): Promise<Liveness | null> {
  const toView = similarityBetween(points, LIVENESS_TEMPLATE);
  if (!toView) return null;
  const cut = unitTensor(human, warp(frame, toView, MESH_SIDE), MESH_SIDE);
  const antispoof = await scoreOf(human, 'antispoof', ANTISPOOF_SIDE, cut);
  const liveness = await scoreOf(human, 'liveness', LIVENESS_SIDE, cut);
  human.tf.dispose(cut);
  return { antispoof, liveness };
}

const ANTISPOOF_SIDE = 128;
const LIVENESS_SIDE = 32;

async function scoreOf(human: HumanParts, model: 'antispoof' | 'liveness', side: number, cut: Tensor): Promise<number> {
  const input = human.tf.image.resizeBilinear(cut, [side, side]);
  const output = human.models.models[model]!.execute(input) as Tensor;
  const [score] = await output.data();
  human.tf.dispose([input, output]);
  return Math.max(0, Math.min(1, score ?? 0));
}
