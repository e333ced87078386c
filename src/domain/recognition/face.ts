/** What the vision box says of one face in one frame. Lengths are pixels of the frame unless said otherwise. */

/** Side of the standard aligned crop, pixels. */
export const CROP_SIDE = 112;
/** Bytes of an aligned crop: 112 x 112 x 3, RGB, rows from the top. */
export const CROP_BYTES = CROP_SIDE * CROP_SIDE * 3;
/** Length of an embedding: the picture's 1024 and its mirror image's 1024. */
export const EMBEDDING_LENGTH = 2048;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = readonly [x: number, y: number];
/** Centre of the eye on the picture's left, of the one on its right, nose tip, mouth corner on the left, on the right. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/**
 * Quality measures, named after ISO/IEC 29794-5 (names as in OFIQ). Raw values:
 * InterEyeDistance px; Sharpness variance of the Laplacian of the grey crop, 0..255 scale; UnderExposurePrevention and
 * OverExposurePrevention share of the face's pixels that are not too dark / too bright, 0..1; LuminanceMean 0..1;
 * IlluminationUniformity 1 = both halves of the face equally lit, 0 = one is black; HeadPoseYaw, Pitch, Roll degrees, 0 frontal,
 * positive = turned to the picture's right / up / clockwise; LeftwardCrop, RightwardCrop, MarginAbove, MarginBelow free
 * distance from the face box to the frame's border in inter-eye distances; SingleFacePresent 1 or 0; EyesOpen, MouthClosed 0..1.
 */
export const QUALITY_MEASURES = [
  'InterEyeDistance',
  'Sharpness',
  'UnderExposurePrevention',
  'OverExposurePrevention',
  'LuminanceMean',
  'IlluminationUniformity',
  'HeadPoseYaw',
  'HeadPosePitch',
  'HeadPoseRoll',
  'LeftwardCrop',
  'RightwardCrop',
  'MarginAbove',
  'MarginBelow',
  'SingleFacePresent',
  'EyesOpen',
  'MouthClosed',
] as const;
export type QualityMeasure = (typeof QUALITY_MEASURES)[number];
export type Quality = Readonly<Record<QualityMeasure, number>>;

/** Passive liveness scores of one frame, 0..1, 1 = live. Null where the models did not run on this frame. */
export type Liveness = { readonly antispoof: number; readonly liveness: number };

/** Mesh points in `FrameCues.shape`. */
export const SHAPE_POINTS = 40;

/**
 * What one frame says of whether a living face stands there, beside the two models: raw facts for `presentation.ts`, which judges
 * them over a visit. All of the face whose crop, box and points stand beside them; null or absent where nobody asked.
 */
export type FrameCues = {
  /** x0, y0, x1, y1, … of 40 points of the face mesh (vision/cues/shape.ts says which), pixels of the frame. */
  readonly shape: readonly number[];
  /** 0..1: 1 = no straight-edged rectangle (a sheet's or a device's border) around the face. */
  readonly border: number;
  /** Where the strong straight edges lie: x of the left and the right one, y of the upper and the lower one, frame pixels; null = none there. */
  readonly edges: readonly (number | null)[];
  /** 0..1: 1 = no regular fine pattern (screen grid, moiré, print raster) on the face. */
  readonly pattern: number;
  /** 0..1: 1 = what lies around the face stayed while it moved, 0 = it moved along. Null: the face hardly moved, or nothing is to be seen. */
  readonly surround: number | null;
};

/** Milliseconds spent in the renderer on this frame. */
export type VisionTimes = { readonly detect: number; readonly align: number; readonly liveness: number };

export type FaceObservation = {
  /** Number of the track: rises by one for each newly seen face, never reused in a session. */
  readonly track: number;
  /** Frames of this track so far. */
  readonly frame: number;
  /** 112 x 112 x 3 RGB bytes, aligned to the standard five points. */
  readonly crop: Uint8Array;
  readonly box: Box;
  readonly points: FivePoints;
  /** Log odds that the crop shows a face the right way up (vision/upright.ts). */
  readonly upright: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly quality: Quality;
  readonly liveness: Liveness | null;
  readonly cues?: FrameCues | null | undefined;
  /** Milliseconds since the epoch when the frame was taken, by the renderer's clock. */
  readonly capturedAt: number;
  readonly times: VisionTimes;
};
