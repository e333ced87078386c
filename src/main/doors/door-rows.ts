/** What the log and a broker are told of a door, in the log's words. */
import { isDoorFault, type AppError, type DoorFault } from '../../domain/errors.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import type { DoorEvent, DoorOutput } from '../../doors/door.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Log } from '../base/log.ts';
import type { EventFacts } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { keepDoor, type KeptDoor } from './keep-door.ts';

/** Writes a row of what was done already: now, or when the disk takes rows again. null = kept for later. */
export type Book = (facts: EventFacts) => LogRow | null;

/** What a row says of a device's answer; what is none of a device's faults is our own. */
export const reasonOf = ({ code }: AppError): DoorFault | 'internal' => (isDoorFault(code) ? code : 'internal');

/** What is said of a door that does not answer, by what was asked of it. */
const ALARMS = { open: 'emergency', locked: 'lockdown', normal: 'lock' } as const;

export type BookedDoor = {
  readonly doorId: number | null;
  readonly output: DoorOutput;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Log;
  readonly book: Book;
  /** What `standing` says has changed. */
  readonly changed: () => void;
};

/** Keeps a door's mode, and books when it does not answer and when it answers again; that row is about the first. */
export function keepAndBook({ doorId, output, clock, log, book, changed }: BookedDoor): KeptDoor {
  let alarm: EventId | null = null;
  return keepDoor({
    output,
    monotonic: () => clock.monotonic(),
    changed,
    alarm(is, mode, error) {
      log.warn({ doorId, mode, is, error }, 'a door that is kept open or locked');
      const began = is === 'begins';
      // The device's own word first: the alarm says only that it did not obey.
      if (error) book({ kind: 'door', reason: reasonOf(error), doorId });
      const row = book({
        kind: 'door',
        reason: `${ALARMS[mode]}-${began ? 'no-answer' : 'answers'}`,
        about: began ? null : alarm,
        doorId,
      });
      alarm = began && row ? eventId(row.id) : null;
    },
  });
}

/** What a broker is told that a row is; null = nothing. */
export function eventType({ kind, reason }: Pick<LogRow, 'kind' | 'reason'>): DoorEvent['type'] | null {
  if (kind === 'recognised') return 'granted';
  if (kind !== 'refused' || reason === 'not-me-again') return null;
  if (reason === 'presentation-attack') return 'spoof';
  return reason === 'not-recognised' || reason === 'ambiguous' ? 'unknown' : 'denied';
}
