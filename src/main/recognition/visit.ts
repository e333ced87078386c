/**
 * One visit: the frames of one tracked face, from the first usable one to a verdict on who it is. Main decides, once; the renderer only
 * shows. Who is recognised goes on to `access/admit.ts`: rules, row, door.
 */
import type { Candidate, DecisionRecord } from '../../domain/recognition/decision.ts';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { MIRROR_COSINE_MIN, qualityReasons } from '../../domain/recognition/quality.ts';
import { bestFrames, cosine, frameWeight, meanEmbedding, verdict, type Verdict } from '../../domain/recognition/vote.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { Admit, PunchToRecord } from '../access/admit.ts';

export type Policy = {
  readonly threshold: number;
  readonly margin: number;
  readonly voteFrames: number;
  /** Cosine to the visit's probe under which the tracker is thought to have taken somebody else for the same face. */
  readonly sameFace: number;
};

/** Everything that the visit needs of the world; tests give their own. */
export type VisitWorld = {
  embed(crop: Uint8Array): Promise<Result<{ readonly vector: Float32Array; readonly mirrorCosine: number; readonly ms: number }>>;
  match(probe: Float32Array): Result<{ readonly first: Candidate | null; readonly second: Candidate | null }>;
  policy(): Policy;
  modelId(): string;
  admit: Admit;
  /** The row of a refusal to nobody known. */
  record(punch: PunchToRecord): Result<{ readonly eventId: number; readonly at: number }>;
  /** Monotonic milliseconds. */
  monotonic(): number;
};

type Frame = {
  readonly embedding: Float32Array;
  readonly weight: number;
  readonly observation: FaceObservation;
  readonly mirrorCosine: number;
};

type Visit = {
  readonly track: number;
  readonly startedAt: number;
  frames: Frame[];
  /** All frames that were embedded, kept ones and others: after too many without a match the visit ends. */
  embedded: number;
  embedMs: number;
  matchMs: number;
  /** What this face has been told, and by which probe; repeated for as long as it stays. */
  answered: { readonly decision: KioskDecision; readonly probe: Float32Array } | null;
  /** Frames in a row that looked like somebody else. */
  others: number;
};

/** [Note: swapped faces] One may step into another's place faster than the tracker sees: that many unlike frames in a row are a new visit. */
const UNLIKE_FRAMES = 2;

/** Refusal needs this many times the frames of a match: a bad first moment is no refusal. */
const PATIENCE = 3;
/** How long a refusal stands for a stranger whom the tracker loses and finds again. */
const REFUSAL_MS = 10_000;

export type VisitDesk = {
  face(observation: FaceObservation): Promise<Result<KioskDecision>>;
  /** Forgets the refusal: "try again". */
  reset(): void;
};

