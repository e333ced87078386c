/** The error rate and what would have been. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import type { ModelMisses, Strangers } from '../../domain/recognition/error-rate.ts';
import type { SiteScore } from '../../domain/recognition/error-rate-site.ts';
import type { StoredVisit } from '../../domain/recognition/what-if.ts';
import { METHODS } from '../../domain/recognition/decision.ts';
import { STAGES } from '../../domain/recognition/looks.ts';
import { stored } from '../schemas.ts';
import { AUDITOR, type CallSpec } from './spec.ts';

const { id, instant } = stored;
const share = z.number().min(0).max(1);
const count = z.int().min(0);

const line = { shift: z.number(), scale: z.number().positive() };
const StrangersSchema = z.strictObject({
  points: z.array(z.strictObject({ fmr: share, threshold: z.number() })).readonly(),
  pairs: count,
  faces: count,
  groups: z.array(z.strictObject({ name: z.string(), kind: z.enum(['adults', 'children', 'everybody']), ...line })).readonly(),
}) satisfies z.ZodType<Strangers>;

const ModelMissesSchema = z.strictObject({
  frames: z.int().min(1),
  templates: z.int().min(1),
  misses: z.array(z.strictObject({ threshold: z.number(), fnmr: share })).readonly(),
  genuineTrials: count,
  people: count,
}) satisfies z.ZodType<ModelMisses>;

const SiteScoreSchema = z.strictObject({
  personId: id,
  frames: z.int().min(1),
  other: z.number().nullable(),
  otherId: id.nullable(),
  own: z.number().nullable(),
}) satisfies z.ZodType<SiteScore>;

/** All that the threshold follows from; `error-rate-advice.ts` computes with it, in main and on the screen alike. */
export const ErrorRateBasis = z.strictObject({
  modelId: z.string(),
  strangers: StrangersSchema,
  misses: z.array(ModelMissesSchema),
  gallery: z.strictObject({ people: count, templates: count }),
  scores: z.array(SiteScoreSchema),
  /** People whose own scores are still to be measured, in the background. */
  left: count,
});
export type ErrorRateBasis = z.infer<typeof ErrorRateBasis>;

const candidate = z.strictObject({ personId: id, name: z.string(), score: z.number() });
export const StoredVisitSchema = z.strictObject({
  eventId: id,
  at: instant,
  kind: z.enum(['recognised', 'refused']),
  reason: z.string().nullable(),
  method: z.enum(METHODS).nullable(),
  personId: id.nullable(),
  name: z.string().nullable(),
  takenBack: z.boolean(),
  decision: z
    .strictObject({
      first: candidate.nullable(),
      second: candidate.nullable(),
      threshold: z.number(),
      marginRequired: z.number(),
      lookAlike: z.boolean(),
      counterExample: z.number().nullable(),
      attack: z.boolean(),
      frames: count,
      stage: z.enum(STAGES).nullable(),
      sameModel: z.boolean(),
    })
    .nullable(),
}) satisfies z.ZodType<StoredVisit>;

export const errorRateCalls = {
  'errorRate.basis': { may: AUDITOR, input: z.null(), output: ErrorRateBasis },
  /** Visits with their decisions, oldest first, from an instant on; page by page, since a month may be long. `done` is the share read so far. */
  'errorRate.visits': {
    may: AUDITOR,
    input: z.strictObject({ from: instant, after: count, limit: z.int().min(1).max(1000) }),
    output: z.strictObject({ visits: z.array(StoredVisitSchema), more: z.boolean(), done: share }),
  },
} as const satisfies Record<string, CallSpec>;
