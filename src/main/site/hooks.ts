/** Who is told of what was written, after it is on disk. The only way from a change to whatever follows from it. */
import type { LogRow } from '../../shared/schemas.ts';
import type { Log } from '../base/log.ts';

/**
 * `people`: who there is, their names and states. `faces`: whose faces are searched, and so what the threshold follows from. `credentials`: PINs and
 * badges. `access`: doors and the rules at them. `mistakes`: who was told apart from whom ("not him"). `hours`: what hours are reckoned from beside the log: plan, rules, requests and decisions, punches that
 * were read from a file.
 */
export type Area = 'people' | 'faces' | 'credentials' | 'access' | 'settings' | 'fire-inputs' | 'mistakes' | 'hours';

export type Tell = { recorded(row: LogRow): void; changed(area: Area): void };

export type Hooks = {
  onRecorded(listener: (row: LogRow) => void): void;
  onChanged(area: Area, listener: () => void): void;
};

export function createHooks(log: Pick<Log, 'error'>): Hooks & Tell {
  const recorded: ((row: LogRow) => void)[] = [];
  const changed = new Map<Area, (() => void)[]>();

  /** Whoever listens cannot undo what they are told of, and keeps nobody else from hearing it. */
  function each<T>(listeners: readonly ((of: T) => void)[], of: T, what: string): void {
    for (const listener of listeners) {
      try {
        listener(of);
      } catch (error) {
        log.error({ err: error, event: what }, 'somebody could not be told');
      }
    }
  }

  return {
    onRecorded: (listener) => void recorded.push(listener),
    onChanged: (area, listener) => void changed.set(area, [...(changed.get(area) ?? []), listener]),
    recorded: (row) => each(recorded, row, 'recorded'),
    changed: (area) => each<unknown>(changed.get(area) ?? [], null, area),
  };
}
