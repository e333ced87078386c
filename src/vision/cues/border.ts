/**
 * The border cue: a sheet of paper, a phone or a tablet has straight edges on several sides of the face. On each side lines (a little
 * tilted, too) are laid through the small grey picture; a side counts as far as its best line runs along one edge of one sign.
 */
import type { Box } from '../../domain/recognition/face.ts';
import { at, type Grey } from './grey.ts';

/** Where a side is looked for: this far from the middle of the face, in halves of its box. */
const NEAR = 1.12;
const FAR = 2.6;
/** Slopes of the lines. */
const TILTS = [-0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12] as const;
/** Points along a line. */
const ALONG = 24;
/** Least step across a line, in grey levels. */
const STEP = 9;

/** One side's best line. */
export type Edge = {
  /** 0..1: share of its points with a step of one sign across it. */
  readonly strength: number;
  /** Where it crosses the level or upright line through the middle of the face: x for left and right, y for above and below, frame pixels. */
  readonly place: number;
};
export type Edges = readonly [left: Edge, right: Edge, above: Edge, below: Edge];

export function edgesAround(grey: Grey, box: Box): Edges {
  const cx = (box.x + box.width / 2) / grey.step - 0.5;
  const cy = (box.y + box.height / 2) / grey.step - 0.5;
  const halfX = box.width / 2 / grey.step;
  const halfY = box.height / 2 / grey.step;
  const upright = (sign: number): Edge => best(grey, { cx, cy, reach: halfX, run: halfY, sign, upright: true });
  const level = (sign: number): Edge => best(grey, { cx, cy, reach: halfY, run: halfX, sign, upright: false });
  return [upright(-1), upright(1), level(-1), level(1)];
}

type Search = {
  readonly cx: number;
  readonly cy: number;
  /** Half the box across the line, and along it. */
  readonly reach: number;
  readonly run: number;
  readonly sign: number;
  readonly upright: boolean;
};

function best(grey: Grey, { cx, cy, reach, run, sign, upright }: Search): Edge {
  let most = 0;
  let place = 0;
  for (let offset = NEAR * reach; offset <= FAR * reach; offset += 1) {
    for (const tilt of TILTS) {
      let rising = 0;
      let falling = 0;
      let seen = 0;
      for (let k = 0; k < ALONG; k++) {
        const along = ((k + 0.5) / ALONG - 0.5) * 2.4 * run;
        const across = sign * offset + tilt * along;
        const x = cx + (upright ? across : along);
        const y = cy + (upright ? along : across);
        const step = upright ? at(grey, x + 1, y) - at(grey, x - 1, y) : at(grey, x, y + 1) - at(grey, x, y - 1);
        if (Number.isNaN(step)) continue;
        seen++;
        if (step > STEP) rising++;
        else if (step < -STEP) falling++;
      }
      const strength = Math.max(rising, falling) / ALONG;
      // A line that leaves the frame for more than a third is no line. Of equal ones the nearest to the face counts.
      if (seen >= (2 * ALONG) / 3 && strength > most) {
        most = strength;
        place = (upright ? cx : cy) + sign * offset;
      }
    }
  }
  return { strength: most, place: (place + 0.5) * grey.step - 0.5 };
}
