import { ok } from '../../domain/result.ts';
import type { Imports } from './import-process.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export type ImportsCalls = { readonly imports: Pick<Imports, 'cancel'> };

export function importsHandlers(world: ImportsCalls): Pick<Handlers, 'imports.cancel'> {
  return {
    'imports.cancel': () => {
      world.imports.cancel();
      return Promise.resolve(ok(null));
    },
  };
}
