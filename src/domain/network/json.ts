/** `resources/networks.json`: the layer lists for programs in other languages. Written by `node bench/write-networks.ts`. */
import { NETWORK_NAMES, NETWORKS, type Layer, type NetworkName } from './layers.ts';
import { countMultiplications, countWeights, steps, type Shape } from './measures.ts';

export type NetworksJson = {
  readonly format: 1;
  readonly about: string;
  readonly networks: Readonly<
    Record<
      NetworkName,
      {
        readonly input: Shape;
        readonly binary: boolean;
        readonly layers: readonly Layer[];
        readonly classifier: Layer;
        /** Output of each step, units taken apart, by the step's name: [channels, height, width]. */
        readonly shapes: Readonly<Record<string, readonly [number, number, number]>>;
        readonly weightsWithoutFc6: number;
        readonly weightsWithFc6: number;
        readonly multiplications: number;
      }
    >
  >;
};

const ABOUT =
  'Generated from src/domain/network; do not edit. conv: 3 x 3, stride 1, then batch norm, then ReLU. pool: 2 x 2 maximum, stride 2. ' +
  'unit: y = x + convs(x), nothing behind the sum. fc: over the map flattened in channel, row, column order, then batch norm, no activation. ' +
  'binary: weights are +1 or -1, sign(0) = +1. key: name in a training state. Input: RGB, (p - 127.5) / 128, columns 8 to 103 of the 112 x 112 crop.';

export function networksJson(): NetworksJson {
  const networks = Object.fromEntries(
    NETWORK_NAMES.map((name) => {
      const n = NETWORKS[name];
      const weights = countWeights(n);
      return [
        name,
        {
          input: n.input,
          binary: n.binary,
          layers: n.layers,
          classifier: n.classifier,
          shapes: Object.fromEntries(steps(n).map((s) => [s.layer.name, [s.out.channels, s.out.height, s.out.width]])),
          weightsWithoutFc6: weights.withoutFc6,
          weightsWithFc6: weights.withFc6,
          multiplications: countMultiplications(n, 'output'),
        },
      ];
    }),
  ) as NetworksJson['networks'];
  return { format: 1, about: ABOUT, networks };
}

/** The file's exact text. */
export function networksJsonText(): string {
  return `${JSON.stringify(networksJson(), null, 1)}\n`;
}
