/** What every recogniser in the comparison is: something that turns one face of a photograph into numbers that are compared. */
import type { FivePoints, Point } from '../../src/domain/recognition/face.ts';
import { similarityBetween, warp } from '../../src/vision/align.ts';
import type { Frame } from '../../src/vision/frame.ts';

export const PEER_IDS = ['face-api', 'human', 'teacher', 'float', 'int8'] as const;
export type PeerId = (typeof PEER_IDS)[number];

/** All recognisers get the same face of the same photograph; each cuts it out as its own package does. */
export type Face = {
  readonly photo: Frame;
  /** Null where no face was found; then the middle of the picture is compared. */
  readonly points: FivePoints | null;
  /** Our standard crop, 112 x 112 x 3. */
  readonly crop: Uint8Array;
};

export type Peer = {
  /** For the table. */
  readonly name: string;
  readonly runtime: string;
  /** Files of the model. */
  readonly bytes: number;
  /** Numbers of one embedding. */
  readonly length: number;
  /** How its package compares: the cosine of two embeddings, or their Euclidean distance. */
  readonly metric: 'cosine' | 'distance';
  /** Cuts the face out: not part of the time, since all but ours would start from their own detector's cut. */
  prepare(face: Face): Float32Array | Uint8Array;
  embed(prepared: Float32Array | Uint8Array): Promise<Float32Array>;
};

/** Draws what lies at `from` in the photograph to `to` in a square: RGB floats, 0..255. */
export function cutTo(photo: Frame, from: readonly Point[], to: readonly Point[], side: number): Float32Array {
  const toCut = similarityBetween(from, to);
  if (!toCut) throw new Error('the points of a face are all one');
  return warp(photo, toCut, side);
}

/** Where faces lie in LFW's 250 x 250 (mean of 293 found ones), for a picture in which none is found. */
export const middlePoints = (photo: Frame): FivePoints => {
  const { width, height } = photo;
  const scale = Math.min(width, height) / 250;
  const at = (x: number, y: number): Point => [width / 2 + (x - 125) * scale, height / 2 + (y - 125) * scale];
  return [at(103.9, 113.6), at(147.5, 113.1), at(125.7, 137.1), at(107.8, 161.0), at(145.2, 160.3)];
};
