/**
 * Every failure that the app expects, in one union. A code without a sentence in `renderer/i18n` does not compile
 * (the dictionaries are typed by `AppErrorCode`), and `supportCode` is what the screen shows beside the sentence.
 */
import type { PasswordProblem } from './credentials/password.ts';
import type { QualityReason } from './recognition/quality.ts';

export const CAMERA_FAULTS = [
  'camera-none',
  'camera-refused',
  'camera-busy',
  'camera-lost',
  'camera-frozen',
  'camera-black',
  /** Its picture lies on its head or on its side: faces are found so, again and again. */
  'camera-turned',
] as const;
export type CameraFault = (typeof CAMERA_FAULTS)[number];

export const MODEL_FAULTS = [
  'model-missing',
  'model-card',
  'model-oversized',
  'model-truncated',
  'model-hash',
  'model-newer',
  'model-network',
  'model-shape',
  'engine-mismatch',
] as const;
export type ModelFault = (typeof MODEL_FAULTS)[number];

export const DOOR_FAULTS = [
  /** Nobody answers at that address, or nobody listens on that topic. */
  'door-unreachable',
  /** No answer in time. */
  'door-timeout',
  /** The device knows neither our password nor our key. */
  'door-password',
  /** It answered, but not what was asked. */
  'door-answer',
  /** The serial port is not there, or another program has it. */
  'door-port',
  /** Locked down: no output opens until it is lifted. */
  'door-locked-down',
] as const;
export type DoorFault = (typeof DOOR_FAULTS)[number];
export const isDoorFault = (code: string): code is DoorFault => (DOOR_FAULTS as readonly string[]).includes(code);

/** What may be wrong with the disk under a site that is open. */
export const DISK_FAULTS = [
  'database-full',
  'database-read-only',
  'database-missing',
  'database-unreachable',
  'database-in-use',
  'database-corrupt',
] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];
export const isDiskFault = (code: string): code is DiskFault => (DISK_FAULTS as readonly string[]).includes(code);

