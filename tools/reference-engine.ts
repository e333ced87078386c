/**
 * The quantised operators of the model file as plain loops over the ONNX and com.microsoft definitions: the slow, obvious twin that
 * onnxruntime's kernels are tested against. Layouts are ONNX's: maps are channel, row, column; one picture.
 */

export type Map3 = { readonly channels: number; readonly height: number; readonly width: number };

/** To the nearest whole number, ties to the even one. */
export function roundHalfEven(v: number): number {
  const r = Math.round(v);
  return Math.abs(v - Math.trunc(v)) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}
const toByte = (v: number): number => Math.min(255, Math.max(0, roundHalfEven(v)));

/** 3 x 3, stride 1, zero points 0. weights: out x in x 3 x 3 of whole numbers; bias in units of xScale * gain[o]. */
export function qLinearConv(
  x: Uint8Array,
  shape: Map3,
  layer: { weights: Int8Array; out: number; pad: 0 | 1; bias: Int32Array; gain: Float32Array; xScale: number; yScale: number },
): Uint8Array {
  const { channels, height, width } = shape;
  const { weights, out, pad, bias, gain, xScale, yScale } = layer;
  const [rows, columns] = [height - 2 + 2 * pad, width - 2 + 2 * pad];
  const y = new Uint8Array(out * rows * columns);
  for (let o = 0; o < out; o++) {
    const scale = Math.fround(Math.fround(xScale * gain[o]!) / yScale);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        let sum = bias[o]!;
        for (let i = 0; i < channels; i++) {
          for (let dr = 0; dr < 3; dr++) {
            for (let dc = 0; dc < 3; dc++) {
              const [row, column] = [r + dr - pad, c + dc - pad];
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              sum += x[(i * height + row) * width + column]! * weights[((o * channels + i) * 3 + dr) * 3 + dc]!;
            }
          }
        }
        y[(o * rows + r) * columns + c] = toByte(Math.fround(Math.fround(sum) * scale));
      }
    }
  }
  return y;
}

/** y = (a * aScale + b * bScale) / yScale. */
export function qLinearAdd(a: Uint8Array, b: Uint8Array, scales: { a: number; b: number; y: number }): Uint8Array {
  return a.map((v, i) => toByte((v * scales.a + b[i]! * scales.b) / scales.y));
}

/** 2 x 2, stride 2; an odd last row or column is left out. */
export function maxPool(x: Uint8Array, { channels, height, width }: Map3): Uint8Array {
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const y = new Uint8Array(channels * rows * columns);
  for (let i = 0; i < channels; i++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const at = (i * height + 2 * r) * width + 2 * c;
        y[(i * rows + r) * columns + c] = Math.max(x[at]!, x[at + 1]!, x[at + width]!, x[at + width + 1]!);
      }
    }
  }
  return y;
}

/** y = (weights x + bias) * xScale * gain, in float. weights: out x in. */
export function qGemm(
  x: Uint8Array,
  layer: { weights: Int8Array; bias: Int32Array; gain: Float32Array; xScale: number },
): Float32Array {
  return Float32Array.from(layer.gain, (gain, o) => {
    let sum = layer.bias[o]!;
    for (let k = 0; k < x.length; k++) sum += x[k]! * layer.weights[o * x.length + k]!;
    return sum * layer.xScale * gain;
  });
}

/** 3 x 3, stride 1, not padded, then to bytes of `yScale`: Conv1a. */
export function convThenQuantise(
  x: Uint8Array,
  { channels, height, width }: Map3,
  layer: { weights: Float32Array; bias: Float32Array; yScale: number },
): Uint8Array {
  const [rows, columns, out] = [height - 2, width - 2, layer.bias.length];
  const y = new Uint8Array(out * rows * columns);
  for (let o = 0; o < out; o++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        let sum = layer.bias[o]!;
        for (let i = 0; i < channels; i++) {
          for (let k = 0; k < 9; k++) {
            const at = (i * height + r + Math.floor(k / 3)) * width + c + (k % 3);
            sum += x[at]! * layer.weights[(o * channels + i) * 9 + k]!;
          }
        }
        y[(o * rows + r) * columns + c] = toByte(sum / layer.yScale);
      }
    }
  }
  return y;
}
