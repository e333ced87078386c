/**
 * The wires of the fire panel. An alarm on one is an emergency, with nobody signed in and whatever the disk does; it stays one when the wire
 * is quiet again, until an administrator ends it. A device that cannot be reached is an alarm row, and opens nothing by itself.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import type { FireWire } from '../../doors/door.ts';
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

type Watched = {
  readonly stored: StoredFireInput;
  readonly wire: FireWire;
  reading: FireReading;
  silent: boolean;
  alarm: EventId | null;
  timer: ReturnType<typeof setTimeout> | undefined;
};

export function createFireInputs({ log, book, raise, standingsChanged }: FireInputsWorld): FireInputs {
  let site = null as Site | null;
  const watched = new Map<number, Watched>();

  function row(entry: Watched, reason: ReasonOf<'fault'>, about: EventId | null = null): EventId | null {
    const written = book({ kind: 'fault', reason, about, doorId: entry.stored.doorId });
    return written ? eventId(written.id) : null;
  }

  function silentSoon(entry: Watched): void {
    entry.timer = setTimeout(() => {
      entry.silent = true;
      log.warn({ input: entry.stored.id }, 'a fire alarm input cannot be reached');
      entry.alarm = row(entry, 'fire-input-silent');
      standingsChanged();
    }, SILENT_MS);
    entry.timer.unref();
  }

  function heard(entry: Watched, reading: FireReading): void {
    const before = entry.reading;
    entry.reading = reading;
    clearTimeout(entry.timer);
    if (reading === null) silentSoon(entry);
    else if (entry.silent) {
      entry.silent = false;
      row(entry, 'fire-input-answers', entry.alarm);
      entry.alarm = null;
    }
    // First the doors, then everything else: also where it was quiet for a moment, and where nobody knows what it was before.
    if (reading === 'alarm') raise(entry.stored.doorId);
    if (reading === 'quiet' && before === 'alarm') row(entry, 'fire-input-quiet');
    standingsChanged();
  }

  function watch(stored: StoredFireInput): void {
    const wire = openFireWire(stored.config, stored.password);
    const entry: Watched = { stored, wire, reading: null, silent: false, alarm: null, timer: undefined };
    watched.set(stored.id, entry);
    silentSoon(entry);
    wire.onReading((reading) => {
      if (watched.get(stored.id) === entry) heard(entry, reading);
    });
  }

  function close(entry: Watched): void {
    clearTimeout(entry.timer);
    watched.delete(entry.stored.id);
    entry.wire.close();
  }

  /** An input that is as it was goes on: a change of one must not be blind to another. */
  function follow(): void {
    const from = site;
    if (!from) return;
    const stored = guardRead(from.db, () => listFireInputs(from.db));
    if (!stored.ok) {
      log.error({ error: stored.error }, 'the fire alarm inputs cannot be read; those that are known are watched');
      return;
    }
    const same = (entry: Watched): boolean =>
      stored.value.some((s) => s.id === entry.stored.id && JSON.stringify(s) === JSON.stringify(entry.stored));
    for (const entry of [...watched.values()]) if (!same(entry)) close(entry);
    for (const input of stored.value) if (!watched.has(input.id)) watch(input);
    standingsChanged();
  }

  return {
    start(opened) {
      site = opened;
      follow();
    },
    changed: follow,
    standings: () =>
      [...watched.values()].map(({ stored: { id, name, doorId }, reading, silent }) => ({ id, name, doorId, reading, silent })),
    burns: (doorId) => [...watched.values()].some((w) => w.reading === 'alarm' && w.stored.doorId === doorId),
    stop() {
      site = null;
      for (const entry of [...watched.values()]) close(entry);
    },
  };
}
