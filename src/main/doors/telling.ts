/** What windows are told of emergency and lockdown. */
import type { Reach } from '../../domain/access/model.ts';
import type { DoorOverride, SafetyState } from '../../shared/calls/safety.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Outputs } from './outputs.ts';
import type { Emit } from '../site/site.ts';
import type { FireInputs } from './fire-inputs.ts';
import type { Later } from '../site/later.ts';
import type { Safety } from './modes.ts';

export type Telling = {
  state(): SafetyState;
  /** "Not me" was refused at the kiosk: an alarm until somebody has looked at it. */
  notMeAgain(row: LogRow): void;
  seen(eventId: number): void;
  /** For the kiosk. */
  here(): DoorOverride;
  /** Something holds now that did not, or no longer holds. */
  switched(): void;
  /** A door answers or does not, or a row waits for the disk. */
  changed(): void;
};

export type TellingWorld = {
  safety(): Pick<Safety, 'overrides' | 'above'>;
  outputs(): Pick<Outputs, 'standings'>;
  inputs(): Pick<FireInputs, 'standings'>;
  readonly later: () => Pick<Later, 'waiting'>;
  readonly emit: Emit;
  /** The door that this kiosk stands at. */
  doorHere(): number | null;
  /** null where it has none, or nobody can say. */
  doorName(doorId: number | null): string | null;
};

const copy = (reach: Reach) => ({ site: reach.site, doors: [...reach.doors] });

/** More alarms than anybody looks at; the log has them all. */
const SHOWN = 20;

export function createTelling({ safety, outputs, inputs, later, emit, doorHere, doorName }: TellingWorld): Telling {
  let told = '';
  let notMe: SafetyState['notMe'] = [];

  function here(): DoorOverride {
    const above = safety().above(doorHere());
    const emergency = above === 'emergency';
    const silent = emergency
      ? outputs()
          .standings()
          .filter((d) => d.mode === 'open' && d.answered === false)
      : [];
    return {
      lockdown: above === 'lockdown',
      emergency,
      silent: silent.map(({ doorId, name }) => ({ name, here: doorId === doorHere() })),
    };
  }

  function state(): SafetyState {
    const { emergency, lockdown } = safety().overrides();
    const doors = [...outputs().standings()];
    return {
      emergency: copy(emergency),
      lockdown: copy(lockdown),
      doors,
      inputs: [...inputs().standings()],
      notMe: [...notMe],
      unbooked: later().waiting(),
    };
  }

  function tellKiosk(always: boolean): void {
    const now = here();
    const text = JSON.stringify(now);
    if (!always && text === told) return;
    told = text;
    emit('access.changed', now);
  }

  return {
    state,
    here,
    notMeAgain({ id, personId, name, doorId, at }) {
      if (personId === null || notMe.some((n) => n.eventId === id)) return;
      notMe = [...notMe, { eventId: id, personId, name: name ?? '', door: doorName(doorId), at }].slice(-SHOWN);
      emit('safety.changed', state());
    },
    seen(eventId) {
      notMe = notMe.filter((n) => n.eventId !== eventId);
      emit('safety.changed', state());
    },
    switched() {
      tellKiosk(true);
      emit('safety.changed', state());
    },
    changed() {
      // A kiosk is told only of what it shows.
      tellKiosk(false);
      emit('safety.changed', state());
    },
  };
}