export type AppError =
  // IPC
  | { readonly code: 'not-allowed' }
  | { readonly code: 'bad-input'; readonly field: string }
  | { readonly code: 'internal' }
  // setting up, signing in
  | { readonly code: 'already-set-up' }
  | { readonly code: 'not-set-up' }
  | { readonly code: 'password-wrong' }
  | { readonly code: 'pin-wrong' }
  | { readonly code: 'too-many-attempts'; readonly retryAfterSeconds: number }
  /** A hundred wrong passwords in a row: only the recovery key signs in. */
  | { readonly code: 'password-blocked' }
  /** A new password that may not be. */
  | { readonly code: 'password-weak'; readonly reason: PasswordProblem }
  // the database and its key
  | { readonly code: 'database-newer' }
  | { readonly code: 'database-corrupt' }
  | { readonly code: 'database-read-only'; readonly path: string }
  | { readonly code: 'database-full' }
  | { readonly code: 'database-busy' }
  /** It was there, and is not. */
  | { readonly code: 'database-missing'; readonly path: string }
  /** Another site's, or made anew under this machine's key. */
  | { readonly code: 'database-foreign'; readonly path: string }
  /** Its disk does not answer: unplugged, failing, a mount that went away. */
  | { readonly code: 'database-unreachable'; readonly path: string }
  /** Another Lintel works with it. */
  | { readonly code: 'database-in-use'; readonly host: string; readonly pid: number }
  /** location.json is there and cannot be read: nobody knows where the data lie. */
  | { readonly code: 'location-unreadable'; readonly path: string }
  | { readonly code: 'folder-network'; readonly path: string }
  | { readonly code: 'key-lost' }
  | { readonly code: 'key-wrong' }
  | { readonly code: 'folder-unusable'; readonly path: string }
  // the model and its engine
  | { readonly code: ModelFault }
  | { readonly code: 'engine-down' }
  // cameras and pictures
  | { readonly code: CameraFault }
  | { readonly code: 'photo-unreadable' }
  | { readonly code: 'photo-heic' }
  | { readonly code: 'photo-too-large' }
  | { readonly code: 'face-none' }
  | { readonly code: 'face-several' }
  | { readonly code: 'face-poor'; readonly reason: QualityReason }
  // enrolment and people
  | { readonly code: 'face-known'; readonly personId: number; readonly name: string; readonly employeeNumber: string }
  | { readonly code: 'face-differs' }
  | { readonly code: 'enrolment-ended' }
  | { readonly code: 'too-few-samples'; readonly needed: number }
  | { readonly code: 'employee-number-taken'; readonly name: string }
  | { readonly code: 'person-gone' }
  | { readonly code: 'numbers-used-up' }
  // doors, zones, groups, profiles, holidays
  | { readonly code: 'access-gone' }
  | { readonly code: 'access-name-taken'; readonly name: string }
  | { readonly code: 'holiday-file-unreadable' }
  /** A calendar file of a year without a day in it: nobody has said yet which days are off. */
  | { readonly code: 'holidays-not-announced'; readonly year: string }
  // what is planned
  /** Two days of one person's plan would overlap. */
  | {
      readonly code: 'plan-overlap';
      readonly firstDay: string;
      readonly firstShift: string;
      readonly secondDay: string;
      readonly secondShift: string;
    }
  // files that are imported
  | { readonly code: 'import-too-much' }
  | { readonly code: 'import-cancelled' }
  | { readonly code: 'import-failed' }
  | { readonly code: 'attlog-unreadable' }
  | { readonly code: 'import-gone' }
  | { readonly code: 'people-file-unreadable' }
  | { readonly code: 'people-file-locked' }
  | { readonly code: 'photos-unreadable' }
  | { readonly code: 'photos-closed' }
  | { readonly code: 'photo-damaged' }
  // a door's output
  | { readonly code: DoorFault }
  // the fire panel
  | { readonly code: 'fire-input-on' }
  // the log
  | { readonly code: 'event-gone' }
  | { readonly code: 'not-me-again' }
  // hours
  /** A closed month, 'YYYY-MM', is evidence: it is opened again first. */
  | { readonly code: 'hours-closed'; readonly period: string }
  | { readonly code: 'hours-open' }
  | { readonly code: 'month-not-over' }
  | { readonly code: 'request-gone' }
  | { readonly code: 'request-decided' }
  /** Make-up punches: so many of so many in the month that begins on that day. */
  /** They begin anew on that day, 'YYYY-MM-DD'. */
  | {
      readonly code: 'make-up-used';
      readonly used: number;
      readonly allowed: number;
      readonly startsOn: number;
      readonly again: string;
    }
  | { readonly code: 'make-up-late'; readonly days: number }
  | { readonly code: 'make-up-kind' }
  | { readonly code: 'own-hours-over' }
  /** Somebody is away already on these days, 'YYYY-MM-DD'. */
  | { readonly code: 'absence-overlap'; readonly name: string; readonly from: string; readonly to: string }
  /** Somebody's first day, 'YYYY-MM-DD', is later. */
  | { readonly code: 'not-employed'; readonly name: string; readonly from: string }
  // who is in
  | { readonly code: 'roll-call-ended' }
  | { readonly code: 'export-failed'; readonly path: string }
  // files of hours
  | { readonly code: 'export-busy' }
  | { readonly code: 'export-cancelled' }
  /** The template has to be told something first. */
  | { readonly code: 'export-values'; readonly label: string }
  | { readonly code: 'export-folder-missing' }
  /** No Frappe server is set. */
  | { readonly code: 'frappe-unset' };

export type AppErrorCode = AppError['code'];

