import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHAPE_POINTS, type FrameCues } from './face.ts';
import { motionOf } from './parallax.ts';
import {
  judgePresentation,
  presentationPasses,
  presentationSettled,
  PRESENTATION_CUES,
  PRESENTATION_WAIT_MS,
  STILL_WAIT_MS,
  type PresentationFrame,
} from './presentation.ts';

/** Points of a made-up face in space, in distances between the eyes: x right, y down, z away from the camera. */
const FACE: readonly (readonly [number, number, number])[] = Array.from({ length: SHAPE_POINTS }, (_, i) => {
  // The four eye corners where the shape has them; the rest on an egg, the first (the nose's tip) nearest.
  const corners: Readonly<Record<number, readonly [number, number, number]>> = {
    15: [-0.72, 0, 0.65],
    16: [-0.28, 0, 0.58],
    17: [0.28, 0, 0.58],
    18: [0.72, 0, 0.65],
  };
  const depth = [
    0, 0.06, 0.03, 0.12, 0.2, 0.27, 0.33, 0.32, 0.31, 0.32, 0.36, 0.39, 0.39, 0.64, 0.64, 0.63, 0.58, 0.58, 0.63, 0.41, 0.41,
    0.46, 0.46, 0.62, 0.62, 0.85, 0.85, 1.38, 1.38, 1.49, 1.49,
  ];
  const z = depth[i] ?? 0.5;
  return corners[i] ?? [Math.sqrt(z) * Math.cos(i * 2.4), Math.sqrt(z) * 1.2 * Math.sin(i * 2.4) + 0.4, z];
});

type Pose = {
  readonly yaw?: number;
  readonly dx?: number;
  readonly dy?: number;
  readonly tilt?: number;
  readonly zoom?: number;
  readonly open?: number;
};

/** A round head (or, `flat`, a picture of it that tilts as a sheet) as the camera sees it, pixels. */
function shape({ yaw = 0, dx = 0, dy = 0, tilt = 0, zoom = 1, open = 0 }: Pose, flat: boolean, noise: () => number): number[] {
  const eyes = 80 * zoom;
  return FACE.flatMap(([x, y, z], i) => {
    // Soft points 31 and 32 are the lips.
    const lift = i === 32 ? open : 0;
    const across = flat ? x * Math.cos(yaw) : x * Math.cos(yaw) + (1 - z) * Math.sin(yaw);
    const [u, v] = [across * Math.cos(tilt) - (y + lift) * Math.sin(tilt), across * Math.sin(tilt) + (y + lift) * Math.cos(tilt)];
    return [320 + dx + eyes * u + noise(), 240 + dy + eyes * v + noise()];
  });
}

function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (Math.imul(a, 1664525) + 1013904223) >>> 0;
    return a / 2 ** 32;
  };
}

type Made = {
  readonly pose: (t: number) => Pose;
  readonly flat?: boolean;
  readonly cues?: (i: number, face: { readonly dx: number }) => Partial<FrameCues>;
  readonly seconds?: number;
  readonly seed?: number;
};

/** Ten frames a second with the mesh's noise, 0.2 pixels as on drawn pictures that stand. */
function frames({ pose, flat = false, cues, seconds = 1.6, seed = 1 }: Made): PresentationFrame[] {
  const draw = seeded(seed);
  const noise = (): number => (draw() + draw() + draw() - 1.5) * 0.4;
  return Array.from({ length: Math.round(seconds * 10) + 1 }, (_, i) => {
    const now = pose(i / 10);
    const own = cues?.(i, { dx: now.dx ?? 0 }) ?? {};
    return {
      capturedAt: 1_700_000_000_000 + 100 * i,
      liveness: { antispoof: 0.7, liveness: 0.9 },
      cues: { shape: shape(now, flat, noise), border: 1, edges: [null, null, null, null], pattern: 1, surround: null, ...own },
    };
  });
}

const turning = (t: number): Pose => ({ yaw: 0.06 * Math.sin(3 * t), dx: 6 * Math.sin(2 * t) });
const waving = (t: number): Pose => ({
  dx: 14 * Math.sin(4 * t),
  dy: 6 * Math.cos(3 * t),
  tilt: 0.04 * Math.sin(5 * t),
  yaw: 0.1 * Math.sin(2 * t),
  zoom: 1 + 0.02 * Math.sin(t),
});
const still = (): Pose => ({});

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
