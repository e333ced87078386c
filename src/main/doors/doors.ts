/** The doors: what is wired to them, emergency and lockdown above them, the fire panel, alarms of their contacts, and the rules as they are edited. */
import type { DoorOutput } from '../../doors/door.ts';
import type { Settings } from '../../shared/settings.ts';
import { guardRead } from '../../storage/file/db.ts';
import { doorName } from '../../storage/site/outputs.ts';
import type { Log } from '../base/log.ts';
import type { Imports } from '../imports/import-process.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Hooks } from '../site/hooks.ts';
import { createLater } from '../site/later.ts';
import type { Emit, EventFacts, Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { accessHandlers } from './access.calls.ts';
import { watchDoors } from './alarms.ts';
import { fireInputsHandlers } from './fire-inputs.calls.ts';
import { createFireInputs, type FireInputs } from './fire-inputs.ts';
import { createSafety, type Safety } from './modes.ts';
import { outputsHandlers } from './outputs.calls.ts';
import { createOutputs, type Outputs } from './outputs.ts';
import { safetyHandlers } from './safety.calls.ts';
import { createTelling, type Telling } from './telling.ts';

type Names = Extract<keyof Handlers, `access.${string}` | `outputs.${string}` | `safety.${string}` | `fireInputs.${string}`>;

export type DoorsWorld = Sites & {
  readonly userData: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly hooks: Hooks;
  readonly emit: Emit;
  readonly imports: Pick<Imports, 'read'>;
  /** Where nothing is wired. */
  readonly door: DoorOutput;
  settings(): Settings;
};

export type Doors = {
  readonly handlers: Pick<Handlers, Names>;
  /** What is wired to the doors. */
  readonly outputs: Outputs;
  /** Emergency and lockdown. */
  readonly safety: Safety;
  /** The wires of the fire panel. */
  readonly fireInputs: FireInputs;
  /** What windows are told of both. */
  readonly telling: Telling;
  /** A row of what has been done already: now, or when the disk takes rows again. */
  book(facts: EventFacts): void;
  begin(site: Site): void;
  /** The site is about to be closed; doors go on. */
  end(): void;
  /** Leaves every door as it should be; resolves when they are. */
  stop(): Promise<void>;
};

export function createDoors(world: DoorsWorld): Doors {
  const { clock, log, hooks, emit } = world;
  const telling = createTelling({
    safety: () => safety,
    outputs: () => outputs,
    inputs: () => fireInputs,
    later: () => later,
    emit,
    doorHere: () => world.settings().kiosk.doorId,
    doorName(doorId) {
      const site = world.openSite();
      const name = site && doorId !== null ? guardRead(site.db, () => doorName(site.db, doorId)) : null;
      return name?.ok ? name.value : null;
    },
  });
  const later = createLater(clock, log, () => telling.changed());
  const safety = createSafety({
    userData: world.userData,
    clock,
    log,
    later,
    tellDoors: () => outputs.tellAll(),
    changed: () => telling.switched(),
  });
  const outputs = createOutputs({
    fallback: world.door,
    clock,
    log,
    modeOf: (doorId) => safety.modeOf(doorId),
    book: (facts) => later.book(facts),
    standingsChanged: () => telling.changed(),
  });
  const fireInputs = createFireInputs({
    log,
    book: (facts) => later.book(facts),
    raise: (doorId) => void safety.change({ kind: 'emergency', doorId, on: true }, 'fire-input'),
    standingsChanged: () => telling.changed(),
  });
  const parts = { ...world, outputs, safety, fireInputs, telling };
  watchDoors(parts);
  hooks.onRecorded((row) => outputs.told(row));
  hooks.onChanged('access', () => emit('access.changed', telling.here()));
  hooks.onChanged('fire-inputs', () => fireInputs.changed());
  return {
    handlers: {
      ...accessHandlers(parts),
      ...outputsHandlers(parts),
      ...safetyHandlers(parts),
      ...fireInputsHandlers(parts),
    },
    outputs,
    safety,
    fireInputs,
    telling,
    book: (facts) => void later.book(facts),
    begin(site) {
      later.on(site);
      safety.opened(site);
      outputs.start(site);
      fireInputs.start(site);
    },
    end: () => later.on(null),
    stop() {
      const closed = outputs.stop();
      try {
        fireInputs.stop();
      } catch (error) {
        log.error({ err: error }, 'the fire alarm inputs did not end in order');
      }
      return closed;
    },
  };
}
