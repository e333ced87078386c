/** One look at a visit's frames: what it is judged by, and what is kept of it. Pure. */
import type { Candidate, DecisionRecord } from '../../domain/recognition/decision.ts';
import type { FaceObservation, VisionTimes } from '../../domain/recognition/face.ts';
import { FACE_ALONE, type Judgement, type SecondFactor } from '../../domain/recognition/judge.ts';
import { LOOK_ALIKE_MARGIN } from '../../domain/recognition/look-alikes.ts';
import { stageOf, type LookThresholds, type Stage } from '../../domain/recognition/looks.ts';
import type { LivenessMode, PresentationFrame } from '../../domain/recognition/presentation.ts';
import { bestFrames, cosine, frameWeight, meanEmbedding } from '../../domain/recognition/vote.ts';
import type { KioskDecision } from '../../shared/schemas.ts';

export type Policy = {
  /** Of one full vote. */
  readonly threshold: number;
  /** What each look needs, so that the whole visit keeps the wish ([Note: one wish, many looks]); null or absent = full votes only, each at `threshold`. */
  readonly looks?: LookThresholds | null;
  readonly margin: number;
  readonly voteFrames: number;
  /** Cosine to the visit's probe under which the tracker is thought to have taken somebody else for the same face. */
  readonly sameFace: number;
  /** What known look-alikes need; absent = the larger lead. */
  readonly lookAlikes?: 'margin' | 'pin';
  /** Absent = the face alone is enough. */
  readonly secondFactor?: SecondFactor;
  /** Absent = off. */
  readonly liveness?: LivenessMode;
};

type Frame = {
  readonly embedding: Float32Array;
  readonly weight: number;
  readonly observation: FaceObservation;
  readonly mirrorCosine: number;
};

/** The frames of one tracked face. Times are monotonic ms. */
export type Visit = {
  /** Counts visits: what waits for a PIN belongs to one. */
  readonly id: number;
  readonly track: number;
  readonly startedAt: number;
  readonly frames: readonly Frame[];
  /** Every embedded frame's cues, oldest first: whether a living face stands there is judged on all that were seen of it. */
  readonly shown: readonly PresentationFrame[];
  /** All frames that were embedded, kept ones and others: after too many without a match the visit ends. */
  readonly embedded: number;
  readonly embedMs: number;
  readonly matchMs: number;
  /** Who reached a look's own threshold: from then on a full vote's is enough for them, while liveness looks on. */
  readonly reached: number | null;
  /** The newest frame: what the renderer spent on it, and when main got it. */
  readonly newest: { readonly times: VisionTimes; readonly at: number };
  /** What this face has been told, and by which probe; repeated for as long as it stays. */
  readonly answered: { readonly decision: KioskDecision; readonly probe: Float32Array } | null;
  /** Frames in a row that looked like somebody else. */
  readonly others: number;
};

/** A frame that the engine has seen. */
export type Seen = {
  readonly observation: FaceObservation;
  readonly vector: Float32Array;
  readonly mirrorCosine: number;
  /** ms of the engine. */
  readonly ms: number;
  /** When main got the frame. */
  readonly startedAt: number;
};

/** More frames than the longest look at a face takes. */
const SHOWN_MOST = 100;

export function newVisit(id: number, { observation, ms, startedAt }: Seen): Visit {
  return {
    id,
    track: observation.track,
    startedAt,
    frames: [],
    shown: [],
    embedded: 0,
    embedMs: ms,
    matchMs: 0,
    reached: null,
    newest: { times: observation.times, at: startedAt },
    answered: null,
    others: 0,
  };
}

/** With one more usable frame. */
export function withFrame(v: Visit, { observation, vector, mirrorCosine }: Seen, { voteFrames }: Policy): Visit {
  const { capturedAt, liveness, cues, quality } = observation;
  const weight = frameWeight(quality.Sharpness, mirrorCosine);
  return {
    ...v,
    embedded: v.embedded + 1,
    shown: [...v.shown, { capturedAt, liveness, cues }].slice(-SHOWN_MOST),
    frames: bestFrames([...v.frames, { embedding: vector, weight, observation, mirrorCosine }], voteFrames),
  };
}

