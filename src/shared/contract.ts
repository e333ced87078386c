/**
 * The one table of IPC: name -> who may call it, what goes in, what comes out. `main/ipc/router.ts` checks sender, role and input
 * in this order before a handler runs, and answers with a Result; `events` only announce.
 */
import { z } from 'zod';
import { PASSWORD_PROBLEMS } from '../domain/credentials/password.ts';
import { CLOCK_STATES } from '../domain/time/timekeeping.ts';
import type { Result } from '../domain/result.ts';
import { accessCalls } from './calls/access.ts';
import { credentialsCalls } from './calls/credentials.ts';
import { dataImportsCalls } from './calls/data-imports.ts';
import { errorRateCalls } from './calls/error-rate.ts';
import { exportsCalls, ExportState } from './calls/exports.ts';
import { frappeCalls } from './calls/frappe.ts';
import { fireInputsCalls } from './calls/fire-inputs.ts';
import { hoursCalls } from './calls/hours.ts';
import { hourRequestsCalls } from './calls/hour-requests.ts';
import { ownHoursCalls } from './calls/own-hours.ts';
import { periodsCalls } from './calls/periods.ts';
import { importsCalls } from './calls/imports.ts';
import { historyCalls, HistoryNotice } from './calls/history.ts';
import { kioskCalls } from './calls/kiosk.ts';
import { lookAlikesCalls } from './calls/look-alikes.ts';
import { outputsCalls } from './calls/outputs.ts';
import { presenceCalls } from './calls/presence.ts';
import { DoorOverride, safetyCalls, SafetyState } from './calls/safety.ts';
import { LOCKS, Secret, sessionCalls } from './calls/session.ts';
import { shiftsCalls } from './calls/shifts.ts';
import { ADMIN, ANYONE, AUDITOR, DESK, DESK_AND_AUDITOR, KIOSK, type CallSpec } from './calls/spec.ts';
import { PhotoHash } from './photo-archive.ts';
import {
  AppErrorSchema,
  CameraFaultSchema,
  DecisionRecordSchema,
  EngineState,
  FaceSchema,
  ids,
  KioskDecision,
  LogFilter,
  LogRow,
  Person,
  PersonFields,
  Progress,
  Role,
  stored,
  UnclearPerson,
} from './schemas.ts';
import { FIELDS, SeenSettings, Settings, SettingsPatch } from './settings.ts';

const nothing = z.null();
const id = ids.id;
const Pin = z.string().regex(/^\d{4,12}$/);
const KeyKind = z.enum(['keychain', 'key-file', 'passphrase']);
export type KeyKind = z.infer<typeof KeyKind>;

/** Everything a window needs to know before it shows anything. */
export const AppState = z.strictObject({
  /** first-run: nothing set up; unlock: passphrase or recovery key needed; open: usable, by the role; fault: see `fault`. */
  stage: z.enum(['first-run', 'unlock', 'open', 'fault']),
  /** How much of bringing the data to this version of Lintel is done; null where that is not going on. Nothing else can be done meanwhile. */
  updating: z.number().min(0).max(1).nullable(),
  fault: AppErrorSchema.nullable(),
  role: Role,
  /** What ended the administrator's session; null where they ended it themselves, or there was none. The page keeps what was being written. */
  locked: z.enum(LOCKS).nullable(),
  /** The sign-in screen falls back to the kiosk when nobody signs in. */
  kioskBehind: z.boolean(),
  /** Why the administrator is asked for a new password. */
  askPassword: z.enum([...PASSWORD_PROBLEMS, 'recovered']).nullable(),
  settings: SeenSettings,
  /** stepped: it was set within the hour; wrong: it stands before the app was built, or a generation after. */
  clock: z.enum(CLOCK_STATES),
  dataFolder: z.string(),
  /** How the database's key can be kept on this machine (first run), most advisable first. */
  keyKinds: z.array(KeyKind),
  engine: EngineState,
  /** A new model is enrolling everybody again from their crops. */
  reembedding: Progress.nullable(),
  /** People whose days are being reckoned again, while they are many. */
  reckoning: Progress.nullable(),
  /** What the data lack of what this machine has seen, until an administrator has read it; nobody else is told. */
  history: z.array(HistoryNotice),
  demo: z.boolean(),
  /** True where Electron's binary could not be had and its stand-in runs the app. */
  standIn: z.boolean(),
  /** The page was brought back after a fault, a moment ago: whoever stands there is told. null = nothing to tell. */
  pageRestartedAt: ids.instant.nullable(),
});
export type AppState = z.infer<typeof AppState>;

