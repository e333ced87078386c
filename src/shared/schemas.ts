/** zod schemas of the values that cross process boundaries; each is checked to be the domain's own type. */
import { z } from 'zod';
import { PASSWORD_PROBLEMS } from '../domain/credentials/password.ts';
import { CAMERA_FAULTS, DOOR_FAULTS, MODEL_FAULTS, type AppError } from '../domain/errors.ts';
import { EVENT_KINDS, REFUSAL_REASONS } from '../domain/log/events.ts';
import { METHODS, type DecisionRecord } from '../domain/recognition/decision.ts';
import {
  CROP_BYTES,
  QUALITY_MEASURES,
  SHAPE_POINTS,
  type FaceObservation,
  type FrameCues,
  type Quality,
} from '../domain/recognition/face.ts';
import { cleanName, cleanNumber, isName } from '../domain/text.ts';
import { STAGES } from '../domain/recognition/looks.ts';
import { QUALITY_REASONS } from '../domain/recognition/quality.ts';

const id = z.int().positive();
/**
 * What is read from a row or a clock: anything that its column may hold. Rows are written for ever with whatever the clock said, and a screen that does
 * not open because one of them is odd helps nobody; so answers are not held to what is plausible, only what a person gives is. An instant is
 * milliseconds since the epoch. `test/contract/stored-rows.test.ts` writes rows of any kind and asks every call that reads.
 */
export const stored = { id: z.int(), instant: z.number() };
const { instant } = stored;
const ms = z.number().min(0).max(3_600_000);

/** Who is at a screen. Nobody is `front-desk` or `auditor` yet; the table of calls says what they will be allowed. */
export const Role = z.enum(['anyone', 'kiosk', 'front-desk', 'auditor', 'admin']);
export type Role = z.infer<typeof Role>;

export const QualityReasonSchema = z.enum(QUALITY_REASONS);
export const CameraFaultSchema = z.enum(CAMERA_FAULTS);

export const QualitySchema = z.strictObject(
  Object.fromEntries(QUALITY_MEASURES.map((m) => [m, z.number()])) as Record<keyof Quality, z.ZodNumber>,
) satisfies z.ZodType<Quality>;

const score01 = z.number().min(0).max(1);
export const LivenessSchema = z.strictObject({ antispoof: score01, liveness: score01 });

const pixel = z.number().min(-10_000).max(20_000);
const point = z.tuple([pixel, pixel]).readonly();
export const FrameCuesSchema = z.strictObject({
  shape: z
    .array(pixel)
    .length(2 * SHAPE_POINTS)
    .readonly(),
  border: score01,
  edges: z.array(pixel.nullable()).length(4).readonly(),
  pattern: score01,
  surround: score01.nullable(),
}) satisfies z.ZodType<FrameCues>;

export const FaceSchema = z.strictObject({
  track: z.int().min(0),
  frame: z.int().min(0),
  crop: z.custom<Uint8Array>((c) => c instanceof Uint8Array && c.length === CROP_BYTES, `a crop has ${CROP_BYTES} bytes`),
  box: z.strictObject({ x: pixel, y: pixel, width: pixel, height: pixel }),
  points: z.tuple([point, point, point, point, point]).readonly(),
  upright: z.number(),
  frameWidth: z.int().min(1).max(10_000),
  frameHeight: z.int().min(1).max(10_000),
  quality: QualitySchema,
  liveness: LivenessSchema.nullable(),
  cues: FrameCuesSchema.nullish(),
  capturedAt: instant,
  times: z.strictObject({ detect: ms, align: ms, liveness: ms }),
}) satisfies z.ZodType<FaceObservation>;

