/** `resources/networks.json`: the layer lists for programs in other languages. Written by `node bench/write-networks.ts`. */
import { NETWORK_NAMES, NETWORKS, type Layer, type NetworkName } from './layers.ts';
import { countMultiplications, countWeights, steps, type Shape } from './measures.ts';

export type NetworkJson = {
  readonly input: Shape;
  readonly binary: boolean;
  readonly layers: readonly Layer[];
  readonly classifier: Layer;
  /** Output of each step, units taken apart, by the step's name: [channels, height, width]. */
  readonly shapes: Readonly<Record<string, readonly [number, number, number]>>;
  readonly weightsWithoutFc6: number;
  readonly weightsWithFc6: number;
  /** Each layer at its output size. */
  readonly multiplications: number;
};

export type NetworksJson = {
  readonly format: 1;
  readonly about: string;
  readonly networks: Readonly<Record<NetworkName, NetworkJson>>;
};

const ABOUT =
  'Generated from src/domain/network; do not edit. conv: 3 x 3, stride 1, then batch norm, then ReLU. pool: 2 x 2 maximum, stride 2. ' +
  'unit: y = x + convs(x), nothing behind the sum. fc: over the map flattened in channel, row, column order, then batch norm, no activation. ' +
  'binary: weights are +1 or -1, sign(0) = +1. key: name in a training state. Input: RGB, (p - 127.5) / 128, columns 8 to 103 of the 112 x 112 crop.';

function networkJson(name: NetworkName): NetworkJson {
  const n = NETWORKS[name];
  const weights = countWeights(n);
  return {
    input: n.input,
    binary: n.binary,
    layers: n.layers,
    classifier: n.classifier,
    shapes: Object.fromEntries(steps(n).map((s) => [s.layer.name, [s.out.channels, s.out.height, s.out.width] as const])),
    weightsWithoutFc6: weights.withoutFc6,
    weightsWithFc6: weights.withFc6,
    multiplications: countMultiplications(n, 'output'),
  };
}

export function networksJson(): NetworksJson {
  return {
    format: 1,
    about: ABOUT,
    networks: { A: networkJson('A'), B: networkJson('B'), C: networkJson('C'), Q: networkJson('Q') },
  };
}

/** The file's exact text: one layer or shape a line, so that a change reads well in a diff. */
export function networksJsonText(): string {
  const { networks, ...head } = networksJson();
  const list = (layers: readonly Layer[]): string => layers.map((l) => `\n    ${JSON.stringify(l)}`).join(',');
  const network = (name: NetworkName): string => {
    const { layers, ...rest } = networks[name];
    const fields = Object.entries(rest).map(([key, value]) => `,\n   ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `\n  "${name}": {\n   "layers": [${list(layers)}\n   ]${fields.join('')}\n  }`;
  };
  return `{\n "format": ${head.format},\n "about": ${JSON.stringify(head.about)},\n "networks": {${NETWORK_NAMES.map(network).join(',')}\n }\n}\n`;
}
