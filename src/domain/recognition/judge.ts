/**
 * What one visit's evidence comes to. Pure; the order of the questions is the order of `judge`:
 * is anybody known → is it a live face → was this face taken for them before ("not him") → is it them or their look-alike →
 * are they ahead of everybody else → is the face alone enough.
 */
import type { Candidate, Presentation } from './decision.ts';
import { presentationPasses } from './presentation.ts';

/** When a face alone does not do. */
export type SecondFactor = {
  /** As the settings say; `when-needed` asks where `faceAloneKeepsRate` is false. */
  readonly rule: 'by-rule' | 'when-needed' | 'always';
  /** Whether the face alone keeps the wished rate of wrong persons, with this model and so many people. */
  readonly faceAloneKeepsRate: boolean;
  /** From this score on it does keep it, whatever `faceAloneKeepsRate` says of everybody; absent = never. */
  readonly faceAloneFrom?: number;
  /** The door's own rule, or the person's. */
  readonly doorAsks: boolean;
};

export const FACE_ALONE: SecondFactor = { rule: 'by-rule', faceAloneKeepsRate: true, doorAsks: false };

export type Evidence = {
  /** Best and second-best person of the gallery. */
  readonly first: Candidate | null;
  readonly second: Candidate | null;
  readonly threshold: number;
  /** Lead over anybody else that a match needs. */
  readonly margin: number;
  /** The known look-alikes of `first`, each with this probe's cosine to them; usually none. */
  readonly rivals: readonly Candidate[];
  /** What look-alikes need: the lead over each other, or a PIN. */
  readonly lookAlikes: 'margin' | 'pin';
  readonly lookAlikeMargin: number;
  /** Cosine of the probe to the nearest counter-example of `first`; null without any. */
  readonly counterExample: number | null;
  readonly counterMargin: number;
  /** null = not asked. */
  readonly presentation: Presentation | null;
  readonly secondFactor: SecondFactor;
};

export type NeedPin = 'look-alike' | 'error-rate' | 'door';

export type Judgement = {
  /** The comparison that came nearest to failing: `second` is the runner-up, or a look-alike of `first` who is further behind. */
  readonly second: Candidate | null;
  readonly marginRequired: number;
  /** That comparison was with a known look-alike. */
  readonly lookAlike: boolean;
} & (
  | { readonly verdict: 'match'; readonly first: Candidate }
  | { readonly verdict: 'not-recognised' | 'ambiguous' | 'presentation-attack' }
  | {
      readonly verdict: 'need-pin';
      readonly why: NeedPin;
      readonly first: Candidate;
      /** Whose PIN or badge settles it: `first`, and for look-alikes the others too. */
      readonly who: readonly number[];
    }
);

type Lead = { readonly over: Candidate | null; readonly required: number; readonly spare: number; readonly lookAlike: boolean };

/** Of the leads that `first` needs, the one with least to spare. */
function tightest(first: Candidate, e: Evidence): Lead {
  const alike = new Set(e.rivals.map((r) => r.personId));
  const over = (other: Candidate, required: number, lookAlike: boolean): Lead => ({
    over: other,
    required,
    spare: first.score - other.score - required,
    lookAlike,
  });
  const pairs = e.rivals.map((r) => over(r, Math.max(e.margin, e.lookAlikeMargin), true));
  const others = e.second && !alike.has(e.second.personId) ? [over(e.second, e.margin, false)] : [];
  const [least] = [...others, ...pairs].sort((a, b) => a.spare - b.spare);
  return least ?? { over: null, required: e.margin, spare: Infinity, lookAlike: false };
}

function secondFactorFor(
  { rule, faceAloneKeepsRate, faceAloneFrom = Infinity, doorAsks }: SecondFactor,
  score: number,
): NeedPin | null {
  if (doorAsks || rule === 'always') return 'door';
  return rule === 'when-needed' && !faceAloneKeepsRate && score < faceAloneFrom ? 'error-rate' : null;
}

/** Whether a visit is refused as a picture; null = nobody asked. */
export function isAttack(presentation: Presentation | null): boolean {
  return presentation !== null && !presentationPasses(presentation);
}

export function judge(e: Evidence): Judgement {
  const { first } = e;
  // `!(a >= b)`: a score that is no number matches nobody.
  if (!first || !(first.score >= e.threshold))
    return { verdict: 'not-recognised', second: e.second, marginRequired: e.margin, lookAlike: false };
  const { over, required, spare, lookAlike } = tightest(first, e);
  const facts = { second: over, marginRequired: required, lookAlike };
  if (isAttack(e.presentation)) return { verdict: 'presentation-attack', ...facts };
  if (e.counterExample !== null && first.score - e.counterExample < e.counterMargin)
    return { verdict: 'not-recognised', ...facts };
  if (e.lookAlikes === 'pin' && e.rivals.length > 0) {
    // Somebody who is no look-alike of `first` may be as close as well: then a PIN of one of the pair settles nothing.
    const outsider =
      e.second && !e.rivals.some((r) => r.personId === e.second?.personId) && first.score - e.second.score < e.margin;
    if (outsider) return { verdict: 'ambiguous', ...facts };
    return { verdict: 'need-pin', why: 'look-alike', first, who: [first.personId, ...e.rivals.map((r) => r.personId)], ...facts };
  }
  if (spare < 0) return { verdict: 'ambiguous', ...facts };
  const why = secondFactorFor(e.secondFactor, first.score);
  return why ? { verdict: 'need-pin', why, first, who: [first.personId], ...facts } : { verdict: 'match', first, ...facts };
}
