/** Emergency and lockdown: what holds, which doors do not obey, and the way in for whoever is not signed in. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { Reach } from '../access.ts';
import { FireStanding } from '../fire-inputs.ts';
import { AppErrorSchema, ids, stored } from '../schemas.ts';
import { ANYONE, DESK, DESK_AND_AUDITOR, type CallSpec } from './spec.ts';

/** The doors were told; `booked` false: the disk took no row, and Lintel books it as soon as it can. */
export const Acted = z.strictObject({ booked: z.boolean() });

/** A door whose output is kept open or locked, was to be locked again and has not answered, or whose contact is not understood. */
export const DoorStanding = z.strictObject({
  doorId: stored.id,
  name: z.string(),
  mode: z.enum(['open', 'locked', 'normal']),
  /** Whether its device obeyed the last word; null = it was told just now. */
  answered: z.boolean().nullable(),
  error: AppErrorSchema.nullable(),
  /** False = nobody can know whether it obeyed: "answered" is the broker's word, or that the bytes were sent. */
  confirms: z.boolean(),
  /** What its contact said last, shortened, where that is not understood. */
  unclear: z.string().nullable(),
});
export type DoorStanding = z.infer<typeof DoorStanding>;

export const SafetyState = z.strictObject({
  emergency: Reach,
  lockdown: Reach,
  doors: z.array(DoorStanding),
  /** The wires of the fire panel. */
  inputs: z.array(FireStanding),
  /** "This is not me" was said a second time of the same person: refused, and for the front desk to look at. Newest last. */
  notMe: z.array(
    z.strictObject({
      eventId: stored.id,
      personId: stored.id,
      name: z.string(),
      door: z.string().nullable(),
      at: stored.instant,
    }),
  ),
  /** Rows that wait for a disk that takes them. */
  unbooked: z.int().min(0),
});
export type SafetyState = z.infer<typeof SafetyState>;

/**
 * What holds at this kiosk's door above all rules, or at the whole site where it stands at none. In an emergency `silent` names the doors
 * that do not answer, for whoever looks for a way out; in a lockdown nobody in front of a kiosk is told which door would not lock.
 */
export const DoorOverride = z.strictObject({
  lockdown: z.boolean(),
  emergency: z.boolean(),
  silent: z.array(z.strictObject({ name: z.string(), here: z.boolean() })),
});
export type DoorOverride = z.infer<typeof DoorOverride>;

export const safetyCalls = {
  'safety.state': { may: DESK_AND_AUDITOR, input: z.null(), output: SafetyState },
  /** Somebody has looked at an alarm of `notMe`; it goes from every screen and stays in the log. */
  'safety.seen': { may: DESK, input: z.strictObject({ eventId: ids.id }), output: z.null() },
  /**
   * Emergency open for the whole site, by whoever knows the kiosk's PIN, at the kiosk or in front of the sign-in. Only an administrator ends
   * it. Errors: pin-wrong, too-many-attempts, not-set-up.
   */
  'safety.emergencyByPin': { may: ANYONE, input: z.strictObject({ pin: z.string().max(20) }), output: Acted },
} as const satisfies Record<string, CallSpec>;