/** AppError as it crosses IPC: the code, and the few facts that its sentence needs. */
const code = <C extends AppError['code']>(c: C) => z.strictObject({ code: z.literal(c) });
export const AppErrorSchema = z.discriminatedUnion('code', [
  code('not-allowed'),
  z.strictObject({ code: z.literal('bad-input'), field: z.string() }),
  code('internal'),
  code('already-set-up'),
  code('not-set-up'),
  code('password-wrong'),
  code('pin-wrong'),
  z.strictObject({ code: z.literal('too-many-attempts'), retryAfterSeconds: z.number() }),
  code('password-blocked'),
  z.strictObject({ code: z.literal('password-weak'), reason: z.enum(PASSWORD_PROBLEMS) }),
  code('database-newer'),
  code('database-corrupt'),
  z.strictObject({ code: z.literal('database-read-only'), path: z.string() }),
  code('database-full'),
  code('database-busy'),
  z.strictObject({ code: z.literal('database-missing'), path: z.string() }),
  z.strictObject({ code: z.literal('database-foreign'), path: z.string() }),
  z.strictObject({ code: z.literal('database-unreachable'), path: z.string() }),
  z.strictObject({ code: z.literal('database-in-use'), host: z.string(), pid: z.int() }),
  z.strictObject({ code: z.literal('location-unreadable'), path: z.string() }),
  z.strictObject({ code: z.literal('folder-network'), path: z.string() }),
  code('key-lost'),
  code('key-wrong'),
  z.strictObject({ code: z.literal('folder-unusable'), path: z.string() }),
  z.strictObject({ code: z.enum(MODEL_FAULTS) }),
  code('engine-down'),
  z.strictObject({ code: CameraFaultSchema }),
  code('photo-unreadable'),
  code('photo-heic'),
  code('photo-too-large'),
  code('face-none'),
  code('face-several'),
  z.strictObject({ code: z.literal('face-poor'), reason: QualityReasonSchema }),
  z.strictObject({ code: z.literal('face-known'), personId: id, name: z.string(), employeeNumber: z.string() }),
  code('face-differs'),
  code('enrolment-ended'),
  z.strictObject({ code: z.literal('too-few-samples'), needed: z.int() }),
  z.strictObject({ code: z.literal('employee-number-taken'), name: z.string() }),
  code('person-gone'),
  code('numbers-used-up'),
  code('access-gone'),
  z.strictObject({ code: z.literal('access-name-taken'), name: z.string() }),
  code('holiday-file-unreadable'),
  z.strictObject({ code: z.literal('holidays-not-announced'), year: z.string() }),
  z.strictObject({
    code: z.literal('plan-overlap'),
    firstDay: z.string(),
    firstShift: z.string(),
    secondDay: z.string(),
    secondShift: z.string(),
  }),
  code('import-too-much'),
  code('import-cancelled'),
  code('import-failed'),
  code('attlog-unreadable'),
  code('import-gone'),
  code('people-file-unreadable'),
  code('people-file-locked'),
  code('photos-unreadable'),
  code('photos-closed'),
  code('photo-damaged'),
  z.strictObject({ code: z.enum(DOOR_FAULTS) }),
  code('fire-input-on'),
  code('event-gone'),
  code('not-me-again'),
  z.strictObject({ code: z.literal('hours-closed'), period: z.string() }),
  code('hours-open'),
  code('month-not-over'),
  code('request-gone'),
  code('request-decided'),
  z.strictObject({ code: z.literal('make-up-used'), used: z.int(), allowed: z.int(), startsOn: z.int(), again: z.string() }),
  z.strictObject({ code: z.literal('make-up-late'), days: z.int() }),
  code('make-up-kind'),
  code('own-hours-over'),
  z.strictObject({ code: z.literal('absence-overlap'), name: z.string(), from: z.string(), to: z.string() }),
  z.strictObject({ code: z.literal('not-employed'), name: z.string(), from: z.string() }),
  code('roll-call-ended'),
  z.strictObject({ code: z.literal('export-failed'), path: z.string() }),
  code('export-busy'),
  code('export-cancelled'),
  z.strictObject({ code: z.literal('export-values'), label: z.string() }),
  code('export-folder-missing'),
  code('frappe-unset'),
]) satisfies z.ZodType<AppError>;

const PresentationSchema = z.strictObject({
  mode: z.enum(['standard', 'strict']),
  verdict: z.enum(['live', 'attack', 'unsure']),
  live: score01,
  cues: z.record(z.string().max(40), score01),
});
export const Method = z.enum(METHODS);
export type Method = z.infer<typeof Method>;

const candidate = z.strictObject({ personId: id, score: z.number() }).nullable();
export const DecisionRecordSchema = z.strictObject({
  first: candidate,
  second: candidate,
  margin: z.number().nullable(),
  threshold: z.number(),
  marginRequired: z.number(),
  frames: z.int().min(0),
  looks: z.int().min(0).optional(),
  stage: z.enum(STAGES).optional(),
  quality: QualitySchema,
  mirrorCosine: z.number(),
  liveness: LivenessSchema.nullable(),
  // Rows from before there was liveness, a counter-example, a look-alike guard lack these three.
  presentation: PresentationSchema.nullable().default(null),
  counterExample: z.number().nullable().default(null),
  lookAlike: z.boolean().default(false),
  modelId: z.string(),
  times: z.strictObject({
    detect: z.number(),
    align: z.number(),
    liveness: z.number(),
    embed: z.number(),
    match: z.number(),
    visit: z.number(),
    last: z.number().optional(),
  }),
}) satisfies z.ZodType<DecisionRecord>;

/** What the form asks of a person. Names of any script; what nobody sees is taken out (domain/text.ts). */
export const PersonFields = z.strictObject({
  employeeNumber: z.string().overwrite(cleanNumber).min(1).max(40),
  name: z.string().overwrite(cleanName).min(1).max(80).refine(isName, 'no letter'),
  department: z.string().overwrite(cleanName).max(80),
});
export type PersonFields = z.infer<typeof PersonFields>;

