/** What follows from a list of layers: shapes, weights, multiplications, compression. Pure arithmetic. */
import { NETWORKS, type ConvLayer, type FcLayer, type Network, type NetworkName } from './layers.ts';

export type Shape = { readonly height: number; readonly width: number; readonly channels: number };

/** One convolution, pool or matrix product in running order, units taken apart. */
export type Step = {
  readonly layer: ConvLayer | FcLayer | { readonly kind: 'pool'; readonly name: string };
  readonly in: Shape;
  readonly out: Shape;
};

function after(layer: Step['layer'], s: Shape): Shape {
  switch (layer.kind) {
    case 'conv':
      return { height: s.height - 2 + 2 * layer.pad, width: s.width - 2 + 2 * layer.pad, channels: layer.out };
    case 'pool':
      return { height: Math.floor(s.height / 2), width: Math.floor(s.width / 2), channels: s.channels };
    case 'fc':
      return { height: 1, width: 1, channels: layer.out };
  }
}

/** The network from the input to Fc5, each step with the shape that goes in and the one that comes out. */
export function steps(network: Network): readonly Step[] {
  const flat = network.layers.flatMap((layer): Step['layer'][] => (layer.kind === 'unit' ? [...layer.convs] : [layer]));
  let shape: Shape = network.input;
  return flat.map((layer) => {
    const step = { layer, in: shape, out: after(layer, shape) };
    shape = step.out;
    return step;
  });
}

const weightsOf = (layer: Step['layer']): number => {
  if (layer.kind === 'pool') return 0;
  return layer.in * layer.out * (layer.kind === 'conv' ? 9 : 1);
};

export type WeightCount = {
  /** Weights kept as floats and as bits, Conv1a to Fc5. */
  readonly float: number;
  readonly binary: number;
  readonly withoutFc6: number;
  readonly fc6: number;
  readonly withFc6: number;
};

/** Weights of convolutions and matrices; biases and batch norms are left out, as in table 3. */
export function countWeights(network: Network): WeightCount {
  let float = 0;
  let binary = 0;
  for (const { layer } of steps(network)) {
    if (layer.kind === 'pool') continue;
    if (layer.binary) binary += weightsOf(layer);
    else float += weightsOf(layer);
  }
  const fc6 = weightsOf(network.classifier);
  return { float, binary, withoutFc6: float + binary, fc6, withFc6: float + binary + fc6 };
}

/**
 * Multiplications of one picture up to Fc5.
 * `output`: every convolution at its output size, which is what a program does. `table3`: the one reading that rounds to the
 * paper's three figures, with the four unpadded convolutions behind Conv1a (Conv1b, Conv2, Conv3, Conv4) at their input size.
 */
export function countMultiplications(network: Network, count: 'output' | 'table3'): number {
  let sum = 0;
  for (const step of steps(network)) {
    const { layer } = step;
    const atInput = count === 'table3' && layer.kind === 'conv' && layer.pad === 0 && layer.name !== 'Conv1a';
    const size = atInput ? step.in : step.out;
    sum += weightsOf(layer) * size.height * size.width;
  }
  return sum;
}

/** XNOR-Net's rule, which the paper follows: a multiplication by a one-bit weight counts half. For Q, half of C's figure. */
export function multiplicationsAsPrinted(name: NetworkName): number {
  const float = countMultiplications(NETWORKS[name], 'table3');
  return NETWORKS[name].binary ? float / 2 : float;
}

/** Size in units of one float weight: a one-bit weight counts 1/32. */
export function floatEquivalents(network: Network, options: { readonly fc6: boolean }): number {
  const w = countWeights(network);
  return w.float + w.binary / 32 + (options.fc6 ? w.fc6 : 0);
}

/** How many times smaller `network` is than `than`, by weights, each float 32 bits. Table 3's last two columns, against A. */
export function compression(network: NetworkName, than: NetworkName, options: { readonly fc6: boolean }): number {
  return floatEquivalents(NETWORKS[than], options) / floatEquivalents(NETWORKS[network], options);
}
