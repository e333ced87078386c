/** What a crop tells by itself, where no detector looked at the photograph. */
import { QUALITY_MEASURES, type Quality } from '../../src/domain/recognition/face.ts';
import { greyOf, lightOf, sharpnessOf } from '../../src/vision/quality.ts';

/** Measures that need the photograph or the mesh are NaN. */
export function cropQuality(crop: Uint8Array): Quality {
  const grey = greyOf(crop);
  const light = lightOf(grey);
  const unknown = Object.fromEntries(QUALITY_MEASURES.map((name) => [name, NaN])) as Quality;
  return {
    ...unknown,
    Sharpness: sharpnessOf(grey),
    UnderExposurePrevention: light.notDark,
    OverExposurePrevention: light.notBright,
    LuminanceMean: light.mean,
    IlluminationUniformity: light.uniformity,
  };
}

/** Three equal channels; within two steps, since lossy files lose that much. */
export function isGrey(crop: Uint8Array): boolean {
  for (let at = 0; at < crop.length; at += 3) {
    if (Math.abs(crop[at]! - crop[at + 1]!) > 2 || Math.abs(crop[at]! - crop[at + 2]!) > 2) return false;
  }
  return true;
}
