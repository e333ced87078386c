/** What is asked for about hours, and what is decided; what needs a decision. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { INBOX_CAUSES } from '../../domain/hours/causes.ts';
import { VERDICTS } from '../../domain/hours/model.ts';
import { REQUEST_STATES } from '../../domain/hours/requests.ts';
import { AbsenceKind, AbsenceKindFields, DECISIONS, OvertimePart, RequestBody } from '../hours.ts';
import { Proposal } from '../hours-detail.ts';
import { AppErrorSchema, ids, stored } from '../schemas.ts';
import { HourDate } from './hours.ts';
import { ADMIN, AUDITOR, type CallSpec } from './spec.ts';

const minute = z.int().nullable();
const Direction = z.enum(['in', 'out']);
const Reason = z.string().trim().max(500);
/** What has to say why. */
export const GivenReason = Reason.min(1);
/** 'HH:MM' on the site's wall. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const RequestView = z.strictObject({
  id: stored.id,
  personId: stored.id,
  name: z.string(),
  /** Days since 1970-01-01, both inclusive. */
  from: z.int(),
  to: z.int(),
  /** null = of another version. */
  body: RequestBody.nullable(),
  reason: z.string(),
  /** As rows of the log name them; 'kiosk': the person themselves. */
  askedBy: z.string(),
  askedAt: stored.instant,
  /** The house put it right by itself. */
  entered: z.boolean(),
  state: z.enum(REQUEST_STATES),
  decided: z
    .strictObject({
      by: z.string(),
      at: stored.instant,
      /** By whoever had asked: there was nobody else. */
      self: z.boolean(),
      part: OvertimePart.nullable(),
    })
    .nullable(),
});
export type RequestView = z.infer<typeof RequestView>;

export const InboxEntry = z.strictObject({
  personId: stored.id,
  name: z.string(),
  department: z.string(),
  day: z.int(),
  causes: z.array(z.enum(INBOX_CAUSES)),
  verdict: z.enum(VERDICTS),
  shift: z.string().nullable(),
  /** Minutes since the epoch. */
  startsAt: minute,
  endsAt: minute,
  punches: z.array(z.strictObject({ key: z.string(), at: z.int(), direction: Direction.nullable() })),
  proposals: z.array(Proposal),
});
export type InboxEntry = z.infer<typeof InboxEntry>;

/** So many days stand on a page of the inbox. */
export const INBOX_PAGE = 200;

export const InboxQuery = z.strictObject({
  from: HourDate,
  to: HourDate,
  /** null = every one. */
  cause: z.enum(INBOX_CAUSES).nullable(),
  /** By name, number or department; '' = everybody. */
  search: z.string().max(80),
  /** '' = people without; null = every one. */
  department: z.string().max(60).nullable(),
  /** From 0; beyond the last one it is the last. */
  page: z.int().min(0).max(100_000),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export const Inbox = z.strictObject({
  /** Oldest day first, then by name: those of the page. */
  entries: z.array(InboxEntry),
  page: z.int(),
  /** How many there are on all pages; and without cause, search and department. */
  total: z.int(),
  all: z.int(),
  /** Of whoever is there, by name. */
  departments: z.array(z.string()),
  /** How many days have each cause, of the people who were searched for. */
  causes: z.array(z.strictObject({ cause: z.enum(INBOX_CAUSES), days: z.int() })),
  /** What nobody has decided. */
  requests: z.array(RequestView),
  requestsTotal: z.int(),
  /** How much of the plan this version cannot read: these days cannot be trusted. */
  unreadable: z.int(),
});
export type Inbox = z.infer<typeof Inbox>;

export const AskInput = z.strictObject({
  personIds: z.array(ids.id).min(1).max(1000),
  /** One thing that may need several (a punch that moves is one that goes and one that comes). */
  bodies: z.array(RequestBody).min(1).max(4),
  reason: Reason,
  /** The house puts it right itself, at once. */
  grant: z.boolean(),
});

export const CorrectInput = z.strictObject({
  personId: ids.id,
  day: HourDate,
  /** null = leave it. An OUT before the IN is the next day's. */
  in: WallTime.nullable(),
  out: WallTime.nullable(),
  reason: GivenReason,
  grant: z.boolean(),
});

const Made = z.strictObject({ ids: z.array(stored.id) });

/** What would come of asking, for one person. */
export const Checked = z.strictObject({
  personId: stored.id,
  name: z.string(),
  /** Why it would be refused. */
  error: AppErrorSchema.nullable(),
  /** Planned days and minutes that an absence takes; a day of rest has none. null = it is no absence, or refused, or too many people at once. */
  takes: z.strictObject({ days: z.int(), minutes: z.int() }).nullable(),
});
export type Checked = z.infer<typeof Checked>;

export const hourRequestsCalls = {
  /**
   * The same for each of these people, in one go. Errors: hours-closed, person-gone, not-employed, access-gone, absence-overlap, make-up-…, bad-input.
   */
  'hourRequests.ask': { may: ADMIN, input: AskInput, output: Made },
  /** What `ask` would come to for each of them; nothing is kept. */
  'hourRequests.check': { may: ADMIN, input: AskInput.omit({ reason: true }), output: z.array(Checked) },
  /** When somebody came and went: what is there and says otherwise is left out, what is said is added. Errors: as above. */
  'hourRequests.correct': { may: ADMIN, input: CorrectInput, output: Made },
  /** Errors: request-gone, request-decided, hours-closed, absence-overlap. */
  'hourRequests.decide': {
    may: ADMIN,
    input: z.strictObject({
      ids: z.array(ids.id).min(1).max(2000),
      decision: z.enum(DECISIONS),
      /** Of overtime, that much of it; null = all. */
      part: OvertimePart.nullable(),
    }),
    output: z.null(),
  },
  /** Newest first. */
  'hourRequests.list': {
    may: AUDITOR,
    input: z.strictObject({
      personId: ids.id.nullable(),
      /** Only what touches it; null = of any day. */
      day: HourDate.nullable(),
      before: ids.id.nullable(),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ requests: z.array(RequestView), more: z.boolean() }),
  },
  'hourRequests.inbox': {
    may: AUDITOR,
    input: InboxQuery,
    output: Inbox,
  },
  /** How many days and requests wait; what the inbox would show. */
  'hourRequests.waiting': {
    may: AUDITOR,
    input: z.strictObject({ from: HourDate, to: HourDate }),
    output: z.strictObject({ days: z.int(), requests: z.int() }),
  },
  /** How many make-up punches of a month are used; null = there is no limit. */
  'hourRequests.quota': {
    may: AUDITOR,
    input: z.strictObject({ personId: ids.id, day: HourDate }),
    output: z.strictObject({ used: z.int(), allowed: z.int(), startsOn: z.int(), from: z.int(), to: z.int() }).nullable(),
  },
  'hourRequests.kinds': { may: AUDITOR, input: z.null(), output: z.array(AbsenceKind) },
  /** `kind` null = a new one. Errors: access-gone, access-name-taken, bad-input. */
  'hourRequests.saveKind': {
    may: ADMIN,
    input: z.strictObject({ kind: z.string().min(1).max(60).nullable(), fields: AbsenceKindFields }),
    output: z.string(),
  },
} as const satisfies Record<string, CallSpec>;
