/** The three that run in onnxruntime: the teacher, the float network, and the shipped model. All compare by cosine, picture and mirror. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CROP_SIDE, EMBEDDING_LENGTH } from '../../src/domain/recognition/face.ts';
import { createEmbedder } from '../../src/engine/embedder.ts';
import { readModel, type Model } from '../../src/engine/model-file.ts';
import { createOnnxRunner } from '../../src/engine/onnx.ts';
import { floatLayers } from '../../src/engine/weights.ts';
import { cardBeside, FACES } from '../../evaluate/options.ts';
import { floatOnnx } from '../float-onnx.ts';
import type { Peer } from './peer.ts';

/** Where the teacher lies; the project does not ship it. */
export const TEACHER = join(FACES, 'teacher', 'edgeface-xs.onnx');

async function shipped(file: string): Promise<Model> {
  const model = await readModel(file, cardBeside(file));
  if (!model.ok) throw new Error(`${file}: ${model.error.code}: ${model.error.why}`);
  return model.value;
}

async function lintel(name: string, model: Model, bytes: Uint8Array, precision: string): Promise<Peer> {
  const runner = await createOnnxRunner({ bytes });
  const embedder = createEmbedder('onnx', runner, model.id);
  return {
    name,
    runtime: runner.runtime.replace(/, int8$/, '') + `, ${precision}`,
    bytes: bytes.length,
    length: EMBEDDING_LENGTH,
    metric: 'cosine',
    prepare: ({ crop }) => crop,
    async embed(crop) {
      const embedding = await embedder.embed(crop as Uint8Array);
      if (!embedding.ok) throw new Error(`the engine failed: ${embedding.error.code}`);
      return embedding.value.vector;
    },
  };
}

export async function createInt8(file: string): Promise<Peer> {
  const model = await shipped(file);
  return lintel('Q, int8 (shipped)', model, model.bytes, 'int8');
}

/**
 * [Note: float C] Nobody has trained C in float yet. Q is C with one-bit weights, so Q's own weights in float32 without quantised activations
 * take exactly C's time, memory and bytes; the accuracy is Q's in float, not that of a C trained in float.
 */
export async function createFloat(file: string): Promise<Peer> {
  const model = await shipped(file);
  const layers = floatLayers(model);
  return lintel(
    "C, float (Q's weights)",
    model,
    floatOnnx('C', (layer) => layers.get(layer.name)!),
    'float32',
  );
}

/** EdgeFace-XS: RGB planes, (p - 127.5) / 127.5, 112 x 112; picture and mirror, both of length 1, joined. */
export async function createTeacher(): Promise<Peer> {
  const ort = await import('onnxruntime-node');
  const session = await ort.InferenceSession.create(TEACHER, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const [input, output] = [session.inputNames[0]!, session.outputNames[0]!];
  const plane = CROP_SIDE * CROP_SIDE;
  const run = async (crop: Uint8Array, mirrored: boolean): Promise<Float32Array> => {
    const planes = new Float32Array(3 * plane);
    for (let p = 0; p < plane; p++) {
      const x = p % CROP_SIDE;
      const from = mirrored ? p - x + CROP_SIDE - 1 - x : p;
      for (let c = 0; c < 3; c++) planes[c * plane + p] = (crop[from * 3 + c]! - 127.5) / 127.5;
    }
    const out = await session.run({ [input]: new ort.Tensor('float32', planes, [1, 3, CROP_SIDE, CROP_SIDE]) });
    const vector = (await out[output]!.getData()) as Float32Array;
    const norm = Math.hypot(...vector);
    return vector.map((v) => v / norm);
  };
  return {
    name: 'EdgeFace-XS (the teacher)',
    runtime: `onnxruntime ${ort.env.versions.node ?? ort.env.versions.common}, float32`,
    bytes: statSync(TEACHER).size,
    length: 1024,
    metric: 'cosine',
    prepare: ({ crop }) => crop,
    async embed(crop) {
      const joined = new Float32Array(1024);
      joined.set(await run(crop as Uint8Array, false));
      joined.set(await run(crop as Uint8Array, true), 512);
      return joined;
    },
  };
}
