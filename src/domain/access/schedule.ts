/** What somebody's groups open, and when: groups x doors x profiles within their validity. */
import type { AccessModel, Door, Holder } from './model.ts';
import { ALWAYS, isOpen, nextOpening, type Hours } from '../calendar/profile.ts';
import type { AccessReason } from './reasons.ts';
import { validity, validRange } from './validity.ts';

/** The hours of every grant of this door. A grant whose profile is gone grants nothing. */
export function hoursFor(holder: Holder, door: Door, model: AccessModel): readonly Hours[] {
  return model.groups
    .filter((g) => holder.groups.includes(g.id))
    .flatMap((g) => g.grants)
    .filter((g) => g.doorId === door.id)
    .flatMap((g): readonly Hours[] => (g.profileId === null ? [ALWAYS] : model.profiles.filter((p) => p.id === g.profileId)));
}

/** When validity and hours next allow it, from `at` on; null = never, as far as is known. */
export function nextAllowed(holder: Holder, door: Door, at: number, model: AccessModel): number | null {
  const valid = validRange(holder, model.timeZone);
  const begin = Math.max(at, valid.from);
  const openings = hoursFor(holder, door, model).map(
    (h) => nextOpening(h, begin, valid.to, model.timeZone, model.holidays) ?? Infinity,
  );
  const first = Math.min(...openings);
  return first < Infinity ? first : null;
}

export type TimeRefusal = { readonly reason: AccessReason; readonly from: number | null };

/** Whether validity, groups and profiles allow it at `at`; null = they do. */
export function schedule(holder: Holder, door: Door, at: number, model: AccessModel): TimeRefusal | null {
  const { timeZone, holidays } = model;
  const invalid = validity(holder, at, timeZone);
  if (invalid === 'no-longer-valid') return { reason: invalid, from: null };
  if (invalid) return { reason: invalid, from: nextAllowed(holder, door, at, model) };
  const hours = hoursFor(holder, door, model);
  if (hours.length === 0) return { reason: 'no-access', from: null };
  if (hours.some((h) => isOpen(h, at, timeZone, holidays))) return null;
  // Closed by the holiday when the day would have been open without it.
  const worked = holidays.filter((h) => h.kind === 'working-day');
  const holiday = hours.some((h) => isOpen(h, at, timeZone, worked));
  return { reason: holiday ? 'holiday' : 'outside-hours', from: nextAllowed(holder, door, at, model) };
}
