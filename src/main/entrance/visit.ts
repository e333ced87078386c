/**
 * One visit: the frames of one tracked face, from the first usable one to a verdict on who it is. Main decides, once; the renderer only
 * shows. Who is recognised goes on to `admit.ts`: rules, row, door.
 */
import type { Candidate, DecisionRecord } from '../../domain/recognition/decision.ts';
import type { FaceObservation, VisionTimes } from '../../domain/recognition/face.ts';
import { FACE_ALONE, judge, type Judgement, type NeedPin, type SecondFactor } from '../../domain/recognition/judge.ts';
import { COUNTER_MARGIN, LOOK_ALIKE_MARGIN } from '../../domain/recognition/look-alikes.ts';
import { PATIENCE, stageOf, type LookThresholds, type Stage } from '../../domain/recognition/looks.ts';
import {
  judgePresentation,
  presentationSettled,
  type LivenessMode,
  type PresentationFrame,
} from '../../domain/recognition/presentation.ts';
import { MIRROR_COSINE_MIN, qualityReasons } from '../../domain/recognition/quality.ts';
import { bestFrames, cosine, frameWeight, meanEmbedding } from '../../domain/recognition/vote.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { Admit, PunchToRecord } from './admit.ts';

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

/** What is known of mistakes that this gallery invites. */
export type VisitGuard = {
  /** The known look-alikes of a person, each with the probe's cosine to them. */
  rivals(probe: Float32Array, personId: number): Result<readonly Candidate[]>;
  /** Cosine of the probe to the person's nearest counter-example; null without any. */
  counterExample(probe: Float32Array, personId: number): Result<number | null>;
  /** Keeps the probe of a welcome for a while, for "not him". */
  keepProbe(eventId: number, probe: Float32Array): void;
};

/** A face that is not enough alone: whose PIN or badge settles it, and until when. */
export type Pending = { readonly who: readonly number[]; readonly why: NeedPin; /** Monotonic ms. */ readonly until: number };

/** Everything that the visit needs of the world; tests give their own. */
export type VisitWorld = {
  embed(crop: Uint8Array): Promise<Result<{ readonly vector: Float32Array; readonly mirrorCosine: number; readonly ms: number }>>;
  match(probe: Float32Array): Result<{ readonly first: Candidate | null; readonly second: Candidate | null }>;
  policy(): Policy;
  modelId(): string;
  admit: Admit;
  /** Absent = no look-alikes, no counter-examples: what `bench:door` compares with. */
  readonly guard?: VisitGuard;
  /** The row of a refusal to nobody known. */
  record(punch: PunchToRecord): Result<{ readonly eventId: number; readonly at: number }>;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** Calls back once, that many ms later. */
  wake(ms: number, call: () => void): void;
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
  /** Every embedded frame's cues, oldest first: whether a living face stands there is judged on all that were seen of it. */
  shown: PresentationFrame[];
  /** All frames that were embedded, kept ones and others: after too many without a match the visit ends. */
  embedded: number;
  embedMs: number;
  matchMs: number;
  /** Who reached a look's own threshold: from then on a full vote's is enough for them, while liveness looks on. */
  reached: number | null;
  /** The newest frame: what the renderer spent on it, and when main got it. */
  newest: { readonly times: VisionTimes; readonly at: number };
  /** What this face has been told, and by which probe; repeated for as long as it stays. */
  answered: { readonly decision: KioskDecision; readonly probe: Float32Array } | null;
  /** Frames in a row that looked like somebody else. */
  others: number;
};

/** [Note: swapped faces] One may step into another's place faster than the tracker sees: that many unlike frames in a row are a new visit. */
const UNLIKE_FRAMES = 2;

/**
 * [Note: lent life] Under liveness, a frame that is not the face of the frames before it begins a visit of its own, at once: else somebody might
 * move a living head before the camera, and then hold a photograph there (or the other way round), and the one would vouch for the other.
 */
function lendsLife(v: Visit, vector: Float32Array, policy: Policy): boolean {
  return (
    (policy.liveness ?? 'off') !== 'off' && v.frames.length > 0 && cosine(meanEmbedding(v.frames), vector) < policy.threshold
  );
}

/** What a look is judged by. */
type Bar = {
  readonly stage: Stage;
  readonly threshold: number;
  readonly margin: number;
  readonly secondFactor: SecondFactor;
};

