/**
 * A photograph, whichever way up it was saved. Many lose their EXIF orientation on the way, and the detector finds a face in a picture that stands on its head, wrongly: so a still picture is looked
 * at all four ways, and taken the way in which its faces are the most upright. See [Note: upright] in upright.ts. A camera's frame is not: there the time is short.
 */
import type { Detector, DetectOptions, Face } from './detector.ts';
import { turned, type Frame } from './frame.ts';

/** Faces so small beside the largest do not say which way up the picture is. */
const COUNTS_FROM = 0.5;
/** Two ways differ when one is surer by so much; where they do not, the head that is held straighter counts: a face that lies on its side is aligned upright, too. */
const AS_SURE = 3;

export type Way = { readonly quarters: number; readonly faces: readonly Face[]; readonly upright: number; readonly roll: number };

/** Each of the four ways up, with what is seen so. */
export async function waysUp(detector: Pick<Detector, 'detect'>, frame: Frame, options: DetectOptions): Promise<Way[]> {
  const ways: Way[] = [];
  for (let quarters = 0; quarters < 4; quarters++) {
    const faces = await detector.detect(turned(frame, quarters), options);
    const largest = Math.max(0, ...faces.map(sizeOf));
    const counting = faces.filter((face) => sizeOf(face) >= COUNTS_FROM * largest);
    const surest = counting.reduce<Face | null>((best, face) => (!best || uprightOf(face) > uprightOf(best) ? face : best), null);
    ways.push({
      quarters,
      faces,
      upright: surest ? uprightOf(surest) : -Infinity,
      roll: surest ? Math.abs(surest.quality.HeadPoseRoll) : 180,
    });
  }
  return ways;
}

const sizeOf = (face: Face): number => face.quality.InterEyeDistance;
const uprightOf = (face: Face): number => face.upright ?? -Infinity;

/** The way up that fits best; of two that fit alike the straighter, of two of those the picture as it is. */
export function bestWay(ways: readonly Way[]): Way {
  const surest = Math.max(...ways.map((way) => way.upright));
  const alike = ways.filter((way) => way.upright >= surest - AS_SURE || surest === -Infinity);
  return alike.reduce((best, way) => (way.roll < best.roll - 1 ? way : best));
}

/** All faces of a photograph, the largest first, in the picture as it was turned. */
export async function detectStill(
  detector: Pick<Detector, 'detect'>,
  frame: Frame,
  options: DetectOptions,
): Promise<readonly Face[]> {
  return bestWay(await waysUp(detector, frame, options)).faces;
}
