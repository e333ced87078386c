/** Four bars that say how good a capture is, each 0..1. Pure. */
import type { Quality } from '../../../domain/recognition/face.ts';
import { QUALITY_LIMITS } from '../../../domain/recognition/quality.ts';

export const BARS = ['size', 'sharpness', 'light', 'pose'] as const;
export type Bar = (typeof BARS)[number];

const unit = (x: number) => Math.min(1, Math.max(0, x));
/** 0.3 at the limit of enrolment, 1 where more does not help. */
const above = (value: number, limit: number, plenty: number) => unit(0.3 + (0.7 * (value - limit)) / (plenty - limit));

export function qualityBars(q: Quality): Readonly<Record<Bar, number>> {
  const { InterEyeDistance, Sharpness, IlluminationUniformity, HeadPoseYaw, HeadPosePitch } = QUALITY_LIMITS.enrol;
  const turned = Math.max(
    Math.abs(q.HeadPoseYaw) / (HeadPoseYaw?.max ?? 90),
    Math.abs(q.HeadPosePitch) / (HeadPosePitch?.max ?? 90),
  );
  const even = above(q.IlluminationUniformity, IlluminationUniformity?.min ?? 0, 0.95);
  return {
    size: above(q.InterEyeDistance, InterEyeDistance?.min ?? 0, 120),
    sharpness: above(q.Sharpness, Sharpness?.min ?? 0, 300),
    light: Math.min(even, unit(q.UnderExposurePrevention), unit(q.OverExposurePrevention)),
    pose: unit(1 - 0.7 * turned),
  };
}
