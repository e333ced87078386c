/**
 * The paper's networks A, B, C and Q (table 1) as data: one list of layers, from which everything else is computed.
 * The same list stands in `resources/networks.json`, where Python reads it (a test keeps the two equal).
 *
 * Source: Zhou et al., Computer Systems & Applications 27(8), 2018, table 1. What the table leaves open, and what is taken here:
 * ReLU behind every batch norm, nothing behind a unit's sum, batch norm without activation behind Fc5.
 */

/** Pixels of the network's input: rows, columns, RGB. */
export const INPUT = { height: 112, width: 96, channels: 3 } as const;
/** Length of Fc5's output: the embedding of one picture, without its mirror image. */
export const FC5_LENGTH = 1024;
/** People of CASIA-WebFace, the outputs of the training-only classifier Fc6. */
export const FC6_CLASSES = 10_575;

/** 3 x 3, stride 1, then batch norm, then ReLU. No bias of its own: the batch norm has one. */
export type ConvLayer = {
  readonly kind: 'conv';
  /** The paper's name; inside a unit the paper has none, and it is the unit's name, a dot and a number from 1. */
  readonly name: string;
  /** Name of its arrays in a training state: `<key>.w` and `<key>.bn.*`. */
  readonly key: string;
  readonly in: number;
  readonly out: number;
  readonly pad: 0 | 1;
  /** True: each weight is +1 or -1, and its scale is left to the batch norm. */
  readonly binary: boolean;
};

/** 2 x 2 maximum, stride 2. */
export type PoolLayer = { readonly kind: 'pool'; readonly name: string };

/** y = x + F(x), F the chain of convolutions; nothing behind the sum. */
export type UnitLayer = { readonly kind: 'unit'; readonly name: string; readonly convs: readonly ConvLayer[] };

/** Matrix product over the map flattened in channel, row, column order, then batch norm, no activation. */
export type FcLayer = {
  readonly kind: 'fc';
  readonly name: string;
  /** Name of its weights in a training state; its batch norm is `bnf`. */
  readonly key: string;
  readonly in: number;
  readonly out: number;
  readonly binary: boolean;
};

export type Layer = ConvLayer | PoolLayer | UnitLayer | FcLayer;

export const NETWORK_NAMES = ['A', 'B', 'C', 'Q'] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

export type Network = {
  readonly name: NetworkName;
  readonly input: typeof INPUT;
  /** True: one-bit weights everywhere but in Conv1a. */
  readonly binary: boolean;
  /** Conv1a to Fc5: what the app runs. */
  readonly layers: readonly Layer[];
  /** The classifier of training, float in Q too; never in a model file. */
  readonly classifier: FcLayer;
};

const CHANNELS = [64, 128, 256, 512] as const;

type Plan = {
  readonly convsPerUnit: number;
  readonly units: readonly [number, number, number, number];
  readonly binary: boolean;
};
const PLANS: Readonly<Record<NetworkName, Plan>> = {
  A: { convsPerUnit: 2, units: [1, 2, 5, 3], binary: false },
  B: { convsPerUnit: 2, units: [3, 4, 6, 3], binary: false },
  C: { convsPerUnit: 3, units: [3, 4, 6, 3], binary: false },
  Q: { convsPerUnit: 3, units: [3, 4, 6, 3], binary: true },
};

function build(name: NetworkName): Network {
  const { convsPerUnit, units, binary } = PLANS[name];
  const layers: Layer[] = [
    { kind: 'conv', name: 'Conv1a', key: 'c1a', in: INPUT.channels, out: 32, pad: 0, binary: false },
    { kind: 'conv', name: 'Conv1b', key: 'c1b', in: 32, out: 64, pad: 0, binary },
    { kind: 'pool', name: 'Pool1' },
  ];
  CHANNELS.forEach((channels, k) => {
    const stage = k + 2;
    for (let u = 0; u < units[k]!; u++) {
      const unit = `Conv${stage}_${u + 1}`;
      const convs = Array.from({ length: convsPerUnit }, (_, c): ConvLayer => {
        return {
          kind: 'conv',
          name: `${unit}.${c + 1}`,
          key: `stages.${k}.${u}.cs.${c}`,
          in: channels,
          out: channels,
          pad: 1,
          binary,
        };
      });
      layers.push({ kind: 'unit', name: unit, convs });
    }
    const next = CHANNELS[k + 1];
    if (next === undefined) return;
    layers.push({ kind: 'conv', name: `Conv${stage}`, key: `trans.${k}`, in: channels, out: next, pad: 0, binary });
    layers.push({ kind: 'pool', name: `Pool${stage}` });
  });
  layers.push({ kind: 'fc', name: 'Fc5', key: 'fc', in: 512 * 5 * 4, out: FC5_LENGTH, binary });
  return {
    name,
    input: INPUT,
    binary,
    layers,
    classifier: { kind: 'fc', name: 'Fc6', key: 'fc6', in: FC5_LENGTH, out: FC6_CLASSES, binary: false },
  };
}

export const NETWORKS: Readonly<Record<NetworkName, Network>> = { A: build('A'), B: build('B'), C: build('C'), Q: build('Q') };
