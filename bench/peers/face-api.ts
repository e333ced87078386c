/**
 * @vladmandic/face-api's descriptor: dlib's ResNet, 128 numbers, compared by distance. Its own cut: the square that dlib's alignment takes
 * from the middles of both eyes and of the mouth (src/classes/FaceLandmarks.ts, alignDlib), upright, 150 x 150. The detector and landmarks
 * are ours, so that all see the same face.
 */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { FivePoints, Point } from '../../src/domain/recognition/face.ts';
import { cutTo, middlePoints, type Peer } from './peer.ts';

type Tensor = { dispose(): void };
type FaceApi = {
  readonly tf: {
    env(): { set(flag: string, value: boolean): void };
    setBackend(name: string): Promise<boolean>;
    tensor(data: Float32Array, shape: readonly number[], type: 'float32'): Tensor;
    tensor4d(data: Float32Array, shape: readonly number[]): Tensor;
    readonly io: { decodeWeights(data: ArrayBuffer, specs: readonly unknown[]): Record<string, unknown> };
    readonly version_core: string;
  };
  readonly nets: {
    readonly faceRecognitionNet: {
      loadFromWeightMap(weights: Record<string, unknown>): void;
      computeFaceDescriptor(input: Tensor): Promise<Float32Array>;
    };
  };
};
type Manifest = readonly { readonly weights: readonly unknown[]; readonly paths: readonly string[] }[];

const SIDE = 150;
const require = createRequire(import.meta.url);

/** Upper left corner and side of dlib's square, pixels of the photograph. */
export function dlibSquare([left, right, , mouthLeft, mouthRight]: FivePoints): { x: number; y: number; side: number } {
  const mouth: Point = [(mouthLeft[0] + mouthRight[0]) / 2, (mouthLeft[1] + mouthRight[1]) / 2];
  const away = (eye: Point): number => Math.hypot(mouth[0] - eye[0], mouth[1] - eye[1]);
  const side = (away(left) + away(right)) / 2 / 0.45;
  return { x: (left[0] + right[0] + mouth[0]) / 3 - 0.5 * side, y: (left[1] + right[1] + mouth[1]) / 3 - 0.43 * side, side };
}

/** @throws where the package, its model or the WebAssembly backend cannot be loaded. */
export async function createFaceApi(): Promise<Peer> {
  const dist = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(path: string): void };
  wasm.setWasmPaths(join(dist, sep));
  const root = dirname(require.resolve('@vladmandic/face-api/package.json'));
  const { tf, nets } = require(join(root, 'dist', 'face-api.node-wasm.js')) as FaceApi;
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  const folder = join(root, 'model');
  const manifest = JSON.parse(await readFile(join(folder, 'face_recognition_model-weights_manifest.json'), 'utf8')) as Manifest;
  const files = manifest.flatMap((group) => group.paths.map((path) => join(folder, path)));
  const data = Uint8Array.from(Buffer.concat(await Promise.all(files.map((file) => readFile(file)))));
  const specs = manifest.flatMap((group) => group.weights);
  nets.faceRecognitionNet.loadFromWeightMap(tf.io.decodeWeights(data.buffer, specs));
  return {
    name: '@vladmandic/face-api',
    runtime: `TensorFlow.js ${tf.version_core} (WebAssembly)`,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    length: 128,
    metric: 'distance',
    prepare({ photo, points }) {
      const { x, y, side } = dlibSquare(points ?? middlePoints(photo));
      const corners = (x0: number, y0: number, s: number): Point[] => [
        [x0, y0],
        [x0 + s, y0],
        [x0, y0 + s],
      ];
      return cutTo(photo, corners(x, y, side), corners(-0.5, -0.5, SIDE), SIDE);
    },
    async embed(cut) {
      const input = tf.tensor4d(cut as Float32Array, [1, SIDE, SIDE, 3]);
      try {
        const descriptor = await nets.faceRecognitionNet.computeFaceDescriptor(input);
        return (Array.isArray(descriptor) ? descriptor[0] : descriptor) as Float32Array;
      } finally {
        input.dispose();
      }
    },
  };
}
