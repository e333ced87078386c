/** A photograph is read in one way (docs/adr/0031): nothing else lets a decoder see a file as it came, with what it says of how it lies. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Where files are decoded, and whose: the two who draw for `decodePhoto`, and crops that the app or the evaluation wrote itself. */
const DECODERS = ['bench/door/look.ts', 'evaluate/read/cache.ts', 'src/renderer/camera/pixels.ts', 'tools/vision.ts'];

/** `sharp(something)`: pixels that were drawn come as `sharp(pixels, { raw: … })`. */
const DECODES = /createImageBitmap\(|new ImageDecoder\(|\bsharp\([^,{}]+\)\.|\bsharp\(\w+\)/;

test('files are decoded in one place for the browser and in one for Node', () => {
  const folders = '{src,tools,demo,evaluate,bench,stand-in,driver,scripts}/**/*.{ts,tsx}';
  const found = globSync(folders)
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.includes('.test.') && DECODES.test(readFileSync(file, 'utf8')))
    .sort();
  expect(found).toEqual(DECODERS);
});
