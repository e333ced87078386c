/** Small grey pictures of a frame, on which the cues look at what lies around a face. */
import type { Frame } from '../frame.ts';

export type Grey = {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Frame pixels of one of its pixels. */
  readonly step: number;
};

/** Luma (ITU-R BT.601), 0..255, of blocks of step x step pixels, so that at most `most` stand side by side. */
export function greyOf(frame: Frame, most: number): Grey {
  const step = Math.max(1, Math.ceil(Math.max(frame.width, frame.height) / most));
  const width = Math.floor(frame.width / step);
  const height = Math.floor(frame.height / step);
  const { data, channels } = frame;
  const out = new Float32Array(width * height);
  const share = 1 / (step * step);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = 0; j < step; j++) {
        let at = ((y * step + j) * frame.width + x * step) * channels;
        for (let i = 0; i < step; i++, at += channels) sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      }
      out[y * width + x] = sum * share;
    }
  }
  return { data: out, width, height, step };
}

/** Bilinear; NaN outside. */
export function at(grey: Grey, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= grey.width || top + 1 >= grey.height) return Number.NaN;
  const u = x - left;
  const v = y - top;
  const i = top * grey.width + left;
  const { data, width } = grey;
  return (data[i]! * (1 - u) + data[i + 1]! * u) * (1 - v) + (data[i + width]! * (1 - u) + data[i + width + 1]! * u) * v;
}
