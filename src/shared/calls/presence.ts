/** Who is in, by zone, and the roll call of an evacuation. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { ids, Method, stored } from '../schemas.ts';
import { DESK, DESK_AND_AUDITOR, type CallSpec } from './spec.ts';

const { id, instant } = stored;

export const PresentPerson = z.strictObject({
  personId: id,
  name: z.string(),
  employeeNumber: z.string(),
  department: z.string(),
  /** A visitor's end; null = no visitor. */
  visitorUntil: instant.nullable(),
  /** null = in, and in no zone that is known. */
  zoneId: id.nullable(),
  /** When they came where they are. */
  since: instant,
  /** How they said who they are; null where that is not known. */
  method: Method.nullable(),
  /** The door that they came through; null where the kiosk stands at none. */
  door: z.string().nullable(),
  /** In for longer than any shift: they most likely left and nobody noticed. Not counted as in. */
  notSignedOut: z.boolean(),
  /** During a roll call: they went out since it began; null = they are in. */
  leftAt: instant.nullable(),
});
export type PresentPerson = z.infer<typeof PresentPerson>;

/** Somebody who came in and is nobody that is known: the door opened for a person who then said that it was not them. */
export const Somebody = z.strictObject({
  /** The event by which they came in. */
  eventId: id,
  /** null = in, and in no zone that is known. */
  zoneId: id.nullable(),
  since: instant,
  door: z.string().nullable(),
  /** Longer ago than any shift: most likely they have left. Not counted as in. */
  notSignedOut: z.boolean(),
});
export type Somebody = z.infer<typeof Somebody>;

export const RollCall = z.strictObject({
  /** Its begin in the log. */
  eventId: id,
  startedAt: instant,
  accounted: z.array(z.strictObject({ personId: id, eventId: id, at: instant })),
  /** Who came in by `cameBy` and is not known was seen. */
  accountedSomebody: z.array(z.strictObject({ cameBy: id, eventId: id, at: instant })),
});
export type RollCall = z.infer<typeof RollCall>;

export const PresenceList = z.strictObject({
  at: instant,
  zones: z.array(z.strictObject({ id, name: z.string() })),
  /** By name. */
  people: z.array(PresentPerson),
  /** In the order in which they came. */
  somebody: z.array(Somebody),
  rollCall: RollCall.nullable(),
});
export type PresenceList = z.infer<typeof PresenceList>;

export const presenceCalls = {
  'presence.list': { may: DESK_AND_AUDITOR, input: z.null(), output: PresenceList },
  /** Begins a roll call, or goes on with the one that runs. It is kept in the log, and so outlives a restart. */
  'presence.startRollCall': { may: DESK, input: z.null(), output: RollCall },
  'presence.endRollCall': { may: DESK, input: z.null(), output: z.null() },
  /** Somebody was seen at the assembly point, or that was a mistake. Twice the same is once. */
  'presence.account': { may: DESK, input: z.strictObject({ personId: ids.id, present: z.boolean() }), output: RollCall },
  'presence.accountSomebody': {
    may: DESK,
    input: z.strictObject({ eventId: ids.id, present: z.boolean() }),
    output: RollCall,
  },
  /** Whoever came in by that event and is not known has left, or is known: a row says so. Errors: event-gone. */
  'presence.somebodyGone': { may: DESK, input: z.strictObject({ eventId: ids.id }), output: z.null() },
} as const satisfies Record<string, CallSpec>;
