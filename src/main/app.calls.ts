import { ok } from '../domain/result.ts';
import type { App } from './app.ts';
import { runtimeVersions } from './base/runtime.ts';
import type { Handlers } from './ipc/dispatch.ts';

export function appHandlers(app: App): Pick<Handlers, 'app.state' | 'app.about' | 'app.retry' | 'app.alive'> {
  return {
    'app.state': () => Promise.resolve(ok(app.state())),

    'app.about': () => {
      const site = app.site();
      if (!site.ok) return Promise.resolve(site);
      const { open, time } = site.value;
      const { seen, step, anchor } = time.look().boot;
      return Promise.resolve(
        ok({
          version: app.deps.version,
          runtime: runtimeVersions(open.sqliteVersion),
          databaseFile: open.file,
          schemaVersion: open.schemaVersion,
          clock: { now: seen.wall, uptime: seen.uptime, step: step === null ? null : { ms: step, at: anchor.wall } },
          model: app.deps.model.about(),
        }),
      );
    },

    'app.alive': ({ printing }) => {
      app.deps.pageAlive(printing);
      return Promise.resolve(ok(null));
    },

    'app.retry': async () => {
      await app.retry();
      return ok(null);
    },
  };
}
