/** Why somebody who is known is not let in. Each has a sentence at the kiosk and in the log, in both languages. */
export const ACCESS_REASONS = [
  /** Switched off in People. */
  'inactive',
  'not-yet-valid',
  'no-longer-valid',
  /** No group of theirs opens this door. */
  'no-access',
  /** Their groups open it, but not at this time; `from` says when next. */
  'outside-hours',
  'holiday',
  /** Hard anti-passback: they are already on that side. */
  'anti-passback',
  /** Timed anti-passback: too soon after the last passage; `from` says when. */
  'anti-passback-timed',
  /** Nobody who may open the day has come yet. */
  'first-person',
  /** Another door of the interlock is open. */
  'interlock',
  'lockdown',
  /** The area is full. */
  'zone-full',
] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];
