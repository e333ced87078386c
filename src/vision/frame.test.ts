import { describe, expect, it } from 'vitest';
import { rgbFloats, shrink, type Frame } from './frame.ts';

const frame = (width: number, height: number, channels: 3 | 4, value: (pixel: number, channel: number) => number): Frame => ({
  data: Uint8Array.from({ length: width * height * channels }, (_, i) => value(Math.floor(i / channels), i % channels)),
  width,
  height,
  channels,
});

describe('shrink', () => {
  it('averages the pixels under each new one, alpha left out', () => {
    const input = frame(4, 2, 4, (pixel, channel) => (channel === 3 ? 255 : pixel * 10 + channel));
    // Pixels 0 1 4 5 and 2 3 6 7.
    expect(Array.from(shrink(input, 2, 1)!)).toEqual([25, 26, 27, 45, 46, 47]);
  });

  it('keeps the mean for odd factors', () => {
    const input = frame(1280, 720, 3, (pixel) => pixel % 251);
    const out = shrink(input, 256, 256)!;
    const mean = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0) / list.length;
    expect(Math.abs(mean(out) - mean(input.data))).toBeLessThan(1);
  });

  it('does not enlarge', () => {
    expect(
      shrink(
        frame(100, 300, 3, () => 0),
        256,
        256,
      ),
    ).toBeNull();
  });
});

describe('rgbFloats', () => {
  it('leaves alpha out', () => {
    expect(Array.from(rgbFloats(frame(2, 1, 4, (pixel, channel) => pixel * 100 + channel)))).toEqual([0, 1, 2, 100, 101, 102]);
  });
});
