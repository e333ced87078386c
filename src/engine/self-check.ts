/** Eight pictures that Python and TypeScript both make, to the last bit, so that an engine can be checked where it runs. */
import { FC5_LENGTH, INPUT } from '../domain/network/layers.ts';
import { CHECK_PICTURES, type Card } from './card.ts';
import { IMAGE_BYTES } from './preprocess.ts';
import type { Runner } from './runner.ts';

const triangle = (t: number): number => ((t & 255) < 128 ? t & 255 : 255 - (t & 255));

/** [Note: self-check pictures] of training/lintel_train/selfcheck.py. @returns 112 x 96 x 3 bytes. */
export function checkPicture(seed: number): Uint8Array {
  let s = Math.imul(seed, 0x9e3779b9) >>> 0;
  const next = (): number => {
    s = (s ^ (s << 13)) >>> 0;
    s = (s ^ (s >>> 17)) >>> 0;
    s = (s ^ (s << 5)) >>> 0;
    return s;
  };
  const waves = Array.from({ length: INPUT.channels }, () =>
    Array.from({ length: 3 }, () => ({ fx: next() & 3, fy: next() & 3, phase: next() & 255 })),
  );
  const picture = new Uint8Array(IMAGE_BYTES);
  let i = 0;
  for (let y = 0; y < INPUT.height; y++) {
    for (let x = 0; x < INPUT.width; x++) {
      for (const channel of waves) {
        let sum = next() >>> 27;
        for (const { fx, fy, phase } of channel) sum += triangle(fx * x + fy * y + phase);
        picture[i++] = Math.floor((sum * 255) / 412);
      }
    }
  }
  return picture;
}

/** Seeds 1 to 8. */
export function checkPictures(): Uint8Array {
  const all = new Uint8Array(CHECK_PICTURES * IMAGE_BYTES);
  for (let k = 0; k < CHECK_PICTURES; k++) all.set(checkPicture(k + 1), k * IMAGE_BYTES);
  return all;
}

/** Cosine of two runs of numbers; 0 where one of them is all zeros or not finite. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  const c = ab / Math.sqrt(aa * bb);
  return Number.isFinite(c) ? c : 0;
}

/** @returns the least cosine between what the engine gives for the eight pictures and what the card says it should: 1 = the same. */
export async function selfCheck(runner: Runner, card: Card): Promise<number> {
  const expected = runner.precision === 'int8' ? card.selfCheck.int8 : card.selfCheck.float;
  const pictures = checkPictures();
  let least = 1;
  // one at a time: an engine's batch of one is what a wrong kernel would most likely spoil too, and a float engine needs less memory
  for (let k = 0; k < CHECK_PICTURES; k++) {
    const got = await runner.run(pictures.subarray(k * IMAGE_BYTES, (k + 1) * IMAGE_BYTES), 1);
    least = Math.min(least, cosine(got, expected.subarray(k * FC5_LENGTH, (k + 1) * FC5_LENGTH)));
  }
  return least;
}
