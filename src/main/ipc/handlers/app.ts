import { ok } from '../../../domain/result.ts';
import type { App } from '../../app.ts';
import { runtimeVersions } from '../../runtime.ts';
import type { Handlers } from '../dispatch.ts';

export function appHandlers(app: App): Pick<Handlers, 'app.state' | 'app.about' | 'app.retry'> {
  return {
    'app.state': () => Promise.resolve(ok(app.state())),

    'app.about': () => {
      const site = app.site();
      if (!site.ok) return Promise.resolve(site);
      const { open } = site.value;
      return Promise.resolve(
        ok({
          version: app.deps.version,
          runtime: runtimeVersions(open.sqliteVersion),
          databaseFile: open.file,
          schemaVersion: open.schemaVersion,
          model: app.deps.model.about(),
        }),
      );
    },

    'app.retry': async () => {
      await app.retry();
      return ok(null);
    },
  };
}
