import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../domain/recognition/face.ts';
import { forget, NO_TRACKS, overlap, track, type TrackState } from './track.ts';

const box = (x: number, y: number, side = 100): Box => ({ x, y, width: side, height: side });
/** Runs frame after frame; gives the numbers of each. */
function run(frames: readonly (readonly Box[])[], start: TrackState = NO_TRACKS): number[][] {
  let state = start;
  return frames.map((boxes) => {
    const [next, faces] = track(state, boxes);
    state = next;
    return faces.map((face) => face.track);
  });
}

describe('overlap', () => {
  it.each([
    ['itself', box(0, 0), box(0, 0), 1],
    ['half moved', box(0, 0), box(50, 0), 1 / 3],
    ['beside', box(0, 0), box(100, 0), 0],
    ['inside', box(0, 0), box(25, 25, 50), 0.25],
  ])('%s', (_, a, b, expected) => {
    expect(overlap(a, b)).toBeCloseTo(expected, 9);
    expect(overlap(b, a)).toBeCloseTo(expected, 9);
  });
});

describe('track', () => {
  it.each<[string, Box[][], number[][]]>([
    ['one face that moves', [[box(0, 0)], [box(20, 5)], [box(45, 5)]], [[1], [1], [1]]],
    ['a jump is somebody else', [[box(0, 0)], [box(300, 0)]], [[1], [2]]],
    [
      'two that swap their order',
      [
        [box(0, 0), box(300, 0)],
        [box(310, 0), box(10, 0)],
      ],
      [
        [1, 2],
        [2, 1],
      ],
    ],
    ['one leaves, one comes', [[box(0, 0)], [], [], [], [], [], [box(0, 0)]], [[1], [], [], [], [], [], [2]]],
    ['a blink of the detector', [[box(0, 0)], [], [], [box(10, 0)]], [[1], [], [], [1]]],
    ['the nearer of two claims the track', [[box(0, 0)], [box(40, 0), box(5, 0)]], [[1], [2, 1]]],
  ])('%s', (_, frames, expected) => {
    expect(run(frames)).toEqual(expected);
  });

  it('counts the frames in which a face was seen', () => {
    let state = NO_TRACKS;
    const counts = [[box(0, 0)], [box(2, 0)], [], [box(4, 0)]].map((boxes) => {
      const [next, faces] = track(state, boxes);
      state = next;
      return faces[0]?.frame;
    });
    expect(counts).toEqual([1, 2, undefined, 3]);
  });

  it('never gives one number twice in a frame, nor a number that somebody else had', () => {
    const anyBox = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 300 }),
      width: fc.integer({ min: 20, max: 200 }),
      height: fc.integer({ min: 20, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(anyBox, { maxLength: 4 }), { maxLength: 12 }), (frames) => {
        let seen = 0;
        for (const numbers of run(frames)) {
          expect(new Set(numbers).size).toBe(numbers.length);
          const fresh = numbers.filter((number) => number > seen).sort((a, b) => a - b);
          // New numbers go on from the greatest without a gap.
          fresh.forEach((number, i) => expect(number).toBe(seen + 1 + i));
          seen += fresh.length;
        }
      }),
    );
  });

  it('forgets the boxes and not the count', () => {
    const [state] = track(NO_TRACKS, [box(0, 0)]);
    expect(run([[box(0, 0)]], forget(state))).toEqual([[2]]);
  });
});
