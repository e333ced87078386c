import { ok } from '../domain/result.ts';
import type { AppState } from '../shared/contract.ts';
import type { Model } from './gallery/model-card.ts';
import type { Sites } from './site/sites.ts';
import { runtimeVersions } from './base/runtime.ts';
import type { Handlers } from './ipc/dispatch.ts';

export type AppCalls = Pick<Sites, 'site'> & {
  readonly version: string;
  readonly model: Pick<Model, 'about'>;
  readonly pageAlive: (printing: boolean) => void;
  state(): AppState;
  retry(): Promise<void>;
};

export function appHandlers(world: AppCalls): Pick<Handlers, 'app.state' | 'app.about' | 'app.retry' | 'app.alive'> {
  return {
    'app.state': () => Promise.resolve(ok(world.state())),

    'app.about': () => {
      const site = world.site();
      if (!site.ok) return Promise.resolve(site);
      const { open, time } = site.value;
      const { seen, step, anchor } = time.look().boot;
      return Promise.resolve(
        ok({
          version: world.version,
          runtime: runtimeVersions(open.sqliteVersion),
          databaseFile: open.file,
          schemaVersion: open.schemaVersion,
          clock: { now: seen.wall, uptime: seen.uptime, step: step === null ? null : { ms: step, at: anchor.wall } },
          model: world.model.about(),
        }),
      );
    },

    'app.alive': ({ printing }) => {
      world.pageAlive(printing);
      return Promise.resolve(ok(null));
    },

    'app.retry': async () => {
      await world.retry();
      return ok(null);
    },
  };
}
