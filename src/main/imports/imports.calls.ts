import { ok } from '../../domain/result.ts';
import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export function importsHandlers(app: App): Pick<Handlers, 'imports.cancel'> {
  return {
    'imports.cancel': () => {
      app.deps.imports.cancel();
      return Promise.resolve(ok(null));
    },
  };
}
