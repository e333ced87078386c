import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { createLight } from './light.ts';

export function kioskHandlers(app: App): Pick<Handlers, 'kiosk.light'> {
  const light = createLight();
  return { 'kiosk.light': (told) => app.withSite((site) => light(site, told.light)) };
}
