/**
 * Which quality measures a face must pass, and what to tell the person when one fails.
 * Enrolment is strict (a template is compared for years), a probe is loose (a person waits at the door).
 */
import { assertNever } from '../never.ts';
import type { FaceObservation, Quality, QualityMeasure } from './face.ts';

/** One instruction at a time; each has a sentence in both languages. */
export const QUALITY_REASONS = [
  'one-at-a-time',
  'come-closer',
  'step-back',
  'centre-face',
  'too-dark',
  'too-bright',
  'light-from-side',
  'turn-to-camera',
  'chin-down',
  'chin-up',
  'straighten-head',
  'hold-still',
  'open-eyes',
  'close-mouth',
  'mirror-differs',
  'upside-down',
] as const;
export type QualityReason = (typeof QUALITY_REASONS)[number];

export type Purpose = 'enrol' | 'probe';
type Range = { readonly min?: number; readonly max?: number };
export type QualityLimits = Readonly<Partial<Record<QualityMeasure, Range>>>;

export const QUALITY_LIMITS: Readonly<Record<Purpose, QualityLimits>> = {
  enrol: {
    SingleFacePresent: { min: 1 },
    InterEyeDistance: { min: 50 },
    LeftwardCrop: { min: 0 },
    RightwardCrop: { min: 0 },
    MarginAbove: { min: 0 },
    MarginBelow: { min: 0 },
    LuminanceMean: { min: 0.2, max: 0.85 },
    UnderExposurePrevention: { min: 0.7 },
    OverExposurePrevention: { min: 0.85 },
    IlluminationUniformity: { min: 0.55 },
    HeadPoseYaw: { min: -20, max: 20 },
    HeadPosePitch: { min: -18, max: 18 },
    HeadPoseRoll: { min: -15, max: 15 },
    Sharpness: { min: 40 },
    EyesOpen: { min: 0.4 },
    MouthClosed: { min: 0.5 },
  },
  probe: {
    SingleFacePresent: { min: 1 },
    InterEyeDistance: { min: 32 },
    LeftwardCrop: { min: -0.3 },
    RightwardCrop: { min: -0.3 },
    MarginAbove: { min: -0.3 },
    MarginBelow: { min: -0.3 },
    LuminanceMean: { min: 0.12, max: 0.92 },
    UnderExposurePrevention: { min: 0.4 },
    OverExposurePrevention: { min: 0.6 },
    IlluminationUniformity: { min: 0.3 },
    HeadPoseYaw: { min: -32, max: 32 },
    HeadPosePitch: { min: -28, max: 28 },
    HeadPoseRoll: { min: -28, max: 28 },
    Sharpness: { min: 15 },
  },
};

/** Smallest cosine between the embeddings of a picture and of its mirror image: the free quality measure. */
export const MIRROR_COSINE_MIN: Readonly<Record<Purpose, number>> = { enrol: 0.5, probe: 0.3 };

/** The order in which measures are checked: what hinders the others first. */
const ORDER: readonly QualityMeasure[] = [
  'SingleFacePresent',
  'InterEyeDistance',
  'LeftwardCrop',
  'RightwardCrop',
  'MarginAbove',
  'MarginBelow',
  'LuminanceMean',
  'UnderExposurePrevention',
  'OverExposurePrevention',
  'IlluminationUniformity',
  'HeadPoseYaw',
  'HeadPosePitch',
  'HeadPoseRoll',
  'Sharpness',
  'EyesOpen',
  'MouthClosed',
];

function reasonFor(measure: QualityMeasure, tooHigh: boolean): QualityReason {
  switch (measure) {
    case 'SingleFacePresent':
      return 'one-at-a-time';
    case 'InterEyeDistance':
      return tooHigh ? 'step-back' : 'come-closer';
    case 'LeftwardCrop':
    case 'RightwardCrop':
    case 'MarginAbove':
    case 'MarginBelow':
      return 'centre-face';
    case 'LuminanceMean':
      return tooHigh ? 'too-bright' : 'too-dark';
    case 'UnderExposurePrevention':
      return 'too-dark';
    case 'OverExposurePrevention':
      return 'too-bright';
    case 'IlluminationUniformity':
      return 'light-from-side';
    case 'HeadPoseYaw':
      return 'turn-to-camera';
    case 'HeadPosePitch':
      return tooHigh ? 'chin-down' : 'chin-up';
    case 'HeadPoseRoll':
      return 'straighten-head';
    case 'Sharpness':
      return 'hold-still';
    case 'EyesOpen':
      return 'open-eyes';
    case 'MouthClosed':
      return 'close-mouth';
    default:
      return assertNever(measure);
  }
}

/** What is wrong with a face for a purpose, most hindering first; empty when it may be used. */
export function qualityReasons(
  quality: Quality,
  purpose: Purpose,
  limits: QualityLimits = QUALITY_LIMITS[purpose],
): QualityReason[] {
  const reasons: QualityReason[] = [];
  for (const measure of ORDER) {
    const range = limits[measure];
    if (!range) continue;
    const value = quality[measure];
    const tooLow = range.min !== undefined && !(value >= range.min);
    const tooHigh = range.max !== undefined && value > range.max;
    if (!tooLow && !tooHigh) continue;
    const reason = reasonFor(measure, tooHigh);
    if (!reasons.includes(reason)) reasons.push(reason);
  }
  return reasons;
}

/** From which a face counts as upright: for a template strictly; at a door a face that passes all else and is upside down says that the camera is. */
export const UPRIGHT_MIN = { enrol: -1, probe: -4 } as const;

/** The same, and whether the face is the right way up: asked last, because a face in profile or in the dark says little of it. See [Note: upright] in vision/upright.ts. */
export function faceReasons(face: Pick<FaceObservation, 'quality' | 'upright'>, purpose: Purpose): QualityReason[] {
  const reasons = qualityReasons(face.quality, purpose);
  const isUpright = face.upright >= UPRIGHT_MIN[purpose];
  return reasons.length > 0 || isUpright ? reasons : ['upside-down'];
}
