/**
 * A file -> its pixels, upright: the one way from a photograph to a picture, in the app and in Node. What differs is only who draws the pixels (the browser, or sharp): they are drawn as they are
 * stored, and turned here. See docs/adr/0031.
 */
import { ok, err, type Result } from '../../domain/result.ts';
import { mirrored, turned, type Frame } from '../frame.ts';
import { readHeader, type PhotoFault, type PictureHeader } from './header.ts';

export type Size = { readonly width: number; readonly height: number };

/** Draws a picture as it is stored at a size, on black where it is transparent. Throws where it cannot be decoded, or is not as large as its header says. */
export type DrawPixels = (file: Uint8Array, header: PictureHeader, size: Size) => Promise<Frame>;

/** Larger photographs are shrunk to this many pixels on the longer side. */
export const PHOTO_SIDE = 2560;

/** Errors: photo-unreadable, photo-heic, photo-too-large (before anything is decoded). */
export async function decodePhoto(file: Uint8Array, draw: DrawPixels): Promise<Result<Frame, PhotoFault>> {
  const header = readHeader(file);
  if (!header.ok) return header;
  const { width, height, orientation, plain } = header.value;
  const scale = Math.min(1, PHOTO_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  try {
    const drawn = await draw(plain(), header.value, size);
    return ok(turned(orientation.mirrored ? mirrored(drawn) : drawn, orientation.quarters));
  } catch {
    return err({ code: 'photo-unreadable' });
  }
}
