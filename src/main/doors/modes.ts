/**
 * Emergency and lockdown. [Note: act first] The doors are told before anything is written: what holds is in memory, then said to the doors,
 * then kept in a small file (mark.ts) and in the database, and what the disk does not take now is booked later. Nothing here needs a disk,
 * an open database or anybody who is signed in.
 */
import { EMPTY_STATE, NO_REACH, type AccessChange, type AccessState, type Reach } from '../../domain/access/model.ts';
import { override, reaches } from '../../domain/access/overrides.ts';
import { pass } from '../../domain/access/transitions.ts';
import { applyAccessChange, loadOverrides } from '../../storage/access/state.ts';
import { guardRead } from '../../storage/file/db.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import type { DoorMode } from './keep-door.ts';
import type { Later } from '../site/later.ts';
import { keepSpare, readMark, writeMark, type Mark, type MarkKind } from './mark.ts';

export type Overrides = Pick<AccessState, 'emergency' | 'lockdown'>;
export type OverrideChange = AccessChange & { readonly kind: 'emergency' | 'lockdown' };
/** Who has switched it: the reason of its row. */
export type SwitchedBy = 'administrator' | 'kiosk-pin' | 'fire-input';

export type Safety = {
  overrides(): Overrides;
  /** What stands above the rules at a door; `null` = at a kiosk without one. */
  above(doorId: number | null): 'emergency' | 'lockdown' | null;
  modeOf(doorId: number | null): DoorMode;
  /** Acts first. Answers whether it is booked as well. */
  change(made: OverrideChange, by: SwitchedBy): boolean;
  /** A door that was deleted has neither. */
  forget(doorId: number): void;
  /** A database was opened: whatever says "on", file or tables, it is on. */
  opened(site: Site): void;
};

export type SafetyWorld = {
  readonly userData: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly later: Later;
  /** Tells every door what holds for it, at once. */
  tellDoors(): void;
  /** What windows are told of has changed. */
  changed(): void;
};

const KINDS: readonly MarkKind[] = ['emergency', 'lockdown'];
const MODES = { emergency: 'open', lockdown: 'locked', none: 'normal' } as const;
const both = (a: Reach, b: Reach): Reach => ({
  site: a.site || b.site,
  doors: [...new Set([...a.doors, ...b.doors])].sort((x, y) => x - y),
});

export function createSafety({ userData, clock, log, later, tellDoors, changed }: SafetyWorld): Safety {
  const marks: Record<MarkKind, Mark | null> = {
    emergency: readMark(userData, 'emergency'),
    lockdown: readMark(userData, 'lockdown'),
  };
  let now: Overrides = { emergency: marks.emergency?.reach ?? NO_REACH, lockdown: marks.lockdown?.reach ?? NO_REACH };
  for (const kind of KINDS) if (!marks[kind]) keepSpare(userData, kind);

  function switched(made: OverrideChange): void {
    const { emergency, lockdown } = pass({ ...EMPTY_STATE, ...now }, made);
    now = { emergency, lockdown };
  }

  const above = (doorId: number | null): 'emergency' | 'lockdown' | null => {
    if (doorId !== null) return override(now, doorId);
    return now.emergency.site ? 'emergency' : now.lockdown.site ? 'lockdown' : null;
  };

  function mark(kind: MarkKind, at: number): void {
    marks[kind] = { reach: now[kind], at };
    if (!writeMark(userData, kind, { reach: now[kind], at })) log.error({ kind }, 'it is not kept in the user-data folder');
  }

  /** The rows that the tables lack of what holds: it was switched while they could not be written, and the app was started again. */
  function bookMissing(kind: MarkKind, known: Reach): void {
    const { site, doors } = now[kind];
    const missing: OverrideChange[] = [
      ...(site && !known.site ? [{ kind, doorId: null, on: true } as const] : []),
      ...doors.filter((id) => !known.doors.includes(id)).map((doorId) => ({ kind, doorId, on: true }) as const),
    ];
    const at = marks[kind]?.at ?? undefined;
    for (const made of missing)
      later.book({ kind: 'system', reason: `${kind}-on`, doorId: made.doorId, ...(at === undefined ? {} : { at }) }, (db) =>
        applyAccessChange(db, made),
      );
  }

  return {
    overrides: () => now,
    above,
    modeOf: (doorId) => MODES[above(doorId) ?? 'none'],
    change(made, by) {
      const { kind, doorId, on } = made;
      switched(made);
      tellDoors();
      changed();
      mark(kind, clock.now());
      // A lockdown is an administrator's alone.
      const reason =
        by === 'administrator' || kind === 'lockdown'
          ? (`${kind}-${on ? 'on' : 'off'}` as const)
          : (`${kind}-on-by-${by}` as const);
      return later.book({ kind: 'system', reason, doorId }, (db) => applyAccessChange(db, made)) !== null;
    },
    forget(doorId) {
      for (const kind of KINDS) {
        if (!reaches({ ...now[kind], site: false }, doorId)) continue;
        switched({ kind, doorId, on: false });
        mark(kind, marks[kind]?.at ?? clock.now());
      }
    },
    opened(site) {
      const stored = guardRead(site.db, () => loadOverrides(site.db));
      if (!stored.ok)
        log.error({ error: stored.error }, 'emergency and lockdown cannot be read; the user-data folder is asked alone');
      const known = stored.ok ? stored.value : { emergency: NO_REACH, lockdown: NO_REACH };
      now = { emergency: both(now.emergency, known.emergency), lockdown: both(now.lockdown, known.lockdown) };
      for (const kind of KINDS) {
        bookMissing(kind, known[kind]);
        if (now[kind].site || now[kind].doors.length > 0) mark(kind, marks[kind]?.at ?? clock.now());
      }
    },
  };
}
