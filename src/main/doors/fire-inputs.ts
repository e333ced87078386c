/**
 * The wires of the fire panel. An alarm on one is an emergency, with nobody signed in and whatever the disk does; it stays one when the wire
 * is quiet again, until an administrator ends it. A device that cannot be reached, or is not understood, is an alarm row, and opens nothing by itself.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import { openFireWire } from '../../doors/fire-wire.ts';
import type { FireReading, FireStanding } from '../../shared/fire-inputs.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { guardRead } from '../../storage/file/db.ts';
import { listFireInputs, type StoredFireInput } from '../../storage/site/fire-inputs.ts';
import type { Log } from '../base/log.ts';
import type { EventFacts, Site } from '../site/site.ts';

/** So long nothing may be heard of an input before that is an alarm, ms: a device that restarts takes a few seconds. */
const SILENT_MS = 10_000;

export type FireInputs = {
  start(site: Site): void;
  /** What is stored has changed. */
  changed(): void;
  standings(): readonly FireStanding[];
  /** Whether a wire still says that there is a fire, which opens this door; null = all of them. */
  burns(doorId: number | null): boolean;
  stop(): void;
};

export type FireInputsWorld = {
  readonly log: Log;
  book(facts: EventFacts): LogRow | null;
  /** Emergency at a door; null = everywhere. */
  raise(doorId: number | null): void;
  /** What `standings` says has changed. */
  standingsChanged(): void;
};

/** One input that is watched. */
type Watched = {
  readonly stored: StoredFireInput;
  standing(): FireStanding;
  /** It said alarm, and has neither said quiet since nor fallen silent: what is not understood is no quiet. */
  burns(): boolean;
  close(): void;
};

function watch(stored: StoredFireInput, { log, book, raise, standingsChanged }: FireInputsWorld): Watched {
  const { id, name, doorId } = stored;
  let reading: FireReading = null;
  let said: string | null = null;
  let burns = false;
  /** The row that says so; null in it = the disk took none. */
  let silent: { readonly row: EventId | null } | null = null;
  let unclear: { readonly row: EventId | null } | null = null;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function row(reason: ReasonOf<'fault'>, about: EventId | null = null): { readonly row: EventId | null } {
    const written = book({ kind: 'fault', reason, about, doorId });
    return { row: written ? eventId(written.id) : null };
  }

  function silentSoon(): void {
    timer = setTimeout(() => {
      log.warn({ input: id }, 'a fire alarm input cannot be reached');
      silent = row('fire-input-silent');
      standingsChanged();
    }, SILENT_MS);
    timer.unref();
  }

  /** What it says now: silence and nonsense are rows when they begin and when they are over. */
  function noted(): void {
    if (reading === null) {
      silentSoon();
      return;
    }
    if (silent) row('fire-input-answers', silent.row);
    silent = null;
    if (reading === 'unclear') {
      if (!unclear) log.warn({ input: id, said }, 'a fire alarm input is not understood');
      unclear ??= row('fire-input-unclear');
      return;
    }
    if (unclear) row('fire-input-clear', unclear.row);
    unclear = null;
  }

  silentSoon();
  const wire = openFireWire(stored.config, stored.password);
  wire.onReading((now, words) => {
    if (closed) return;
    const burnt = burns;
    reading = now;
    said = words;
    burns = now === 'alarm' || (now === 'unclear' && burnt);
    // First the doors, then everything else: also where it was quiet for a moment, and where nobody knows what it was before.
    if (now === 'alarm') raise(doorId);
    clearTimeout(timer);
    noted();
    if (now === 'quiet' && burnt) row('fire-input-quiet');
    standingsChanged();
  });

  return {
    stored,
    standing: () => ({ id, name, doorId, reading, silent: silent !== null, said }),
    burns: () => burns,
    close() {
      closed = true;
      clearTimeout(timer);
      wire.close();
    },
  };
}

export function createFireInputs(world: FireInputsWorld): FireInputs {
  let site = null as Site | null;
  const watched = new Map<number, Watched>();

  function close(entry: Watched): void {
    watched.delete(entry.stored.id);
    entry.close();
  }

  /** An input that is as it was goes on: a change of one must not be blind to another. */
  function follow(): void {
    const from = site;
    if (!from) return;
    const stored = guardRead(from.db, () => listFireInputs(from.db));
    if (!stored.ok) {
      world.log.error({ error: stored.error }, 'the fire alarm inputs cannot be read; those that are known are watched');
      return;
    }
    const same = (entry: Watched): boolean =>
      stored.value.some((s) => s.id === entry.stored.id && JSON.stringify(s) === JSON.stringify(entry.stored));
    for (const entry of [...watched.values()]) if (!same(entry)) close(entry);
    for (const input of stored.value) if (!watched.has(input.id)) watched.set(input.id, watch(input, world));
    world.standingsChanged();
  }

  return {
    start(opened) {
      site = opened;
      follow();
    },
    changed: follow,
    standings: () => [...watched.values()].map((w) => w.standing()),
    burns: (doorId) => [...watched.values()].some((w) => w.burns() && w.stored.doorId === doorId),
    stop() {
      site = null;
      for (const entry of [...watched.values()]) close(entry);
    },
  };
}
