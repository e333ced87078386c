import { CROP_SIDE } from '../../../domain/recognition/face.ts';

/** A crop (112 x 112 x 3 RGB bytes) as a data URL, to be shown without a round trip. */
export function cropUrl(crop: Uint8Array): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = CROP_SIDE;
  const context = canvas.getContext('2d');
  if (!context) return '';
  const image = context.createImageData(CROP_SIDE, CROP_SIDE);
  for (let i = 0; i < CROP_SIDE * CROP_SIDE; i++) {
    image.data[4 * i] = crop[3 * i]!;
    image.data[4 * i + 1] = crop[3 * i + 1]!;
    image.data[4 * i + 2] = crop[3 * i + 2]!;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL('image/png');
}
