/**
 * The threshold in force, and what it is worth. It follows from the wish "at most one wrong person in N", the model's card and this site's
 * own scores (docs/adr/0006-threshold-from-an-error-rate.md), which are measured in the background.
 */
import { createAdvisor, ratePolicy, type Advisor, type RatePolicy } from '../../domain/recognition/error-rate-advice.ts';
import type { Result } from '../../domain/result.ts';
import type { ErrorRateBasis } from '../../shared/calls/error-rate.ts';
import type { Settings } from '../../shared/settings.ts';
import { guardRead, type ReadableDb } from '../../storage/file/db.ts';
import { gallerySize, listScores } from '../../storage/gallery/scores.ts';
import type { Log } from '../base/log.ts';
import { createMeasuring, type Timing } from './measuring.ts';
import type { Model } from './model-card.ts';
import type { Site } from '../site/site.ts';

export type ErrorRate = {
  /** The site is open: measures what is left to measure. */
  begin(site: Site): void;
  /** People came, went or were enrolled anew, or a new model embedded them: measures again, soon. */
  changed(): void;
  /** Asked at each frame of a visit: measuring waits meanwhile. */
  policy(): RatePolicy;
  /** The threshold in force, for everything else that needs it. Does not count as a visit. */
  threshold(): number;
  basis(site: Site): Result<ErrorRateBasis>;
  stop(): void;
};

const TIMING: Timing = { settle: 2_000, share: 0.25, quiet: 1_500 };

export type ErrorRateDeps = {
  readonly model: Model;
  readonly log: Log;
  /** Monotonic ms. */
  readonly monotonic: () => number;
  /** Defaults of a site that is not open yet. */
  readonly settings: () => Settings;
  readonly timing?: Timing;
};

export function createErrorRate({ model, log, monotonic, settings, timing = TIMING }: ErrorRateDeps): ErrorRate {
  let site: Site | null = null;
  const inForce = createThreshold({ model, settings, site: () => site, reading: followVote });
  const measuring = createMeasuring({
    ...{ monotonic, timing, log },
    site: () => site,
    modelId: () => model.id(),
    voteFrames: () => settings().recognition.voteFrames,
    changed: inForce.forget,
  });

  /** Another vote: the scores of the old one say nothing of it. */
  function followVote(): void {
    if (measuring.isOutdated()) measuring.soon();
  }

  function soon(): void {
    // At once, not after the measuring: N is another already.
    inForce.forget();
    measuring.soon();
  }

  return {
    begin(open) {
      site = open;
      soon();
    },
    changed() {
      if (site) soon();
    },
    policy() {
      measuring.face();
      return inForce.policy();
    },
    threshold: () => inForce.policy().threshold,
    basis: ({ db }) =>
      guardRead(db, () => {
        const { gallery, scores } = readScores(db, model.id(), settings().recognition.voteFrames);
        const left = measuring.left() ?? Math.max(1, gallery.people - scores.length);
        return { modelId: model.id(), strangers: model.strangers(), misses: [...model.misses()], gallery, scores, left };
      }),
    stop() {
      site = null;
      measuring.stop();
    },
  };
}

type Threshold = {
  policy(): RatePolicy;
  /** What was read of the scores is not so any more. */
  forget(): void;
};

type ThresholdDeps = Pick<ErrorRateDeps, 'model' | 'settings'> & {
  site(): Site | null;
  /** The scores are about to be read. */
  reading(): void;
};

/** The threshold in force, from the wish, the card and what was measured; worked out anew when one of them is another. */
function createThreshold({ model, settings, site, reading }: ThresholdDeps): Threshold {
  /** What the scores and people were when they were last read; null = read again. */
  let known: { readonly advisor: Advisor | null; readonly key: string } | null = null;
  /** The last answer and what it was asked with. */
  let answer: { readonly key: string; readonly policy: RatePolicy } | null = null;

  function advisor({ db }: Site): Advisor | null {
    const { voteFrames, margin, strangers: kind } = settings().recognition;
    const key = `${voteFrames} ${margin} ${kind} ${model.id()}`;
    if (known?.key === key) return known.advisor;
    reading();
    const read = guardRead(db, () => readScores(db, model.id(), voteFrames));
    // A disk that does not answer: the card's own advice, until it does.
    if (!read.ok) return null;
    const card = { strangers: model.strangers(), misses: model.misses() };
    known = { key, advisor: createAdvisor({ ...card, ...read.value, frames: voteFrames, margin, kind }) };
    return known.advisor;
  }

  function compute(): RatePolicy {
    const open = site();
    const found = open && advisor(open);
    if (found) return ratePolicy(found, settings().recognition);
    const threshold = settings().recognition.threshold ?? model.advisedThreshold();
    return { threshold, faceAloneKeepsRate: true, faceAloneFrom: threshold, looks: null };
  }

  return {
    policy() {
      const { threshold, wrongPersonOneIn, strangers, secondFactor, voteFrames, margin } = settings().recognition;
      const key = [threshold, wrongPersonOneIn, strangers, secondFactor, voteFrames, margin, model.id()].join(' ');
      if (answer?.key !== key) answer = { key, policy: compute() };
      return answer.policy;
    },
    forget() {
      known = null;
      answer = null;
    },
  };
}

const readScores = (db: ReadableDb, modelId: string, voteFrames: number) => ({
  gallery: gallerySize(db, modelId),
  scores: listScores(db, modelId, voteFrames),
});
