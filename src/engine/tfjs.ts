/**
 * The float engine: the same model file in TensorFlow.js, activations not quantised. On @tensorflow/tfjs-node where its native library
 * is there, else on WebAssembly, whose .wasm files come from node_modules: nothing is downloaded.
 */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { INPUT, NETWORKS, type ConvLayer, type FcLayer } from '../domain/network/layers.ts';
import { steps, type Shape } from '../domain/network/measures.ts';
import type { Model } from './model-file.ts';
import type { Runner } from './runner.ts';
import { floatLayers, type FloatLayer } from './weights.ts';

export const TFJS_BACKENDS = ['node', 'wasm'] as const;
export type TfjsBackend = (typeof TFJS_BACKENDS)[number];

/** Not named `require`: the bundler gives every chunk one of its own. */
const fromHere = createRequire(import.meta.url);
let pathsSet = false;

/** tfjs-node 4.22 calls two functions of node:util that Node 23 took away. */
function putBackUtil(): void {
  const old = util as unknown as Record<string, unknown>;
  old['isNullOrUndefined'] ??= (v: unknown) => v === null || v === undefined;
  old['isArray'] ??= Array.isArray;
}

/** @throws where the package, its native library or a .wasm file is missing. */
async function loadBackend(backend: TfjsBackend): Promise<string> {
  if (backend === 'node') {
    putBackUtil();
    fromHere('@tensorflow/tfjs-node');
    if (!(await tf.setBackend('tensorflow'))) throw new Error('tfjs-node registered no backend');
    return 'tensorflow';
  }
  if (!pathsSet) {
    // Refused by the package once its backend has started.
    setWasmPaths(join(dirname(fromHere.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')), sep));
    pathsSet = true;
  }
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  return 'wasm';
}

/** out, in, row, column -> row, column, in, out, as TensorFlow wants it. */
function convFilter(layer: ConvLayer, { weights }: FloatLayer): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.tensor4d(weights, [layer.out, layer.in, 3, 3]), [2, 3, 1, 0]));
}

/** out x (channel, row, column) -> (row, column, channel) x out, since TensorFlow's maps have their channels last. */
function fcMatrix(layer: FcLayer, { weights }: FloatLayer, map: Shape): tf.Tensor2D {
  return tf.tidy(() => {
    const apart = tf.tensor4d(weights, [layer.out, map.channels, map.height, map.width]);
    return tf.reshape(tf.transpose(apart, [2, 3, 1, 0]), [layer.in, layer.out]);
  });
}

type Loaded = { readonly filter: tf.Tensor; readonly bias: tf.Tensor1D };

function load(model: Pick<Model, 'tensors'>): ReadonlyMap<string, Loaded> {
  const values = floatLayers(model);
  const loaded = new Map<string, Loaded>();
  for (const { layer, in: map } of steps(NETWORKS.Q)) {
    if (layer.kind === 'pool') continue;
    const value = values.get(layer.name)!;
    const filter = layer.kind === 'conv' ? convFilter(layer, value) : fcMatrix(layer, value, map);
    loaded.set(layer.name, { filter, bias: tf.tensor1d(value.bias) });
  }
  return loaded;
}

function conv(layer: ConvLayer, { filter, bias }: Loaded, x: tf.Tensor4D): tf.Tensor4D {
  return tf.fused.conv2d({
    x,
    filter: filter as tf.Tensor4D,
    strides: 1,
    pad: layer.pad === 1 ? 'same' : 'valid',
    bias,
    activation: 'relu',
  });
}

/** Walks the network's own list of layers. */
function forward(loaded: ReadonlyMap<string, Loaded>, pictures: tf.Tensor4D): tf.Tensor2D {
  let x = pictures;
  for (const layer of NETWORKS.Q.layers) {
    switch (layer.kind) {
      case 'conv':
        x = conv(layer, loaded.get(layer.name)!, x);
        break;
      case 'pool':
        x = tf.maxPool(x, 2, 2, 'valid');
        break;
      case 'unit':
        x = tf.add(
          x,
          layer.convs.reduce((inside, c) => conv(c, loaded.get(c.name)!, inside), x),
        );
        break;
      case 'fc': {
        const { filter, bias } = loaded.get(layer.name)!;
        return tf.fused.matMul({ a: tf.reshape(x, [-1, layer.in]), b: filter, bias }) as tf.Tensor2D;
      }
    }
  }
  throw new Error('the network ends with Fc5');
}

async function open(model: Pick<Model, 'tensors'>, backend: TfjsBackend): Promise<Runner> {
  const registered = await loadBackend(backend);
  const loaded = load(model);
  return {
    precision: 'float',
    runtime: `TensorFlow.js ${tf.version_core} (${backend === 'node' ? 'tfjs-node' : 'WebAssembly'}), float32`,
    batch: 1,
    async run(pictures, count) {
      // another runner of this process (a parity test) may have chosen the other one
      if (tf.getBackend() !== registered) await tf.setBackend(registered);
      const out = tf.tidy(() =>
        forward(loaded, tf.tensor4d(Float32Array.from(pictures), [count, INPUT.height, INPUT.width, INPUT.channels])),
      );
      try {
        return await out.data<'float32'>();
      } finally {
        out.dispose();
      }
    },
    close() {
      for (const { filter, bias } of loaded.values()) tf.dispose([filter, bias]);
      return Promise.resolve();
    },
  };
}

/**
 * @param backend without it: tfjs-node, and WebAssembly where that does not load. The runner's `runtime` says which.
 * @throws what the runtime throws when it cannot be loaded.
 */
export async function createTfjsRunner(model: Pick<Model, 'tensors'>, backend?: TfjsBackend): Promise<Runner> {
  if (backend) return open(model, backend);
  try {
    return await open(model, 'node');
  } catch {
    return open(model, 'wasm');
  }
}
