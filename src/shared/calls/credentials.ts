/** PIN and badge beside the face. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { ids, stored, KioskDecision, Person, PersonFields } from '../schemas.ts';
import { ADMIN, AUDITOR, DESK, DESK_AND_AUDITOR, KIOSK, type CallSpec } from './spec.ts';

const { id } = ids;
const { instant } = stored;
/** From the first key, or the first sight of a badge, to this call, ms. */
const waitedMs = z.number().min(0).max(3_600_000);
const Pin = z.string().regex(/^\d{6}$/);

/** How the pad stands: what a person reads beside its keys. */
export const PadState = z.strictObject({
  /** Wrong tries until the next wait, of this code or of the pad, whichever is less. */
  triesLeft: z.int().min(0),
  /** Seconds until the next try is looked at; 0 = now. */
  waitSeconds: z.int().min(0),
  /** Until an administrator resets it. */
  disabled: z.boolean(),
});
export type PadState = z.infer<typeof PadState>;

/** The kiosk shows the decision, the pad itself how it stands. */
export const CredentialAnswer = z.strictObject({ decision: KioskDecision, pad: PadState });
export type CredentialAnswer = z.infer<typeof CredentialAnswer>;

export const Credentials = z.strictObject({
  pin: z
    .strictObject({
      /** Typed before the PIN. */
      number: z.string(),
      setAt: instant,
      state: PadState,
    })
    .nullable(),
  badge: z.strictObject({ serial: stored.id, issuedAt: instant }).nullable(),
});
export type Credentials = z.infer<typeof Credentials>;

/** One badge, ready to be printed. `token` is what the QR code says. */
export const BadgeCard = z.strictObject({
  personId: stored.id,
  name: z.string(),
  employeeNumber: z.string(),
  department: z.string(),
  serial: stored.id,
  issuedAt: instant,
  token: z.string().regex(/^\d{70}$/),
});
export type BadgeCard = z.infer<typeof BadgeCard>;

const WaitFigures = z.strictObject({ count: z.int(), medianMs: z.number(), p90Ms: z.number() }).nullable();
export const Waits = z.strictObject({
  byMethod: z.strictObject({ face: WaitFigures, pin: WaitFigures, badge: WaitFigures, 'face+pin': WaitFigures }),
  face: WaitFigures,
  other: WaitFigures,
  comparison: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('too-few') }),
    z.strictObject({ kind: z.enum(['alike', 'slower']), differenceMs: z.number() }),
  ]),
});
export type Waits = z.infer<typeof Waits>;

export const credentialsCalls = {
  /** Number and PIN, or the PIN alone of the face that was asked for one. */
  'credentials.pin': {
    may: KIOSK,
    input: z.strictObject({ code: z.string().regex(/^\d{1,12}$/), waitedMs }),
    output: CredentialAnswer,
  },
  'credentials.badge': {
    may: KIOSK,
    input: z.strictObject({ token: z.string().regex(/^\d{70}$/), waitedMs }),
    output: CredentialAnswer,
  },
  /** Of the pad as a whole. */
  'credentials.pad': { may: KIOSK, input: z.null(), output: PadState },

  'credentials.of': { may: DESK_AND_AUDITOR, input: z.strictObject({ personId: id }), output: Credentials },
  /** `pin` null = drawn by chance. The answer is the only time that it is told. */
  'credentials.setPin': {
    may: DESK,
    input: z.strictObject({ personId: id, pin: Pin.nullable() }),
    output: z.strictObject({ number: z.string(), pin: Pin }),
  },
  'credentials.removePin': { may: DESK, input: z.strictObject({ personId: id }), output: z.null() },
  /** Forgets wrong tries: of a person's number, or (null) of the pad as a whole. */
  'credentials.resetTries': { may: DESK, input: z.strictObject({ personId: id.nullable() }), output: z.null() },
  /** Badges as they are, and new ones for those who have none; `renew` ends the old ones. */
  'credentials.print': {
    may: DESK,
    input: z.strictObject({ personIds: z.array(id).min(1).max(2000), renew: z.boolean() }),
    output: z.array(BadgeCard),
  },
  'credentials.endBadge': { may: DESK, input: z.strictObject({ personId: id }), output: z.null() },
  'credentials.addWithoutFace': { may: DESK, input: PersonFields, output: Person },
  /** Erases templates and crops when it is set. */
  'credentials.setWithoutFace': {
    may: ADMIN,
    input: z.strictObject({ personId: id, withoutFace: z.boolean() }),
    output: Person,
  },
  'credentials.waits': { may: AUDITOR, input: z.strictObject({ days: z.int().min(1).max(400) }), output: Waits },
} as const satisfies Record<string, CallSpec>;
