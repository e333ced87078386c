/**
 * What the log knows to say: each kind of event, and the reasons that it may have. A reason without words in both languages does not compile
 * (`src/words`). A reason is never renamed or taken out: rows with it are kept for ever.
 */
import { ACCESS_REASONS, CREDENTIAL_REASONS, PASSAGE_NOTES } from '../access/reasons.ts';
import { CAMERA_FAULTS, DISK_FAULTS, DOOR_FAULTS, type DiskFault } from '../errors.ts';

/** The disk under an open site took no rows, and does again: the row says what it was. */
const overOf = (fault: DiskFault): `${DiskFault}-over` => `${fault}-over`;

/** Faces that are not let in, before any rule is asked. */
export const FACE_REASONS = ['not-recognised', 'ambiguous', 'presentation-attack'] as const;

/** What whoever is refused at a kiosk is told. */
export const REFUSAL_REASONS = [...FACE_REASONS, ...CREDENTIAL_REASONS, ...ACCESS_REASONS] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Kind -> its reasons. One of `recognised` may have none: there was nothing to add. */
export const EVENT_REASONS = {
  /** Somebody was let in. */
  recognised: PASSAGE_NOTES,
  /** Somebody was not. */
  refused: [
    ...REFUSAL_REASONS,
    /** "Not me" of the same person once more. */
    'not-me-again',
    /** Of two who come together, the second did not. */
    'no-second-person',
    /** The face was right, and no PIN or badge came after it. */
    'no-second-factor',
  ],
  /** The earlier event that it is about does not stand, or stands again. */
  retracted: ['not-me', 'not-him', 'was-him', 'not-accounted-for'],
  /** What a door did, or was asked to do. */
  door: [
    'opened',
    /** Told to; its device cannot say whether it did. */
    'told-to-open',
    'door-tested',
    'remote-open',
    'remote-ignored',
    ...DOOR_FAULTS,
    /** Our own code failed at it. */
    'internal',
    'emergency-no-answer',
    'emergency-answers',
    'lockdown-no-answer',
    'lockdown-answers',
    'lock-no-answer',
    'lock-answers',
    'forced-open',
    'forced-open-over',
    'held-open',
    'held-open-over',
    /** The contact's words are none of those that were agreed. */
    'contact-unclear',
    'contact-clear',
  ],
  /** What went wrong, and that it is over. */
  fault: [
    ...CAMERA_FAULTS,
    'light-dark',
    'light-backlit',
    ...DISK_FAULTS.map(overOf),
    'history-older',
    'history-changed',
    'history-note-missing',
    'fire-input-silent',
    'fire-input-answers',
    'fire-input-quiet',
    /** It says something that was not agreed. */
    'fire-input-unclear',
    'fire-input-clear',
    'page-died',
    'page-frozen',
    'page-white',
    'main-died',
    'gpu-died',
    /** A file of hours that is made by itself could not be made. */
    'scheduled-export-failed',
    /** A Frappe server takes nothing any more until somebody looks. */
    'frappe-stopped',
  ],
  /** What the app did, or an administrator. */
  system: [
    'started',
    'stopped',
    'set-up',
    'unlock-wrong',
    'clock-set',
    'booked-late',
    'light-good',
    'history-acknowledged',
    /** Somebody took the log, or a part of it, away as a file. */
    'log-exported',
    // files of hours
    'hours-exported',
    'export-templates-changed',
    'export-ids-changed',
    'export-schedules-changed',
    // punches for a Frappe server
    'frappe-changed',
    'frappe-queued',
    'frappe-paused',
    'frappe-resumed',
    'frappe-retried',
    'frappe-dropped',
    'frappe-sent',
    // sessions and the kiosk
    'signed-in',
    'signed-in-recovery',
    'signed-out',
    'locked-idle',
    'locked-screen',
    'locked-hidden',
    'locked-second-start',
    'password-wrong',
    'password-blocked',
    'recovery-key-wrong',
    'kiosk-started',
    'kiosk-left',
    'kiosk-pin-wrong',
    'kiosk-again',
    'secrets-changed',
    'settings-changed',
    'recognition-changed',
    'kiosk-door-changed',
    // people
    'enrolled',
    'enrolled-again',
    'added-without-face',
    'face-declined',
    'face-allowed',
    'person-changed',
    'person-enabled',
    'person-disabled',
    'person-deleted',
    'person-undeleted',
    'person-access-changed',
    // PINs and badges
    'pin-set',
    'pin-removed',
    'pin-disabled',
    'pin-reset',
    'pad-disabled',
    'pad-reset',
    'badge-issued',
    'badges-issued',
    'badge-ended',
    // doors and rules
    'door-added',
    'door-changed',
    'door-deleted',
    'zones-changed',
    'groups-changed',
    'profiles-changed',
    'holidays-changed',
    // what is planned
    'shifts-changed',
    'shift-patterns-changed',
    'shift-assignments-changed',
    'hour-rules-changed',
    'output-changed',
    'fire-inputs-changed',
    'anti-passback-reset',
    // above the rules
    'emergency-on',
    'emergency-on-by-kiosk-pin',
    'emergency-on-by-fire-input',
    'emergency-off',
    'lockdown-on',
    'lockdown-off',
    // who is in
    'roll-call-started',
    'roll-call-ended',
    'accounted-for',
    'somebody-gone',
    // hours
    'hours-asked',
    'hours-entered',
    'hours-granted',
    'hours-refused',
    'hours-withdrawn',
    'month-closed',
    'month-reopened',
    'month-finished',
    'month-unfinished',
    'absence-kinds-changed',
    // "not me", looked at by an administrator
    'not-him-confirmed',
    'not-him-undone',
    // files of others
    'punches-imported',
    'punches-import-undone',
    'people-imported',
    'people-import-undone',
    'left-out-saved',
  ],
} as const satisfies Record<string, readonly string[]>;

export type EventKind = keyof typeof EVENT_REASONS;
export const EVENT_KINDS = Object.keys(EVENT_REASONS) as readonly EventKind[];

/** The reasons of one kind, or of some. */
export type ReasonOf<K extends EventKind = EventKind> = { [Each in K]: (typeof EVENT_REASONS)[Each][number] }[K];
export type EventReason = ReasonOf;

/** A kind with a reason that it may have; the union over all kinds. */
export type Reasoned<K extends EventKind = EventKind> = {
  [Each in K]: {
    readonly kind: Each;
    readonly reason: ReasonOf<Each> | (Each extends 'recognised' ? null : never);
  };
}[K];

/** Of an event, what it was and why alone. */
export function reasoned(event: Reasoned): Reasoned {
  const { kind, reason } = event;
  return { kind, reason } as Reasoned;
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(EVENT_REASONS).flat());

/** Whether this version knows a reason that stands in a row: another version may have written it. */
export function isReason(reason: string): reason is EventReason {
  return KNOWN.has(reason);
}
