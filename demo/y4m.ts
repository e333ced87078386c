/** Y4M: raw video, one header line and frames of planar 4:2:0, as Chromium's --use-file-for-fake-video-capture reads it. */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** RGB, 8 bits, width * height * 3 bytes -> Y, U, V planes (BT.601, limited range), width * height * 1.5 bytes. Even sizes only. */
export function toYuv420(rgb: Uint8Array, { width, height }: Size): Uint8Array {
  const half = width >> 1;
  const out = new Uint8Array(width * height + 2 * half * (height >> 1));
  const u = width * height;
  const v = u + half * (height >> 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 3;
      out[y * width + x] = 16 + 0.257 * rgb[i]! + 0.504 * rgb[i + 1]! + 0.098 * rgb[i + 2]!;
    }
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let [r, g, b] = [0, 0, 0];
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const i = ((y + dy) * width + x + dx) * 3;
        r += rgb[i]! / 4;
        g += rgb[i + 1]! / 4;
        b += rgb[i + 2]! / 4;
      }
      const at = (y >> 1) * half + (x >> 1);
      out[u + at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      out[v + at] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  }
  return out;
}

export function y4mHeader({ width, height }: Size, fps: number): Uint8Array {
  return Buffer.from(`YUV4MPEG2 W${String(width)} H${String(height)} F${String(fps)}:1 Ip A1:1 C420jpeg\n`);
}

/** A whole file: `count` frames of RGB. */
export function y4m(size: Size, fps: number, count: number, frame: (index: number) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [y4mHeader(size, fps)];
  for (let i = 0; i < count; i++) parts.push(Buffer.from('FRAME\n'), toYuv420(frame(i), size));
  return Buffer.concat(parts);
}

/**
 * Puts another video in the place of the one that a running camera reads, in the same file and not a new one.
 *
 * [Note: changing the camera's picture] Chromium opens the file once and reads it frame by frame, starting again at its end; so bytes
 * written over it are the next frames, with no restart of page or browser. Both files must have one geometry and one header.
 */
export function overwriteVideo(target: string, source: string): void {
  const bytes = readFileSync(source);
  const fd = openSync(target, 'r+');
  writeSync(fd, bytes, 0, bytes.length, 0);
  ftruncateSync(fd, bytes.length);
  closeSync(fd);
}
