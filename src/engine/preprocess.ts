/** From the aligned crop to the network's input: whole numbers all the way, so both engines start from the same bytes. */
import { CROP_SIDE } from '../domain/recognition/face.ts';
import { INPUT } from '../domain/network/layers.ts';

/** The network sees columns 8 to 103 of the 112 x 112 crop. */
export const FIRST_COLUMN = (CROP_SIDE - INPUT.width) / 2;
/** Bytes of one input: 112 x 96 x 3. */
export const IMAGE_BYTES = INPUT.height * INPUT.width * INPUT.channels;

/**
 * The picture and its mirror image, one behind the other, cut to the network's columns.
 * (p - 127.5) / 128 is not done here: the file has it in Conv1a's weights and bias.
 * @param crop 112 x 112 x 3 RGB bytes.
 * @returns 2 x 112 x 96 x 3 bytes.
 */
export function pictureAndMirror(crop: Uint8Array): Uint8Array {
  const { height, width } = INPUT;
  const pair = new Uint8Array(2 * IMAGE_BYTES);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * CROP_SIDE + FIRST_COLUMN + x) * 3;
      const to = (y * width + x) * 3;
      const mirrored = IMAGE_BYTES + (y * width + width - 1 - x) * 3;
      for (let c = 0; c < 3; c++) pair[to + c] = pair[mirrored + c] = crop[from + c]!;
    }
  }
  return pair;
}
