/** Made-up faces in space, and pictures of them, as the mesh would see them: for what is judged from the motion of its points. */
import { SHAPE_POINTS, type FrameCues } from '../../src/domain/recognition/face.ts';
import type { PresentationFrame } from '../../src/domain/recognition/presentation.ts';

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

export type Pose = {
  readonly yaw?: number;
  readonly dx?: number;
  readonly dy?: number;
  readonly tilt?: number;
  readonly zoom?: number;
  readonly open?: number;
};

/** A round head (or, `flat`, a picture of it that tilts as a sheet) as the camera sees it, pixels. */
export function shape(
  { yaw = 0, dx = 0, dy = 0, tilt = 0, zoom = 1, open = 0 }: Pose,
  flat: boolean,
  noise: () => number,
): number[] {
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

export type Made = {
  readonly pose: (t: number) => Pose;
  readonly flat?: boolean;
  readonly cues?: (i: number, face: { readonly dx: number }) => Partial<FrameCues>;
  readonly seconds?: number;
  readonly seed?: number;
};

/** Ten frames a second with the mesh's noise, 0.2 pixels as on drawn pictures that stand. */
export function frames({ pose, flat = false, cues, seconds = 1.6, seed = 1 }: Made): PresentationFrame[] {
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

export const turning = (t: number): Pose => ({ yaw: 0.06 * Math.sin(3 * t), dx: 6 * Math.sin(2 * t) });
export const waving = (t: number): Pose => ({
  dx: 14 * Math.sin(4 * t),
  dy: 6 * Math.cos(3 * t),
  tilt: 0.04 * Math.sin(5 * t),
  yaw: 0.1 * Math.sin(2 * t),
  zoom: 1 + 0.02 * Math.sin(t),
});
export const still = (): Pose => ({});
