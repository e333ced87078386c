import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { CONTAINERS, pictureLying, TAGS } from '../../../test/fakes/pictures.ts';
import { pngBomb } from '../../../test/fakes/png-bomb.ts';
import { MOST_PHOTO_BYTES } from '../../domain/recognition/photo.ts';
import { readHeader } from './header.ts';

const TOO_LARGE = { ok: false, error: { code: 'photo-too-large' } };
const UNREADABLE = { ok: false, error: { code: 'photo-unreadable' } };
const HEIC = { ok: false, error: { code: 'photo-heic' } };

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
    'avif',
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
          avif: () => picture.avif({ effort: 0 }),
        }
          [kind]()
          .toBuffer();
        expect(readHeader(bytes)).toMatchObject({ ok: true, value: { width, height } });
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
  expect(readHeader(bytes)).toEqual(TOO_LARGE);
});

test('a hundred million pixels may be, one line more may not', () => {
  expect(readHeader(pngBomb(10_000, 10_000))).toMatchObject({ ok: true });
  expect(readHeader(pngBomb(10_000, 10_001))).toEqual(TOO_LARGE);
});

test.each([
  ['nothing', ''],
  ['a text', 'a text file'],
  ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['an AVIF of nothing', '\0\0\0\x14ftypavif\0\0\0\0avif'],
  ['a film', '\0\0\0\x14ftypisom\0\0\0\0mp41'],
  ['an Apple film', '\0\0\0\x14ftypqt  \0\0\0\0qt  '],
  ['a PNG without a size', '\x89PNG\r\n\x1a\n'],
  ['a picture of no width', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x05'],
  ['half a JPEG', '\xff\xd8\xff\xe0\x00\x10JFIF'],
])('%s is no photo', (_name, bytes) => {
  expect(readHeader(Buffer.from(bytes, 'latin1'))).toEqual(UNREADABLE);
});

test('any bytes are an answer', () => {
  const heads = [
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8',
    'RIFF\0\0\0\0WEBPVP8X',
    'RIFF\0\0\0\0WEBPVP8 ',
    '\0\0\0\x10ftypavif\0\0\0\0',
    '',
  ].map((head) => Buffer.from(head, 'latin1'));
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      const answer = readHeader(Buffer.concat([head, rest]));
      return answer.ok || ['photo-unreadable', 'photo-too-large', 'photo-heic'].includes(answer.error.code);
    }),
    { numRuns: 2000 },
  );
});