export const Person = z.strictObject({
  id: stored.id,
  employeeNumber: z.string(),
  name: z.string(),
  department: z.string(),
  active: z.boolean(),
  /** Templates of the current model. */
  templates: z.int().min(0),
  /** True when there are only templates of another model, and no crops to make new ones from. */
  needsEnrolment: z.boolean(),
  /** Chose to come without a face, by PIN or badge: nothing asks them for one. */
  withoutFace: z.boolean(),
  enrolledAt: instant,
  lastSeenAt: instant.nullable(),
});
export type Person = z.infer<typeof Person>;

/** Somebody of before numbers and names were looked at for what nobody sees. */
export const UnclearPerson = Person.pick({ id: true, name: true, employeeNumber: true }).extend({
  why: z.enum(['same-number', 'unseen-in-number', 'no-name']),
  /** Whose number it is, to the eye. */
  other: z.string().nullable(),
});
export type UnclearPerson = z.infer<typeof UnclearPerson>;

const EventKind = z.enum(EVENT_KINDS);

export const LogRow = z.strictObject({
  id: stored.id,
  kind: EventKind,
  /** ms since the epoch, UTC. */
  at: instant,
  timeZone: z.string(),
  /** Minutes east of UTC at that instant in that zone. */
  offsetMinutes: z.int(),
  /** The clock was set before this event (`clockStepMs` says how far, where that is known), or is wrong. */
  clockJumped: z.boolean(),
  clockStepMs: z.number().nullable(),
  /** It stood before the app was built, or a generation after: the row's time is none. */
  clockWrong: z.boolean(),
  personId: stored.id.nullable(),
  /** Name and number as they were when the event happened. */
  name: z.string().nullable(),
  employeeNumber: z.string().nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  /** Why: of `EVENT_REASONS`, or what another version wrote. */
  reason: z.string().nullable(),
  /** The earlier event that this one is about (a retraction, what the door did). */
  about: stored.id.nullable(),
  /** True when a later event took this one back. */
  retracted: z.boolean(),
  /** Not one event but so many more of the same, in the minute before; null = one event. */
  more: z.int().positive().nullable(),
  score: z.number().nullable(),
  /** How they said who they are; null where nobody did. */
  method: Method.nullable(),
  /** First usable frame, first key or first sight of a badge, to decision, ms; null where nobody waited. */
  waitMs: z.int().min(0).nullable(),
  /** The door, where the event is about one. */
  doorId: stored.id.nullable(),
});
export type LogRow = z.infer<typeof LogRow>;

export const LogFilter = z.strictObject({
  personId: id.nullable(),
  /** ISO days of the site's zone, both inclusive; null = open. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  kinds: z.array(EventKind).max(EVENT_KINDS.length),
  search: z.string().max(80),
});
export type LogFilter = z.infer<typeof LogFilter>;

const RefusalReason = z.enum(REFUSAL_REASONS);

export const KioskDecision = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('guide'), reason: QualityReasonSchema }),
  z.strictObject({ state: z.literal('checking'), progress: score01 }),
  z.strictObject({
    state: z.literal('welcome'),
    eventId: stored.id,
    name: z.string(),
    direction: z.enum(['in', 'out']),
    at: instant,
    method: Method,
    /** The punch before this one; null for the first. */
    last: z.strictObject({ direction: z.enum(['in', 'out']), at: instant }).nullable(),
  }),
  /** Known, and booked within the cool-down: shown, not booked again. */
  z.strictObject({ state: z.literal('again'), name: z.string(), direction: z.enum(['in', 'out']), at: instant }),
  z.strictObject({
    state: z.literal('refused'),
    reason: RefusalReason,
    /** When it would be allowed, for the reasons that know. */
    from: instant.nullable(),
    /** Only of somebody who is known for certain. */
    name: z.string().nullable(),
  }),
  /** The face alone is not enough: whoever stands there types their PIN or shows their badge. */
  z.strictObject({ state: z.literal('need-pin'), why: z.enum(['look-alike', 'error-rate', 'door', 'badge', 'pin']) }),
  /** Two-person rule: the first of two is here, for so long. */
  z.strictObject({ state: z.literal('wait-for-second'), name: z.string(), until: instant }),
]);
export type KioskDecision = z.infer<typeof KioskDecision>;

export const EngineState = z.strictObject({
  status: z.enum(['starting', 'ready', 'restarting', 'fault']),
  /** onnx = int8 in onnxruntime; tfjs = float, the fallback. */
  kind: z.enum(['onnx', 'tfjs']).nullable(),
  modelId: z.string().nullable(),
  fault: AppErrorSchema.nullable(),
});
export type EngineState = z.infer<typeof EngineState>;

export const Progress = z.strictObject({ done: z.int().min(0), total: z.int().min(0) });
/** What is given. An instant of the years 2000 to 2200, ms since the epoch. */
export const ids = { id, instant: z.number().min(946_684_800_000).max(7_258_118_400_000) };
