/** Photographs from files in Node, as they lie. The same pictures in the browser: test/e2e/photo-files.spec.ts. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPhoto } from '../../tools/vision.ts';
import { CONTAINERS, cornersOf, pictureLying, TAGS, UPRIGHT } from '../fakes/pictures.ts';

const seen = async (bytes: Uint8Array) => {
  const read = await readPhoto(bytes);
  return read.ok ? { width: read.value.width, height: read.value.height, corners: cornersOf(read.value) } : read.error.code;
};

describe.each(CONTAINERS)('%s', (container) => {
  test.each(TAGS)('that lies as tag %i says is seen upright', async (tag) => {
    expect(await seen(await pictureLying(container, tag))).toEqual(UPRIGHT);
  });
});

test('a large one is shrunk, and lies as it should', async () => {
  const large = await sharp(await pictureLying('jpeg', 1))
    .resize(5120, 3413, { fit: 'fill' })
    .withMetadata({ orientation: 3 })
    .jpeg()
    .toBuffer();
  expect(await seen(large)).toEqual({ width: 2560, height: 1707, corners: 'WBGR' });
});

test('a picture whose pixels are more or fewer than its header says is none', async () => {
  const png = Buffer.from(await pictureLying('webp', 1));
  // The canvas of the extended format, one wider than the picture on it.
  png.writeUInt16LE(UPRIGHT.width, 24);
  expect(await seen(png)).toBe('photo-unreadable');
});
