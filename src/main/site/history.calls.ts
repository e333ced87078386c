import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';

export function historyHandlers(app: App): Pick<Handlers, 'history.acknowledge'> {
  return { 'history.acknowledge': () => app.freshness.acknowledge() };
}
