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

export type Sides = readonly [left: number, right: number, above: number, below: number];

/** 0..1 a side: share of the best line's points with a step of one sign across it, less what chance gives. */
export function edgesAround(grey: Grey, box: Box): Sides {
  const cx = (box.x + box.width / 2) / grey.step - 0.5;
  const cy = (box.y + box.height / 2) / grey.step - 0.5;
  const halfX = box.width / 2 / grey.step;
  const halfY = box.height / 2 / grey.step;
  const upright = (sign: number): number => best(grey, { cx, cy, reach: halfX, run: halfY, sign, upright: true });
  const level = (sign: number): number => best(grey, { cx, cy, reach: halfY, run: halfX, sign, upright: false });
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

function best(grey: Grey, { cx, cy, reach, run, sign, upright }: Search): number {
  let most = 0;
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
      // A line that leaves the frame for more than a third is no line.
      if (seen >= (2 * ALONG) / 3) most = Math.max(most, Math.max(rising, falling) / ALONG);
    }
  }
  return most;
}
