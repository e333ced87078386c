/**
 * One face to one embedding: the one interface behind which both engines stand.
 *
 * `onnx` is the fast one: 8-bit activations, one-bit weights, in onnxruntime. `tfjs` runs the same file in float: the slow twin in
 * tests, and what runs where onnxruntime has no binary or gives wrong answers.
 */
import type { AppError } from '../domain/errors.ts';
import type { Result } from '../domain/result.ts';

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
  embed(crop: Uint8Array): Promise<Result<Embedding, AppError>>;
  close(): Promise<void>;
};
