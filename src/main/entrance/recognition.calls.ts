import type { Handlers } from '../ipc/dispatch.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import type { Result } from '../../domain/result.ts';
import type { NotMe } from './not-me.ts';
import type { VisitDesk } from './visit.ts';
import type { EntranceWorld } from './world.ts';

type Names = 'recognition.face' | 'recognition.notMe' | 'recognition.reset' | 'recognition.fault';

export type RecognitionCalls = {
  readonly desk: VisitDesk;
  readonly notMe: NotMe;
  /** What keeps the kiosk from seeing anybody: a row, or counted where there are many. */
  readonly fault: (code: ReasonOf<'fault'>) => Result<null>;
};

export function recognitionHandlers(
  world: Pick<EntranceWorld, 'withSite' | 'seen'>,
  { desk, notMe, fault }: RecognitionCalls,
): Pick<Handlers, Names> {
  return {
    'recognition.face': (face) => {
      world.seen();
      return desk.face(face);
    },

    'recognition.notMe': ({ eventId }) =>
      world.withSite((site) => {
        const taken = notMe(site, eventId);
        return taken.ok ? desk.reset() : taken;
      }),

    'recognition.reset': () => Promise.resolve(desk.reset()),

    'recognition.fault': ({ code }) => fault(code),
  };
}
