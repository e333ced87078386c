/**
 * When a visit may be decided: from its first frame on, without letting more strangers in than one decision would.
 *
 * [Note: one wish, many looks] A visit is looked at several times: with its first frame, with the frames of a vote, and with as many again, twice; each
 * time a probe (the mean of the best frames so far) is searched among everybody. Whoever looks four times at the same threshold lets in up to four
 * times as many strangers as were wished. So the wished rate is spent over the looks, as a group sequential trial spends its error (K. Lan,
 * D. DeMets, Biometrika 70, 1983): a share for each, together the whole. That rates may be added up is Bonferroni's inequality; it asks nothing of how
 * looks hang together, and frames of one face hang together closely. The first look is strict and the vote gets the most, as P. O'Brien and T. Fleming
 * chose (Biometrics 35, 1979); with S. Pocock's equal shares (Biometrika 64, 1977) the vote would pay for looks that few people need.
 *
 * The rate of one look is that of a full vote at the same threshold, also where fewer frames are averaged: averaging lifts strangers' scores
 * ([Note: what one search is worth] in error-rate.ts), so the first look's own rate is smaller still. docs/adr/0021-looks.md has what it gives.
 */
export const STAGES = ['early', 'vote', 'late'] as const;
/** The first frame; the frames of a vote; after a vote that did not match, as many again. */
export type Stage = (typeof STAGES)[number];

/** The least score that lets somebody in by their face alone. */
export type LookThresholds = Readonly<Record<Stage, number>>;

/** Refusal needs this many times the frames of a match: a bad first moment is no refusal. */
export const PATIENCE = 3;

/** Of the wished rate, for all looks of a stage together. */
const SHARES: Readonly<Record<Stage, number>> = { early: 0.1, vote: 0.6, late: 0.3 };
const LOOKS: Readonly<Record<Stage, number>> = { early: 1, vote: 1, late: PATIENCE - 1 };

/** @param frame 1 for the first of a visit @returns null between two looks */
export function stageOf(frame: number, voteFrames: number): Stage | null {
  if (frame === voteFrames) return 'vote';
  if (frame === 1) return 'early';
  return frame % voteFrames === 0 ? 'late' : null;
}

/** @param thresholdFor the least threshold at which one full vote lets a stranger in at most `share` times as often as is wished */
export function lookThresholds(thresholdFor: (share: number) => number): LookThresholds {
  const [early, vote, late] = STAGES.map((stage) => thresholdFor(SHARES[stage] / LOOKS[stage])) as [number, number, number];
  return { early, vote, late };
}
