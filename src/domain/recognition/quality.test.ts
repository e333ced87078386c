import { describe, expect, it } from 'vitest';
import { QUALITY_MEASURES, type Quality } from './face.ts';
import { QUALITY_LIMITS, QUALITY_REASONS, qualityReasons, type QualityReason } from './quality.ts';

/** A face that may be enrolled. */
const GOOD: Quality = {
  InterEyeDistance: 90,
  Sharpness: 160,
  UnderExposurePrevention: 1,
  OverExposurePrevention: 1,
  LuminanceMean: 0.5,
  IlluminationUniformity: 0.9,
  HeadPoseYaw: 2,
  HeadPosePitch: -3,
  HeadPoseRoll: 1,
  LeftwardCrop: 3,
  RightwardCrop: 3,
  MarginAbove: 2,
  MarginBelow: 2,
  SingleFacePresent: 1,
  EyesOpen: 0.8,
  MouthClosed: 0.9,
};

describe('qualityReasons', () => {
  it('lets a good face through for both purposes', () => {
    expect(qualityReasons(GOOD, 'enrol')).toEqual([]);
    expect(qualityReasons(GOOD, 'probe')).toEqual([]);
  });

  it.each<[string, Partial<Quality>, QualityReason]>([
    ['somebody else is there', { SingleFacePresent: 0 }, 'one-at-a-time'],
    ['far away', { InterEyeDistance: 20 }, 'come-closer'],
    ['cut at the left', { LeftwardCrop: -0.6 }, 'centre-face'],
    ['cut at the right', { RightwardCrop: -0.6 }, 'centre-face'],
    ['cut above', { MarginAbove: -0.6 }, 'centre-face'],
    ['cut below', { MarginBelow: -0.6 }, 'centre-face'],
    ['night', { LuminanceMean: 0.05 }, 'too-dark'],
    ['black patches', { UnderExposurePrevention: 0.2 }, 'too-dark'],
    ['glare', { LuminanceMean: 0.97 }, 'too-bright'],
    ['white patches', { OverExposurePrevention: 0.3 }, 'too-bright'],
    ['lamp at the side', { IlluminationUniformity: 0.1 }, 'light-from-side'],
    ["turned to the picture's right", { HeadPoseYaw: 45 }, 'turn-to-camera'],
    ["turned to the picture's left", { HeadPoseYaw: -45 }, 'turn-to-camera'],
    ['looks up', { HeadPosePitch: 40 }, 'chin-down'],
    ['looks down', { HeadPosePitch: -40 }, 'chin-up'],
    ['head on the shoulder', { HeadPoseRoll: 40 }, 'straighten-head'],
    ['moved', { Sharpness: 4 }, 'hold-still'],
  ])('%s', (_, change, reason) => {
    expect(qualityReasons({ ...GOOD, ...change }, 'enrol')).toEqual([reason]);
    expect(qualityReasons({ ...GOOD, ...change }, 'probe')).toEqual([reason]);
  });

  it.each<[string, Partial<Quality>, QualityReason]>([
    ['eyes shut', { EyesOpen: 0.1 }, 'open-eyes'],
    ['mouth open', { MouthClosed: 0.1 }, 'close-mouth'],
    ['a little far', { InterEyeDistance: 40 }, 'come-closer'],
    ['a little soft', { Sharpness: 25 }, 'hold-still'],
    ['a little turned', { HeadPoseYaw: 27 }, 'turn-to-camera'],
  ])('hinders enrolment and no probe: %s', (_, change, reason) => {
    expect(qualityReasons({ ...GOOD, ...change }, 'enrol')).toEqual([reason]);
    expect(qualityReasons({ ...GOOD, ...change }, 'probe')).toEqual([]);
  });

  it('names what hinders most first, each once', () => {
    const poor = { ...GOOD, Sharpness: 1, LuminanceMean: 0.05, UnderExposurePrevention: 0.1, SingleFacePresent: 0 };
    expect(qualityReasons(poor, 'enrol')).toEqual(['one-at-a-time', 'too-dark', 'hold-still']);
  });

  it('passes nothing that is not a number', () => {
    expect(qualityReasons({ ...GOOD, Sharpness: NaN }, 'probe')).toEqual(['hold-still']);
  });

  it('is stricter for enrolment, measure by measure', () => {
    for (const measure of QUALITY_MEASURES) {
      const probe = QUALITY_LIMITS.probe[measure];
      const enrol = QUALITY_LIMITS.enrol[measure];
      if (!probe) continue;
      expect(enrol?.min ?? -Infinity, measure).toBeGreaterThanOrEqual(probe.min ?? -Infinity);
      expect(enrol?.max ?? Infinity, measure).toBeLessThanOrEqual(probe.max ?? Infinity);
    }
  });

  it('has no reason that is named twice', () => {
    expect(new Set(QUALITY_REASONS).size).toBe(QUALITY_REASONS.length);
  });
});
