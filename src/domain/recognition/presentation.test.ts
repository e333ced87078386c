import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frames, shape, still, turning, waving, type Made } from '../../../test/fakes/shapes.ts';
import { SHAPE_POINTS } from './face.ts';
import { motionOf } from './parallax.ts';
import {
  judgePresentation,
  presentationPasses,
  presentationSettled,
  PRESENTATION_CUES,
  PRESENTATION_WAIT_MS,
  STILL_WAIT_MS,
} from './presentation.ts';

const verdictOf = (made: Made, mode: 'standard' | 'strict'): string => judgePresentation(frames(made), mode)!.verdict;

describe('judgePresentation', () => {
  test('off judges nothing', () => {
    expect(judgePresentation(frames({ pose: turning }), 'off')).toBeNull();
  });

  const cases: readonly [string, Made, string, string][] = [
    ['a head that turns a little', { pose: turning }, 'live', 'live'],
    ['somebody who talks and does not turn', { pose: (t) => ({ open: 0.2 * Math.abs(Math.sin(6 * t)) }) }, 'live', 'live'],
    ['a picture waved about', { pose: waving, flat: true }, 'attack', 'attack'],
    ['a head that stands still for a moment', { pose: still }, 'unsure', 'unsure'],
    ['anything that is still for seconds', { pose: still, seconds: 3 }, 'attack', 'attack'],
    [
      'a replay within a frame that moves along',
      { pose: turning, cues: (_, { dx }) => ({ border: 0, edges: [150 + dx, 490 + dx, null, null] }) },
      'attack',
      'attack',
    ],
    ['somebody before a doorway', { pose: turning, cues: () => ({ border: 0, edges: [150, 490, 60, null] }) }, 'live', 'attack'],
    ['a screen whose grid is seen', { pose: turning, cues: () => ({ pattern: 0.1 }) }, 'attack', 'attack'],
    ['a grid that might be a pullover', { pose: turning, cues: () => ({ pattern: 0.4 }) }, 'live', 'unsure'],
    ['one odd frame', { pose: turning, cues: (i) => (i === 3 ? { pattern: 0, border: 0 } : {}) }, 'live', 'live'],
  ];
  test.each(cases)('%s: standard %#', (_name, made, standard, strict) => {
    expect(verdictOf(made, 'standard')).toBe(standard);
    expect(verdictOf(made, 'strict')).toBe(strict);
  });

  test('the two models accuse only where both are sure', () => {
    const scored = (antispoof: number, liveness: number) =>
      frames({ pose: turning }).map((frame) => ({ ...frame, liveness: { antispoof, liveness } }));
    expect(judgePresentation(scored(0.01, 0.02), 'standard')!.verdict).toBe('attack');
    expect(judgePresentation(scored(0.01, 0.9), 'standard')!.verdict).toBe('live');
  });

  test('without cues nothing is known: standard lets in after its wait, strict never does', () => {
    const blind = frames({ pose: turning }).map(({ capturedAt }) => ({ capturedAt, liveness: null }));
    for (const mode of ['standard', 'strict'] as const) {
      const said = judgePresentation(blind, mode)!;
      expect(said).toMatchObject({ verdict: 'unsure', cues: {} });
      expect(presentationPasses(said)).toBe(mode === 'standard');
    }
    expect(judgePresentation([], 'strict')!.verdict).toBe('unsure');
  });

  test('whatever comes in, numbers come out, 0 to 1, and no flat picture that only moves becomes round', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (seed, reach, tilt) => {
          const seen = frames({
            seed,
            flat: true,
            pose: (t) => ({ dx: reach * Math.sin(4 * t), tilt: tilt * Math.sin(3 * t), yaw: tilt * Math.cos(2 * t) }),
          });
          const said = judgePresentation(seen, 'strict')!;
          expect(said.verdict).not.toBe('live');
          expect(said.live).toBeGreaterThanOrEqual(0);
          expect(said.live).toBeLessThanOrEqual(1);
          for (const [name, value] of Object.entries(said.cues)) {
            expect(PRESENTATION_CUES).toContain(name);
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('when a verdict stands', () => {
  const after = (made: Made, mode: 'standard' | 'strict', seconds: number): boolean => {
    const seen = frames({ ...made, seconds });
    return presentationSettled(judgePresentation(seen, mode)!, seen);
  };
  test('life is believed soon, an accusation after a while, stillness is looked at longer', () => {
    expect(after({ pose: turning }, 'standard', 0.2)).toBe(false);
    expect(after({ pose: turning }, 'standard', 0.9)).toBe(true);
    expect(after({ pose: waving, flat: true }, 'standard', 1)).toBe(false);
    expect(after({ pose: waving, flat: true }, 'standard', PRESENTATION_WAIT_MS.standard / 1000)).toBe(true);
    expect(after({ pose: still }, 'standard', 2)).toBe(false);
    expect(after({ pose: still }, 'standard', STILL_WAIT_MS / 1000)).toBe(true);
    expect(after({ pose: still }, 'strict', 3)).toBe(false);
    expect(after({ pose: still }, 'strict', PRESENTATION_WAIT_MS.strict / 1000)).toBe(true);
  });

  test('a living face between straight edges is looked at for the whole wait: a hand that holds a screen is calm for a moment', () => {
    const doorway: Made = { pose: turning, cues: () => ({ border: 0, edges: [150, 490, 60, null] }) };
    expect(after(doorway, 'standard', 0.9)).toBe(false);
    expect(after(doorway, 'standard', PRESENTATION_WAIT_MS.standard / 1000)).toBe(true);
  });
});

describe('on a slow machine', () => {
  const slow = (made: Made, every: number) => frames(made).filter((_, i) => i % every === 0);
  const soon = (seen: ReturnType<typeof slow>) =>
    seen.findIndex((_, i) => presentationSettled(judgePresentation(seen.slice(0, i + 1), 'standard')!, seen.slice(0, i + 1))) + 1;

  test('a few frames far apart are not yet life, though they span the time that many would', () => {
    // A replay whose edges are out of sight in its first frames, as a calm hand holds it.
    const replay: Made = {
      pose: turning,
      seconds: 4,
      cues: (i) => (i < 5 ? {} : { border: 0.1, edges: [150 + 9 * Math.sin(i), 490 + 9 * Math.sin(i), 60, null] }),
    };
    const seen = slow(replay, 2);
    expect(judgePresentation(seen.slice(0, 3), 'standard')!.verdict).toBe('live');
    const looks = soon(seen);
    expect(looks).toBeGreaterThan(3);
    expect(judgePresentation(seen.slice(0, looks), 'standard')!.verdict).toBe('attack');
  });

  test.each([1, 2, 4, 8])('a head that turns needs eight frames, or the whole wait and no longer (every %ith frame)', (every) => {
    const seen = slow({ pose: turning, seconds: 4 }, every);
    const looks = soon(seen);
    const waited = seen[looks - 1]!.capturedAt - seen[0]!.capturedAt;
    expect(looks >= 8 || waited >= PRESENTATION_WAIT_MS.standard).toBe(true);
    expect(waited).toBeLessThanOrEqual(Math.max(PRESENTATION_WAIT_MS.standard, 900) + 100 * every);
  });
});

describe('motionOf', () => {
  test('parallax is about the sine of the turn, whatever else the head does', () => {
    const quiet = (): number => 0;
    for (const turn of [0.02, 0.05, 0.1]) {
      const seen = [-turn, turn].map((yaw, i) => ({
        at: 100 * i,
        shape: shape({ yaw, dx: 9 * i, dy: -4 * i, tilt: 0.05 * i, zoom: 1 + 0.04 * i }, false, quiet),
      }));
      expect(motionOf(seen)!.parallax).toBeCloseTo(Math.sin(turn), 2);
    }
  });
  test('a plane has none, and too few frames say nothing', () => {
    const seen = [0, 1].map((i) => ({
      at: 100 * i,
      shape: shape({ yaw: 0.3 * i, dx: 20 * i, tilt: 0.2 * i, zoom: 1 + 0.1 * i }, true, () => 0),
    }));
    expect(motionOf(seen)!.parallax).toBeLessThan(1e-9);
    expect(motionOf(seen.slice(1))).toBeNull();
    expect(motionOf(seen.map(({ at }) => ({ at, shape: Array.from({ length: 2 * SHAPE_POINTS }, () => 7) })))).toBeNull();
  });
});
