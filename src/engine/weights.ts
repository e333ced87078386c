/** The packed model file as float layers: what a float engine needs. The inverse of training/lintel_train/onnx_graph.py. */
import { NETWORKS, type ConvLayer, type FcLayer } from '../domain/network/layers.ts';
import type { Model } from './model-file.ts';
import { floats, int32s, type OnnxTensor } from './onnx-format.ts';

/** y = relu(weights (*) x + bias); the last layer without the relu. */
export type FloatLayer = {
  /** out x in x 3 x 3, or out x in, in this order; a one-bit weight is its sign times its filter's gain. */
  readonly weights: Float32Array;
  /** out. */
  readonly bias: Float32Array;
};

/** @returns +1 or -1 for each bit, most significant bit first, 1 = +1. */
export function unpackSigns(bits: Uint8Array): Int8Array {
  const signs = new Int8Array(bits.length * 8);
  for (let i = 0; i < bits.length; i++) {
    const byte = bits[i]!;
    for (let b = 0; b < 8; b++) signs[i * 8 + b] = (byte & (0x80 >> b)) === 0 ? -1 : 1;
  }
  return signs;
}

/**
 * All layers of Q by name, activations not quantised: one-bit weights times their gains, and the biases, which the file keeps as
 * whole numbers in units of (step of the input's activations) x gain. The first layer takes bytes 0 to 255: (p - 127.5) / 128 is in it.
 */
export function floatLayers(model: Pick<Model, 'tensors'>): ReadonlyMap<string, FloatLayer> {
  const tensor = (name: string): OnnxTensor => {
    const t = model.tensors.get(name);
    if (!t) throw new Error(`parseModel lets no file through without ${name}`);
    return t;
  };
  const step = (name: string): number => floats(tensor(`${name}/scale`))[0]!;
  const layers = new Map<string, FloatLayer>();

  function add(layer: ConvLayer | FcLayer, inputStep: number): void {
    if (!layer.binary) {
      layers.set(layer.name, { weights: floats(tensor(`${layer.name}/weights`)), bias: floats(tensor(`${layer.name}/bias`)) });
      return;
    }
    const signs = unpackSigns(tensor(`${layer.name}/bits`).rawData ?? new Uint8Array());
    const gain = floats(tensor(`${layer.name}/gain`));
    const whole = int32s(tensor(`${layer.name}/bias`));
    const perFilter = signs.length / layer.out;
    const weights = new Float32Array(signs.length);
    for (let o = 0, i = 0; o < layer.out; o++) for (let k = 0; k < perFilter; k++, i++) weights[i] = signs[i]! * gain[o]!;
    layers.set(layer.name, { weights, bias: Float32Array.from(whole, (b, o) => b * inputStep * gain[o]!) });
  }

  let before = Number.NaN;
  for (const layer of NETWORKS.Q.layers) {
    switch (layer.kind) {
      case 'pool':
        break;
      case 'unit': {
        let inside = before;
        for (const conv of layer.convs) {
          add(conv, inside);
          inside = step(conv.name);
        }
        before = step(layer.name);
        break;
      }
      case 'conv':
        add(layer, before);
        before = step(layer.name);
        break;
      case 'fc':
        add(layer, before);
    }
  }
  return layers;
}
