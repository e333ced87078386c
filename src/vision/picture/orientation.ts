/** How a picture lies: what a decoder draws from the file must be mirrored and turned to be seen as it was meant. Pure. */

/** Mirrored left to right first, if at all, then turned clockwise by so many quarters. */
export type Orientation = { readonly mirrored: boolean; readonly quarters: number };

export const AS_IT_LIES: Orientation = { mirrored: false, quarters: 0 };

/** By the number of Exif's tag (CIPA DC-008, 4.6.5.1.6), from 1. */
const EXIF: readonly Orientation[] = [
  AS_IT_LIES,
  { mirrored: true, quarters: 0 },
  { mirrored: false, quarters: 2 },
  { mirrored: true, quarters: 2 },
  { mirrored: true, quarters: 3 },
  { mirrored: false, quarters: 1 },
  { mirrored: true, quarters: 1 },
  { mirrored: false, quarters: 3 },
];

export const turnedBy = ({ mirrored, quarters }: Orientation, more: number): Orientation => ({
  mirrored,
  quarters: (quarters + more + 4) % 4,
});

/** Mirrored left to right after all that. */
export const mirroredAfter = ({ mirrored, quarters }: Orientation): Orientation => ({
  mirrored: !mirrored,
  quarters: (4 - quarters) % 4,
});

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** What Exif data say of it, from their first byte on (a TIFF header, often after "Exif"). What cannot be understood says nothing, as for every other reader. */
export function exifOrientation(exif: Uint8Array): Orientation {
  // "Exif\0\0" stands before the data in JPEG, and by mistake in some PNG and WebP files.
  const data = exif[0] === 0x45 && exif[1] === 0x78 ? exif.subarray(6) : exif;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  try {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return AS_IT_LIES;
    const little = order === 0x4949;
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let i = 0; i < entries; i++) {
      const at = directory + 2 + i * 12;
      if (view.getUint16(at, little) !== ORIENTATION_TAG) continue;
      if (view.getUint16(at + 2, little) !== SHORT) return AS_IT_LIES;
      return EXIF[view.getUint16(at + 8, little) - 1] ?? AS_IT_LIES;
    }
  } catch {
    // DataView throws past the end: data that were cut off.
  }
  return AS_IT_LIES;
}
