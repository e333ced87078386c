/** The cues of presentation attacks that one face in one frame gives; see FrameCues. A few milliseconds (bench: evaluate liveness). */
import type { Box, FivePoints, FrameCues, Point } from '../../domain/recognition/face.ts';
import type { Mesh } from '../five-points.ts';
import type { Frame } from '../frame.ts';
import { edgesAround, type Edges } from './border.ts';
import { greyOf, type Grey } from './grey.ts';
import { patternStrength } from './pattern.ts';
import { shapeOf } from './shape.ts';
import { createSurroundReader } from './surround.ts';

/** Longer side of the grey picture on which the surroundings are looked at. */
const GREY_SIDE = 160;

export type CueInput = {
  readonly frame: Frame;
  readonly mesh: Mesh;
  readonly points: FivePoints;
  readonly box: Box;
};

/** What needs this frame alone. */
export function stillCues({ frame, mesh, points, box }: CueInput, grey: Grey): Omit<FrameCues, 'surround'> {
  const places = patternPlaces(points);
  const edges = edgesAround(grey, box);
  const strengths = places.flatMap((place) => patternStrength(frame, place) ?? []);
  return {
    shape: shapeOf(mesh),
    border: borderCue(edges),
    edges: edges.map(({ strength, place }) => (strength >= EDGE ? Math.round(place * 10) / 10 : null)),
    pattern: strengths.length === 0 ? 1 : patternCue(Math.max(...strengths)),
  };
}

/** Forehead and both cheeks: skin, where there should be least of a pattern. */
function patternPlaces([left, right, nose, mouthLeft, mouthRight]: FivePoints): Point[] {
  const brow: Point = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  return [
    [1.5 * brow[0] - 0.5 * nose[0], 1.5 * brow[1] - 0.5 * nose[1]],
    [(left[0] + mouthLeft[0]) / 2, (left[1] + mouthLeft[1]) / 2],
    [(right[0] + mouthRight[0]) / 2, (right[1] + mouthRight[1]) / 2],
  ];
}

/** From this strength on, an edge is worth following from frame to frame. */
const EDGE = 0.8;

/** Falls from 1 to 0 between two values. */
function fall(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (to - value) / (to - from)));
}

export const patternCue = (strength: number): number => fall(strength, 4, 8);

/** A rectangle has at least three sides, or two opposite upright ones; a doorpost or a shelf behind somebody gives one or two. */
export function borderCue(edges: Edges): number {
  const [left, right, above, below] = edges.map(({ strength }) => strength) as [number, number, number, number];
  const third = [left, right, above, below].sort((a, b) => b - a)[2]!;
  const rectangle = Math.max(third, Math.min(left, right, Math.max(above, below)));
  return fall(rectangle, 0.6, 0.95);
}

export { createSurroundReader, greyOf, GREY_SIDE };
