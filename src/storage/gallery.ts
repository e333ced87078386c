import type { Result } from '../domain/result.ts';
import type { PersonId, TemplateId } from '../domain/ids.ts';
import type { ReadableDb, WritableDb } from './db.ts';

export type MatchCandidate = { readonly personId: PersonId; /** cosine, -1..1 */ readonly score: number };
export type Match = { readonly first: MatchCandidate | null; readonly second: MatchCandidate | null };
export type CropToReembed = { readonly templateId: TemplateId; readonly personId: PersonId; readonly crop: Uint8Array };

/** Says which model's templates are matched; rebuilds the codes when it is another than before. Call once the model is loaded. */
export declare function useModel(db: WritableDb, modelId: string): Result<{ readonly changed: boolean }>;
/** The model whose templates are matched; null before the first `useModel`. */
export declare function currentModel(db: ReadableDb): string | null;
/** The best two people. `probe` has 2048 floats of any length. [Note: two-table matching] */
export declare function match(db: ReadableDb, modelId: string, probe: Float32Array, options?: { readonly candidates?: number; readonly without?: PersonId }): Match;
/** The slow, obvious twin: every template, plain loops. */
export declare function matchBrute(db: ReadableDb, modelId: string, probe: Float32Array, options?: { readonly without?: PersonId }): Match;

/** People with crops and without templates of `modelId`: how many are left, and how many have neither. */
export declare function reembedLeft(db: ReadableDb, modelId: string): { readonly people: number; readonly crops: number };
/** The next people's crops (all crops of each person together), at most `people` people. Empty = done. */
export declare function cropsToReembed(db: ReadableDb, modelId: string, people?: number): CropToReembed[];
/** Stores one person's new templates and, in the same transaction, drops that person's old model's. Crops move to the new ones. */
export declare function storeReembedded(
  db: WritableDb,
  modelId: string,
  personId: PersonId,
  made: readonly { readonly from: TemplateId; readonly embedding: Float32Array; readonly mirrorCosine: number }[],
): Result<null>;
