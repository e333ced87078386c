import { CERTAIN_LEAD } from '../../domain/recognition/look-alikes.ts';
import { err, ok } from '../../domain/result.ts';
import { eventId, personId } from '../../domain/ids.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { getEvent, lastNotMe, visitAfter } from '../../storage/log/events.ts';
import type { App } from '../app.ts';
import type { Entrance } from './entrance.ts';
import { takeBack } from './rules.ts';
import { saidAtKiosk } from './not-him.ts';
import type { Site } from '../site/site.ts';
import type { Handlers } from '../ipc/dispatch.ts';

/** How long "not me" takes a punch back. */
const NOT_ME_MS = 60_000;
/** Whoever is taken for the same person again so soon is told to go to the front desk: it is no mistake of the camera any more. */
const NOT_ME_AGAIN_MS = 10 * 60_000;

type Names = 'recognition.face' | 'recognition.notMe' | 'recognition.reset' | 'recognition.fault';

export function recognitionHandlers(app: App, { desk }: Entrance): Pick<Handlers, Names> {
  const { clock, log, model } = app.deps;
  /** By person: when it was last said that it was not them, monotonic ms. */
  const said = new Map<number, number>();

  function saidLately(site: Site, of: number): boolean {
    const here = said.get(of);
    if (here !== undefined) return clock.monotonic() - here < NOT_ME_AGAIN_MS;
    // Of before a restart the rows speak, by whatever clock there was.
    const row = lastNotMe(site.db, personId(of));
    return row !== null && Math.abs(clock.now() - row) < NOT_ME_AGAIN_MS;
  }

  /**
   * What may be taken back at the kiosk: the last visit, a moment old, and by a face alone. Who typed their number and PIN, or held up a badge, said
   * themselves who they are; that the camera was wrong about them is not possible.
   */
  function mayBeTakenBack(site: Site, row: LogRow): boolean {
    const age = clock.now() - row.at;
    return (
      row.kind === 'recognised' &&
      row.method === 'face' &&
      !row.retracted &&
      age >= 0 &&
      age <= NOT_ME_MS &&
      !visitAfter(site.db, row)
    );
  }

  return {
    'recognition.face': (face) => desk.face(face),

    'recognition.notMe': ({ eventId: id }) =>
      app.withSite((site) => {
        const row = getEvent(site.db, eventId(id));
        if (!row || row.personId === null || !mayBeTakenBack(site, row)) return err({ code: 'event-gone' });
        if (saidLately(site, row.personId)) {
          const refused = site.record({
            kind: 'refused',
            reason: 'not-me-again',
            personId: personId(row.personId),
            doorId: row.doorId,
          });
          if (!refused.ok) log.error({ error: refused.error }, 'a second "not me" could not be booked');
          app.telling.notMeAgain(row);
          return err({ code: 'not-me-again' });
        }
        const taken = takeBack(site, row, 'not-me', clock.now());
        if (!taken.ok) return taken;
        said.set(row.personId, clock.monotonic());
        const learned = saidAtKiosk(site, eventId(id), model.id(), row.score, app.threshold() + CERTAIN_LEAD, clock.now());
        if (!learned.ok) log.warn({ error: learned.error }, '"not me" could not be remembered');
        return desk.reset();
      }),

    'recognition.reset': () => Promise.resolve(desk.reset()),

    'recognition.fault': ({ code }) =>
      app.withSite((site) => {
        const row = site.record({ kind: 'fault', reason: code });
        return row.ok ? ok(null) : row;
      }),
  };
}
