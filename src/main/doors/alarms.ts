/** Forced-open and held-open alarms of doors whose contact is wired: `domain/access/alarms.ts` decides, this gives it ears and a clock. */
import { alarmDue, NEW_WATCH, step, type AlarmNews, type DoorHappening, type DoorWatch } from '../../domain/access/alarms.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { getDoor } from '../../storage/access/model.ts';
import { guardRead } from '../../storage/file/db.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import type { Safety } from './modes.ts';
import type { Outputs } from './outputs.ts';
import type { Log } from '../base/log.ts';
import type { EventFacts } from '../site/site.ts';

export type AlarmWorld = {
  heldOpenSeconds(doorId: number): number | null;
  /** The door is held open on purpose: an emergency. */
  unlocked(doorId: number): boolean;
  record(facts: EventFacts): Result<{ readonly id: number }>;
  /** Monotonic milliseconds. */
  monotonic(): number;
  readonly log: Log;
};

export type DoorAlarms = {
  /** null = the contact says nothing any more. */
  contact(doorId: number, open: boolean | null): void;
  released(doorId: number, milliseconds: number): void;
};

type Watched = {
  watch: DoorWatch;
  /** The row of the alarm that is on. */ alarm: EventId | null;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** What has happened, without when. */
type What =
  | { readonly kind: 'contact'; readonly open: boolean }
  | { readonly kind: 'released'; readonly ms: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'tick' };

export function createDoorAlarms(world: AlarmWorld): DoorAlarms {
  const doors = new Map<number, Watched>();

  function happens(doorId: number, what: What): void {
    const door = doors.get(doorId) ?? { watch: NEW_WATCH, alarm: null, timer: undefined };
    doors.set(doorId, door);
    const held = world.heldOpenSeconds(doorId);
    const happened: DoorHappening = { ...what, at: world.monotonic(), unlocked: world.unlocked(doorId) };
    const { watch, news } = step(door.watch, happened, held);
    door.watch = watch;
    if (news) tell(doorId, door, news);
    clearTimeout(door.timer);
    const due = alarmDue(watch, held);
    if (due !== null) {
      door.timer = setTimeout(() => happens(doorId, { kind: 'tick' }), Math.max(1, due - world.monotonic()));
      door.timer.unref();
    }
  }

  function tell(doorId: number, door: Watched, { kind, is }: AlarmNews): void {
    const row = world.record({
      kind: 'door',
      reason: kind === 'begins' ? is : `${is}-over`,
      about: kind === 'ends' ? door.alarm : null,
      doorId,
    });
    if (!row.ok) world.log.error({ error: row.error, doorId, alarm: is }, 'an alarm of a door could not be booked');
    door.alarm = kind === 'begins' && row.ok ? eventId(row.value.id) : null;
  }

  return {
    contact: (doorId, open) => happens(doorId, open === null ? { kind: 'silent' } : { kind: 'contact', open }),
    released: (doorId, ms) => happens(doorId, { kind: 'released', ms }),
  };
}

/** Watches every wired door of the app for as long as it runs. */
export function watchDoors(
  world: Pick<Sites, 'site'> & {
    readonly clock: Pick<Clock, 'monotonic'>;
    readonly log: Log;
    readonly safety: Pick<Safety, 'modeOf'>;
    readonly outputs: Pick<Outputs, 'onContact' | 'onRelease'>;
  },
): void {
  const { clock, log } = world;
  const alarms = createDoorAlarms({
    heldOpenSeconds: (doorId) => {
      const site = world.site();
      // A contact speaks whenever it wants to, also while the disk is gone.
      const door = site.ok ? guardRead(site.value.db, () => getDoor(site.value.db, doorId)) : site;
      return door.ok ? (door.value?.heldOpenSeconds ?? null) : null;
    },
    unlocked: (doorId) => world.safety.modeOf(doorId) === 'open',
    record: (facts) => {
      const site = world.site();
      return site.ok ? site.value.record(facts) : site;
    },
    monotonic: () => clock.monotonic(),
    log,
  });
  world.outputs.onContact(alarms.contact);
  world.outputs.onRelease(alarms.released);
}
