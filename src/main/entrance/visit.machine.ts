/**
 * One visit as a pure function: state and input -> state and effects. `visit.ts` performs the effects, in order, and says what became of the last one;
 * when one fails, the state stays as it was when it was asked for, and whoever waits for an answer gets the failure. Times are monotonic ms.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import type { Candidate, DecisionRecord } from '../../domain/recognition/decision.ts';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { judge, type Judgement } from '../../domain/recognition/judge.ts';
import { COUNTER_MARGIN, LOOK_ALIKE_MARGIN } from '../../domain/recognition/look-alikes.ts';
import { PATIENCE } from '../../domain/recognition/looks.ts';
import { judgePresentation, presentationSettled } from '../../domain/recognition/presentation.ts';
import { MIRROR_COSINE_MIN, faceReasons } from '../../domain/recognition/quality.ts';
import { cosine, meanEmbedding } from '../../domain/recognition/vote.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { PunchToRecord } from './admit.ts';
import {
  barFor,
  decisionRecord,
  isLook,
  lendsLife,
  newVisit,
  progressOf,
  withFrame,
  type Policy,
  type Seen,
  type Visit,
} from './look.ts';
import type { Found, Next, Reason, Search, VisitEffect, VisitInput, VisitState, VisitStep, Waiting } from './visit.state.ts';

/** [Note: swapped faces] One may step into another's place faster than the tracker sees: that many unlike frames in a row are a new visit. */
const UNLIKE_FRAMES = 2;
/** How long a refusal stands for a stranger whom the tracker loses and finds again. */
const REFUSAL_MS = 10_000;
/** How long after the last good look at a face its PIN or badge may come. */
const PENDING_MS = 30_000;

/** Who is asked for a PIN or badge; null = nobody. */
export const pendingAt = ({ waiting }: VisitState, now: number): Waiting | null =>
  waiting && waiting.pending.until > now ? waiting : null;

export function step(state: VisitState, input: VisitInput): VisitStep {
  switch (input.kind) {
    case 'face':
      return face(state, input.observation, input.policy, input.now);
    case 'confirm':
      return confirm(state, input.personId, input.now);
    case 'reset':
      return abandon({ ...state, visit: null, refused: null, confirmed: null }, { kind: 'nothing' }, input.now);
    case 'woken':
      return woken({ ...state, waking: false }, input.now);
    case 'embedded':
      return embedded(state, input, input.now);
    case 'matched':
    case 'guarded':
    case 'booked':
    case 'admitted':
      return goOn({ ...state, next: null }, state.next, input);
  }
}

const answer = (state: VisitState, decision: KioskDecision | null, ...before: VisitEffect[]): VisitStep => ({
  state,
  effects: [...before, { kind: 'answer', decision }],
});

/** What a face has been told is told again while it stays. */
const told = (state: VisitState, visit: Visit | null, decision: KioskDecision, probe: Float32Array): VisitState => ({
  ...state,
  visit: visit && { ...visit, answered: { decision, probe } },
});

/** What was waited for is here. Anything else than what was asked for is a bug of the shell. */
function goOn(state: VisitState, next: Next | null, input: VisitInput): VisitStep {
  if (input.kind === 'matched' && next?.kind === 'match') return matched(state, next, input);
  if (input.kind === 'guarded' && next?.kind === 'guard') return guarded(state, next, input);
  if (input.kind === 'admitted' && next?.kind === 'admit') return admitted(state, next.probe, input.decision);
  if (input.kind === 'admitted' && next?.kind === 'confirm') return confirmed(state, next, input.decision, input.now);
  if (input.kind !== 'booked') throw new Error(`nobody has asked: ${input.kind}`);
  switch (next?.kind) {
    case 'nothing':
      return answer(state, null);
    case 'frame':
      return frame(state, next.seen, next.policy, input.now);
    case 'found':
      return conclude(state, next, input.now);
    case 'refused':
      return refused(state, next, input.now);
    default:
      throw new Error('nobody has asked for a row');
  }
}

function face(state: VisitState, observation: FaceObservation, policy: Policy, now: number): VisitStep {
  const visit = state.visit?.track === observation.track ? state.visit : null;
  const reason = faceReasons(observation, 'probe')[0];
  // A poor frame says nothing about who it is.
  if (reason) return answer({ ...state, visit }, visit?.answered?.decision ?? { state: 'guide', reason });
  const looking = { observation, startedAt: now, policy };
  return { state: { ...state, visit, looking }, effects: [{ kind: 'embed', crop: observation.crop }] };
}

function embedded(
  { looking, ...before }: VisitState,
  { vector, mirrorCosine, ms }: Pick<Seen, 'vector' | 'mirrorCosine' | 'ms'>,
  now: number,
): VisitStep {
  if (!looking) throw new Error('nobody has asked for an embedding');
  const { observation, startedAt, policy } = looking;
  const seen: Seen = { observation, vector, mirrorCosine, ms, startedAt };
  const state: VisitState = { ...before, looking: null };
  const { visit } = state;
  if (!visit?.answered) return frame(state, seen, policy, now);
  // [Note: swapped faces] The face in front may not be the one any more that had its answer.
  const others = cosine(visit.answered.probe, vector) < policy.sameFace ? visit.others + 1 : 0;
  if (others >= UNLIKE_FRAMES) return abandon({ ...state, visit: null }, { kind: 'frame', seen, policy }, now);
  const stays = { ...state, visit: { ...visit, others } };
  return answer(others > 0 ? stays : prolonged(stays, visit.id, now), visit.answered.decision);
}

