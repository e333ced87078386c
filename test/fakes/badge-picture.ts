/** A badge as a camera sees it: turned, tilted, far away, blurred, noisy, in bad light, on paper or on a phone's screen. */
import encodeQR from 'qr';
import type { Frame } from '../../src/vision/frame.ts';
import { seeded } from '../../tools/random.ts';

export type Sight = {
  /** Of the frame, pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Pixels a module has where the code is nearest. */
  readonly module?: number;
  /** Degrees in the picture's plane. */
  readonly turn?: number;
  /** Degrees about the code's own vertical and horizontal axis. */
  readonly yaw?: number;
  readonly pitch?: number;
  /** Gaussian blur, sigma in pixels. */
  readonly blur?: number;
  /** Blur of a moving hand: length in pixels, along x. */
  readonly motion?: number;
  /** Sigma of the sensor's noise, grey levels. */
  readonly noise?: number;
  /** Grey of dark and light modules, 0..255. */
  readonly dark?: number;
  readonly light?: number;
  /** A lamp's reflection over part of the code, 0..1 of white at its middle. */
  readonly glare?: number;
  /** A screen's own lines: amplitude in grey levels. */
  readonly stripes?: number;
  readonly seed?: number;
};

/** Modules of white around the code, as the printed badge has them. */
const QUIET = 4;
const RADIANS = Math.PI / 180;

export function badgeCode(token: string): boolean[][] {
  return encodeQR(token, 'raw', { ecc: 'quartile', encoding: 'numeric', border: QUIET });
}

/** RGBA of the whole frame; the badge in its middle, a grey room around it. */
export function badgePicture(token: string, sight: Sight = {}): Frame {
  const {
    width = 640,
    height = 480,
    module = 5,
    turn = 0,
    yaw = 0,
    pitch = 0,
    dark = 20,
    light = 235,
    glare = 0,
    stripes = 0,
  } = sight;
  const code = badgeCode(token);
  const side = code.length;
  const [ct, st, cy, sy, cp, sp] = [turn, yaw, pitch].flatMap((d) => [Math.cos(d * RADIANS), Math.sin(d * RADIANS)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // The plane of the code, at a distance of three of its sides: rows of the rotation turn * pitch * yaw, then a pinhole.
  const right = [ct * cy - st * sp * sy, st * cy + ct * sp * sy, -cp * sy] as const;
  const down = [-st * cp, ct * cp, sp] as const;
  const far = 3 * side;
  const focal = module * far;
  const grey = new Float32Array(width * height);
  const next = seeded(sight.seed ?? 1);
  const OVER = 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < OVER * OVER; i++) {
        const px = (x + ((i % OVER) + 0.5) / OVER - width / 2) / focal;
        const py = (y + (Math.floor(i / OVER) + 0.5) / OVER - height / 2) / focal;
        sum += shade(px, py);
      }
      grey[y * width + x] = sum / (OVER * OVER);
    }
  }

  /** Grey where the ray through (px, py, 1) meets the code's plane. */
  function shade(px: number, py: number): number {
    // Solve u * right + v * down + (0, 0, far) = s * (px, py, 1).
    const a = right[0] - px * right[2];
    const b = down[0] - px * down[2];
    const c = right[1] - py * right[2];
    const d = down[1] - py * down[2];
    const det = a * d - b * c;
    const u = (px * far * d - b * py * far) / det + side / 2;
    const v = (a * py * far - px * far * c) / det + side / 2;
    if (u < 0 || v < 0 || u >= side || v >= side) return 120;
    const level = code[Math.floor(v)]![Math.floor(u)] ? dark : light;
    const shine = glare * Math.exp(-(((u - side * 0.62) / 7) ** 2) - ((v - side * 0.55) / 7) ** 2);
    return level + (255 - level) * shine + stripes * Math.sin(v * 9.7);
  }

  const blurred = motion(gauss(grey, width, height, sight.blur ?? 0), width, height, sight.motion ?? 0);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < blurred.length; i++) {
    const normal = sight.noise ? Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()) * sight.noise : 0;
    data.fill(blurred[i]! + normal, i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  return { data, width, height, channels: 4 };
}

function gauss(from: Float32Array, width: number, height: number, sigma: number): Float32Array {
  if (sigma === 0) return from;
  const reach = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  return convolve(convolve(from, width, height, kernel, 1, 0), width, height, kernel, 0, 1);
}

function motion(from: Float32Array, width: number, height: number, length: number): Float32Array {
  return length === 0 ? from : convolve(from, width, height, new Array<number>(length | 1).fill(1), 1, 0);
}

function convolve(
  from: Float32Array,
  width: number,
  height: number,
  kernel: readonly number[],
  dx: number,
  dy: number,
): Float32Array {
  const out = new Float32Array(from.length);
  const total = kernel.reduce((a, b) => a + b, 0);
  const reach = (kernel.length - 1) / 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        const fx = Math.min(width - 1, Math.max(0, x + dx * (k - reach)));
        const fy = Math.min(height - 1, Math.max(0, y + dy * (k - reach)));
        sum += kernel[k]! * from[fy * width + fx]!;
      }
      out[y * width + x] = sum / total;
    }
  }
  return out;
}
