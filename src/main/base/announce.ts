/** What windows are told. */
import type { EventName, EventPayload } from '../../shared/contract.ts';
import type { Log } from './log.ts';

type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

export type Announcer = {
  readonly emit: Emit;
  /** Main itself follows the app's state as well. */
  onChanged(listener: () => void): void;
};

export function createAnnouncer(toWindows: Emit, log: Pick<Log, 'error'>): Announcer {
  const listeners: (() => void)[] = [];
  return {
    emit(name, payload) {
      const tell: (() => void)[] = [() => toWindows(name, payload)];
      if (name === 'app.changed') tell.push(...listeners);
      // Whoever listens must not undo what they are told of: a page that has just died makes Electron throw, after the row is on disk.
      for (const one of tell) {
        try {
          one();
        } catch (error) {
          log.error({ err: error, event: name }, 'somebody could not be told');
        }
      }
    },
    onChanged: (listener) => void listeners.push(listener),
  };
}

/** How long whoever stands there is told that the page was brought back. */
const TOLD_MS = 60_000;

export type PageNote = {
  /** When the page came back after a fault, ms since the epoch; null = long ago, or never. */
  at(): number | null;
  readonly restarted: () => void;
  readonly stop: () => void;
};

export function createPageNote(clock: { now(): number }, changed: () => void): PageNote {
  let at: number | null = null;
  let longEnough: NodeJS.Timeout | undefined;
  return {
    at: () => at,
    restarted() {
      at = clock.now();
      changed();
      clearTimeout(longEnough);
      longEnough = setTimeout(() => {
        at = null;
        changed();
      }, TOLD_MS);
      longEnough.unref();
    },
    stop: () => clearTimeout(longEnough),
  };
}
