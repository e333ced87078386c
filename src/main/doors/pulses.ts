/** Opens doors for a moment. Nobody waits for a door: what it did is a row of its own, about the row that it was opened for. */
import type { AppError } from '../../domain/errors.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { DoorOutput, DoorRequest, Trace } from '../../doors/door.ts';
import { PULSE_MAX_MS, type OutputTest } from '../../shared/outputs.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { reasonOf, type Book } from './door-rows.ts';
import type { DoorMode } from './keep-door.ts';
import { traced } from './trace.ts';
import type { Wired } from './wiring.ts';

/** How long a tested door is open. */
const TEST_MS = 3_000;
/** How long a door opens that was asked to over MQTT. */
const REMOTE_MS = 5_000;

export type Pulses = {
  /** Never awaited; what the door did becomes a row. No row where nothing is wired. */
  open(doorId: number | null, about: EventId | null, milliseconds: number): void;
  /** A broker asks: booked, and refused in a lockdown or too often. */
  asked(doorId: number, request: DoorRequest): void;
  /** One pulse with everything that was said; the row that says so is written first. Errors: bad-input {kind}, where nothing is wired. */
  test(doorId: number): Promise<Result<OutputTest>>;
};

export type PulsesDeps = {
  /** What is done to it is booked there; null = none is open. */
  site(): Site | null;
  wired(doorId: number | null): Wired | undefined;
  /** For a door where nothing is wired. */
  readonly fallback: DoorOutput;
  modeOf(doorId: number | null): DoorMode;
  /** A door is told to open for so long. */
  released(doorId: number, milliseconds: number): void;
  readonly book: Book;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Log;
};

export function createPulses(deps: PulsesDeps): Pulses {
  const { site, wired, fallback, modeOf, book, clock, log } = deps;

  const outputOf = (doorId: number | null): DoorOutput => {
    const found = wired(doorId)?.output;
    return found && found.kind !== 'none' ? found : fallback;
  };

  async function pulse(doorId: number | null, milliseconds: number, trace?: Trace): Promise<Result<null>> {
    if (modeOf(doorId) === 'locked') return err({ code: 'door-locked-down' });
    const ms = Math.min(milliseconds, PULSE_MAX_MS);
    if (doorId !== null) deps.released(doorId, ms);
    try {
      return await outputOf(doorId).pulse(ms, trace);
    } catch (error) {
      log.error({ err: error, doorId }, 'a door output threw');
      return err({ code: 'internal' });
    }
  }

  /** "Opened" is a device's own word; where there is none, the row says that it was told to. */
  function outcome(doorId: number | null, answer: Result<null>): ReasonOf<'door'> {
    if (!answer.ok) return reasonOf(answer.error);
    return (wired(doorId)?.confirms ?? true) ? 'opened' : 'told-to-open';
  }

  function open(doorId: number | null, about: EventId | null, milliseconds: number): void {
    const on = site();
    if (!on || outputOf(doorId).kind === 'none') return;
    void pulse(doorId, milliseconds).then((answer) => {
      // A site that was closed meanwhile has no log any more.
      if (site() === on) book({ kind: 'door', reason: outcome(doorId, answer), about, doorId });
    });
  }

  return {
    open,
    asked(doorId, request) {
      const on = site();
      const entry = wired(doorId);
      if (!on || !entry) return;
      const mode = modeOf(doorId);
      if (request === 'lock') {
        if (mode !== 'open') entry.lock();
        return;
      }
      const refused = mode === 'locked' || !entry.mayOpenRemotely();
      const row = on.record({ kind: 'door', reason: refused ? 'remote-ignored' : 'remote-open', doorId });
      if (!row.ok) log.error({ error: row.error }, 'what a broker asked for could not be booked');
      else if (!refused) open(doorId, eventId(row.value.id), REMOTE_MS);
    },
    async test(doorId) {
      const on = site();
      if (!on || !wired(doorId)) return err({ code: 'bad-input', field: 'kind' });
      const row = on.record({ kind: 'door', reason: 'door-tested', doorId });
      if (!row.ok) return row;
      const { trace, told } = traced(clock);
      const answer = await pulse(doorId, TEST_MS, trace);
      const error: AppError | null = answer.ok ? null : answer.error;
      if (site() === on) book({ kind: 'door', reason: outcome(doorId, answer), about: eventId(row.value.id), doorId });
      return ok({ error, ...told() });
    },
  };
}
