/** One enrolment in hand: its samples stay in memory until they are committed; cancelling leaves nothing behind. */
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { MIRROR_COSINE_MIN, faceReasons } from '../../domain/recognition/quality.ts';
import { cosine } from '../../domain/recognition/vote.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Match } from '../../storage/gallery/gallery.ts';
import type { NewTemplate } from '../../storage/gallery/templates.ts';

/** Captures that the camera way aims at. One is enough to commit: there may be a single photograph. */
export const SAMPLES_WANTED = 5;
const SAMPLES_NEEDED = 1;
const SAMPLES_MAX = 10;

export type EnrolmentWorld = {
  embed(crop: Uint8Array): Promise<Result<{ readonly vector: Float32Array; readonly mirrorCosine: number }>>;
  match(probe: Float32Array, without: number | null): Result<Match>;
  /** From this cosine on, a face is somebody who is enrolled already. */
  knownFrom(): number;
  /** Under this cosine to every other capture, a capture is of somebody else. */
  differsBelow(): number;
  modelId(): string;
  describe(personId: number): { readonly name: string; readonly employeeNumber: string };
  /** null where crops are not kept. */
  keepCrop(crop: Uint8Array): Promise<Uint8Array | null>;
};

type Sample = { readonly id: number; readonly template: NewTemplate };
type Enrolment = {
  readonly id: number;
  readonly personId: number | null;
  readonly distinctFrom: Set<number>;
  samples: Sample[];
  nextSample: number;
};

export type EnrolmentDesk = {
  /** Ends another enrolment that may be in hand: there is one camera and one form. */
  begin(personId: number | null): { readonly enrolmentId: number; readonly needed: number };
  /** @param photo SHA-256 of the file that the face was taken from */
  sample(
    enrolmentId: number,
    face: FaceObservation,
    photo?: string,
  ): Promise<Result<{ sampleId: number; mirrorCosine: number; count: number }>>;
  drop(enrolmentId: number, sampleId: number): Result<null>;
  distinct(enrolmentId: number, personId: number): Result<null>;
  /** The samples to store, and whose they are (null = somebody new). The enrolment stays until `end`: storing may fail. */
  ready(enrolmentId: number): Result<{ readonly personId: number | null; readonly templates: readonly NewTemplate[] }>;
  end(enrolmentId: number): void;
};

export function createEnrolmentDesk(world: EnrolmentWorld): EnrolmentDesk {
  let current: Enrolment | null = null;
  let count = 0;

  const inHand = (enrolmentId: number): Result<Enrolment> =>
    current?.id === enrolmentId ? ok(current) : err({ code: 'enrolment-ended' });

  return {
    begin(personId) {
      count++;
      current = { id: count, personId, distinctFrom: new Set(), samples: [], nextSample: 1 };
      return { enrolmentId: count, needed: SAMPLES_WANTED };
    },

    async sample(enrolmentId, face, photo) {
      const enrolment = inHand(enrolmentId);
      if (!enrolment.ok) return enrolment;
      if (face.quality.SingleFacePresent < 1) return err({ code: 'face-several' });
      const reason = faceReasons(face, 'enrol')[0];
      if (reason) return err({ code: 'face-poor', reason });
      const embedded = await world.embed(face.crop);
      if (!embedded.ok) return embedded;
      const { vector, mirrorCosine } = embedded.value;
      if (mirrorCosine < MIRROR_COSINE_MIN.enrol) return err({ code: 'face-poor', reason: 'mirror-differs' });

      const others = enrolment.value.samples.map((s) => cosine(s.template.embedding, vector));
      if (others.length > 0 && Math.max(...others) < world.differsBelow()) return err({ code: 'face-differs' });

      const matched = world.match(vector, enrolment.value.personId);
      if (!matched.ok) return matched;
      for (const candidate of [matched.value.first, matched.value.second]) {
        if (!candidate || candidate.score < world.knownFrom() || enrolment.value.distinctFrom.has(candidate.personId)) continue;
        return err({ code: 'face-known', personId: candidate.personId, ...world.describe(candidate.personId) });
      }

      const crop = await world.keepCrop(face.crop);
      // Somebody may have cancelled while the engine worked.
      const still = inHand(enrolmentId);
      if (!still.ok) return still;
      const sampleId = still.value.nextSample++;
      const template: NewTemplate = {
        embedding: vector,
        modelId: world.modelId(),
        mirrorCosine,
        quality: face.quality,
        capturedAt: Math.round(face.capturedAt),
        crop,
        photo,
      };
      still.value.samples = [...still.value.samples, { id: sampleId, template }].slice(-SAMPLES_MAX);
      return ok({ sampleId, mirrorCosine, count: still.value.samples.length });
    },

    drop(enrolmentId, sampleId) {
      const enrolment = inHand(enrolmentId);
      if (!enrolment.ok) return enrolment;
      enrolment.value.samples = enrolment.value.samples.filter((s) => s.id !== sampleId);
      return ok(null);
    },

    distinct(enrolmentId, personId) {
      const enrolment = inHand(enrolmentId);
      if (!enrolment.ok) return enrolment;
      enrolment.value.distinctFrom.add(personId);
      return ok(null);
    },

    ready(enrolmentId) {
      const enrolment = inHand(enrolmentId);
      if (!enrolment.ok) return enrolment;
      const { personId, samples } = enrolment.value;
      if (samples.length < SAMPLES_NEEDED) return err({ code: 'too-few-samples', needed: SAMPLES_NEEDED });
      return ok({ personId, templates: samples.map((s) => s.template) });
    },

    end(enrolmentId) {
      if (current?.id === enrolmentId) current = null;
    },
  };
}