/** A box of ISO/IEC 14496-12. */
function box(type: string, ...inside: Uint8Array[]): Buffer {
  const body = Buffer.concat(inside);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
const ftyp = (main: string, ...others: string[]): Buffer =>
  box('ftyp', Buffer.from(`${main}\0\0\0\0${others.join('')}`, 'latin1'));

test.each([
  ['an iPhone', ftyp('heic', 'mif1', 'MiHB', 'MiHE', 'MiPr', 'miaf', 'heic', 'tmap')],
  ['another telephone', ftyp('mif1', 'mif1', 'heic')],
  ['ten bits', ftyp('heix', 'mif1')],
  ['a burst', ftyp('msf1', 'hevc', 'mif1')],
  ['several pictures', ftyp('hevc', 'msf1')],
  ['HEIF that does not say how it is coded', ftyp('mif1', 'miaf')],
  ['both named, the first is HEIC', ftyp('heic', 'mif1', 'avif')],
])('HEIC of %s is called by its name, whatever the file is called', (_name, bytes) => {
  expect(readHeader(Buffer.concat([bytes, Buffer.alloc(500)]))).toEqual(HEIC);
});

describe('how it lies', () => {
  const TURNS = ['0', 'm0', '2', 'm2', 'm3', '1', 'm1', '3'];
  const said = (bytes: Uint8Array): string => {
    const header = readHeader(bytes);
    if (!header.ok) return header.error.code;
    const { mirrored, quarters } = header.value.orientation;
    return `${mirrored ? 'm' : ''}${quarters}`;
  };

  test.each(CONTAINERS)('is read of %s, and the picture for the decoder says nothing of it any more', async (container) => {
    for (const tag of TAGS) {
      const bytes = await pictureLying(container, tag);
      expect(said(bytes)).toBe(TURNS[tag - 1]);
      const header = readHeader(bytes);
      if (!header.ok) throw new Error(header.error.code);
      const plain = header.value.plain();
      expect(said(plain)).toBe('0');
      const { width, height, orientation } = await sharp(plain).metadata();
      expect({ width, height }).toEqual({ width: header.value.width, height: header.value.height });
      expect(orientation ?? 1).toBe(1);
    }
  });

  const exif = (little: boolean, type: number, value: number): Buffer => {
    const tiff = Buffer.alloc(26);
    const short = (at: number, n: number) => (little ? tiff.writeUInt16LE(n, at) : tiff.writeUInt16BE(n, at));
    const long = (at: number, n: number) => (little ? tiff.writeUInt32LE(n, at) : tiff.writeUInt32BE(n, at));
    tiff.write(little ? 'II' : 'MM', 'latin1');
    short(2, 42);
    long(4, 8);
    short(8, 1);
    short(10, 0x0112);
    short(12, type);
    long(14, 1);
    short(18, value);
    return tiff;
  };
  const jpegWith = async (...segments: Buffer[]): Promise<Buffer> => {
    const plain = await pictureLying('png', 1).then((png) => sharp(png).jpeg().toBuffer());
    const app1 = segments.map((body) => {
      const head = Buffer.from([0xff, 0xe1, 0, 0]);
      head.writeUInt16BE(2 + body.length, 2);
      return Buffer.concat([head, body]);
    });
    return Buffer.concat([plain.subarray(0, 2), ...app1, plain.subarray(2)]);
  };
  const named = (tiff: Buffer): Buffer => Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);

  test.each([
    ['little-endian', named(exif(true, 3, 6)), '1'],
    ['big-endian', named(exif(false, 3, 8)), '3'],
    ['a number that means nothing', named(exif(true, 3, 9)), '0'],
    ['nought', named(exif(true, 3, 0)), '0'],
    ['a type that it may not have', named(exif(true, 2, 6)), '0'],
    ['cut off in its directory', named(exif(true, 3, 6).subarray(0, 17)), '0'],
    ['no Exif, but XMP', Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>', 'latin1'), '0'],
  ])('JPEG with Exif, %s', async (_name, segment, expected) => {
    expect(said(await jpegWith(segment))).toBe(expected);
  });

  test('of two the first counts, and both are gone', async () => {
    const bytes = await jpegWith(named(exif(true, 3, 6)), named(exif(true, 3, 8)));
    expect(said(bytes)).toBe('1');
    const header = readHeader(bytes);
    expect(header.ok && said(header.value.plain())).toBe('0');
  });

  test('PNG may say it after the picture', async () => {
    const png = Buffer.from(await pictureLying('png', 6));
    const at = png.indexOf('eXIf') - 4;
    const end = at + 12 + png.readUInt32BE(at);
    const rest = Buffer.concat([png.subarray(0, at), png.subarray(end)]);
    const moved = Buffer.concat([rest.subarray(0, -12), png.subarray(at, end), rest.subarray(-12)]);
    expect(said(moved)).toBe('1');
  });

  test('any bytes of Exif are an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        expect(TURNS).toContain(said(await jpegWith(named(Buffer.concat([Buffer.from('II*\0'), bytes])))));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an AVIF is as large as all that a decoder would go through', () => {
  /** The sequence header of a reduced still picture begins with its sizes. */
  const saying = (avif: Buffer, change: (bits: (from: number, count: number, value: number) => void) => void): Buffer => {
    const changed = Buffer.from(avif);
    // OBU header with a size, then its size, then the sequence header.
    const at = changed.indexOf(0x0a, changed.indexOf('mdat') + 4) + 2;
    change((from, count, value) => {
      for (let i = 0; i < count; i++) {
        const bit = (value >> (count - 1 - i)) & 1;
        const [byte, shift] = [at + ((from + i) >> 3), 7 - ((from + i) & 7)];
        changed[byte] = (changed[byte]! & ~(1 << shift)) | (bit << shift);
      }
    });
    return changed;
  };

  test('data of 65,536 x 65,536 in a box of 96 x 64', async () => {
    const avif = await pictureLying('avif', 1);
    expect(readHeader(avif)).toMatchObject({ ok: true, value: { width: 96, height: 64 } });
    // seq_profile 3, still 1, reduced 1, level 5; then 4 bits for each number of bits.
    const bomb = saying(avif, (bits) => {
      bits(10, 8, 0xff);
      bits(18, 32, -1);
    });
    expect(readHeader(bomb)).toEqual(TOO_LARGE);
  });

  test('a box of 30,000 x 30,000', async () => {
    const avif = Buffer.from(await pictureLying('avif', 1));
    const at = avif.indexOf('ispe') + 8;
    avif.writeUInt32BE(30_000, at);
    avif.writeUInt32BE(30_000, at + 4);
    expect(readHeader(avif)).toEqual(TOO_LARGE);
  });

  test('cut off anywhere, or with any byte changed, it is an answer', async () => {
    const avif = await pictureLying('avif', 6);
    const fine = (bytes: Uint8Array): boolean => {
      const header = readHeader(bytes);
      return header.ok || header.error.code.startsWith('photo-');
    };
    for (let length = 0; length < avif.length; length++) expect(fine(avif.subarray(0, length))).toBe(true);
    fc.assert(
      fc.property(fc.nat(Math.min(600, avif.length - 1)), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(avif);
        changed[at] = value;
        expect(fine(changed)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