export const SetupInput = z.strictObject({
  language: FIELDS.appearance.language.schema,
  siteName: FIELDS.site.name.schema,
  mode: FIELDS.kiosk.mode.schema,
  cameraId: FIELDS.kiosk.cameraId.schema,
  timeZone: FIELDS.site.timeZone.schema,
  /** null = the folder that AppState names. */
  dataFolder: z.string().max(1000).nullable(),
  /** Whether it may be one, and the passphrase, is main's to say (password-weak). */
  password: Secret,
  kioskPin: Pin,
  keyKind: KeyKind,
  passphrase: Secret.nullable(),
});
export type SetupInput = z.infer<typeof SetupInput>;

/** What Settings -> About shows. */
export const About = z.strictObject({
  version: z.string(),
  runtime: z.strictObject({
    electron: z.string(),
    chrome: z.string(),
    node: z.string(),
    sqlite: z.string(),
    onnxruntime: z.string(),
  }),
  databaseFile: z.string(),
  schemaVersion: z.int(),
  clock: z.strictObject({
    now: stored.instant,
    /** How long the machine has been on, ms. */
    uptime: z.number(),
    /** How far the clock was set last in this boot, ms, and what it said then; null = it was not. */
    step: z.strictObject({ ms: z.number(), at: stored.instant }).nullable(),
  }),
  model: z
    .strictObject({
      id: z.string(),
      network: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      /** Held-out split, as the model card says. */
      accuracy: z.array(z.strictObject({ falseMatchRate: z.number(), falseNonMatchRate: z.number() })),
      advisedThreshold: z.number(),
      trainedOn: z.string(),
      imagesSeen: z.int(),
    })
    .nullable(),
});
export type About = z.infer<typeof About>;

export const calls = {
  'app.state': { may: ANYONE, input: nothing, output: AppState },
  'app.about': { may: DESK_AND_AUDITOR, input: nothing, output: About },
  'app.retry': { may: ANYONE, input: nothing, output: nothing },
  /** The page's answer to `app.ping`, from what draws its screens; also when a print dialog begins to hold it up, and when that is over. */
  'app.alive': { may: ANYONE, input: z.strictObject({ printing: z.boolean() }), output: nothing },

  /** Only before the first run is complete. */
  'setup.chooseFolder': { may: ANYONE, input: nothing, output: z.string().nullable() },
  'setup.complete': { may: ANYONE, input: SetupInput, output: z.strictObject({ recoveryKey: z.string() }) },

  ...sessionCalls,

  'settings.save': { may: ADMIN, input: SettingsPatch, output: Settings },
  'settings.changeSecrets': {
    may: ADMIN,
    /** `currentPassword` null: just signed in by the recovery key, and the password is not known. */
    input: z.strictObject({ currentPassword: Secret.nullable(), password: Secret.nullable(), kioskPin: Pin.nullable() }),
    output: nothing,
  },

  'recognition.face': { may: KIOSK, input: FaceSchema, output: KioskDecision },
  /** "Not me": takes the event back within a minute, by an event of its own. */
  'recognition.notMe': { may: KIOSK, input: z.strictObject({ eventId: id }), output: nothing },
  /** "Try again": forgets what was refused to the face in front of the camera. */
  'recognition.reset': { may: KIOSK, input: nothing, output: nothing },
  'recognition.fault': { may: KIOSK, input: z.strictObject({ code: CameraFaultSchema }), output: nothing },

  'enrol.begin': {
    may: DESK,
    input: z.strictObject({ personId: id.nullable() }),
    output: z.strictObject({ enrolmentId: id, needed: z.int() }),
  },
  'enrol.sample': {
    may: DESK,
    /** `photo`: of which file it is. */
    input: z.strictObject({ enrolmentId: id, face: FaceSchema, photo: PhotoHash.optional() }),
    output: z.strictObject({ sampleId: id, mirrorCosine: z.number(), count: z.int() }),
  },
  'enrol.drop': { may: DESK, input: z.strictObject({ enrolmentId: id, sampleId: id }), output: nothing },
  /** The administrator says that this enrolment and that known person are two people. */
  'enrol.distinct': { may: DESK, input: z.strictObject({ enrolmentId: id, personId: id }), output: nothing },
  'enrol.commit': { may: DESK, input: z.strictObject({ enrolmentId: id, person: PersonFields }), output: Person },
  'enrol.cancel': { may: DESK, input: z.strictObject({ enrolmentId: id }), output: nothing },

  'people.list': { may: DESK_AND_AUDITOR, input: z.strictObject({ search: z.string().max(80) }), output: z.array(Person) },
  /** Whose number is another's to the eye, or who has no name that is seen: to be put right by `people.update`. */
  'people.unclear': { may: DESK, input: z.null(), output: z.array(UnclearPerson) },
  'people.get': { may: DESK_AND_AUDITOR, input: z.strictObject({ id }), output: Person },
  /** The sharpest kept crop, WebP; null where crops are not kept. */
  'people.photo': {
    may: DESK,
    input: z.strictObject({ id }),
    output: z.custom<Uint8Array>((b) => b instanceof Uint8Array).nullable(),
  },
  'people.update': { may: DESK, input: z.strictObject({ id, person: PersonFields }), output: Person },
  'people.setActive': { may: ADMIN, input: z.strictObject({ id, active: z.boolean() }), output: Person },
  /** Gone from matching at once; templates and crops are erased after `undoSeconds`, unless people.undelete comes first. */
  'people.delete': { may: ADMIN, input: z.strictObject({ id }), output: z.strictObject({ undoSeconds: z.int() }) },
  'people.undelete': { may: ADMIN, input: z.strictObject({ id }), output: Person },

  'log.list': {
    may: AUDITOR,
    input: z.strictObject({ filter: LogFilter, before: id.nullable(), limit: z.int().min(1).max(500) }),
    output: z.strictObject({ rows: z.array(LogRow), more: z.boolean(), total: z.int() }),
  },
  'log.decision': { may: AUDITOR, input: z.strictObject({ eventId: id }), output: DecisionRecordSchema.nullable() },
  /** Asks where to save; null when the person cancelled. Errors: export-failed. */
  'log.export': {
    may: AUDITOR,
    input: z.strictObject({ filter: LogFilter, format: z.enum(['xlsx', 'csv']) }),
    output: z.strictObject({ path: z.string(), rows: z.int() }).nullable(),
  },

  ...accessCalls,
  ...outputsCalls,
  ...credentialsCalls,
  ...errorRateCalls,
  ...lookAlikesCalls,
  ...presenceCalls,
  ...kioskCalls,
  ...historyCalls,
  ...importsCalls,
  ...hoursCalls,
  ...dataImportsCalls,
  ...exportsCalls,
  ...frappeCalls,
  ...safetyCalls,
  ...fireInputsCalls,
  ...shiftsCalls,
  ...hourRequestsCalls,
  ...periodsCalls,
  ...ownHoursCalls,
} as const satisfies Record<string, CallSpec>;

