/**
 * The surroundings cue: when a face moves in front of a fixed camera, the wall behind it stays; the rest of a printed sheet or of a
 * screen moves with it. Small patches around the face are compared with an earlier picture: at their own place, and at the place
 * from which the face's motion would have brought them.
 */
import type { Box, FivePoints, Point } from '../../domain/recognition/face.ts';
import { apply, similarityBetween, type Similarity } from '../align.ts';
import { at, type Grey } from './grey.ts';

/** The earlier picture is not older than this. */
const MAX_AGE_MS = 1500;
/** Least motion of a patch between the pictures, in pixels of the grey picture. */
const MOTION = 1.5;
/** Half the side of a patch; patches lie this many of them apart. */
const HALF = 3;
/** Variance (squared grey levels) from which a patch has something to see. */
const TEXTURE = 20;
const LEAST_PATCHES = 4;

export type Look = { readonly track: number; readonly at: number; readonly grey: Grey; readonly points: FivePoints };

export type SurroundReader = {
  /** 0..1 (1 = the surroundings stayed), or null: see FrameCues. */
  read(look: Look, box: Box): number | null;
};

/** Remembers one earlier picture of one face. */
export function createSurroundReader(): SurroundReader {
  let earlier: Look | null = null;
  return {
    read(now, box) {
      const before = earlier;
      const same =
        before !== null &&
        before.track === now.track &&
        before.grey.width === now.grey.width &&
        before.grey.step === now.grey.step;
      if (!same || now.at - before.at > MAX_AGE_MS || now.at < before.at) {
        earlier = now;
        return null;
      }
      const motion = similarityBetween(now.points, before.points);
      if (!motion || shiftOf(motion, now, box) < MOTION) return null;
      earlier = now;
      return compare(before.grey, now.grey, motion, box);
    },
  };
}

/** How far the middle of the face went, in pixels of the grey picture. */
function shiftOf(motion: Similarity, { grey }: Look, box: Box): number {
  const middle: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const [x, y] = apply(motion, middle);
  return Math.hypot(x - middle[0], y - middle[1]) / grey.step;
}

/** Patches beside and above the head: shoulders belong to it. @param motion now -> before, frame pixels. */
function compare(before: Grey, now: Grey, motion: Similarity, box: Box): number | null {
  const { step } = now;
  const cx = (box.x + box.width / 2) / step - 0.5;
  const cy = (box.y + box.height / 2) / step - 0.5;
  const halfX = box.width / 2 / step;
  const halfY = box.height / 2 / step;
  let sum = 0;
  let count = 0;
  const pitch = 2 * HALF + 1;
  for (let y = Math.max(HALF, cy - 2.2 * halfY); y <= cy + 0.6 * halfY; y += pitch) {
    for (let x = Math.max(HALF, cx - 2.6 * halfX); x <= cx + 2.6 * halfX; x += pitch) {
      if (Math.abs(x - cx) < 1.35 * halfX && Math.abs(y - cy) < 1.6 * halfY) continue;
      const votes = patch(before, now, motion, x, y);
      if (votes === null) continue;
      sum += votes;
      count++;
    }
  }
  return count < LEAST_PATCHES ? null : sum / count;
}

/** 0..1: 1 = the patch stayed. Null where it says nothing. */
function patch(before: Grey, now: Grey, motion: Similarity, cx: number, cy: number): number | null {
  const { step } = now;
  const toFrame = (v: number): number => (v + 0.5) * step - 0.5;
  const [movedX, movedY] = apply(motion, [toFrame(cx), toFrame(cy)]);
  const [mx, my] = [(movedX + 0.5) / step - 0.5, (movedY + 0.5) / step - 0.5];
  if (Math.hypot(mx - cx, my - cy) < MOTION / 2) return null;
  let sum = 0;
  let squares = 0;
  let stayed = 0;
  let went = 0;
  let pixels = 0;
  for (let j = -HALF; j <= HALF; j++) {
    for (let i = -HALF; i <= HALF; i++) {
      const here = at(now, cx + i, cy + j);
      const there = at(before, cx + i, cy + j);
      const along = at(before, mx + i, my + j);
      if (Number.isNaN(here) || Number.isNaN(there) || Number.isNaN(along)) return null;
      sum += here;
      squares += here * here;
      stayed += Math.abs(here - there);
      went += Math.abs(here - along);
      pixels++;
    }
  }
  const variance = squares / pixels - (sum / pixels) ** 2;
  if (variance < TEXTURE) return null;
  // Two levels a pixel are noise: where both fit, neither has said anything.
  const noise = 2 * pixels;
  if (Math.max(stayed, went) < noise) return null;
  return (went + noise / 4) / (stayed + went + noise / 2);
}
