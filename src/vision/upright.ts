/**
 * Whether the face in an aligned crop stands on its neck or on its head. [Note: upright] The mesh lays an upright face over anything, also over a face that is upside down, and
 * no other measure notices: the template is then nobody's. So the crop itself is asked, by a small network of our own (784 grey values, 16 hidden units) that was taught on turned crops
 * (`evaluate/orientation/train.ts` made `upright-weights.ts`; docs/adr/0024). Pure.
 */
import { CROP_SIDE } from '../domain/recognition/face.ts';
import { UPRIGHT } from './upright-weights.ts';

export const UPRIGHT_SIDE = 28;
const BLOCK = CROP_SIDE / UPRIGHT_SIDE;
export const UPRIGHT_INPUTS = UPRIGHT_SIDE * UPRIGHT_SIDE;

/** The crop in grey (ITU-R BT.601), blocks of 4 x 4 averaged, with a mean of 0 and a deviation of 1: 784 values, rows from the top. @param crop 112 x 112 x 3 RGB */
export function uprightInputs(crop: ArrayLike<number>): Float32Array {
  const grey = new Float32Array(UPRIGHT_INPUTS);
  for (let y = 0; y < CROP_SIDE; y++) {
    for (let x = 0; x < CROP_SIDE; x++) {
      const at = (y * CROP_SIDE + x) * 3;
      const to = Math.floor(y / BLOCK) * UPRIGHT_SIDE + Math.floor(x / BLOCK);
      grey[to]! += (0.299 * crop[at]! + 0.587 * crop[at + 1]! + 0.114 * crop[at + 2]!) / BLOCK ** 2;
    }
  }
  const mean = grey.reduce((sum, v) => sum + v, 0) / UPRIGHT_INPUTS;
  const deviation = Math.sqrt(grey.reduce((sum, v) => sum + (v - mean) ** 2, 0) / UPRIGHT_INPUTS) + 2;
  return grey.map((v) => Math.max(-3, Math.min(3, (v - mean) / deviation)));
}

/** Log odds that the face of a crop is upright, with its mirror image's: large = surely, below 0 = rather not. @param crop 112 x 112 x 3 RGB */
export function uprightness(crop: ArrayLike<number>): number {
  const inputs = uprightInputs(crop);
  let sum = 0;
  for (const mirrored of [false, true]) {
    for (const { weights, scale, bias, out } of UPRIGHT.units) {
      let value = 0;
      for (let i = 0; i < UPRIGHT_INPUTS; i++) {
        const from = mirrored ? i - (i % UPRIGHT_SIDE) + UPRIGHT_SIDE - 1 - (i % UPRIGHT_SIDE) : i;
        value += weights[i]! * inputs[from]!;
      }
      sum += out * Math.max(0, value * scale + bias);
    }
  }
  return sum / 2 + UPRIGHT.bias;
}