/** The face is there still, and so is what it was told. */
function prolonged(state: VisitState, visit: number, now: number): VisitState {
  const { refused: refusal, confirmed: said, waiting } = state;
  return {
    ...state,
    refused: refusal && { ...refusal, until: now + REFUSAL_MS },
    confirmed: said && { ...said, until: now + REFUSAL_MS },
    waiting: waiting?.visit.id === visit ? { ...waiting, pending: { ...waiting.pending, until: now + PENDING_MS } } : waiting,
  };
}

/** One more frame of a face that has no answer yet. */
function frame(state: VisitState, seen: Seen, policy: Policy, now: number): VisitStep {
  const before = state.visit && lendsLife(state.visit, seen.vector, policy) ? null : state.visit;
  const begun = before ?? newVisit(state.visits + 1, seen);
  const newest = { times: seen.observation.times, at: seen.startedAt };
  const current = { ...begun, newest, embedMs: seen.ms };
  const visits = Math.max(state.visits, current.id);
  if (seen.mirrorCosine < MIRROR_COSINE_MIN.probe)
    return answer({ ...state, visits, visit: current }, { state: 'guide', reason: 'mirror-differs' });
  const visit = withFrame(current, seen, policy);
  if (!isLook(visit, policy)) return answer({ ...state, visits, visit }, progressOf(visit, policy));
  const probe = meanEmbedding(visit.frames);
  const next: Next = { kind: 'match', probe, since: now, policy };
  return { state: { ...state, visits, visit, next }, effects: [{ kind: 'match', probe }] };
}

/** The visit that is looked at: it stays while main is asked. */
function current({ visit }: VisitState): Visit {
  if (!visit) throw new Error('a look without a visit');
  return visit;
}

function matched(
  state: VisitState,
  { probe, since, policy }: Next & { kind: 'match' },
  { first, second }: { readonly first: Candidate | null; readonly second: Candidate | null },
): VisitStep {
  const { bar, reached } = barFor(current(state), first, policy);
  const visit = { ...current(state), reached };
  if (!bar) return answer({ ...state, visit }, progressOf(visit, policy));
  const near = first && first.score >= bar.threshold ? first.personId : null;
  const next: Next = { kind: 'guard', probe, since, policy, first, second, bar };
  return { state: { ...state, visit, next }, effects: [{ kind: 'guard', probe, near }] };
}

/** Who is it, as far as this look tells, and what follows. */
function guarded(
  state: VisitState,
  { probe, since, policy, first, second, bar }: Search,
  { rivals, counterExample, modelId, now }: VisitInput & { kind: 'guarded' },
): VisitStep {
  const visit = { ...current(state), matchMs: now - since };
  const on = { ...state, visit };
  const later = (): VisitStep => answer(on, progressOf(visit, policy));
  // Who was mistaken before, or may easily be, is not decided on before the whole vote is there.
  if (visit.embedded < policy.voteFrames && (rivals.length > 0 || counterExample !== null)) return later();
  const { threshold, margin, secondFactor, stage } = bar;
  const presentation = judgePresentation(visit.shown, policy.liveness ?? 'off');
  const judged = judge({
    first,
    second,
    threshold,
    margin,
    rivals,
    lookAlikes: policy.lookAlikes ?? 'margin',
    lookAlikeMargin: LOOK_ALIKE_MARGIN,
    counterExample,
    counterMargin: COUNTER_MARGIN,
    presentation,
    secondFactor,
  });
  // Nobody is refused as a picture, or let in unsure, before there were frames enough to see it.
  const near = first !== null && first.score >= threshold;
  if (near && presentation && !presentationSettled(presentation, visit.shown)) return later();
  const { verdict } = judged;
  const sure = verdict === 'match' || verdict === 'need-pin' || verdict === 'presentation-attack';
  if (!sure && visit.embedded < policy.voteFrames * PATIENCE) return later();
  const record = decisionRecord(visit, first, judged, { threshold, stage, presentation, counterExample, modelId }, now);
  const found: Found = { judged, probe, record, policy };
  // Whoever is asked for a PIN and stands there still has not gone away without one.
  if (verdict === 'need-pin' && (isConfirmed(on, judged, found, now) || isAsked(on, found))) return conclude(on, found, now);
  return abandon(on, { ...found, kind: 'found' }, now);
}

const isAsked = ({ waiting }: VisitState, { probe, policy }: Found): boolean =>
  waiting !== null && cosine(waiting.probe, probe) >= policy.threshold;

const isConfirmed = (
  { confirmed: said }: VisitState,
  { who }: Judgement & { verdict: 'need-pin' },
  { probe, policy }: Found,
  now: number,
): boolean => said !== null && said.until > now && who.includes(said.personId) && cosine(said.probe, probe) >= policy.threshold;