/** Short codes that a person can read out to support; never reused, so they are written out, not counted. */
export const supportCode = {
  'not-allowed': 'E-APP-01',
  'bad-input': 'E-APP-02',
  internal: 'E-APP-03',
  'already-set-up': 'E-SET-01',
  'not-set-up': 'E-SET-02',
  'folder-unusable': 'E-SET-03',
  'location-unreadable': 'E-SET-04',
  'folder-network': 'E-SET-05',
  'password-wrong': 'E-AUT-01',
  'pin-wrong': 'E-AUT-02',
  'too-many-attempts': 'E-AUT-03',
  'password-blocked': 'E-AUT-04',
  'password-weak': 'E-AUT-05',
  'database-newer': 'E-DAT-01',
  'database-corrupt': 'E-DAT-02',
  'database-read-only': 'E-DAT-03',
  'database-full': 'E-DAT-04',
  'database-busy': 'E-DAT-05',
  'database-foreign': 'E-DAT-06',
  'database-missing': 'E-DAT-07',
  'database-in-use': 'E-DAT-08',
  'database-unreachable': 'E-DAT-09',
  'key-lost': 'E-KEY-01',
  'key-wrong': 'E-KEY-02',
  'model-missing': 'E-MOD-01',
  'model-card': 'E-MOD-02',
  'model-oversized': 'E-MOD-03',
  'model-truncated': 'E-MOD-04',
  'model-hash': 'E-MOD-05',
  'model-newer': 'E-MOD-06',
  'model-network': 'E-MOD-07',
  'model-shape': 'E-MOD-08',
  'engine-mismatch': 'E-MOD-09',
  'engine-down': 'E-MOD-10',
  'camera-none': 'E-CAM-01',
  'camera-refused': 'E-CAM-02',
  'camera-busy': 'E-CAM-03',
  'camera-lost': 'E-CAM-04',
  'camera-frozen': 'E-CAM-05',
  'camera-black': 'E-CAM-06',
  'camera-turned': 'E-CAM-07',
  'photo-unreadable': 'E-PIC-01',
  'face-none': 'E-PIC-02',
  'face-several': 'E-PIC-03',
  'face-poor': 'E-PIC-04',
  'photo-too-large': 'E-PIC-05',
  'photo-heic': 'E-PIC-06',
  'face-known': 'E-ENR-01',
  'face-differs': 'E-ENR-02',
  'enrolment-ended': 'E-ENR-03',
  'too-few-samples': 'E-ENR-04',
  'employee-number-taken': 'E-PER-01',
  'person-gone': 'E-PER-02',
  'numbers-used-up': 'E-PER-03',
  'access-gone': 'E-ACC-01',
  'access-name-taken': 'E-ACC-02',
  'holiday-file-unreadable': 'E-ACC-03',
  'holidays-not-announced': 'E-ACC-04',
  'plan-overlap': 'E-HOU-01',
  'import-too-much': 'E-IMP-01',
  'import-cancelled': 'E-IMP-02',
  'import-failed': 'E-IMP-03',
  'attlog-unreadable': 'E-IMP-04',
  'import-gone': 'E-IMP-05',
  'people-file-unreadable': 'E-IMP-06',
  'people-file-locked': 'E-IMP-07',
  'photos-unreadable': 'E-IMP-08',
  'photos-closed': 'E-IMP-09',
  'photo-damaged': 'E-IMP-10',
  'door-unreachable': 'E-DOR-01',
  'door-timeout': 'E-DOR-02',
  'door-password': 'E-DOR-03',
  'door-answer': 'E-DOR-04',
  'door-port': 'E-DOR-05',
  'door-locked-down': 'E-DOR-06',
  'fire-input-on': 'E-DOR-07',
  'event-gone': 'E-LOG-01',
  'not-me-again': 'E-LOG-03',
  'roll-call-ended': 'E-PRE-01',
  'hours-closed': 'E-HRS-01',
  'hours-open': 'E-HRS-02',
  'month-not-over': 'E-HRS-03',
  'request-gone': 'E-HRS-04',
  'request-decided': 'E-HRS-05',
  'make-up-used': 'E-HRS-06',
  'make-up-late': 'E-HRS-07',
  'make-up-kind': 'E-HRS-08',
  'own-hours-over': 'E-HRS-09',
  'absence-overlap': 'E-HRS-10',
  'not-employed': 'E-HRS-11',
  'export-failed': 'E-LOG-02',
  'export-busy': 'E-EXP-01',
  'export-cancelled': 'E-EXP-02',
  'export-values': 'E-EXP-03',
  'export-folder-missing': 'E-EXP-04',
  'frappe-unset': 'E-EXP-05',
} as const satisfies Record<AppErrorCode, string>;

/** What a site that is shut waits for: main looks every few seconds, since a kiosk has nobody who presses "try again". */
export const GOES_BY_ITSELF: ReadonlySet<AppErrorCode> = new Set([
  'database-missing',
  'database-unreachable',
  'database-read-only',
  'database-full',
  'database-busy',
  'database-in-use',
  'database-foreign',
  'folder-unusable',
  'location-unreadable',
]);

/** While one of these holds under a site that is open, no row can be written: nobody is let in. */
export const TAKES_NO_ROWS: ReadonlySet<AppErrorCode> = new Set([
  'database-missing',
  'database-unreachable',
  'database-read-only',
  'database-full',
  'database-in-use',
]);
