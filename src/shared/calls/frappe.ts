/** Punches sent to a Frappe HR server. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { ExportPeriod } from '../exports.ts';
import { FRAPPE_ANSWERS, FRAPPE_PROBLEMS, FrappeGiven, FrappeView } from '../frappe.ts';
import { stored } from '../schemas.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

const nothing = z.null();
const What = z.strictObject({
  period: ExportPeriod,
  who: z.strictObject({ department: z.string().min(1).max(60).nullable() }),
});
const direction = z.enum(['in', 'out']).nullable();
const count = z.int();

const Row = z.strictObject({
  id: stored.id,
  name: z.string(),
  employeeNumber: z.string(),
  at: stored.instant,
  /** As it was sent. */
  direction,
  state: z.enum(['waiting', 'stored', 'refused']),
  answer: z.enum(FRAPPE_ANSWERS).nullable(),
  /** The server's own words. */
  said: z.string().nullable(),
  tries: count,
  answeredAt: stored.instant.nullable(),
});
export type FrappeRow = z.infer<typeof Row>;

/** What would be sent of the days, before it is. */
export const FrappeCheck = z.strictObject({
  people: count,
  punches: count,
  /** Of these punches: not in the queue yet; there already; in the queue and not there. */
  fresh: count,
  stored: count,
  queued: count,
  /** People of whom nobody has said what they are called there. */
  missing: z.array(z.strictObject({ id: stored.id, name: z.string(), employeeNumber: z.string() })),
  /** Punches without a direction, which a shift that pairs by Log Type refuses; and those of an hour that the Frappe site's clock has twice. */
  undirected: count,
  doubled: count,
  /** Sent, and not so any more here: a request cannot take it back. The first hundred; `differ` of them in all. */
  differ: count,
  differences: z.array(
    z.strictObject({
      name: z.string(),
      employeeNumber: z.string(),
      at: stored.instant,
      sent: direction,
      /** null = the punch does not count any more. */
      now: direction,
      gone: z.boolean(),
    }),
  ),
});
export type FrappeCheck = z.infer<typeof FrappeCheck>;

export const frappeCalls = {
  'frappe.state': {
    may: AUDITOR,
    input: nothing,
    output: z.strictObject({
      /** null = none is set. */
      server: FrappeView.nullable(),
      running: z.boolean(),
      problem: z.enum(FRAPPE_PROBLEMS).nullable(),
      counts: z.strictObject({ waiting: count, stored: count, refused: count }),
      /** When the next is tried, where all of them wait. */
      nextTry: stored.instant.nullable(),
      refused: z.array(Row),
      last: z.array(Row),
    }),
  },
  /** Errors: bad-input {field: url | key | secret}. */
  'frappe.save': { may: ADMIN, input: FrappeGiven, output: nothing },
  /** Errors: frappe-unset. */
  'frappe.forget': { may: ADMIN, input: nothing, output: nothing },
  /** Nothing is sent. Errors: frappe-unset. */
  'frappe.check': { may: AUDITOR, input: What, output: FrappeCheck },
  /** Puts what is new in the queue, and sends. Errors: frappe-unset. */
  'frappe.send': { may: ADMIN, input: What, output: z.strictObject({ added: count }) },
  /** Errors: frappe-unset. */
  'frappe.pause': { may: ADMIN, input: nothing, output: nothing },
  'frappe.resume': { may: ADMIN, input: nothing, output: nothing },
  /** What was refused is tried once more. Errors: frappe-unset. */
  'frappe.retry': { may: ADMIN, input: nothing, output: z.strictObject({ again: count }) },
  /** What is not there yet is taken out of the queue. Errors: frappe-unset. */
  'frappe.drop': { may: ADMIN, input: nothing, output: z.strictObject({ dropped: count }) },
} as const satisfies Record<string, CallSpec>;
