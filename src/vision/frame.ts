/** A picture in memory: rows from the top, 8 bits a channel, RGB or RGBA without padding. */
export type Frame = {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
};

/**
 * Shrinks a picture to width x height by averaging the pixels under each new one (so nothing aliases).
 * The sides may shrink by different factors. Returns RGB floats, 0..255, or null when a side would have to grow.
 */
export function shrink(frame: Frame, width: number, height: number): Float32Array | null {
  if (frame.width < width || frame.height < height) return null;
  const { data, channels } = frame;
  const out = new Float32Array(width * height * 3);
  const columns = Array.from({ length: width + 1 }, (_, x) => Math.floor((x * frame.width) / width));
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * frame.height) / height);
    const bottom = Math.floor(((y + 1) * frame.height) / height);
    for (let x = 0; x < width; x++) {
      const left = columns[x]!;
      const right = columns[x + 1]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = top; row < bottom; row++) {
        let at = (row * frame.width + left) * channels;
        for (let column = left; column < right; column++, at += channels) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      const share = 1 / ((bottom - top) * (right - left));
      const to = (y * width + x) * 3;
      out[to] = red * share;
      out[to + 1] = green * share;
      out[to + 2] = blue * share;
    }
  }
  return out;
}

/** All pixels as RGB floats, 0..255. */
export function rgbFloats(frame: Frame): Float32Array {
  const pixels = frame.width * frame.height;
  const out = new Float32Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) out[pixel * 3 + channel] = frame.data[pixel * frame.channels + channel]!;
  }
  return out;
}

/** The picture turned clockwise by so many quarters. */
export function turned(frame: Frame, quarters: number): Frame {
  const { data, width, height, channels } = frame;
  const times = ((quarters % 4) + 4) % 4;
  if (times === 0) return frame;
  const [newWidth, newHeight] = times === 2 ? [width, height] : [height, width];
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++) {
      const [fromX, fromY] =
        times === 1 ? [y, height - 1 - x] : times === 2 ? [width - 1 - x, height - 1 - y] : [width - 1 - y, x];
      const from = (fromY * width + fromX) * channels;
      const to = (y * newWidth + x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[from + c]!;
    }
  }
  return { data: out, width: newWidth, height: newHeight, channels };
}

/** The picture as in a mirror: left to right. */
export function mirrored({ data, width, height, channels }: Frame): Frame {
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * channels;
      const to = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[from + c]!;
    }
  }
  return { data: out, width, height, channels };
}
