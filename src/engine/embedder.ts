/**
 * One face to one embedding: the one interface behind which both engines stand.
 *
 * `onnx` is the fast one: 8-bit activations, one-bit weights, in onnxruntime. `tfjs` runs the same file in float: the slow twin in
 * tests, and what runs where onnxruntime has no binary or gives wrong answers.
 */
import { FC5_LENGTH } from '../domain/network/layers.ts';
import { CROP_BYTES, EMBEDDING_LENGTH } from '../domain/recognition/face.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { IMAGE_BYTES, pictureAndMirror } from './preprocess.ts';
import type { Runner } from './runner.ts';
import { cosine } from './self-check.ts';

export const ENGINE_KINDS = ['onnx', 'tfjs'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

export type Embedding = {
  /** 2048 numbers, L2 norm 1: the picture's 1024, then its mirror image's 1024. Two are compared by their dot product. */
  readonly vector: Float32Array;
  /** Cosine between the picture's 1024 and its mirror image's: a free measure of quality, 1 for a face that is its own mirror image. */
  readonly mirrorCosine: number;
  /** Milliseconds from the crop's bytes to the vector, on the engine's side. */
  readonly ms: number;
};

export type Embedder = {
  readonly kind: EngineKind;
  /** What runs it, for people: "onnxruntime 1.30.0, int8", "TensorFlow.js 4.22.0 (wasm), float32". */
  readonly runtime: string;
  readonly modelId: string;
  /**
   * @param crop 112 x 112 x 3 RGB bytes, aligned to the standard five points.
   * @returns `bad-input` for a crop of another length; `internal` where the runtime fails on a good crop.
   */
  embed(crop: Uint8Array): Promise<Result<Embedding>>;
  close(): Promise<void>;
};

/** Crop, mirror, run, join, normalise: the same around both engines. */
export function createEmbedder(kind: EngineKind, runner: Runner, modelId: string): Embedder {
  return {
    kind,
    runtime: runner.runtime,
    modelId,
    async embed(crop) {
      if (crop.length !== CROP_BYTES) return err({ code: 'bad-input', field: 'crop' });
      const begun = performance.now();
      const pair = pictureAndMirror(crop);
      const vector = new Float32Array(EMBEDDING_LENGTH);
      try {
        if (runner.batch === 2) {
          vector.set(await runner.run(pair, 2));
        } else {
          vector.set(await runner.run(pair.subarray(0, IMAGE_BYTES), 1));
          vector.set(await runner.run(pair.subarray(IMAGE_BYTES), 1), FC5_LENGTH);
        }
      } catch {
        return err({ code: 'internal' });
      }
      return joined(vector, begun);
    },
    close: () => runner.close(),
  };
}

/** Divides by the length of all 2048: both halves come from one network, and the sum of their products is the score. */
function joined(vector: Float32Array, begun: number): Result<Embedding> {
  const norm = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
  if (!(norm > 0 && Number.isFinite(norm))) return err({ code: 'internal' });
  const mirrorCosine = cosine(vector.subarray(0, FC5_LENGTH), vector.subarray(FC5_LENGTH));
  for (let i = 0; i < vector.length; i++) vector[i]! /= norm;
  return ok({ vector, mirrorCosine, ms: performance.now() - begun });
}
