/** Which face of this frame is which of the last: greedy matching by overlap. Pure. */
import type { Box } from '../domain/recognition/face.ts';

type Track = { readonly track: number; readonly frame: number; readonly missed: number; readonly box: Box };
export type TrackState = { readonly next: number; readonly tracks: readonly Track[] };
export const NO_TRACKS: TrackState = { next: 1, tracks: [] };

export type Tracked = { readonly track: number; readonly frame: number };

/** Less overlap than this is another face. */
const MIN_OVERLAP = 0.25;
/** A face may be missed in this many frames in a row (a blink of the detector) and keep its number. */
const MAX_MISSED = 4;

/** Shared area over joint area, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/**
 * The state after a frame with these faces, and each face's number, in the order of `boxes`. Numbers rise by one for each new face
 * and are never reused. Pairs are made from the greatest overlap down, so that two faces cannot share a number.
 */
export function track(state: TrackState, boxes: readonly Box[]): [TrackState, Tracked[]] {
  const pairs: { readonly from: number; readonly to: number; readonly overlap: number }[] = [];
  state.tracks.forEach((old, from) => {
    boxes.forEach((box, to) => {
      const share = overlap(old.box, box);
      if (share >= MIN_OVERLAP) pairs.push({ from, to, overlap: share });
    });
  });
  pairs.sort((a, b) => b.overlap - a.overlap || a.from - b.from || a.to - b.to);
  const usedFrom = new Set<number>();
  const origin = new Map<number, Track>();
  for (const pair of pairs) {
    if (usedFrom.has(pair.from) || origin.has(pair.to)) continue;
    usedFrom.add(pair.from);
    origin.set(pair.to, state.tracks[pair.from]!);
  }
  let next = state.next;
  const seen = boxes.map((box, to): Track => {
    const old = origin.get(to);
    return old ? { ...old, frame: old.frame + 1, missed: 0, box } : { track: next++, frame: 1, missed: 0, box };
  });
  const missed = state.tracks
    .filter((old, from) => !usedFrom.has(from) && old.missed < MAX_MISSED)
    .map((old) => ({ ...old, missed: old.missed + 1 }));
  return [{ next, tracks: [...seen, ...missed] }, seen.map((face) => ({ track: face.track, frame: face.frame }))];
}

/** For a still photograph: its faces have nothing to do with those before. */
export function forget(state: TrackState): TrackState {
  return { next: state.next, tracks: [] };
}
