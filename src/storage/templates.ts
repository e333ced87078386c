import type { Result } from '../domain/result.ts';
import type { PersonId, TemplateId } from '../domain/ids.ts';
import type { Quality } from '../domain/recognition/face.ts';
import type { PersonFields } from '../shared/schemas.ts';
import type { ReadableDb, WritableDb } from './db.ts';

export type NewTemplate = {
  /** 2048 floats, L2-normalised. */
  readonly embedding: Float32Array;
  readonly modelId: string;
  readonly mirrorCosine: number;
  readonly quality: Quality;
  /** ms since the epoch. */
  readonly capturedAt: number;
  /** The aligned crop as WebP; null where crops are not kept. */
  readonly crop: Uint8Array | null;
};

/** Person and templates in one transaction. Errors: employee-number-taken. */
export declare function enrolPerson(db: WritableDb, fields: PersonFields, samples: readonly NewTemplate[], now: number): Result<PersonId>;
/** Errors: person-gone. */
export declare function addTemplates(db: WritableDb, id: PersonId, samples: readonly NewTemplate[]): Result<readonly TemplateId[]>;
/** Re-enrolment: the old templates and crops go in the same transaction. Errors: person-gone. */
export declare function replaceTemplates(db: WritableDb, id: PersonId, samples: readonly NewTemplate[], now: number): Result<readonly TemplateId[]>;
/** WebP of the sharpest kept crop; null where there is none. */
export declare function photo(db: ReadableDb, id: PersonId): Uint8Array | null;
/** keepCrops was switched off: erases every crop. Value: how many. */
export declare function forgetCrops(db: WritableDb): Result<number>;
