/**
 * The pattern cue: a camera that looks at a screen's grid or at a print's raster sees a regular fine pattern (moiré), which stands out
 * of the spectrum of the picture as few sharp peaks; skin has none.
 */
import type { Point } from '../../domain/recognition/face.ts';
import type { Frame } from '../frame.ts';

/** Side of the patch, pixels of the frame; a power of two. */
const SIDE = 64;
/** Ring of frequencies that is looked at, cycles a pixel: below it lies the face itself, above it the end of the spectrum. */
const LOW = 0.14;
const HIGH = 0.5;

const window = Float64Array.from({ length: SIDE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / SIDE));

/**
 * How far the strongest regular component stands out: the greatest power over the median power of components of like frequency, as a
 * logarithm (natural). About 2.5 to 4 for noise and skin. Null where the patch does not lie in the frame.
 */
export function patternStrength(frame: Frame, middle: Point): number | null {
  const left = Math.round(middle[0] - SIDE / 2);
  const top = Math.round(middle[1] - SIDE / 2);
  if (left < 0 || top < 0 || left + SIDE > frame.width || top + SIDE > frame.height) return null;
  const re = new Float64Array(SIDE * SIDE);
  const im = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    let at = ((top + y) * frame.width + left) * frame.channels;
    for (let x = 0; x < SIDE; x++, at += frame.channels) {
      // Green: most cameras have twice as many of its pixels, and video halves the resolution of colour.
      re[y * SIDE + x] = frame.data[at + 1]!;
    }
  }
  highPass(re);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) re[y * SIDE + x]! *= window[x]! * window[y]!;
  fft2(re, im);
  return strongest(re, im);
}

/** Takes the mean of each row and column out: straight shades would leak over the axes. */
function highPass(re: Float64Array): void {
  for (const [outer, inner] of [
    [SIDE, 1],
    [1, SIDE],
  ] as const) {
    for (let i = 0; i < SIDE; i++) {
      let sum = 0;
      for (let j = 0; j < SIDE; j++) sum += re[i * outer + j * inner]!;
      for (let j = 0; j < SIDE; j++) re[i * outer + j * inner]! -= sum / SIDE;
    }
  }
}

const BANDS = 5;

function strongest(re: Float64Array, im: Float64Array): number {
  const bands = Array.from({ length: BANDS }, (): number[] => []);
  for (let v = 0; v < SIDE; v++) {
    // The other half is its mirror image.
    for (let u = 0; u <= SIDE / 2; u++) {
      const fu = u / SIDE;
      const fv = (v > SIDE / 2 ? v - SIDE : v) / SIDE;
      if (onBlocks(u, v)) continue;
      const radius = Math.hypot(fu, fv);
      if (radius < LOW || radius >= HIGH) continue;
      const i = v * SIDE + u;
      bands[Math.min(BANDS - 1, Math.floor(((radius - LOW) / (HIGH - LOW)) * BANDS))]!.push(re[i]! ** 2 + im[i]! ** 2);
    }
  }
  let most = 0;
  for (const band of bands) {
    band.sort((a, b) => a - b);
    const middle = band[band.length >> 1]!;
    // A floor: half a level of rounding noise, so that a black picture has no pattern.
    most = Math.max(most, Math.log(band.at(-1)! / Math.max(middle, 60)));
  }
  return most;
}

/** JPEG's and video's blocks of 8 x 8 make peaks of their own on the axes, and the axes hold the picture's straight shades. */
function onBlocks(u: number, v: number): boolean {
  const near = (k: number): boolean => k <= 1 || k >= SIDE - 1;
  return near(u) || near(v);
}

/** In place, rows then columns. */
function fft2(re: Float64Array, im: Float64Array): void {
  const lineRe = new Float64Array(SIDE);
  const lineIm = new Float64Array(SIDE);
  for (const [outer, inner] of [
    [SIDE, 1],
    [1, SIDE],
  ] as const) {
    for (let i = 0; i < SIDE; i++) {
      for (let j = 0; j < SIDE; j++) {
        lineRe[j] = re[i * outer + j * inner]!;
        lineIm[j] = im[i * outer + j * inner]!;
      }
      fft(lineRe, lineIm);
      for (let j = 0; j < SIDE; j++) {
        re[i * outer + j * inner] = lineRe[j]!;
        im[i * outer + j * inner] = lineIm[j]!;
      }
    }
  }
}

/** Radix 2 (J. Cooley, J. Tukey, 1965), in place. */
function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let length = 2; length <= n; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    for (let start = 0; start < n; start += length) {
      for (let k = 0; k < length / 2; k++) {
        const c = Math.cos(angle * k);
        const s = Math.sin(angle * k);
        const a = start + k;
        const b = a + length / 2;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
}