/**
 * [Note: one wish, many looks] in domain/recognition/looks.ts. Remembers who reached a look's threshold. Null = this frame is no look: the next is waited
 * for, unless somebody is known by now and only liveness is open.
 */
function barFor(
  v: Visit,
  first: Candidate | null,
  { threshold, looks, margin, voteFrames, secondFactor = FACE_ALONE }: Policy,
): Bar | null {
  if (!looks) return { stage: v.embedded > voteFrames ? 'late' : 'vote', threshold, margin, secondFactor };
  const stage = stageOf(v.embedded, voteFrames);
  const reaches = stage !== null && first !== null && first.score >= looks[stage];
  const stays = !reaches && first !== null && first.personId === v.reached;
  if (reaches) v.reached = first.personId;
  // Before a whole vote, a lead is noisier than a vote's.
  const early = v.embedded < voteFrames;
  const lead = early ? Math.max(margin, LOOK_ALIKE_MARGIN) : margin;
  if (stays)
    return {
      stage: early ? 'early' : 'vote',
      threshold: looks.vote,
      margin: lead,
      secondFactor: { ...secondFactor, faceAloneFrom: looks.vote },
    };
  if (!stage) return null;
  // A PIN decides below it: but nobody is asked for one by a single frame.
  const asks = !early && secondFactor.rule !== 'by-rule' && !secondFactor.faceAloneKeepsRate;
  return {
    stage,
    threshold: asks ? threshold : looks[stage],
    margin: lead,
    secondFactor: { ...secondFactor, faceAloneFrom: looks[stage] },
  };
}

/** Whether this frame is worth a search. */
function isLook(v: Visit, { looks, voteFrames }: Policy): boolean {
  return looks ? v.reached !== null || stageOf(v.embedded, voteFrames) !== null : v.frames.length >= voteFrames;
}

/** More frames than the longest look at a face takes. */
const SHOWN_MOST = 100;

/** How long a refusal stands for a stranger whom the tracker loses and finds again. */
const REFUSAL_MS = 10_000;
/** How long after the last good look at a face its PIN or badge may come. */
const PENDING_MS = 30_000;

export type VisitDesk = {
  face(observation: FaceObservation): Promise<Result<KioskDecision>>;
  /** Forgets the refusal: "try again". Errors: of the row for somebody who was asked for a PIN or badge and gave none. */
  reset(): Result<null>;
  /** Who is asked for a PIN or badge now; null = nobody. */
  pending(): Pending | null;
  /**
   * Somebody's PIN or badge was right. null = nothing is pending for that person: they said who they are by that way alone.
   * Otherwise they are admitted by face and PIN, with the record of the visit that is pending.
   */
  confirm(personId: number): Result<KioskDecision> | null;
};