export function createVisitDesk(world: VisitWorld): VisitDesk {
  let visit: Visit | null = null;
  let busy = false;
  let refused: { readonly embedding: Float32Array; readonly until: number } | null = null;

  const progress = (v: Visit | null): KioskDecision => ({
    state: 'checking',
    progress: v ? Math.min(1, v.frames.length / Math.max(1, world.policy().voteFrames)) : 0,
  });

  function decisionRecord(v: Visit, first: Candidate | null, second: Candidate | null, policy: Policy): DecisionRecord {
    const best = v.frames[0]!;
    const { times } = best.observation;
    return {
      first,
      second,
      margin: first && second ? first.score - second.score : null,
      threshold: policy.threshold,
      marginRequired: policy.margin,
      frames: v.frames.length,
      quality: best.observation.quality,
      mirrorCosine: best.mirrorCosine,
      liveness: v.frames.find((f) => f.observation.liveness)?.observation.liveness ?? null,
      presentation: null,
      counterExample: null,
      lookAlike: false,
      modelId: world.modelId(),
      times: { ...times, embed: v.embedMs, match: v.matchMs, visit: world.monotonic() - v.startedAt },
    };
  }

  function admit(v: Visit, probe: Float32Array, first: Candidate, record: DecisionRecord): Result<KioskDecision> {
    const admitted = world.admit({ personId: first.personId, method: 'face', decision: record, waitMs: record.times.visit });
    if (!admitted.ok) return admitted;
    const decision = admitted.value;
    const { state } = decision;
    v.answered = { decision: state === 'welcome' ? { state: 'again', name: decision.name, direction: decision.direction, at: decision.at } : decision, probe };
    return ok(decision);
  }

  function refuse(v: Visit, probe: Float32Array, record: DecisionRecord, reason: Exclude<Verdict, 'match'>, policy: Policy): Result<KioskDecision> {
    const decision: KioskDecision = { state: 'refused', reason, from: null, name: null };
    // The tracker may lose a stranger and find them again: still one visit, one row.
    const sameFace = refused && refused.until > world.monotonic() && cosine(refused.embedding, probe) >= policy.threshold;
    if (!sameFace) {
      const row = world.record({ kind: 'refused', personId: null, direction: null, reason, decision: record, method: 'face', waitMs: record.times.visit });
      if (!row.ok) return row;
    }
    refused = { embedding: probe, until: world.monotonic() + REFUSAL_MS };
    v.answered = { decision, probe };
    return ok(decision);
  }

  /** [Note: swapped faces] True while the face in front is still the one that had its answer. */
  function isStillThere(v: Visit, answered: NonNullable<Visit['answered']>, vector: Float32Array, policy: Policy): boolean {
    v.others = cosine(answered.probe, vector) < policy.sameFace ? v.others + 1 : 0;
    if (v.others === 0 && refused) refused = { ...refused, until: world.monotonic() + REFUSAL_MS };
    return v.others < UNLIKE_FRAMES;
  }

  async function look(observation: FaceObservation): Promise<Result<KioskDecision>> {
    const policy = world.policy();
    const reason = qualityReasons(observation.quality, 'probe')[0];
    if (visit?.track !== observation.track) visit = null;
    // A poor frame says nothing about who it is.
    if (reason) return ok(visit?.answered?.decision ?? { state: 'guide', reason });

    const startedAt = world.monotonic();
    const embedding = await world.embed(observation.crop);
    if (!embedding.ok) return embedding;
    const { vector, mirrorCosine, ms } = embedding.value;
    if (visit?.answered) {
      if (isStillThere(visit, visit.answered, vector, policy)) return ok(visit.answered.decision);
      visit = null;
    }
    const current: Visit = visit ?? { track: observation.track, startedAt, frames: [], embedded: 0, embedMs: 0, matchMs: 0, answered: null, others: 0 };
    visit = current;
    current.embedMs = ms;
    if (mirrorCosine < MIRROR_COSINE_MIN.probe) return ok({ state: 'guide', reason: 'mirror-differs' });
    current.embedded++;
    const weight = frameWeight(observation.quality.Sharpness, mirrorCosine);
    current.frames = bestFrames([...current.frames, { embedding: vector, weight, observation, mirrorCosine }], policy.voteFrames);
    if (current.frames.length < policy.voteFrames) return ok(progress(current));

    const probe = meanEmbedding(current.frames);
    const before = world.monotonic();
    const matched = world.match(probe);
    current.matchMs = world.monotonic() - before;
    if (!matched.ok) return matched;
    const { first, second } = matched.value;
    const said = verdict(first, second, policy.threshold, policy.margin);
    if (said === 'match' && first) return admit(current, probe, first, decisionRecord(current, first, second, policy));
    if (said !== 'match' && current.embedded >= policy.voteFrames * PATIENCE) {
      return refuse(current, probe, decisionRecord(current, first, second, policy), said, policy);
    }
    return ok(progress(current));
  }

  return {
    async face(observation) {
      // The renderer asks again after a second without an answer (a restarting engine): one question at a time is enough.
      if (busy) return ok(progress(visit));
      busy = true;
      try {
        return await look(observation);
      } finally {
        busy = false;
      }
    },
    reset() {
      visit = null;
      refused = null;
    },
  };
}
