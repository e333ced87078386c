import { guardRead } from '../../storage/file/db.ts';
import { visitsAfter } from '../../storage/gallery/visits.ts';
import type { ErrorRate } from './error-rate.ts';
import type { Model } from './model-card.ts';
import type { Sites } from '../site/sites.ts';
import type { Handlers } from '../ipc/dispatch.ts';

type Names = 'errorRate.basis' | 'errorRate.visits';

export type ErrorRateCalls = Sites & { readonly model: Pick<Model, 'id'>; readonly errorRate: Pick<ErrorRate, 'basis'> };

export function errorRateHandlers(world: ErrorRateCalls): Pick<Handlers, Names> {
  return {
    'errorRate.basis': () => world.withSite((site) => world.errorRate.basis(site)),
    'errorRate.visits': ({ from, after, limit }) =>
      world.withSite(({ db }) => guardRead(db, () => visitsAfter(db, world.model.id(), from, after, limit))),
  };
}
