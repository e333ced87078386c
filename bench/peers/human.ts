/**
 * Human's faceres: 1024 numbers, compared by distance. Its own cut is its mesh's box enlarged, 224 x 224; ours is the same part of the
 * face (see LIVENESS_VIEW in src/vision/detector.ts: 150 pixels of the extended standard crop around 56, 72), but always upright.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Point } from '../../src/domain/recognition/face.ts';
import { TEMPLATE } from '../../src/vision/align.ts';
import { cutTo, middlePoints, type Peer } from './peer.ts';

const SIDE = 224;
const VIEW = { x: 56, y: 72, side: 150 } as const;
const TO: readonly Point[] = TEMPLATE.map(([x, y]): Point => {
  const scale = SIDE / VIEW.side;
  return [(x - VIEW.x) * scale + SIDE / 2, (y - VIEW.y) * scale + SIDE / 2];
});
const EMBEDDING = 'global_pooling/Mean';

type ModelJson = {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: tf.io.WeightsManifestEntry[] }[];
};

/** @throws where the package, its model or the WebAssembly backend cannot be loaded. */
export async function createHuman(): Promise<Peer> {
  const require = createRequire(import.meta.url);
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')), sep));
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  const folder = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');
  const json = JSON.parse(readFileSync(join(folder, 'faceres.json'), 'utf8')) as ModelJson;
  const files = json.weightsManifest.flatMap((group) => group.paths.map((path) => join(folder, path)));
  const model = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(Buffer.concat(files.map((file) => readFileSync(file)))).buffer,
      }),
  });
  return {
    name: '@vladmandic/human faceres',
    runtime: `TensorFlow.js ${tf.version_core} (WebAssembly)`,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) + statSync(join(folder, 'faceres.json')).size,
    length: 1024,
    metric: 'distance',
    prepare: ({ photo, points }) => cutTo(photo, points ?? middlePoints(photo), TO, SIDE),
    async embed(cut) {
      const outputs = tf.tidy(() => model.execute(tf.tensor4d(cut as Float32Array, [1, SIDE, SIDE, 3]), EMBEDDING) as tf.Tensor);
      try {
        return await outputs.data<'float32'>();
      } finally {
        outputs.dispose();
      }
    },
  };
}
