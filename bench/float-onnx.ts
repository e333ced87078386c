/** A network of the paper in plain float32 ONNX, for comparison only: nothing of this ships. */
import { NETWORKS, type ConvLayer, type FcLayer, type NetworkName } from '../src/domain/network/layers.ts';
import { DATA_TYPE, type OnnxNode, type OnnxTensor } from '../src/engine/onnx-format.ts';
import { encodeOnnx, model, node, tensor, value } from '../tools/onnx-write.ts';
import type { FloatLayer } from '../src/engine/weights.ts';

export type LayerValues = (layer: ConvLayer | FcLayer) => FloatLayer;

/** Normal numbers of the variance that keeps activations the same size through ReLUs (He et al. 2015), seeded. */
export function randomValues(seed: number): LayerValues {
  let s = Math.imul(seed, 0x9e3779b9) >>> 0 || 1;
  const unit = (): number => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return ((s >>>= 0) + 1) / 2 ** 32;
  };
  return (layer) => {
    const fanIn = layer.in * (layer.kind === 'conv' ? 9 : 1);
    // the first layer takes bytes: (p - 127.5) / 128 is in its weights
    const reach = Math.sqrt(6 / fanIn) / (layer.in === 3 ? 128 : 1);
    return {
      weights: Float32Array.from({ length: layer.out * fanIn }, () => (2 * unit() - 1) * reach),
      bias: new Float32Array(layer.out),
    };
  };
}

/** Input and output as the model file's: `image` N x 112 x 96 x 3 bytes, `embedding` N x 1024. */
export function floatOnnx(name: NetworkName, values: LayerValues): Uint8Array {
  const network = NETWORKS[name];
  const nodes: OnnxNode[] = [
    node('Cast', ['image'], 'bytes', { to: DATA_TYPE.float }),
    node('Transpose', ['bytes'], 'planes', { perm: [0, 3, 1, 2] }),
  ];
  const tensors: OnnxTensor[] = [];
  const add = (layer: ConvLayer | FcLayer): readonly [string, string] => {
    const { weights, bias } = values(layer);
    const dims = layer.kind === 'conv' ? [layer.out, layer.in, 3, 3] : [layer.out, layer.in];
    tensors.push(tensor(`${layer.name}/weights`, dims, weights), tensor(`${layer.name}/bias`, [layer.out], bias));
    return [`${layer.name}/weights`, `${layer.name}/bias`];
  };
  const conv = (layer: ConvLayer, x: string): string => {
    const { pad } = layer;
    nodes.push(node('Conv', [x, ...add(layer)], `${layer.name}/sum`, { kernel_shape: [3, 3], pads: [pad, pad, pad, pad] }));
    nodes.push(node('Relu', [`${layer.name}/sum`], layer.name));
    return layer.name;
  };
  let x = 'planes';
  for (const layer of network.layers) {
    switch (layer.kind) {
      case 'conv':
        x = conv(layer, x);
        break;
      case 'pool':
        nodes.push(node('MaxPool', [x], layer.name, { kernel_shape: [2, 2], strides: [2, 2] }));
        x = layer.name;
        break;
      case 'unit':
        nodes.push(node('Add', [x, layer.convs.reduce((inside, c) => conv(c, inside), x)], layer.name));
        x = layer.name;
        break;
      case 'fc':
        nodes.push(node('Flatten', [x], 'flat', { axis: 1 }), node('Gemm', ['flat', ...add(layer)], 'embedding', { transB: 1 }));
    }
  }
  const { height, width, channels } = network.input;
  return encodeOnnx(
    model({
      name: `float-${name}`,
      node: nodes,
      initializer: tensors,
      input: [value('image', DATA_TYPE.uint8, ['N', height, width, channels])],
      output: [value('embedding', DATA_TYPE.float, ['N', 1024])],
    }),
  );
}