export function createVisitDesk(world: VisitWorld): VisitDesk {
  let visit: Visit | null = null;
  let busy = false;
  let refused: { readonly embedding: Float32Array; readonly until: number } | null = null;
  /** [Note: pending] It lasts while its face is there, and goes when another face has been judged; whoever gave no PIN or badge by then is one row. */
  let waiting: {
    readonly pending: Pending;
    readonly visit: Visit;
    readonly probe: Float32Array;
    readonly record: DecisionRecord;
  } | null = null;
  let waking = false;
  /** Who has just confirmed: the tracker may lose them while they look down at the keys. */
  let confirmed: {
    readonly personId: number;
    readonly probe: Float32Array;
    readonly decision: KioskDecision;
    readonly until: number;
  } | null = null;

  const progress = (v: Visit | null, { voteFrames }: Policy): KioskDecision => ({
    state: 'checking',
    progress: v ? Math.min(1, v.frames.length / Math.max(1, voteFrames)) : 0,
  });

  function decisionRecord(
    v: Visit,
    first: Candidate | null,
    judged: Judgement,
    more: Pick<DecisionRecord, 'threshold' | 'stage' | 'presentation' | 'counterExample'>,
  ): DecisionRecord {
    const best = v.frames[0]!;
    const { second, marginRequired, lookAlike } = judged;
    const { times, at } = v.newest;
    const now = world.monotonic();
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
      modelId: world.modelId(),
      times: {
        ...times,
        embed: v.embedMs,
        match: v.matchMs,
        visit: now - v.startedAt,
        last: times.detect + times.align + times.liveness + now - at,
      },
    };
  }

  function admit(
    v: Visit,
    probe: Float32Array,
    personId: number,
    method: 'face' | 'face+pin',
    record: DecisionRecord,
  ): Result<KioskDecision> {
    const admitted = world.admit({ personId, method, decision: record, waitMs: world.monotonic() - v.startedAt });
    if (!admitted.ok) return admitted;
    const decision = admitted.value;
    if (decision.state === 'welcome') world.guard?.keepProbe(decision.eventId, probe);
    const stays: KioskDecision =
      decision.state === 'welcome'
        ? { state: 'again', name: decision.name, direction: decision.direction, at: decision.at }
        : decision;
    v.answered = { decision: stays, probe };
    return ok(decision);
  }

  /** Whoever is asked for a PIN or badge gave none: a row, since their face, or one like it, was at the door. */
  function abandoned(): Result<null> {
    if (!waiting) return ok(null);
    const { pending, record } = waiting;
    waiting = null;
    const [personId, ...others] = pending.who;
    const row = world.record({
      kind: 'refused',
      personId: others.length === 0 ? personId! : null,
      direction: null,
      reason: 'no-second-factor',
      decision: record,
      method: 'face',
      waitMs: record.times.visit,
    });
    return row.ok ? ok(null) : row;
  }

  /** Books whoever is asked and goes away, though nobody comes after them. */
  function wakeIn(ms: number): void {
    if (waking) return;
    waking = true;
    world.wake(ms, () => {
      waking = false;
      const left = waiting ? waiting.pending.until - world.monotonic() : null;
      if (left === null) return;
      if (left > 0) wakeIn(left);
      else abandoned();
    });
  }

  /** Nothing is written yet: what happened is known when the PIN is right, or never comes. */
  function askForPin(
    v: Visit,
    probe: Float32Array,
    record: DecisionRecord,
    { why, who }: Judgement & { verdict: 'need-pin' },
    policy: Policy,
  ): Result<KioskDecision> {
    const now = world.monotonic();
    const before = confirmed;
    if (before && before.until > now && who.includes(before.personId) && cosine(before.probe, probe) >= policy.threshold) {
      v.answered = { decision: before.decision, probe };
      return ok(before.decision);
    }
    const booked = waiting && cosine(waiting.probe, probe) >= policy.threshold ? ok(null) : abandoned();
    if (!booked.ok) return booked;
    waiting = { pending: { who, why, until: now + PENDING_MS }, visit: v, probe, record };
    wakeIn(PENDING_MS);
    const decision: KioskDecision = { state: 'need-pin', why };
    v.answered = { decision, probe };
    return ok(decision);
  }

  function refuse(
    v: Visit,
    probe: Float32Array,
    record: DecisionRecord,
    reason: Exclude<Judgement['verdict'], 'match' | 'need-pin'>,
    policy: Policy,
  ): Result<KioskDecision> {
    const decision: KioskDecision = { state: 'refused', reason, from: null, name: null };
    // The tracker may lose a stranger and find them again: still one visit, one row.
    const sameFace = refused && refused.until > world.monotonic() && cosine(refused.embedding, probe) >= policy.threshold;
    if (!sameFace) {
      const row = world.record({
        kind: 'refused',
        personId: null,
        direction: null,
        reason,
        decision: record,
        method: 'face',
        waitMs: record.times.visit,
      });
      if (!row.ok) return row;
    }
    refused = { embedding: probe, until: world.monotonic() + REFUSAL_MS };
    v.answered = { decision, probe };
    return ok(decision);
  }

  /** Who is it, as far as this look tells, and what follows. */
  function decide(v: Visit, policy: Policy): Result<KioskDecision> {
    const probe = meanEmbedding(v.frames);
    const before = world.monotonic();
    const matched = world.match(probe);
    if (!matched.ok) return matched;
    const { first, second } = matched.value;
    const bar = barFor(v, first, policy);
    if (!bar) return ok(progress(v, policy));
    const near = first && first.score >= bar.threshold ? first : null;
    const rivals = near && world.guard ? world.guard.rivals(probe, near.personId) : ok([]);
    if (!rivals.ok) return rivals;
    const counter = near && world.guard ? world.guard.counterExample(probe, near.personId) : ok(null);
    if (!counter.ok) return counter;
    v.matchMs = world.monotonic() - before;
    // Who was mistaken before, or may easily be, is not decided on before the whole vote is there.
    if (v.embedded < policy.voteFrames && (rivals.value.length > 0 || counter.value !== null)) return ok(progress(v, policy));
    const presentation = judgePresentation(v.shown, policy.liveness ?? 'off');
    const { threshold, margin } = bar;
    const judged = judge({
      first,
      second,
      threshold,
      margin,
      rivals: rivals.value,
      lookAlikes: policy.lookAlikes ?? 'margin',
      lookAlikeMargin: LOOK_ALIKE_MARGIN,
      counterExample: counter.value,
      counterMargin: COUNTER_MARGIN,
      presentation,
      secondFactor: bar.secondFactor,
    });
    const { verdict } = judged;
    // Nobody is refused as a picture, or let in unsure, before there were frames enough to see it.
    if (near && presentation && !presentationSettled(presentation, v.shown)) return ok(progress(v, policy));
    const settled =
      verdict === 'match' ||
      verdict === 'need-pin' ||
      verdict === 'presentation-attack' ||
      v.embedded >= policy.voteFrames * PATIENCE;
    if (!settled) return ok(progress(v, policy));
    const record = decisionRecord(v, first, judged, { threshold, stage: bar.stage, presentation, counterExample: counter.value });
    if (judged.verdict === 'need-pin') return askForPin(v, probe, record, judged, policy);
    const booked = abandoned();
    if (!booked.ok) return booked;
    if (judged.verdict === 'match') return admit(v, probe, judged.first.personId, 'face', record);
    return refuse(v, probe, record, judged.verdict, policy);
  }

  /** [Note: swapped faces] True while the face in front is still the one that had its answer. */
  function isStillThere(v: Visit, answered: NonNullable<Visit['answered']>, vector: Float32Array, policy: Policy): boolean {
    v.others = cosine(answered.probe, vector) < policy.sameFace ? v.others + 1 : 0;
    if (v.others >= UNLIKE_FRAMES) return false;
    if (v.others > 0) return true;
    const now = world.monotonic();
    if (refused) refused = { ...refused, until: now + REFUSAL_MS };
    if (confirmed) confirmed = { ...confirmed, until: now + REFUSAL_MS };
    if (waiting?.visit === v) waiting = { ...waiting, pending: { ...waiting.pending, until: now + PENDING_MS } };
    return true;
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
      const booked = abandoned();
      if (!booked.ok) return booked;
    }
    if (visit && lendsLife(visit, vector, policy)) visit = null;
    const newest = { times: observation.times, at: startedAt };
    const current: Visit = visit ?? {
      track: observation.track,
      startedAt,
      frames: [],
      shown: [],
      embedded: 0,
      embedMs: 0,
      matchMs: 0,
      reached: null,
      newest,
      answered: null,
      others: 0,
    };
    visit = current;
    current.newest = newest;
    current.embedMs = ms;
    if (mirrorCosine < MIRROR_COSINE_MIN.probe) return ok({ state: 'guide', reason: 'mirror-differs' });
    current.embedded++;
    const { capturedAt, liveness, cues } = observation;
    current.shown = [...current.shown, { capturedAt, liveness, cues }].slice(-SHOWN_MOST);
    const weight = frameWeight(observation.quality.Sharpness, mirrorCosine);
    current.frames = bestFrames([...current.frames, { embedding: vector, weight, observation, mirrorCosine }], policy.voteFrames);
    return isLook(current, policy) ? decide(current, policy) : ok(progress(current, policy));
  }

  function pending(): typeof waiting {
    return waiting && waiting.pending.until > world.monotonic() ? waiting : null;
  }

  return {
    async face(observation) {
      // The renderer asks again after a second without an answer (a restarting engine): one question at a time is enough.
      if (busy) return ok(progress(visit, world.policy()));
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
      confirmed = null;
      return abandoned();
    },
    pending: () => pending()?.pending ?? null,
    confirm(personId) {
      const now = pending();
      if (!now?.pending.who.includes(personId)) return null;
      const answer = admit(now.visit, now.probe, personId, 'face+pin', now.record);
      // A row that could not be written leaves it pending: the PIN may be tried again.
      if (!answer.ok) return answer;
      waiting = null;
      confirmed = {
        personId,
        probe: now.probe,
        decision: now.visit.answered?.decision ?? answer.value,
        until: world.monotonic() + REFUSAL_MS,
      };
      return answer;
    },
  };
}
