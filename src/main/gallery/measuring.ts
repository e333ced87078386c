/**
 * Measures this site's own scores, for the threshold. In the background, one person at a time, with pauses, and never while somebody
 * stands in front of the kiosk.
 */
import type { PersonId } from '../../domain/ids.ts';
import { guardRead } from '../../storage/file/db.ts';
import { refreshCentre } from '../../storage/gallery/centre.ts';
import { currentModel } from '../../storage/gallery/gallery.ts';
import { measure, prepareScores } from '../../storage/gallery/scores.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';

export type Measuring = {
  /** Soon, from the start: people came, went or were enrolled anew, or it is another vote or model that they are measured for. */
  soon(): void;
  /** Somebody stands in front of the kiosk. */
  face(): void;
  /** Whether another vote or model was measured for than holds now. False where nothing was measured yet. */
  isOutdated(): boolean;
  /** How many people are left; null = that is not known before the next change is prepared. */
  left(): number | null;
  stop(): void;
};

export type Timing = {
  /** From a change to its measuring: an enrolment brings several at once. */
  readonly settle: number;
  /** Share of the time that measuring may take. */
  readonly share: number;
  /** After a face, this long nothing is measured. */
  readonly quiet: number;
};

export type MeasuringDeps = {
  /** null = none is open. */
  site(): Site | null;
  modelId(): string;
  voteFrames(): number;
  /** What was read of the scores is not so any more. */
  changed(): void;
  /** Monotonic ms. */
  readonly monotonic: () => number;
  readonly timing: Timing;
  readonly log: Log;
};

/** So many people measured, what was read of the scores is read again. */
const REFRESH_EVERY = 200;
const LEAST_PAUSE = 5;

export function createMeasuring({ site, modelId, voteFrames, changed, monotonic, timing, log }: MeasuringDeps): Measuring {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: readonly PersonId[] = [];
  /** A change waits to be prepared. */
  let due = false;
  let lastFace = -Infinity;
  /** The vote and the model that the scores are measured for. */
  let preparedFor: string | null = null;
  const frameKey = (): string => `${voteFrames()} ${modelId()}`;

  function later(ms: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
    // Measuring keeps no program alive.
    timer.unref();
  }

  function prepare(): void {
    due = false;
    const on = site();
    if (!on) return;
    changed();
    preparedFor = frameKey();
    const left = prepared(on, modelId(), voteFrames(), log);
    if (left === null) return;
    queue = left;
    if (queue.length > 0) step(queue.length);
  }

  function step(total: number): void {
    const since = monotonic() - lastFace;
    if (since < timing.quiet) {
      later(timing.quiet - since, () => step(total));
      return;
    }
    const on = site();
    const [next, ...rest] = queue;
    if (!on || next === undefined) return;
    const before = performance.now();
    const measured = measure(on.own, modelId(), next, voteFrames());
    if (!measured.ok) {
      log.warn({ error: measured.error }, "measuring the site's own scores stopped; at the next change it goes on");
      return;
    }
    queue = rest;
    if (rest.length % REFRESH_EVERY === 0) changed();
    if (rest.length === 0) {
      log.info({ people: total }, "the site's own scores are measured");
      return;
    }
    const took = performance.now() - before;
    later(Math.max(LEAST_PAUSE, took / timing.share - took), () => step(total));
  }

  return {
    soon() {
      due = true;
      later(timing.settle, prepare);
    },
    face() {
      lastFace = monotonic();
    },
    isOutdated: () => preparedFor !== null && preparedFor !== frameKey(),
    left: () => (due ? null : queue.length),
    stop() {
      clearTimeout(timer);
      queue = [];
    },
  };
}

/** Whose scores are to be measured, with a new centre; null where they cannot be, now. */
function prepared({ own: db }: Site, modelId: string, voteFrames: number, log: Log): readonly PersonId[] | null {
  // Its templates have no codes to be searched by yet; re-embedding says when they have.
  const current = guardRead(db, () => currentModel(db));
  if (!current.ok || current.value !== modelId) return null;
  // First the centre: the scores are measured with it.
  const centred = refreshCentre(db, modelId);
  if (!centred.ok) log.warn({ error: centred.error }, "the site's centre is not made anew; at the next change it is tried again");
  const scores = prepareScores(db, modelId, voteFrames);
  if (scores.ok) return scores.value.left;
  log.warn({ error: scores.error }, "the site's own scores are not measured; at the next change it is tried again");
  return null;
}
