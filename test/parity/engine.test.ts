/** The fast engine against its slow twin on real faces: the sample photographs of the packages, and seeded changes of them. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedder } from '../../src/engine/embedder.ts';
import { readModel, type Model } from '../../src/engine/model-file.ts';
import { createOnnxRunner } from '../../src/engine/onnx.ts';
import { IMAGE_BYTES, pictureAndMirror } from '../../src/engine/preprocess.ts';
import type { Runner } from '../../src/engine/runner.ts';
import { cosine } from '../../src/engine/self-check.ts';
import { createTfjsRunner } from '../../src/engine/tfjs.ts';
import { sampleCrops } from '../fakes/faces.ts';

const SEED = 20_261_124;
const CROPS = 54;
/** Crops that are also embedded in full, picture and mirror image. */
const EMBEDDED = 6;

const path = (name: string): string => fileURLToPath(new URL(`../../resources/model/${name}`, import.meta.url));
let model: Model;
let crops: Uint8Array[];
let onnx: Runner;
let wasm: Runner;
/** Null where the optional package's native library is not there. */
let node: Runner | null;
let why = '';

beforeAll(async () => {
  crops = await sampleCrops(CROPS, SEED);
  const read = await readModel(path('q.onnx'), path('q.json'));
  if (!read.ok) throw new Error(read.error.why);
  model = read.value;
  onnx = await createOnnxRunner(model);
  wasm = await createTfjsRunner(model, 'wasm');
  node = await createTfjsRunner(model, 'node').catch((e: unknown) => {
    why = (e instanceof Error ? e.message : String(e)).split('\n')[0]!;
    return null;
  });
});
afterAll(async () => {
  for (const runner of [onnx, wasm, node]) await runner?.close();
});

const picture = (crop: Uint8Array): Uint8Array => pictureAndMirror(crop).subarray(0, IMAGE_BYTES);

describe(`int8 and float agree on ${CROPS} faces (seed ${SEED})`, () => {
  it('picture by picture, cosine at least 0.995 each', async () => {
    const float = node ?? wasm;
    const cosines: number[] = [];
    for (const crop of crops) cosines.push(cosine(await onnx.run(picture(crop), 1), await float.run(picture(crop), 1)));
    expect(cosines.length).toBeGreaterThanOrEqual(50);
    expect(Math.min(...cosines), `cosines ${cosines.map((c) => c.toFixed(5)).join(' ')}`).toBeGreaterThanOrEqual(0.995);
  });

  it('embedding by embedding, picture and mirror image', async () => {
    const [fast, slow] = [createEmbedder('onnx', onnx, model.id), createEmbedder('tfjs', wasm, model.id)];
    for (const crop of crops.slice(0, EMBEDDED)) {
      const [a, b] = [await fast.embed(crop), await slow.embed(crop)];
      if (!a.ok || !b.ok) throw new Error('no embedding');
      expect(cosine(a.value.vector, b.value.vector)).toBeGreaterThanOrEqual(0.995);
      expect(a.value.mirrorCosine).toBeCloseTo(b.value.mirrorCosine, 1);
    }
  });

  it('one by one and two at a time, to the last bit', async () => {
    for (const crop of crops.slice(0, EMBEDDED)) {
      const pair = pictureAndMirror(crop);
      const together = await onnx.run(pair, 2);
      expect(together.slice(0, 1024)).toEqual(await onnx.run(pair.subarray(0, IMAGE_BYTES), 1));
      expect(together.slice(1024)).toEqual(await onnx.run(pair.subarray(IMAGE_BYTES), 1));
    }
  });
});

describe('the two TensorFlow.js backends', () => {
  it('agree, cosine at least 0.999', async (context) => {
    if (!node) return context.skip(`@tensorflow/tfjs-node does not load here: ${why}`);
    for (const crop of crops.slice(0, EMBEDDED)) {
      expect(cosine(await node.run(picture(crop), 1), await wasm.run(picture(crop), 1))).toBeGreaterThanOrEqual(0.999);
    }
  });
});
