/**
 * The threshold in force, and what it is worth. It follows from the wish "at most one wrong person in N", the model's card and this site's
 * own scores (docs/adr/0006-threshold-from-an-error-rate.md). The scores are measured in the background, one person at a time, with pauses, and
 * never while somebody stands in front of the kiosk.
 */
import type { PersonId } from '../../domain/ids.ts';
import { createAdvisor, ratePolicy, type Advisor, type RatePolicy } from '../../domain/recognition/error-rate-advice.ts';
import type { Result } from '../../domain/result.ts';
import type { ErrorRateBasis } from '../../shared/calls/error-rate.ts';
import type { Settings } from '../../shared/settings.ts';
import { refreshCentre } from '../../storage/gallery/centre.ts';
import { guardRead } from '../../storage/file/db.ts';
import { currentModel } from '../../storage/gallery/gallery.ts';
import { gallerySize, listScores, measure, prepareScores } from '../../storage/gallery/scores.ts';
import type { Log } from '../base/log.ts';
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

type Timing = {
  /** From a change to its measuring: an enrolment brings several at once. */
  readonly settle: number;
  /** Share of the time that measuring may take. */
  readonly share: number;
  /** After a face, this long nothing is measured. */
  readonly quiet: number;
};
const TIMING: Timing = { settle: 2_000, share: 0.25, quiet: 1_500 };
/** So many people measured, the threshold is found anew. */
const REFRESH_EVERY = 200;
const LEAST_PAUSE = 5;

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
  let timer: ReturnType<typeof setTimeout> | null = null;
  let queue: readonly PersonId[] = [];
  /** A change waits to be prepared: nobody knows yet how many are to be measured, but whoever watches should ask again. */
  let due = false;
  let lastFace = -Infinity;
  /** What the scores and people were when they were last read; null = read again. */
  let known: { readonly advisor: Advisor | null; readonly key: string } | null = null;
  /** The last answer and what it was asked with. */
  let answer: { readonly key: string; readonly policy: RatePolicy } | null = null;

  /** The vote and the model that the scores are measured for. */
  let preparedFor: string | null = null;
  const frameKey = (): string => `${settings().voteFrames} ${model.id()}`;

  const forget = (): void => {
    known = null;
    answer = null;
  };

  function advisor(open: Site): Advisor | null {
    const { voteFrames, margin, strangers: kind } = settings();
    const key = `${voteFrames} ${margin} ${kind} ${model.id()}`;
    if (known?.key === key) return known.advisor;
    // Another vote: the scores of the old one say nothing of it.
    if (preparedFor !== null && preparedFor !== frameKey()) prepareSoon();
    const read = guardRead(open.db, () => ({
      gallery: gallerySize(open.db, model.id()),
      scores: listScores(open.db, model.id(), voteFrames),
    }));
    // A disk that does not answer: the card's own advice, until it does.
    if (!read.ok) return null;
    known = {
      key,
      advisor: createAdvisor({
        strangers: model.strangers(),
        misses: model.misses(),
        ...read.value,
        frames: voteFrames,
        margin,
        kind,
      }),
    };
    return known.advisor;
  }

  function compute(): RatePolicy {
    const found = site ? advisor(site) : null;
    if (found) return ratePolicy(found, settings());
    const threshold = settings().threshold ?? model.advisedThreshold();
    return { threshold, faceAloneKeepsRate: true, faceAloneFrom: threshold, looks: null };
  }

  function current(): RatePolicy {
    const { threshold, wrongPersonOneIn, strangers, secondFactor, voteFrames, margin } = settings();
    const key = [threshold, wrongPersonOneIn, strangers, secondFactor, voteFrames, margin, model.id()].join(' ');
    if (answer?.key !== key) answer = { key, policy: compute() };
    return answer.policy;
  }

  function later(ms: number, work: () => void): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      work();
    }, ms);
    // Measuring keeps no program alive.
    timer.unref();
  }

  function prepareSoon(): void {
    due = true;
    later(timing.settle, prepare);
  }

  function prepare(): void {
    due = false;
    if (!site) return;
    forget();
    preparedFor = frameKey();
    // Its templates have no codes to be searched by yet; re-embedding says when they have.
    const { own: db } = site;
    const current = guardRead(db, () => currentModel(db));
    if (!current.ok || current.value !== model.id()) return;
    // First the centre: the scores are measured with it.
    const centred = refreshCentre(db, model.id());
    if (!centred.ok)
      log.warn({ error: centred.error }, "the site's centre is not made anew; at the next change it is tried again");
    const prepared = prepareScores(site.own, model.id(), settings().voteFrames);
    if (!prepared.ok) {
      log.warn({ error: prepared.error }, "the site's own scores are not measured; at the next change it is tried again");
      return;
    }
    queue = prepared.value.left;
    if (queue.length > 0) step(queue.length);
  }

  function step(total: number): void {
    const since = monotonic() - lastFace;
    if (since < timing.quiet) {
      later(timing.quiet - since, () => step(total));
      return;
    }
    const [next, ...rest] = queue;
    if (!site || next === undefined) return;
    const before = performance.now();
    const measured = measure(site.own, model.id(), next, settings().voteFrames);
    if (!measured.ok) {
      log.warn({ error: measured.error }, "measuring the site's own scores stopped; at the next change it goes on");
      return;
    }
    queue = rest;
    if (rest.length === 0 || rest.length % REFRESH_EVERY === 0) forget();
    if (rest.length === 0) {
      log.info({ people: total }, "the site's own scores are measured");
      return;
    }
    const took = performance.now() - before;
    later(Math.max(LEAST_PAUSE, took / timing.share - took), () => step(total));
  }

  return {
    begin(open) {
      site = open;
      forget();
      prepareSoon();
    },
    changed() {
      if (!site) return;
      // At once, not after the measuring: N is another already.
      forget();
      prepareSoon();
    },
    policy() {
      lastFace = monotonic();
      return current();
    },
    threshold: () => current().threshold,
    basis(open) {
      const { voteFrames } = settings();
      return guardRead(open.db, () => {
        const gallery = gallerySize(open.db, model.id());
        const scores = listScores(open.db, model.id(), voteFrames);
        const left = due ? Math.max(1, gallery.people - scores.length) : queue.length;
        return { modelId: model.id(), strangers: model.strangers(), misses: [...model.misses()], gallery, scores, left };
      });
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      site = null;
      queue = [];
    },
  };
}
