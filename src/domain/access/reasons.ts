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
  /** Hard anti-passback: they leave where their way in was not recorded. */
  'anti-passback-exit',
  /** Timed anti-passback: too soon after the last passage; `from` says when. */
  'anti-passback-timed',
  /** Nobody who may open the day has come yet. */
  'first-person',
  /** Another door of the interlock is open. */
  'interlock',
  'lockdown',
  /** The area is full. */
  'zone-full',
  /** Two factors: PIN or badge alone is not enough here. */
  'face-needed',
] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** What the row of a granted passage says beside who and when. */
export const PASSAGE_NOTES = [
  /** Soft anti-passback: a hard one would have refused. */
  'anti-passback-soft',
  /** The doors are open to everybody. */
  'emergency-open',
  /** The second of two: the row before it is the first's. */
  'two-person',
] as const;
export type PassageNote = (typeof PASSAGE_NOTES)[number];

/** Why a PIN or a badge is not taken. A wrong number and a wrong PIN are one reason: nothing tells which it was. */
export const CREDENTIAL_REASONS = ['pin-wrong', 'badge-unknown', 'badge-revoked', 'locked-out'] as const;
export type CredentialReason = (typeof CREDENTIAL_REASONS)[number];
