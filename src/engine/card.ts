/** The JSON card beside a model file, as `training/lintel_train/card.py` writes it: the part that the app relies on. */
import { z } from 'zod';
import { FC5_LENGTH } from '../domain/network/layers.ts';

/** The newest card and file format that this app reads. */
export const FORMAT = 1;
/** Pictures of the self-check, and numbers of one output. */
export const CHECK_PICTURES = 8;
/** An engine whose embedding of a check picture is further than this from the card's is refused, whatever the card says. */
export const LEAST_COSINE = 0.999;

const rate = z.number().min(0).max(1);
const floats = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== CHECK_PICTURES * FC5_LENGTH * 4) {
    context.addIssue({ code: 'custom', message: `${CHECK_PICTURES} x ${FC5_LENGTH} float32 expected` });
    return z.NEVER;
  }
  return new Float32Array(Uint8Array.from(bytes).buffer);
});

/** Only the format, so that a newer card is told from a damaged one. */
export const CardFormat = z.object({ format: z.int().min(1) });

/** Fields that are only shown or only written for people may be added and changed freely: unknown keys are kept out, not refused. */
export const Card = z.object({
  format: z.literal(FORMAT),
  /** Written into every template; another model's templates are never compared. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,63}$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  network: z.string().min(1).max(40),
  thresholds: z.array(z.object({ fmr: rate, threshold: z.number().min(-1).max(1) })).max(100),
  selfCheck: z.object({
    leastCosine: z.number().min(LEAST_COSINE).max(1),
    /** 8 x 1024, not normalised: what onnxruntime gave for the pictures of self-check.ts, and what the float network gave. */
    int8: floats,
    float: floats,
  }),
});
export type Card = z.infer<typeof Card>;
