/**
 * What a picture says of itself, read before anything decodes it: a file of some kilobytes may decode to gigabytes, and whether a decoder honours what the file says of how it lies depends on the
 * decoder and on the format. So both are read here, and the decoder gets the file without the latter (docs/adr/0031). JPEG, PNG, WebP and AVIF; what is none of them is no photo.
 */
import { MOST_PHOTO_BYTES } from '../../domain/recognition/photo.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { brandsOf, heifSort, readAvif } from './heif.ts';
import { AS_IT_LIES, exifOrientation, type Orientation } from './orientation.ts';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif';
export type PictureHeader = {
  readonly format: PictureFormat;
  /** As the picture is stored, not turned. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** The same picture, saying nothing of how it lies. */
  readonly plain: () => Uint8Array;
};
export type PhotoFault = { readonly code: 'photo-unreadable' | 'photo-too-large' | 'photo-heic' };

/** A telephone's largest today has 200 million, most have 12 or 50; four bytes each while it is decoded. */
const MOST_PIXELS = 100_000_000;
/** Scans of a progressive JPEG: each is worked through over all pixels. Cameras and editors write 1 to 12. */
const MOST_SCANS = 100;

/** Errors: photo-unreadable, photo-heic, photo-too-large. */
export function readHeader(bytes: Uint8Array): Result<PictureHeader, PhotoFault> {
  if (bytes.length > MOST_PHOTO_BYTES) return err({ code: 'photo-too-large' });
  const found = headerOf(bytes);
  if (found === 'heic') return err({ code: 'photo-heic' });
  if (!found || found.width < 1 || found.height < 1) return err({ code: 'photo-unreadable' });
  const { pixels = found.width * found.height, scans = 1, ...header } = found;
  return pixels > MOST_PIXELS || scans > MOST_SCANS ? err({ code: 'photo-too-large' }) : ok(header);
}

type Found = PictureHeader & {
  /** What a decoder goes through, where that is more than the picture. */
  readonly pixels?: number;
  /** How often it goes over all of it. */
  readonly scans?: number;
};

function headerOf(bytes: Uint8Array): Found | 'heic' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return png(bytes, view);
    if (starts(bytes, 0, [0xff, 0xd8])) return jpeg(bytes, view);
    if (text(bytes, 0, 'RIFF') && text(bytes, 8, 'WEBP')) return webp(bytes, view);
    return boxes(bytes);
  } catch {
    // DataView throws past the end: a file that was cut off in its header.
    return null;
  }
}

const starts = (bytes: Uint8Array, at: number, with_: readonly number[]): boolean =>
  with_.every((byte, i) => bytes[at + i] === byte);
const text = (bytes: Uint8Array, at: number, word: string): boolean =>
  String.fromCharCode(...bytes.subarray(at, at + word.length)) === word;

/** From `start` to before `end`. */
type Part = { readonly start: number; readonly end: number };

function without(bytes: Uint8Array, parts: readonly Part[]): Uint8Array {
  const rest = new Uint8Array(bytes.length - parts.reduce((sum, { start, end }) => sum + end - start, 0));
  let from = 0;
  let to = 0;
  for (const { start, end } of [...parts, { start: bytes.length, end: bytes.length }]) {
    rest.set(bytes.subarray(from, start), to);
    to += start - from;
    from = end;
  }
  return rest;
}

/** What the first one says. */
function orientationIn(bytes: Uint8Array, exif: readonly Part[], head: number): Orientation {
  const [first] = exif;
  return first ? exifOrientation(bytes.subarray(first.start + head, first.end)) : AS_IT_LIES;
}

/** IHDR must be the first chunk; eXIf may stand before the picture's data or after it (PNG, third edition, 5.6). */
function png(bytes: Uint8Array, view: DataView): Found | null {
  if (!text(bytes, 12, 'IHDR')) return null;
  const exif: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (text(bytes, at + 4, 'eXIf')) exif.push({ start: at, end: Math.min(end, bytes.length) });
    at = end;
  }
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    orientation: orientationIn(bytes, exif, 8),
    plain: () => without(bytes, exif),
  };
}

/** The first frame header (ITU-T T.81, B.2.2); a second one is refused by decoders. Exif stands before the picture, in a segment APP1. */
function jpeg(bytes: Uint8Array, view: DataView): Found | null {
  const exif: Part[] = [];
  let frame: number | null = null;
  for (let at = 2; frame === null || at + 1 < bytes.length;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // A picture that ends without having begun.
    if (marker === 0xd9) return null;
    if (marker === 0xda) break;
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else {
      if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) frame ??= at;
      const end = at + 2 + Math.max(2, view.getUint16(at + 2));
      if (marker === 0xe1 && text(bytes, at + 4, 'Exif')) exif.push({ start: at, end: Math.min(end, bytes.length) });
      at = end;
    }
  }
  if (frame === null) return null;
  return {
    format: 'jpeg',
    height: view.getUint16(frame + 5),
    width: view.getUint16(frame + 7),
    scans: scansFrom(bytes, frame),
    orientation: orientationIn(bytes, exif, 4),
    plain: () => without(bytes, exif),
  };
}

/** In the coded data a byte FF is always followed by another one than DA. */
function scansFrom(bytes: Uint8Array, from: number): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, from); at >= 0 && scans <= MOST_SCANS; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xda) scans += 1;
  return scans;
}

/** RFC 9649, 2.5 to 2.7. Exif stands after the picture. */
function webp(bytes: Uint8Array, view: DataView): Found | null {
  const size = webpSize(bytes, view);
  if (!size) return null;
  const exif: Part[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    if (text(bytes, at, 'EXIF')) exif.push({ start: at, end: Math.min(end, bytes.length) });
    at = end;
  }
  return {
    format: 'webp',
    ...size,
    orientation: orientationIn(bytes, exif, 8),
    plain: () => {
      const rest = without(bytes, exif);
      const head = new DataView(rest.buffer);
      head.setUint32(4, Math.max(0, view.getUint32(4, true) - (bytes.length - rest.length)), true);
      // The header no longer says that there is Exif.
      if (text(rest, 12, 'VP8X')) rest[20]! &= ~8;
      return rest;
    },
  };
}

type Size = { readonly width: number; readonly height: number };

function webpSize(bytes: Uint8Array, view: DataView): Size | null {
  if (text(bytes, 12, 'VP8X')) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (text(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return text(bytes, 12, 'VP8 ') ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff } : null;
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;

function boxes(bytes: Uint8Array): Found | 'heic' | null {
  const sort = heifSort(brandsOf(bytes) ?? []);
  if (sort !== 'avif') return sort;
  const avif = readAvif(bytes);
  return avif && avif !== 'heic' ? { format: 'avif', ...avif } : avif;
}
