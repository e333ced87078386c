/** Which output is wired to which door: opens and closes it, and hands on what comes from it. */
import { mayOpenRemotely } from '../../domain/access/remote.ts';
import { never, type DoorOutput, type DoorRequest } from '../../doors/door.ts';
import { openOutput } from '../../doors/open-output.ts';
import { outputFacts } from '../../shared/outputs.ts';
import { doorName, getOutput } from '../../storage/site/outputs.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { keepAndBook, type Book } from './door-rows.ts';
import type { DoorMode, KeptDoor } from './keep-door.ts';

export type Wired = {
  readonly output: DoorOutput;
  readonly name: string;
  /** Whether "answered" is the device's own word; else it is the broker's, or that the bytes were sent. */
  readonly confirms: boolean;
  readonly kept: KeptDoor;
  /** Locks now, because a broker asks for it. */
  readonly lock: () => void;
  /** What its contact said last, shortened, where that is not understood. */
  readonly unclear: () => string | null;
  /** A broker asks that it opens: whether it may once more, which counts. */
  readonly mayOpenRemotely: () => boolean;
};

export type Wiring = {
  get(doorId: number | null): Wired | undefined;
  all(): readonly (readonly [doorId: number, wired: Wired])[];
  /** What is stored for a door, from now on; nothing where that is none. */
  wire(site: Site, doorId: number): void;
  /** From now on nothing is wired there; resolves when the output has let go of its device. */
  unwire(doorId: number): Promise<void>;
};

export type WiringDeps = {
  readonly clock: Clock;
  readonly log: Log;
  readonly book: Book;
  modeOf(doorId: number): DoorMode;
  standingsChanged(): void;
  /** What a wired contact says, at each change; null = nothing any more. */
  contact(doorId: number, open: boolean | null): void;
  /** The other side asks. */
  asked(doorId: number, request: DoorRequest): void;
};

type Entry = Wired & { readonly stop: readonly (() => void)[] };

export function createWiring({ clock, log, book, modeOf, standingsChanged, contact, asked }: WiringDeps): Wiring {
  const wired = new Map<number, Entry>();

  return {
    get: (doorId) => (doorId === null ? undefined : wired.get(doorId)),
    all: () => [...wired],
    wire(site, doorId) {
      const { config, secrets } = getOutput(site.db, doorId);
      if (config.kind === 'none') return;
      const name = doorName(site.db, doorId) ?? '';
      const mode = modeOf(doorId);
      const output = openOutput(config, secrets, { doorId, name, held: mode === 'open', now: () => clock.now() });
      const kept = keepAndBook({ doorId, output, clock, log, book, changed: standingsChanged });
      const confirms = outputFacts(config)?.confirms === 'device';
      const lock = onceMore(() => output.hold(false));
      const stop: (() => void)[] = [kept.stop];
      let unclear: string | null = null;
      wired.set(doorId, {
        ...{ output, name, confirms, kept, lock, stop },
        unclear: () => unclear,
        mayOpenRemotely: soOften(clock),
      });
      stop.push(
        output.onContact((isOpen) => contact(doorId, isOpen)),
        output.onUnclear?.((said) => {
          // A row when it begins and when it is over; what was said last is shown at the door.
          if ((said === null) !== (unclear === null))
            book({ kind: 'door', reason: said === null ? 'contact-clear' : 'contact-unclear', doorId });
          unclear = said;
          standingsChanged();
        }) ?? never(),
        output.onRequest((request) => asked(doorId, request)),
      );
      // A door that is wired during an emergency opens, and one during a lockdown stays shut; so does one after a restart.
      kept.set(mode);
      log.info({ doorId, kind: config.kind }, 'a door output is opened');
    },
    async unwire(doorId) {
      const entry = wired.get(doorId);
      if (!entry) return;
      wired.delete(doorId);
      for (const stop of entry.stop) stop();
      contact(doorId, null);
      standingsChanged();
      await entry.output
        .close()
        .catch((error: unknown) => log.error({ err: error, doorId }, 'a door output could not be closed'));
    },
  };
}

/** So often a minute, whoever asks and how often. */
function soOften(clock: Pick<Clock, 'monotonic'>): () => boolean {
  let times: readonly number[] = [];
  return () => {
    const { may, kept } = mayOpenRemotely(times, clock.monotonic());
    times = kept;
    return may;
  };
}

/** One at a time: for all who ask while it is being done it is done once more, after it. */
function onceMore(work: () => Promise<unknown>): () => void {
  let busy = false;
  let again = false;
  const run = (): void => {
    again = busy;
    if (busy) return;
    busy = true;
    void work().finally(() => {
      busy = false;
      if (again) run();
    });
  };
  return run;
}
