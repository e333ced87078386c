/** What main and the engine process say to each other; both sides parse what they hear. Values are structured-cloned. */
import { z } from 'zod';
import { CROP_BYTES, EMBEDDING_LENGTH } from '../domain/recognition/face.ts';
import { AppErrorSchema } from '../shared/schemas.ts';
import { ENGINE_KINDS, type Embedding } from './embedder.ts';

const kind = z.enum(ENGINE_KINDS);
const questionId = z.int().positive();

/** The first message of a process. */
export const StartMessage = z.strictObject({
  type: z.literal('start'),
  /** Absolute paths of the .onnx file and of its JSON card. */
  modelFile: z.string().min(1),
  cardFile: z.string().min(1),
  /** Tried first, and the other one after it; without it, onnx. */
  prefer: kind.optional(),
});
export type StartMessage = z.infer<typeof StartMessage>;

export const EmbedMessage = z.strictObject({
  type: z.literal('embed'),
  id: questionId,
  crop: z.custom<Uint8Array>((c) => c instanceof Uint8Array && c.length === CROP_BYTES),
});
export type EmbedMessage = z.infer<typeof EmbedMessage>;

export const ToEngine = z.discriminatedUnion('type', [StartMessage, EmbedMessage]);
export type ToEngine = z.infer<typeof ToEngine>;

const EmbeddingSchema = z.strictObject({
  vector: z.custom<Float32Array>((v) => v instanceof Float32Array && v.length === EMBEDDING_LENGTH),
  mirrorCosine: z.number().min(-1.001).max(1.001),
  ms: z.number().min(0),
}) satisfies z.ZodType<Embedding>;

export const FromEngine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), kind, runtime: z.string(), modelId: z.string(), note: z.string().nullable() }),
  /** The model file is refused, or no engine can run it; the process ends after this. */
  z.strictObject({ type: z.literal('fault'), error: AppErrorSchema, note: z.string() }),
  z.strictObject({
    type: z.literal('answer'),
    id: questionId,
    result: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), value: EmbeddingSchema }),
      z.strictObject({ ok: z.literal(false), error: AppErrorSchema }),
    ]),
  }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