/** Nobody else is waited for any more. */
function conclude(state: VisitState, found: Found, now: number): VisitStep {
  const { judged, probe, record } = found;
  const visit = current(state);
  if (judged.verdict === 'match') {
    const who = { personId: judged.first.personId, method: 'face', decision: record, waitMs: now - visit.startedAt } as const;
    return { state: { ...state, next: { kind: 'admit', probe } }, effects: [{ kind: 'admit', who }] };
  }
  if (judged.verdict === 'need-pin') {
    const before = state.confirmed;
    if (before && isConfirmed(state, judged, found, now))
      return answer(told(state, visit, before.decision, probe), before.decision);
    // Nothing is written yet: what happened is known when the PIN is right, or never comes.
    const { why, who } = judged;
    const waiting: Waiting = { pending: { who, why, until: now + PENDING_MS }, visit, probe, record };
    const asked: KioskDecision = { state: 'need-pin', why };
    const wake: VisitEffect[] = state.waking ? [] : [{ kind: 'wake', ms: PENDING_MS }];
    return answer(told({ ...state, waiting, waking: true }, visit, asked, probe), asked, ...wake);
  }
  const reason = judged.verdict;
  // The tracker may lose a stranger and find them again: still one visit, one row.
  const before = state.refused;
  if (before && before.until > now && cosine(before.embedding, probe) >= found.policy.threshold)
    return refused(state, { ...found, reason }, now);
  const punch = refusalOf(null, reason, record);
  return { state: { ...state, next: { ...found, kind: 'refused', reason } }, effects: [{ kind: 'book', punch }] };
}

function refused(state: VisitState, { probe, reason }: Found & { readonly reason: Reason }, now: number): VisitStep {
  const decision: KioskDecision = { state: 'refused', reason, from: null, name: null };
  const refusal = { embedding: probe, until: now + REFUSAL_MS };
  return answer(told({ ...state, refused: refusal }, state.visit, decision, probe), decision);
}

const refusalOf = (personId: number | null, reason: ReasonOf<'refused'>, record: DecisionRecord): PunchToRecord => ({
  kind: 'refused',
  personId,
  direction: null,
  reason,
  decision: record,
  method: 'face',
  waitMs: record.times.visit,
});

/** Whoever is asked for a PIN or badge gave none: a row, since their face, or one like it, was at the door. */
function abandon(state: VisitState, next: Next, now: number): VisitStep {
  const { waiting } = state;
  if (!waiting) return goOn(state, next, { kind: 'booked', now });
  const [personId, ...others] = waiting.pending.who;
  const punch = refusalOf(others.length === 0 ? personId! : null, 'no-second-factor', waiting.record);
  return { state: { ...state, waiting: null, next }, effects: [{ kind: 'book', punch }] };
}

/** What they are told while they stay: not welcome once more. */
const staying = (decision: KioskDecision): KioskDecision =>
  decision.state === 'welcome'
    ? { state: 'again', name: decision.name, direction: decision.direction, at: decision.at }
    : decision;

const kept = (decision: KioskDecision, probe: Float32Array): VisitEffect[] =>
  decision.state === 'welcome' ? [{ kind: 'keep-probe', eventId: decision.eventId, probe }] : [];

function admitted(state: VisitState, probe: Float32Array, decision: KioskDecision): VisitStep {
  return answer(told(state, state.visit, staying(decision), probe), decision, ...kept(decision, probe));
}

/** Somebody's PIN or badge was right. Nothing is to be said where nothing waits for that person. */
function confirm(state: VisitState, personId: number, now: number): VisitStep {
  const waiting = pendingAt(state, now);
  if (!waiting?.pending.who.includes(personId)) return answer(state, null);
  const waitMs = now - waiting.visit.startedAt;
  const who = { personId, method: 'face+pin', decision: waiting.record, waitMs } as const;
  // A row that could not be written leaves it pending: the PIN may be tried again.
  return { state: { ...state, next: { kind: 'confirm', personId, waiting } }, effects: [{ kind: 'admit', who }] };
}

function confirmed(
  state: VisitState,
  { personId, waiting: { visit, probe } }: Next & { kind: 'confirm' },
  decision: KioskDecision,
  now: number,
): VisitStep {
  const stays = staying(decision);
  const said = { personId, probe, decision: stays, until: now + REFUSAL_MS };
  const on: VisitState = { ...state, waiting: null, confirmed: said };
  // The face may be gone, or another's turn may have come.
  const after = state.visit?.id === visit.id ? told(on, state.visit, stays, probe) : on;
  return answer(after, decision, ...kept(decision, probe));
}

/** Books whoever is asked and goes away, though nobody comes after them. */
function woken(state: VisitState, now: number): VisitStep {
  const left = state.waiting ? state.waiting.pending.until - now : null;
  if (left === null) return answer(state, null);
  if (left > 0) return answer({ ...state, waking: true }, null, { kind: 'wake', ms: left });
  return abandon(state, { kind: 'nothing' }, now);
}