/**
 * [Note: lent life] Under liveness, a frame that is not the face of the frames before it begins a visit of its own, at once: else somebody might
 * move a living head before the camera, and then hold a photograph there (or the other way round), and the one would vouch for the other.
 */
export function lendsLife(v: Visit, vector: Float32Array, policy: Policy): boolean {
  return (
    (policy.liveness ?? 'off') !== 'off' && v.frames.length > 0 && cosine(meanEmbedding(v.frames), vector) < policy.threshold
  );
}

/** What a look is judged by. */
export type Bar = {
  readonly stage: Stage;
  readonly threshold: number;
  readonly margin: number;
  readonly secondFactor: SecondFactor;
};

/**
 * [Note: one wish, many looks] in domain/recognition/looks.ts. Says as well who has reached a look's threshold by now. Bar null = this frame is no look:
 * the next is waited for, unless somebody is known by now and only liveness is open.
 */
export function barFor(
  v: Visit,
  first: Candidate | null,
  { threshold, looks, margin, voteFrames, secondFactor = FACE_ALONE }: Policy,
): { readonly bar: Bar | null; readonly reached: number | null } {
  if (!looks)
    return { bar: { stage: v.embedded > voteFrames ? 'late' : 'vote', threshold, margin, secondFactor }, reached: v.reached };
  const stage = stageOf(v.embedded, voteFrames);
  const reaches = stage !== null && first !== null && first.score >= looks[stage];
  const stays = !reaches && first !== null && first.personId === v.reached;
  const reached = reaches ? first.personId : v.reached;
  // Before a whole vote, a lead is noisier than a vote's.
  const early = v.embedded < voteFrames;
  const lead = early ? Math.max(margin, LOOK_ALIKE_MARGIN) : margin;
  if (stays) {
    const alone = { ...secondFactor, faceAloneFrom: looks.vote };
    return { bar: { stage: early ? 'early' : 'vote', threshold: looks.vote, margin: lead, secondFactor: alone }, reached };
  }
  if (!stage) return { bar: null, reached };
  // A PIN decides below it: but nobody is asked for one by a single frame.
  const asks = !early && secondFactor.rule !== 'by-rule' && !secondFactor.faceAloneKeepsRate;
  const alone = { ...secondFactor, faceAloneFrom: looks[stage] };
  return { bar: { stage, threshold: asks ? threshold : looks[stage], margin: lead, secondFactor: alone }, reached };
}

/** Whether this frame is worth a search. */
export function isLook(v: Visit, { looks, voteFrames }: Policy): boolean {
  return looks ? v.reached !== null || stageOf(v.embedded, voteFrames) !== null : v.frames.length >= voteFrames;
}

export const progressOf = (v: Visit | null, { voteFrames }: Policy): KioskDecision => ({
  state: 'checking',
  progress: v ? Math.min(1, v.frames.length / Math.max(1, voteFrames)) : 0,
});

/** What the log keeps of a decision. @param now monotonic ms */
export function decisionRecord(
  v: Visit,
  first: Candidate | null,
  { second, marginRequired, lookAlike }: Judgement,
  more: Pick<DecisionRecord, 'threshold' | 'stage' | 'presentation' | 'counterExample' | 'modelId'>,
  now: number,
): DecisionRecord {
  const best = v.frames[0]!;
  const { times, at } = v.newest;
  return {
    first,
    second,
    margin: first && second ? first.score - second.score : null,
    marginRequired,
    frames: v.frames.length,
    looks: v.embedded,
    quality: best.observation.quality,
    mirrorCosine: best.mirrorCosine,
    liveness: v.frames.find((f) => f.observation.liveness)?.observation.liveness ?? null,
    lookAlike,
    ...more,
    times: {
      ...times,
      embed: v.embedMs,
      match: v.matchMs,
      visit: now - v.startedAt,
      last: times.detect + times.align + times.liveness + now - at,
    },
  };
}
