/**
 * How large a picture says it is, read from its first bytes: a file of some kilobytes may decode to gigabytes, so nothing is decoded before
 * this was asked. JPEG, PNG and WebP; what is none of them is no photo (a container whose parts each say a size of their own is not trusted).
 */
import { err, ok, type Result } from '../domain/result.ts';

export type PictureSize = { readonly width: number; readonly height: number };

/** A telephone's largest today has 200 million, most have 12 or 50; four bytes each while it is decoded. */
export const MOST_PIXELS = 100_000_000;
export const MOST_PHOTO_BYTES = 60_000_000;
/** Scans of a progressive JPEG: each is worked through over all pixels. Cameras and editors write 1 to 12. */
const MOST_SCANS = 100;

/** Errors: photo-unreadable, photo-too-large. @param most pixels */
export function checkedPicture(
  bytes: Uint8Array,
  most = MOST_PIXELS,
): Result<PictureSize, { readonly code: 'photo-unreadable' | 'photo-too-large' }> {
  if (bytes.length > MOST_PHOTO_BYTES) return err({ code: 'photo-too-large' });
  const size = pictureSize(bytes);
  if (!size || size.width < 1 || size.height < 1) return err({ code: 'photo-unreadable' });
  return size.width * size.height > most || size.scans > MOST_SCANS
    ? err({ code: 'photo-too-large' })
    : ok({ width: size.width, height: size.height });
}

type Found = PictureSize & { /** How often a decoder goes over all of it. */ readonly scans: number };

function pictureSize(bytes: Uint8Array): Found | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return png(bytes, view);
    if (starts(bytes, 0, [0xff, 0xd8])) return jpeg(bytes, view);
    return text(bytes, 0, 'RIFF') && text(bytes, 8, 'WEBP') ? webp(bytes, view) : null;
  } catch {
    // DataView throws past the end: a file that was cut off in its header.
    return null;
  }
}

const starts = (bytes: Uint8Array, at: number, with_: readonly number[]): boolean =>
  with_.every((byte, i) => bytes[at + i] === byte);
const text = (bytes: Uint8Array, at: number, word: string): boolean =>
  String.fromCharCode(...bytes.subarray(at, at + word.length)) === word;

/** IHDR must be the first chunk (ISO/IEC 15948, 5.6). */
function png(bytes: Uint8Array, view: DataView): Found | null {
  return text(bytes, 12, 'IHDR') ? { width: view.getUint32(16), height: view.getUint32(20), scans: 1 } : null;
}

/** The first frame header (ITU-T T.81, B.2.2); a second one is refused by decoders. */
function jpeg(bytes: Uint8Array, view: DataView): Found | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), scans: scansFrom(bytes, at) };
    // A picture that begins before its size is known, or ends without one.
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** In the coded data a byte FF is always followed by another one than DA. */
function scansFrom(bytes: Uint8Array, from: number): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, from); at >= 0 && scans <= MOST_SCANS; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xda) scans += 1;
  return scans;
}

/** RFC 9649, 2.5 to 2.7. */
function webp(bytes: Uint8Array, view: DataView): Found | null {
  if (text(bytes, 12, 'VP8X')) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27), scans: 1 };
  if (text(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), scans: 1 };
  }
  return text(bytes, 12, 'VP8 ')
    ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, scans: 1 }
    : null;
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
