/**
 * A photograph, whichever way up it was saved. Many lose their EXIF orientation on the way, and the detector finds a face in a picture that stands on its head, wrongly: so a still picture is looked
 * at all four ways, and taken the way for which most speaks. See [Note: upright] in upright.ts. A camera's frame is not: there the time is short.
 */
import type { Detector, DetectOptions, Face } from './detector.ts';
import { turned, type Frame } from './frame.ts';

/** Faces so small beside the largest do not say which way up the picture is. */
const COUNTS_FROM = 0.5;
/** So much must speak for one way up more than for any other, or it is not told. From the held-out split (docs/adr/0024). */
const SURER_BY = 4;

export type Way = { readonly quarters: number; readonly faces: readonly Face[] };

/** Each of the four ways up, with what is seen so. */
export async function waysUp(detector: Pick<Detector, 'detect'>, frame: Frame, options: DetectOptions): Promise<Way[]> {
  const ways: Way[] = [];
  for (let quarters = 0; quarters < 4; quarters++)
    ways.push({ quarters, faces: await detector.detect(turned(frame, quarters), options) });
  return ways;
}

const sizeOf = (face: Face): number => face.quality.InterEyeDistance;

/** Which way up the picture is by a face, in quarters: the way that it was turned to be looked at, and back by how the head then lies in it (one that lies on its side is found, too, and aligned upright). */
export function directionOf(quarters: number, face: Pick<Face, 'quality'>): number {
  return (quarters - Math.round(face.quality.HeadPoseRoll / 90) + 8) % 4;
}

/** What speaks for each way up: log odds of the faces that say so, added up where they speak for it (one face is found in several ways). */
function evidence(ways: readonly Way[]): readonly number[] {
  const sums = [-Infinity, -Infinity, -Infinity, -Infinity];
  for (const { quarters, faces } of ways) {
    const largest = Math.max(0, ...faces.map(sizeOf));
    for (const face of faces) {
      if (sizeOf(face) < COUNTS_FROM * largest) continue;
      const way = directionOf(quarters, face);
      const [before, odds] = [sums[way]!, face.upright];
      sums[way] = before > 0 && odds > 0 ? before + odds : Math.max(before, odds);
    }
  }
  return sums;
}

export type Told = { readonly way: Way; /** Another way is as likely, or nearly. */ readonly unsure: boolean };

/** The way up for which most speaks; where nobody is seen, the picture as it is. */
export function bestWay(ways: readonly Way[]): Told {
  const sums = evidence(ways);
  const best = Math.max(...sums);
  const quarters = sums.indexOf(best);
  const second = Math.max(...sums.filter((_, way) => way !== quarters));
  // Nobody anywhere: nothing to be unsure of.
  return { way: ways.find((way) => way.quarters === quarters)!, unsure: best > -Infinity && best - second < SURER_BY };
}

/** All faces of a photograph, the largest first, in the picture as it was turned. Where it is not told which way up it is, no face of it is upright. */
export async function detectStill(
  detector: Pick<Detector, 'detect'>,
  frame: Frame,
  options: DetectOptions,
): Promise<readonly Face[]> {
  return told(bestWay(await waysUp(detector, frame, options)));
}

export const told = ({ way, unsure }: Told): readonly Face[] =>
  unsure ? way.faces.map((face) => ({ ...face, upright: NOT_TOLD })) : way.faces;

/** Log odds of a face of which it is not told which way up it is: less than any purpose asks for. */
const NOT_TOLD = -100;
