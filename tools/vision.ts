/**
 * The detector in plain Node: Human's WASM bundle, models and .wasm files straight from node_modules, pictures decoded by sharp.
 * For tests, evaluation and seeding; the app's own camera and photo import run in the web worker.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { err, type Result } from '../src/domain/result.ts';
import { createDetector, type Detector } from '../src/vision/detector.ts';
import type { Frame } from '../src/vision/frame.ts';
import type { HumanClass, HumanParts } from '../src/vision/human.ts';
import { decodePhoto, type DrawPixels } from '../src/vision/picture/decode.ts';

const require = createRequire(import.meta.url);

/**
 * Loads Human under Node. One detector a process: Human keeps its models in module variables. It starts no thread and no
 * timer, so that a script ends by itself.
 */
export function createNodeDetector(): Promise<Result<Detector>> {
  loading ??= load();
  return loading;
}
let loading: Promise<Result<Detector>> | undefined;

function load(): Promise<Result<Detector>> {
  // Human's "exports" map names its files without "../src/vision/", which Node does not accept: hence the paths.
  const dist = dirname(require.resolve('@vladmandic/human'));
  const { Human } = require(join(dist, 'human.node-wasm.js')) as { Human: HumanClass };
  return createDetector(Human, {
    backend: 'wasm',
    modelBasePath: SCHEME + pathToFileURL(join(dist, '..', 'models')).href + '/',
    wasmPath: dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + '/',
    prepare: readModelsFromDisk,
  });
}

type ModelJson = {
  readonly modelTopology: unknown;
  readonly signature?: unknown;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly unknown[] }[];
};

/** A scheme of our own: plain file:// is unknown to TensorFlow.js without tfjs-node, and refused as ambiguous with it. */
const SCHEME = 'lintel+';

function readModelsFromDisk(human: HumanParts): void {
  human.tf.io.registerLoadRouter((url) => {
    if (typeof url !== 'string' || !url.startsWith(SCHEME)) return null;
    return {
      load: async () => {
        const path = fileURLToPath(url.slice(SCHEME.length));
        const model = JSON.parse(await readFile(path, 'utf8')) as ModelJson;
        const files = model.weightsManifest.flatMap((group) => group.paths.map((name) => readFile(join(dirname(path), name))));
        return {
          modelTopology: model.modelTopology,
          signature: model.signature,
          weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
          weightData: new Uint8Array(Buffer.concat(await Promise.all(files))).buffer,
        };
      },
    };
  });
}

/** A file as sharp decodes it. */
const drawPhoto: DrawPixels = async (file, { width, height }, size) => {
  const picture = sharp(file);
  const said = await picture.metadata();
  if (said.width !== width || said.height !== height) throw new Error('not as large as it says');
  return frameOf(picture.resize(size.width, size.height, { fit: 'fill' }).flatten({ background: '#000' }));
};

/** The pixels that sharp makes. */
export async function frameOf(picture: Sharp): Promise<Frame & { readonly data: Buffer; readonly channels: 3 }> {
  const { data, info } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error('not in colour');
  return { data, width: info.width, height: info.height, channels: 3 };
}

/** A picture for sharp to draw with. */
export const sharpOf = ({ data, width, height, channels }: Frame): Sharp => sharp(data, { raw: { width, height, channels } });

/** Decodes a photograph as the app does. Errors `photo-unreadable`, `photo-heic`, `photo-too-large`. */
export async function readPhoto(file: string | Uint8Array): Promise<Result<Frame>> {
  try {
    return await decodePhoto(typeof file === 'string' ? await readFile(file) : file, drawPhoto);
  } catch {
    return err({ code: 'photo-unreadable' });
  }
}
