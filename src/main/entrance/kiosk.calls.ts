import type { Handlers } from '../ipc/dispatch.ts';
import type { Sites } from '../site/sites.ts';
import { createLight } from './light.ts';

export function kioskHandlers(world: Pick<Sites, 'withSite'>): Pick<Handlers, 'kiosk.light'> {
  const light = createLight();
  return { 'kiosk.light': (told) => world.withSite((site) => light(site, told.light)) };
}
