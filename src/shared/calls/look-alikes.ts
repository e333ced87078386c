/** Look-alikes and counter-examples. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { ids, stored } from '../schemas.ts';
import { ADMIN, AUDITOR, DESK, DESK_AND_AUDITOR, type CallSpec } from './spec.ts';

const { id, instant } = stored;
const someone = z.strictObject({ id, name: z.string(), employeeNumber: z.string() });

export const LookAlikePair = z.strictObject({
  a: someone,
  b: someone,
  /** Cosine of their two nearest templates. */
  score: z.number(),
  /** First found. */
  since: instant,
});
export type LookAlikePair = z.infer<typeof LookAlikePair>;

export const CounterExampleRow = z.strictObject({
  eventId: id,
  person: someone,
  /** Who said it: the one in front of the kiosk, or an administrator in the log. */
  saidAt: z.enum(['kiosk', 'log']),
  /** The visit. */
  at: instant,
  madeAt: instant,
  /** False: made with another model, and not compared. */
  used: z.boolean(),
});
export type CounterExampleRow = z.infer<typeof CounterExampleRow>;

export const LookAlikes = z.strictObject({
  /** The closest; `total` says how many there are. */
  pairs: z.array(LookAlikePair),
  total: z.int().min(0),
  /** From this cosine on, two templates count as alike: the threshold in force. */
  threshold: z.number(),
  /** People who are compared. */
  people: z.int().min(0),
  /** Lead over each other that look-alikes need. */
  margin: z.number(),
  /** Null before the first search; `current` is false when model or threshold have changed since. */
  searched: z.strictObject({ at: instant, people: z.int(), current: z.boolean() }).nullable(),
  /** A search that is going on. */
  search: z.strictObject({ done: z.int().min(0), total: z.int().min(0) }).nullable(),
  counterExamples: z.array(CounterExampleRow),
});
export type LookAlikes = z.infer<typeof LookAlikes>;

/** Whether "not him" can be said of an event. */
export const NotHimState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('possible'), /** The probe is kept until then. */ until: instant }),
  z.strictObject({ state: z.literal('said'), saidAt: z.enum(['kiosk', 'log']), used: z.boolean() }),
  /** Never kept, erased meanwhile, or made with another model. */
  z.strictObject({ state: z.literal('gone'), days: z.int() }),
]);
export type NotHimState = z.infer<typeof NotHimState>;

const event = z.strictObject({ eventId: ids.id });

export const lookAlikesCalls = {
  'lookAlikes.list': { may: AUDITOR, input: z.null(), output: LookAlikes },
  /** Compares one person with everybody now: at the end of an enrolment. */
  'lookAlikes.check': { may: ADMIN, input: z.strictObject({ personId: ids.id }), output: z.array(LookAlikePair) },
  /** Compares everybody with everybody, in the background. */
  'lookAlikes.search': { may: ADMIN, input: z.null(), output: z.null() },
  'notHim.state': { may: DESK_AND_AUDITOR, input: event, output: NotHimState },
  /** Takes the event back, and holds the person's bar higher against that face. Errors: event-gone. */
  'notHim.say': { may: DESK, input: event, output: z.null() },
  /** It was them after all: removes the counter-example and lets the event stand again. */
  'notHim.undo': { may: DESK, input: event, output: z.null() },
} as const satisfies Record<string, CallSpec>;
