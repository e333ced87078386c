/**
 * What would have been: the stored decisions of past visits, judged again by another threshold, margin or vote. Pure.
 *
 * What a record cannot say, and so is not answered: how a face would have scored with another number of averaged frames or another model;
 * what a person who was let in would have done when turned away (most try again, and many get in); how earlier or later frames of the same
 * visit scored, so that a welcome of an early look either stands or is not judged; whether a face that was not recognised then had a look-alike or a counter-example, which are looked up for matches only.
 * Anti-passback and cool-down follow from the visits before, and stay as they were.
 */
import type { Candidate, Method } from './decision.ts';
import { FACE_ALONE, judge, type Judgement } from './judge.ts';
import { COUNTER_MARGIN, LOOK_ALIKE_MARGIN } from './look-alikes.ts';
import type { LookThresholds, Stage } from './looks.ts';

export type NamedCandidate = Candidate & { readonly name: string };

export type StoredDecision = {
  readonly first: NamedCandidate | null;
  readonly second: NamedCandidate | null;
  readonly threshold: number;
  readonly marginRequired: number;
  readonly lookAlike: boolean;
  readonly counterExample: number | null;
  /** The liveness check of that day would have refused it. */
  readonly attack: boolean;
  readonly frames: number;
  /** The look that decided; null in rows from before a visit could be decided early: a full vote. */
  readonly stage: Stage | null;
  /** Made by the model that is in use now: other models' scores mean something else. */
  readonly sameModel: boolean;
};

export type StoredVisit = {
  readonly eventId: number;
  /** ms since the epoch. */
  readonly at: number;
  readonly kind: 'recognised' | 'refused';
  readonly reason: string | null;
  readonly method: Method | null;
  readonly personId: number | null;
  readonly name: string | null;
  /** A welcome that its person took back: "not me". */
  readonly takenBack: boolean;
  readonly decision: StoredDecision | null;
};

/** `looks`: as of `RatePolicy`; null = every look at `threshold`. */
export type WhatIfPolicy = {
  readonly threshold: number;
  readonly looks: LookThresholds | null;
  readonly margin: number;
  readonly frames: number;
};

export type Change = {
  readonly visit: StoredVisit;
  readonly to: 'in' | 'refused';
  /** Whom it would have been let in as, or who was let in. */
  readonly who: { readonly personId: number; readonly name: string } | null;
  readonly why: 'threshold' | 'margin';
  /** To 'in': the same person was let in soon after, so that it probably was them. To 'refused': the welcome was taken back, a wrong one. */
  readonly note: 'came-in-soon-after' | 'was-wrong' | null;
};

export type Replay = {
  /** Visits by face alone that were judged again. */
  readonly judged: number;
  readonly letIn: { readonly was: number; readonly would: number };
  /** Newest first. */
  readonly changes: readonly Change[];
  /** Welcomes that were taken back: how many would not have been, and how many would be there again. */
  readonly wrong: { readonly avoided: number; readonly left: number };
  /** Not judged, and why. */
  readonly unknown: { readonly frames: number; readonly model: number };
  /** By PIN or badge, or without a decision: a threshold changes nothing for them. */
  readonly otherWays: number;
  /** Refused by a rule of access after the face was known: refused still. */
  readonly byRule: number;
};

/** Within this time after a refusal, the same person's welcome says that it was them, ms. */
const SOON = 3 * 60_000;
/** Refusals that the face itself decided. */
const BY_FACE = new Set<string | null>(['not-recognised', 'ambiguous', 'presentation-attack']);

function judgeAgain(d: StoredDecision, { threshold, looks, margin }: WhatIfPolicy): Judgement {
  return judge({
    first: d.first,
    second: d.second,
    // Whoever was let in early and would not be now may still be by the whole vote, which the first frame's score hardly overstates.
    threshold: looks ? looks[d.stage === 'late' ? 'late' : 'vote'] : threshold,
    margin,
    rivals: d.lookAlike && d.second ? [d.second] : [],
    lookAlikes: 'margin',
    lookAlikeMargin: LOOK_ALIKE_MARGIN,
    counterExample: d.counterExample,
    counterMargin: COUNTER_MARGIN,
    presentation: d.attack ? { mode: 'strict', verdict: 'attack', live: 0, cues: {} } : null,
    secondFactor: FACE_ALONE,
  });
}

type Outcome = 'other-way' | 'by-rule' | 'frames' | 'model' | 'same-in' | 'same-out' | Change;

function replayOne(visit: StoredVisit, policy: WhatIfPolicy, welcomes: Welcomes): Outcome {
  const { decision: d } = visit;
  if (!d || visit.method !== 'face') return 'other-way';
  if (!d.sameModel) return 'model';
  const early = d.stage === 'early';
  if (early ? d.frames >= policy.frames : d.frames !== policy.frames) return 'frames';
  const was = visit.kind === 'recognised';
  if (!was && !BY_FACE.has(visit.reason)) return 'by-rule';
  const { verdict } = judgeAgain(d, policy);
  const would = verdict === 'match';
  if (was === would) return was ? 'same-in' : 'same-out';
  // How the frames that were not waited for would have scored, nobody knows.
  if (early) return 'frames';
  if (would) {
    const soon = welcomes.soonAfter(d.first!.personId, visit.at);
    return {
      visit,
      to: 'in',
      who: d.first,
      why: d.first!.score < d.threshold ? 'threshold' : 'margin',
      note: soon ? 'came-in-soon-after' : null,
    };
  }
  const who = visit.personId === null ? null : { personId: visit.personId, name: visit.name ?? '' };
  return {
    visit,
    to: 'refused',
    who,
    why: verdict === 'ambiguous' ? 'margin' : 'threshold',
    note: visit.takenBack ? 'was-wrong' : null,
  };
}

/** When each person was let in, by any way, and did not take it back. */
class Welcomes {
  readonly #at = new Map<number, number[]>();

  constructor(visits: readonly StoredVisit[]) {
    for (const v of visits) {
      if (v.kind !== 'recognised' || v.personId === null || v.takenBack) continue;
      const known = this.#at.get(v.personId);
      if (known) known.push(v.at);
      else this.#at.set(v.personId, [v.at]);
    }
  }

  soonAfter(personId: number, at: number): boolean {
    return (this.#at.get(personId) ?? []).some((t) => t >= at && t - at <= SOON);
  }
}

/** @param visits oldest first */
export function replay(visits: readonly StoredVisit[], policy: WhatIfPolicy): Replay {
  const welcomes = new Welcomes(visits);
  const unknown = { frames: 0, model: 0 };
  const changes: Change[] = [];
  let [otherWays, byRule, was, stay, wrongLeft] = [0, 0, 0, 0, 0];
  for (const visit of visits) {
    const outcome = replayOne(visit, policy, welcomes);
    if (outcome === 'other-way') otherWays++;
    else if (outcome === 'by-rule') byRule++;
    else if (outcome === 'frames' || outcome === 'model') unknown[outcome]++;
    else {
      if (visit.kind === 'recognised') was++;
      if (outcome === 'same-in') {
        stay++;
        if (visit.takenBack) wrongLeft++;
      } else if (outcome !== 'same-out') changes.push(outcome);
    }
  }
  const newlyIn = changes.filter((c) => c.to === 'in').length;
  return {
    judged: visits.length - otherWays - byRule - unknown.frames - unknown.model,
    letIn: { was, would: stay + newlyIn },
    changes: changes.reverse(),
    wrong: { avoided: changes.filter((c) => c.note === 'was-wrong').length, left: wrongLeft },
    unknown,
    otherWays,
    byRule,
  };
}