/** Announcements. A window is told only what its role may know: a kiosk learns nothing of the log. */
export const events = {
  'app.changed': { may: ANYONE, payload: AppState },
  /** Are you alive? Every few seconds; a page that does not answer is brought back. */
  'app.ping': { may: ANYONE, payload: nothing },
  /** The machine slept, or its screen was locked, and is back: a camera's stream may be dead without saying so. */
  'app.resumed': { may: ANYONE, payload: nothing },
  'log.appended': { may: AUDITOR, payload: LogRow },
  'people.changed': { may: DESK_AND_AUDITOR, payload: nothing },
  /** Whose faces are searched: somebody was enrolled, switched off or on, or gave their face up. */
  'faces.changed': { may: AUDITOR, payload: nothing },
  /** Pairs that look alike, and who was told apart from whom. */
  'lookAlikes.changed': { may: AUDITOR, payload: nothing },
  /** PINs and badges. */
  'credentials.changed': { may: DESK_AND_AUDITOR, payload: nothing },
  /** Doors or the rules at them; with what holds at this kiosk's door above all rules. */
  'access.changed': { may: KIOSK, payload: DoorOverride },
  /** Emergency, lockdown, doors that do not answer. */
  'safety.changed': { may: DESK_AND_AUDITOR, payload: SafetyState },
  /** What hours are reckoned from: plan, rules, requests and decisions, punches that were read from a file. */
  'hours.changed': { may: AUDITOR, payload: nothing },
  /** Figures of these people's days (null = of many people's) may be others than before; once a second at most. */
  'days.changed': {
    may: AUDITOR,
    payload: z.strictObject({ people: z.array(z.int()).nullable(), from: z.int(), to: z.int() }),
  },
  /** Files of hours: one is being made, is done, or what they are made by was changed. */
  'exports.changed': { may: AUDITOR, payload: ExportState },
  /** What is sent to a Frappe server went on, or how it is sent was changed. */
  'frappe.changed': { may: AUDITOR, payload: nothing },
  'door.changed': { may: KIOSK, payload: z.strictObject({ open: z.boolean() }) },
} as const satisfies Record<string, { readonly may: readonly Role[]; readonly payload: z.ZodType }>;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Input<N extends CallName> = z.infer<Calls[N]['input']>;
export type Output<N extends CallName> = z.infer<Calls[N]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]['payload']>;

/** What preload puts on `window.lintel`. */
export type Bridge = {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  readonly platform: string;
};
