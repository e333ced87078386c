/** What a visit consists of, what comes in, and what is to be done: the types of `visit.machine.ts`. Times are monotonic ms. */
import type { Candidate, DecisionRecord } from '../../domain/recognition/decision.ts';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import type { Judgement, NeedPin } from '../../domain/recognition/judge.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { Identified, PunchToRecord } from './admit.ts';
import type { Bar, Policy, Seen, Visit } from './look.ts';

/** A face that is not enough alone: whose PIN or badge settles it, and until when. */
export type Pending = { readonly who: readonly number[]; readonly why: NeedPin; readonly until: number };

/** [Note: pending] It lasts while its face is there, and goes when another face has been judged; whoever gave no PIN or badge by then is one row. */
export type Waiting = {
  readonly pending: Pending;
  readonly visit: Pick<Visit, 'id' | 'startedAt'>;
  readonly probe: Float32Array;
  readonly record: DecisionRecord;
};

/** What a look has come to, and was judged by. */
export type Found = {
  readonly judged: Judgement;
  readonly probe: Float32Array;
  readonly record: DecisionRecord;
  readonly policy: Policy;
};

export type Reason = Exclude<Judgement['verdict'], 'match' | 'need-pin'>;

/** What goes on when the effect that was asked for has been performed. */
export type Next =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'frame'; readonly seen: Seen; readonly policy: Policy }
  | { readonly kind: 'match'; readonly probe: Float32Array; readonly since: number; readonly policy: Policy }
  | ({ readonly kind: 'guard' } & Search)
  | ({ readonly kind: 'found' } & Found)
  | ({ readonly kind: 'refused' } & Found & { readonly reason: Reason })
  | { readonly kind: 'admit'; readonly probe: Float32Array }
  | { readonly kind: 'confirm'; readonly personId: number; readonly waiting: Waiting };

/** Who came out of the search, and by what they are judged. */
export type Search = {
  readonly probe: Float32Array;
  readonly since: number;
  readonly policy: Policy;
  readonly first: Candidate | null;
  readonly second: Candidate | null;
  readonly bar: Bar;
};

export type VisitState = {
  readonly visit: Visit | null;
  /** How many visits there were. */
  readonly visits: number;
  /** A stranger who was refused: the tracker may lose and find them. */
  readonly refused: { readonly embedding: Float32Array; readonly until: number } | null;
  readonly waiting: Waiting | null;
  /** Who has just confirmed: the tracker may lose them while they look down at the keys. */
  readonly confirmed: {
    readonly personId: number;
    readonly probe: Float32Array;
    readonly decision: KioskDecision;
    readonly until: number;
  } | null;
  /** Somebody calls back. */
  readonly waking: boolean;
  /** The frame that the engine looks at. */
  readonly looking: { readonly observation: FaceObservation; readonly startedAt: number; readonly policy: Policy } | null;
  readonly next: Next | null;
};

export const NOBODY: VisitState = {
  visit: null,
  visits: 0,
  refused: null,
  waiting: null,
  confirmed: null,
  waking: false,
  looking: null,
  next: null,
};

export type VisitInput = { readonly now: number } & (
  | { readonly kind: 'face'; readonly observation: FaceObservation; readonly policy: Policy }
  | { readonly kind: 'embedded'; readonly vector: Float32Array; readonly mirrorCosine: number; readonly ms: number }
  | { readonly kind: 'matched'; readonly first: Candidate | null; readonly second: Candidate | null }
  | {
      readonly kind: 'guarded';
      readonly rivals: readonly Candidate[];
      readonly counterExample: number | null;
      readonly modelId: string;
    }
  | { readonly kind: 'booked' }
  | { readonly kind: 'admitted'; readonly decision: KioskDecision }
  | { readonly kind: 'confirm'; readonly personId: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'woken' }
);

export type VisitEffect =
  /** What becomes of these five is the next input: `embedded`, `matched`, `guarded`, `booked`, `admitted`. */
  | { readonly kind: 'embed'; readonly crop: Uint8Array }
  | { readonly kind: 'match'; readonly probe: Float32Array }
  /** `near`: who is near enough to be told apart from look-alikes and from those they were mistaken for; null = nobody. */
  | { readonly kind: 'guard'; readonly probe: Float32Array; readonly near: number | null }
  | { readonly kind: 'book'; readonly punch: PunchToRecord }
  | { readonly kind: 'admit'; readonly who: Identified }
  | { readonly kind: 'keep-probe'; readonly eventId: number; readonly probe: Float32Array }
  | { readonly kind: 'wake'; readonly ms: number }
  /** The end; null = there is nothing to say. */
  | { readonly kind: 'answer'; readonly decision: KioskDecision | null };

export type VisitStep = { readonly state: VisitState; readonly effects: readonly VisitEffect[] };
