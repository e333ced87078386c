import { guardRead } from '../../../storage/db.ts';
import { visitsAfter } from '../../../storage/scores-visits.ts';
import type { App } from '../../app.ts';
import type { Handlers } from '../dispatch.ts';

type Names = 'errorRate.basis' | 'errorRate.visits';

export function errorRateHandlers(app: App): Pick<Handlers, Names> {
  return {
    'errorRate.basis': () => {
      const site = app.site();
      return Promise.resolve(site.ok ? app.errorRate.basis(site.value) : site);
    },
    'errorRate.visits': ({ from, after, limit }) => {
      const site = app.site();
      return Promise.resolve(site.ok ? guardRead(site.value.db, () => visitsAfter(site.value.db, app.deps.model.id(), from, after, limit)) : site);
    },
  };
}
