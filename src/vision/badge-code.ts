/** A badge's QR code in a picture. Whether the badge counts is main's to say. */
import { decodeQR } from 'qr/decode.js';
import { looksLikeBadge } from '../domain/credentials/badge.ts';
import type { Frame } from './frame.ts';

/** Retries of one frame end here, ms: the reader looks a few times a second, beside a door that has to find faces. */
const LIMIT_MS = 16;

/**
 * The token of the first badge in the picture; null where there is none. Codes that are not ours (tickets, payments) are none.
 * @param frame RGBA
 */
export function readBadge(frame: Frame, limitMs = LIMIT_MS): string | null {
  return decoded(frame, limitMs) ?? decoded(mirrored(frame), limitMs);
}

/** Left and right changed: cameras that mirror their picture exist, and drivers that are set to; the library reads codes as they are printed. */
export function mirrored({ data, width, height, channels }: Frame): Frame {
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      const to = (y * width + width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[from + c]!;
    }
  }
  return { data: out, width, height, channels };
}

function decoded(frame: Frame, limitMs: number): string | null {
  try {
    const text = decodeQR(frame, { effort: Infinity, timeLimit: limitMs });
    return looksLikeBadge(text) ? text : null;
  } catch {
    // The library throws where it finds no code: a frame like any other.
    return null;
  }
}
