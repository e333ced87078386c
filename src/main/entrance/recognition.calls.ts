import type { App } from '../app.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Entrance } from './entrance.ts';

type Names = 'recognition.face' | 'recognition.notMe' | 'recognition.reset' | 'recognition.fault';

export function recognitionHandlers(app: App, { desk, notMe, fault }: Entrance): Pick<Handlers, Names> {
  return {
    'recognition.face': (face) => desk.face(face),

    'recognition.notMe': ({ eventId }) =>
      app.withSite((site) => {
        const taken = notMe(site, eventId);
        return taken.ok ? desk.reset() : taken;
      }),

    'recognition.reset': () => Promise.resolve(desk.reset()),

    'recognition.fault': ({ code }) => fault(code),
  };
}
