import { guardRead } from '../../storage/file/db.ts';
import { visitsAfter } from '../../storage/gallery/visits.ts';
import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'errorRate.basis' | 'errorRate.visits';

export function errorRateHandlers(app: App): Pick<Handlers, Names> {
  return {
    'errorRate.basis': () => app.withSite((site) => app.errorRate.basis(site)),
    'errorRate.visits': ({ from, after, limit }) =>
      app.withSite(({ db }) => guardRead(db, () => visitsAfter(db, app.deps.model.id(), from, after, limit))),
  };
}
