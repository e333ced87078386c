import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pngBomb } from '../../test/fakes/png-bomb.ts';
import { checkedPicture, MOST_PHOTO_BYTES } from './picture-size.ts';

const TOO_LARGE = { ok: false, error: { code: 'photo-too-large' } };
const UNREADABLE = { ok: false, error: { code: 'photo-unreadable' } };

const make = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 90, g: 10, b: 200, alpha: 0.5 } } });

describe('what another library made has the size that it says', () => {
  const sides = fc.integer({ min: 1, max: 400 });
  test.each([
    'png',
    'jpeg',
    'progressive jpeg',
    'jpeg with much before its frame',
    'webp',
    'lossless webp',
    'extended webp',
  ] as const)('%s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(sides, sides, async (width, height) => {
        const picture = make(width, height);
        const bytes = await {
          png: () => picture.png(),
          jpeg: () => picture.flatten().jpeg(),
          'progressive jpeg': () => picture.flatten().jpeg({ progressive: true }),
          'jpeg with much before its frame': () =>
            picture
              .flatten()
              .withExif({ IFD0: { ImageDescription: 'x'.repeat(60_000) } })
              .withIccProfile('srgb')
              .jpeg(),
          webp: () => picture.flatten().webp(),
          'lossless webp': () => picture.flatten().webp({ lossless: true }),
          'extended webp': () => picture.withExif({ IFD0: { ImageDescription: 'x' } }).webp(),
        }
          [kind]()
          .toBuffer();
        expect(checkedPicture(bytes)).toEqual({ ok: true, value: { width, height } });
      }),
      { numRuns: 8 },
    );
  });
});

test.each([
  ['50,000 x 50,000', pngBomb(50_000, 50_000)],
  ['a line of two thousand million', pngBomb(0x7fff_ffff, 1)],
  ['the largest that a header can say', pngBomb(0xffff_ffff, 0xffff_ffff)],
  ['a JPEG of 65,535 x 65,535', Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0])],
  [
    'a WebP canvas of 16,777,216 squared',
    Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0'), Buffer.alloc(6, 0xff)]),
  ],
  [
    'a small JPEG of a thousand scans',
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xc2, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0]),
      ...Array.from({ length: 1000 }, () => Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7])),
    ]),
  ],
  ['more bytes than any photo', Buffer.alloc(MOST_PHOTO_BYTES + 1)],
])('%s is too large, and is not decoded', (_name, bytes) => {
  expect(checkedPicture(bytes)).toEqual(TOO_LARGE);
});

test('a hundred million pixels may be, one line more may not', () => {
  expect(checkedPicture(pngBomb(10_000, 10_000))).toMatchObject({ ok: true });
  expect(checkedPicture(pngBomb(10_000, 10_001))).toEqual(TOO_LARGE);
});

test.each([
  ['nothing', ''],
  ['a text', 'a text file'],
  ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['an AVIF', '\0\0\0\x20ftypavif\0\0\0\0avif'],
  ['a PNG without a size', '\x89PNG\r\n\x1a\n'],
  ['a picture of no width', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x05'],
  ['half a JPEG', '\xff\xd8\xff\xe0\x00\x10JFIF'],
])('%s is no photo', (_name, bytes) => {
  expect(checkedPicture(Buffer.from(bytes, 'latin1'))).toEqual(UNREADABLE);
});

test('any bytes are an answer', () => {
  const heads = ['\x89PNG\r\n\x1a\n', '\xff\xd8', 'RIFF\0\0\0\0WEBPVP8X', 'RIFF\0\0\0\0WEBPVP8 ', ''].map((head) =>
    Buffer.from(head, 'latin1'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      const answer = checkedPicture(Buffer.concat([head, rest]));
      return answer.ok || ['photo-unreadable', 'photo-too-large'].includes(answer.error.code);
    }),
    { numRuns: 2000 },
  );
});
