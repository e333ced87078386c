/** "Not me" at the kiosk: a moment after a welcome, whoever stands there takes it back. */
import { eventId, personId } from '../../domain/ids.ts';
import { CERTAIN_LEAD } from '../../domain/recognition/look-alikes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { getEvent, lastNotMe, visitAfter } from '../../storage/log/events.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { saidAtKiosk } from './not-him.ts';
import { takeBack } from './take-back.ts';

/** How long "not me" takes a punch back. */
const NOT_ME_MS = 60_000;
/** Whoever is taken for the same person again so soon is told to go to the front desk: it is no mistake of the camera any more. */
const NOT_ME_AGAIN_MS = 10 * 60_000;

export type NotMeWorld = {
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly log: Log;
  modelId(): string;
  threshold(): number;
  /** It was refused: somebody should look. */
  alarm(row: LogRow): void;
};

/** Errors: event-gone (nothing that may be taken back), not-me-again, the disk's. */
export type NotMe = (site: Site, event: number) => Result<null>;

export function createNotMe({ clock, log, modelId, threshold, alarm }: NotMeWorld): NotMe {
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

  return (site, event) => {
    const row = getEvent(site.db, eventId(event));
    if (!row || row.personId === null || !mayBeTakenBack(site, row)) return err({ code: 'event-gone' });
    const of = row.personId;
    if (saidLately(site, of)) {
      const refused = site.record({ kind: 'refused', reason: 'not-me-again', personId: personId(of), doorId: row.doorId });
      if (!refused.ok) log.error({ error: refused.error }, 'a second "not me" could not be booked');
      alarm(row);
      return err({ code: 'not-me-again' });
    }
    const taken = site.together((tx) => takeBack(tx, row, 'not-me', clock.now()));
    if (!taken.ok) return taken;
    said.set(of, clock.monotonic());
    const learned = saidAtKiosk(site, eventId(event), modelId(), row.score, threshold() + CERTAIN_LEAD, clock.now());
    if (!learned.ok) log.warn({ error: learned.error }, '"not me" could not be remembered');
    return ok(null);
  };
}
