/** What somebody whom the kiosk has just let in may see of their own hours, and ask for. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { FLAGS } from '../../domain/hours/model.ts';
import { ids } from '../schemas.ts';
import { WallTime } from './hour-requests.ts';
import { KIOSK, type CallSpec } from './spec.ts';

const minutes = z.int();
const minute = z.int().nullable();
/** The row of their welcome: for a minute, and while nobody came after them at this door. */
const visit = { eventId: ids.id };

export const OwnToday = z.strictObject({
  /** Minutes; 0 = in time; null = nothing is said of it: it was no first IN, or nothing was planned. */
  late: minutes.nullable(),
  /** There today so far, of whole pairs. */
  soFar: minutes,
});
export type OwnToday = z.infer<typeof OwnToday>;

export const OwnDay = z.strictObject({
  day: z.int(),
  firstIn: minute,
  lastOut: minute,
  paid: minutes,
  flags: z.array(z.enum(FLAGS)).readonly(),
});
export type OwnDay = z.infer<typeof OwnDay>;

export const OwnDays = z.strictObject({
  /** The newest first. */
  days: z.array(OwnDay),
  /** Years of these days of which no holiday is known, where a plan follows the calendar: their days may be shown as usual ones. */
  notAnnounced: z.array(z.int()),
});
export type OwnDays = z.infer<typeof OwnDays>;

export const ownHoursCalls = {
  /** Errors: own-hours-over. */
  'ownHours.today': { may: KIOSK, input: z.strictObject(visit), output: OwnToday },
  /** The last seven days. Errors: own-hours-over. */
  'ownHours.days': { may: KIOSK, input: z.strictObject(visit), output: OwnDays },
  /** A punch that is missing, of today or yesterday: somebody decides about it. Errors: own-hours-over, hours-closed, make-up-…, bad-input. */
  'ownHours.ask': {
    may: KIOSK,
    input: z.strictObject({
      ...visit,
      day: z.enum(['today', 'yesterday']),
      at: WallTime,
      direction: z.enum(['in', 'out']),
    }),
    output: z.null(),
  },
} as const satisfies Record<string, CallSpec>;
