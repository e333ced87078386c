/** One picture in every container and lying in every way, as the tag says it: a red, a green, a blue and a white quarter. */
import sharp from 'sharp';
import type { Frame } from '../../src/vision/frame.ts';

/** Upright: red and green above, blue and white below. */
export const UPRIGHT = { width: 96, height: 64, corners: 'RGBW' } as const;
export const CONTAINERS = ['jpeg', 'png', 'webp', 'avif'] as const;
export type Container = (typeof CONTAINERS)[number];

const COLOURS = { R: [255, 0, 0], G: [0, 255, 0], B: [0, 0, 255], W: [255, 255, 255] } as const;

/** Which quarters the stored picture has, row by row, and whether it is upright in format, by the tag's number (the table of the Exif standard, backwards). */
const STORED = [
  ['RGBW', true],
  ['GRWB', true],
  ['WBGR', true],
  ['BWRG', true],
  ['RBGW', false],
  ['GWRB', false],
  ['WGBR', false],
  ['BRWG', false],
] as const;
export const TAGS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

function stored(tag: number): { readonly data: Uint8Array; readonly width: number; readonly height: number } {
  const [quarters, same] = STORED[tag - 1]!;
  const [width, height] = same ? [UPRIGHT.width, UPRIGHT.height] : [UPRIGHT.height, UPRIGHT.width];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const quarter = quarters[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] as keyof typeof COLOURS;
      data.set(COLOURS[quarter], (y * width + x) * 3);
    }
  }
  return { data, width, height };
}

/** The picture as sharp writes it: Exif in JPEG, PNG and WebP, boxes of its own in AVIF. */
export function pictureLying(container: Container, tag: number): Promise<Buffer> {
  const { data, width, height } = stored(tag);
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ orientation: tag });
  return {
    jpeg: () => picture.jpeg({ quality: 95 }),
    png: () => picture.png(),
    webp: () => picture.webp({ lossless: true }),
    avif: () => picture.avif({ quality: 90, effort: 0 }),
  }
    [container]()
    .toBuffer();
}

/** What stands in the four corners, by letter; `?` for a colour that is none of the four. */
export function cornersOf({ data, width, height, channels }: Frame): string {
  const letterAt = (x: number, y: number): string => {
    const at = (y * width + x) * channels;
    const near = ([r, g, b]: readonly [number, number, number]): boolean =>
      [r, g, b].every((value, i) => Math.abs(data[at + i]! - value) < 60);
    return Object.entries(COLOURS).find(([, colour]) => near(colour))?.[0] ?? '?';
  };
  const [right, bottom] = [width - 9, height - 9];
  return letterAt(8, 8) + letterAt(right, 8) + letterAt(8, bottom) + letterAt(right, bottom);
}
