/**
 * Forced open and held open, from what a door's contact says. Times are of a clock that never goes back (ms): a clock that is set back must
 * neither raise an alarm nor hide one. One watch a door; `step` answers the watch after something happened, and what is to be told.
 */

export type DoorWatch = {
  /** unknown until the contact has said something. */
  readonly contact: 'unknown' | 'open' | 'closed';
  /** Until when an opening is by leave: the output's last pulse, and CONTACT_GRACE_MS. */
  readonly releasedUntil: number;
  /** While it is open: since when the time runs after which it is held open. */
  readonly since: number;
  /** What is told of this opening already. */
  readonly told: DoorAlarm | null;
};

export const DOOR_ALARMS = ['forced-open', 'held-open'] as const;
export type DoorAlarm = (typeof DOOR_ALARMS)[number];
/** An alarm begins, or the door of one is closed again (`is` says of which). */
export type AlarmNews = { readonly kind: 'begins' | 'ends'; readonly is: DoorAlarm };

export type DoorHappening = {
  readonly at: number;
  /** In an emergency the door is unlocked: nobody forces it, and it is held open on purpose. */
  readonly unlocked: boolean;
} & (
  | { readonly kind: 'contact'; readonly open: boolean }
  /** The contact says nothing any more. */
  | { readonly kind: 'silent' }
  /** The output is driven for so long, for a granted passage or by an administrator. */
  | { readonly kind: 'released'; readonly ms: number }
  /** Time has passed. */
  | { readonly kind: 'tick' }
);

/** Whoever pushes the door in the last moment of a pulse, and what a contact takes to say so. */
export const CONTACT_GRACE_MS = 2_000;

export const NEW_WATCH: DoorWatch = { contact: 'unknown', releasedUntil: -Infinity, since: 0, told: null };

/** When to tick next, for held-open: an instant of the same clock; null = nothing is awaited. */
export function alarmDue(watch: DoorWatch, heldOpenSeconds: number | null): number | null {
  return watch.contact === 'open' && watch.told === null && heldOpenSeconds !== null
    ? watch.since + heldOpenSeconds * 1000
    : null;
}

/** @param heldOpenSeconds of the door; null = no such alarm */
export function step(
  watch: DoorWatch,
  happened: DoorHappening,
  heldOpenSeconds: number | null,
): { readonly watch: DoorWatch; readonly news: AlarmNews | null } {
  const { at, unlocked } = happened;
  switch (happened.kind) {
    case 'silent':
      // Whether it is closed now nobody knows: an alarm has no end then.
      return { watch: { ...NEW_WATCH, releasedUntil: watch.releasedUntil }, news: null };
    case 'released': {
      const releasedUntil = Math.max(watch.releasedUntil, at + happened.ms + CONTACT_GRACE_MS);
      // Somebody else goes through the open door: its time begins anew.
      return { watch: { ...watch, releasedUntil, since: watch.told === null ? at : watch.since }, news: null };
    }
    case 'contact': {
      if (!happened.open) return { watch: { ...watch, contact: 'closed', told: null }, news: ended(watch) };
      if (watch.contact === 'open') return tick(watch, at, unlocked, heldOpenSeconds);
      // What was open when the contact was first heard (a restart) was opened nobody knows how.
      const forced = watch.contact === 'closed' && !unlocked && at >= watch.releasedUntil;
      const opened: DoorWatch = { ...watch, contact: 'open', since: at, told: forced ? 'forced-open' : null };
      return { watch: opened, news: forced ? { kind: 'begins', is: 'forced-open' } : null };
    }
    case 'tick':
      return tick(watch, at, unlocked, heldOpenSeconds);
  }
}

function tick(watch: DoorWatch, at: number, unlocked: boolean, heldOpenSeconds: number | null): ReturnType<typeof step> {
  // The time runs from when it is no longer unlocked.
  if (unlocked && watch.contact === 'open' && watch.told === null) return { watch: { ...watch, since: at }, news: null };
  const due = alarmDue(watch, heldOpenSeconds);
  if (due === null || at < due) return { watch, news: null };
  return { watch: { ...watch, told: 'held-open' }, news: { kind: 'begins', is: 'held-open' } };
}

function ended(watch: DoorWatch): AlarmNews | null {
  return watch.told === null ? null : { kind: 'ends', is: watch.told };
}
