/** The faces that are searched: enrolment, what the threshold follows from, who looks like whom, and the model that they are embedded by. */
import type { Settings } from '../../shared/settings.ts';
import type { Log } from '../base/log.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Hooks } from '../site/hooks.ts';
import type { Emit, Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import type { EngineProcess } from './engine-process.ts';
import { enrolHandlers } from './enrol.calls.ts';
import { errorRateHandlers } from './error-rate.calls.ts';
import { createErrorRate, type ErrorRate } from './error-rate.ts';
import { lookAlikesHandlers } from './look-alikes.calls.ts';
import { createLookAlikeSearch, type LookAlikeSearch } from './look-alikes.ts';
import type { Model } from './model-card.ts';
import { createReembedding, type Reembedding } from './reembed.ts';

type Names = Extract<keyof Handlers, `enrol.${string}` | `errorRate.${string}` | `lookAlikes.${string}`>;

export type GalleryWorld = Sites & {
  readonly engine: EngineProcess;
  readonly model: Model;
  readonly clock: Clock;
  readonly log: Log;
  readonly hooks: Hooks;
  readonly emit: Emit;
  settings(): Settings;
  /** What every window shows of the app has changed. */
  changed(): void;
};

export type Gallery = {
  readonly handlers: Pick<Handlers, Names>;
  /** What the threshold follows from. */
  readonly errorRate: ErrorRate;
  readonly lookAlikes: LookAlikeSearch;
  readonly reembedding: Pick<Reembedding, 'progress'>;
  begin(site: Site): void;
  /** The engine is ready: what waited for it goes on. */
  engineReady(site: Site): void;
  end(): void;
  stop(): void;
};

export function createGallery(world: GalleryWorld): Gallery {
  const { engine, model, clock, log, hooks, emit } = world;
  const errorRate = createErrorRate({ model, log, monotonic: () => clock.monotonic(), settings: () => world.settings() });
  const threshold = (): number => errorRate.threshold();
  const reembedding = createReembedding({
    engine,
    log,
    changed() {
      errorRate.changed();
      world.changed();
    },
  });
  const lookAlikes = createLookAlikeSearch({
    modelId: () => model.id(),
    ready: () => engine.state().status === 'ready' && reembedding.progress() === null,
    threshold,
    clock,
    log,
    changed: () => emit('lookAlikes.changed', null),
  });
  hooks.onChanged('faces', () => {
    errorRate.changed();
    emit('faces.changed', null);
  });
  // Who is told apart from whom is shown beside them.
  hooks.onChanged('mistakes', () => emit('lookAlikes.changed', null));
  const parts = { ...world, errorRate, lookAlikes, threshold };
  return {
    handlers: { ...enrolHandlers(parts), ...errorRateHandlers(parts), ...lookAlikesHandlers(parts) },
    errorRate,
    lookAlikes,
    reembedding,
    begin(site) {
      reembedding.begin(site);
      // Before the search for look-alikes: whether one is due depends on this site's threshold, not on the card's.
      errorRate.begin(site);
      lookAlikes.begin(site);
    },
    engineReady(site) {
      reembedding.begin(site);
      lookAlikes.begin(site);
    },
    end: lookAlikes.end,
    stop() {
      reembedding.stop();
      lookAlikes.stop();
      errorRate.stop();
    },
  };
}
