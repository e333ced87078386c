import { describe, expect, test } from 'vitest';
import { goodQuality } from '../../../test/fakes/quality.ts';
import { CAMERA_TURNS, type CameraTurn } from '../../shared/camera-turn.ts';
import { addTurns, boxStyle, MOUNTING_START, mountingNext, turnFor, turnOffered, turnedSize, videoStyle } from './turn.ts';

const face = (upright: number, roll = 0, change = {}) => ({
  upright,
  quality: { ...goodQuality(), HeadPoseRoll: roll, ...change },
});

describe('what a face says of how the camera hangs', () => {
  test.each<[string, ReturnType<typeof face>, CameraTurn | null]>([
    ['upright', face(9), 0],
    ['a tilted head', face(9, 30), 0],
    ['its up is to the right: three quarters more', face(9, 91), 270],
    ['its up is to the left: one quarter', face(9, -88), 90],
    ['upside down, and found so', face(9, 178), 180],
    ['the mesh lies on it the wrong way round', face(-9), 180],
    ['the same on its side', face(-9, 90), 90],
    ['not sure', face(1), null],
    ['too dark to say', face(-9, 0, { LuminanceMean: 0.05 }), null],
  ])('%s', (_name, seen, expected) => {
    expect(turnFor(seen)).toBe(expected);
  });
});

describe('it is offered', () => {
  const after = (says: readonly (CameraTurn | null)[], every: number) => {
    let state = MOUNTING_START;
    let now = 1000;
    for (const each of says) state = mountingNext(state, each, (now += every));
    return turnOffered(state, now);
  };
  const times = (count: number, says: CameraTurn | null) => Array.from({ length: count }, () => says);

  test.each([
    ['again and again', times(20, 180), 300, 180],
    ['on its side', times(20, 90), 300, 90],
    ['upright faces: nothing to offer', times(50, 0), 300, null],
    ['only for a moment, many times', times(50, 180), 20, null],
    ['a few times, long', times(4, 180), 3000, null],
    ['looks that say nothing change nothing', times(20, 180).flatMap((says) => [says, null]), 300, 180],
    ['and then an upright one', [...times(20, 180), 0 as const], 300, null],
    ['now so, now so', Array.from({ length: 40 }, (_, i): CameraTurn => (i % 2 === 0 ? 180 : 0)), 300, null],
  ])('%s', (_name, says, every, expected) => {
    expect(after(says, every)).toBe(expected);
  });
});

test('turns add up, and what is on its side has its sides exchanged', () => {
  expect(CAMERA_TURNS.map((turn) => addTurns(turn, 270))).toEqual([270, 0, 90, 180]);
  expect(CAMERA_TURNS.map((turn) => turnedSize({ width: 640, height: 480 }, turn).width)).toEqual([640, 480, 640, 480]);
  expect(CAMERA_TURNS.map((turn) => videoStyle(turn)?.rotate)).toEqual([undefined, '-90deg', '-180deg', '-270deg']);
  expect(CAMERA_TURNS.map((turn) => boxStyle(turn)?.containerType)).toEqual([undefined, 'size', undefined, 'size']);
});
