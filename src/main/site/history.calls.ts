import type { Freshness } from './freshness.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export type HistoryCalls = { readonly freshness: Pick<Freshness, 'acknowledge'> };

export function historyHandlers(world: HistoryCalls): Pick<Handlers, 'history.acknowledge'> {
  return { 'history.acknowledge': () => world.freshness.acknowledge() };
}
