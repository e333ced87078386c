import type { Result } from '../domain/result.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { LastPunch } from '../domain/attendance/direction.ts';
import type { DecisionRecord } from '../domain/recognition/decision.ts';
import type { EventKind, LogRow } from '../shared/schemas.ts';
import type { ReadableDb, WritableDb } from './db.ts';

export type NewEvent = {
  readonly kind: EventKind;
  /** ms since the epoch, UTC. */
  readonly at: number;
  readonly zone: string;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
  /** ms by the monotonic clock since the last event of this run of the app; null for the first. */
  readonly monotonicDeltaMs: number | null;
  readonly clockJumped: boolean;
  /** Name and number are copied from the person's row as the event is written. */
  readonly personId: PersonId | null;
  readonly direction: 'in' | 'out' | null;
  readonly reason: string | null;
  readonly about: EventId | null;
  readonly score: number | null;
  readonly decision: DecisionRecord | null;
};

export type EventFilter = {
  readonly personId: PersonId | null;
  /** ms, inclusive; null = open. */
  readonly from: number | null;
  /** ms, exclusive; null = open. */
  readonly to: number | null;
  /** Empty = all. */
  readonly kinds: readonly EventKind[];
  /** In name or employee number; '' = all. */
  readonly search: string;
};
export const EVERY_EVENT: EventFilter = { personId: null, from: null, to: null, kinds: [], search: '' };

/** On disk when it returns ok. Errors: person-gone, event-gone (`about`), and the disk's. */
export declare function appendEvent(db: WritableDb, event: NewEvent): Result<EventId>;
export declare function getEvent(db: ReadableDb, id: EventId): LogRow | null;
/** Newest first, ids below `before`. `total` counts the whole filter. */
export declare function listEvents(db: ReadableDb, filter: EventFilter, before: EventId | null, limit: number): { rows: LogRow[]; more: boolean; total: number };
/** Oldest first, in pages, so that appending goes on meanwhile. */
export declare function iterateEvents(db: ReadableDb, filter: EventFilter): Generator<LogRow, void, undefined>;
export declare function decisionOf(db: ReadableDb, id: EventId): DecisionRecord | null;
/** The person's latest recognised event that was not taken back. */
export declare function lastPunch(db: ReadableDb, id: PersonId): (LastPunch & { readonly eventId: EventId }) | null;
export declare function lastEvent(db: ReadableDb): LogRow | null;
