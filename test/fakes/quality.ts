import type { Quality } from '../../src/domain/recognition/face.ts';

/** A face that passes every limit, for enrolment too. */
export function goodQuality(): Quality {
  return {
    InterEyeDistance: 90,
    Sharpness: 200,
    UnderExposurePrevention: 0.98,
    OverExposurePrevention: 0.99,
    LuminanceMean: 0.5,
    IlluminationUniformity: 0.9,
    HeadPoseYaw: 0,
    HeadPosePitch: 0,
    HeadPoseRoll: 0,
    LeftwardCrop: 1,
    RightwardCrop: 1,
    MarginAbove: 1,
    MarginBelow: 1,
    SingleFacePresent: 1,
    EyesOpen: 1,
    MouthClosed: 1,
  };
}
