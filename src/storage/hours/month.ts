/** A person's month: what the log, the plan and the decisions say, reckoned. Nothing of it is stored. */
import { collect } from '../../domain/hours/collect.ts';
import { firstOfMonth } from '../../domain/hours/balance.ts';
import { CONTEXT_DAYS, reckonDays } from '../../domain/hours/day.ts';
import { minuteAt, type Day } from '../../domain/hours/days.ts';
import type { DayPlan, DayRecord, Grant, Leave, Punch } from '../../domain/hours/model.ts';
import { bookOvertime, type Bucket } from '../../domain/hours/overtime.ts';
import { planDay, type Worker } from '../../domain/hours/plan.ts';
import type { ZoneDays } from '../../domain/hours/zone-days.ts';
import type { ReadableDb } from '../file/db.ts';
import { takenBack } from '../log/events.ts';
import type { ReadBook } from './plan.ts';
import { grantedOf } from './requests.ts';

type PunchRow = {
  id: number;
  at: number;
  timeZone: string;
  direction: 'in' | 'out' | null;
  byDoor: number;
  clockJumped: number;
  stepMs: number | null;
};

/**
 * A person's punches that stand. A direction that the door gave is the door's word; one by turns is no word at all, for the plan knows better whether
 * a turn was missed.
 * @param from ms since the epoch, inclusive @param to exclusive
 */
export function punchesOf(db: ReadableDb, personId: number, from: number, to: number): readonly Punch[] {
  const rows = db.all<PunchRow>(
    `SELECT e.id, e.at, e.time_zone AS timeZone, e.direction, e.clock_jumped AS clockJumped, e.clock_step_ms AS stepMs,
       EXISTS (SELECT 1 FROM doors d WHERE d.id = e.door_id AND d.direction <> 'both') AS byDoor
     FROM events e WHERE e.person_id = :personId AND e.kind = 'recognised' AND e.at >= :from AND e.at < :to AND e.direction IS NOT NULL
       AND NOT ${takenBack('e')}`,
    { personId, from, to },
  );
  return rows.map(({ id, at, timeZone, direction, byDoor, clockJumped, stepMs }) => ({
    key: `e${id}`,
    at,
    direction: byDoor === 1 ? direction : null,
    directionBy: byDoor === 1 ? 'door' : null,
    zone: timeZone,
    doubts: clockJumped === 1 ? ['clock-jumped'] : [],
    clockStep: Math.round((stepMs ?? 0) / 60_000),
    givenTo: null,
  }));
}

/** People for whom days are reckoned: the ones in the list, and whoever left it and whose days stay. */
export function workerOf(db: ReadableDb, personId: number, zone: ZoneDays): Worker | null {
  const row = db.get<{ department: string; enrolledAt: number; deletedAt: number | null }>(
    'SELECT department, enrolled_at AS enrolledAt, deleted_at AS deletedAt FROM people WHERE id = :personId',
    { personId },
  );
  if (!row) return null;
  const dayOf = (at: number): Day => zone.wallOf(minuteAt(at)).day;
  return {
    id: personId,
    department: row.department,
    // Erasing somebody overwrites when they came.
    joined: row.deletedAt === null ? dayOf(row.enrolledAt) : null,
    left: row.deletedAt === null ? null : dayOf(row.deletedAt),
  };
}

export type PersonMonth = {
  readonly records: readonly DayRecord[];
  /** The same with CONTEXT_DAYS before and after, in which the weeks of the month are whole. */
  readonly around: readonly DayRecord[];
  /** The plans of `around`. */
  readonly plans: readonly DayPlan[];
  readonly ignored: readonly Punch[];
  readonly grants: readonly Grant[];
  readonly leaves: readonly Leave[];
  /** Of whole weeks: dates of the neighbouring months are among them. */
  readonly buckets: readonly Bucket[];
  readonly unreadable: readonly { readonly id: number; readonly from: Day; readonly to: Day }[];
};

/** @param month 0 = January @param now ms since the epoch. null = there is no such person */
export function reckonMonth(
  db: ReadableDb,
  { book }: ReadBook,
  personId: number,
  year: number,
  month: number,
  now: number,
): PersonMonth | null {
  const site = book.zones.at(-1)!.value;
  const worker = workerOf(db, personId, site);
  if (!worker) return null;
  const [first, last] = [firstOfMonth(year, month), firstOfMonth(year, month + 1) - 1];
  const [from, to] = [first - CONTEXT_DAYS, last + CONTEXT_DAYS];
  const granted = grantedOf(db, personId, from, to);
  const all = punchesOf(db, personId, site.bounds(from).from * 60_000, site.bounds(to).to * 60_000);
  const { punches, ignored, grants, shifts } = collect(all, granted.corrections);
  const whole = { ...book, overrides: new Map([[personId, shifts]]) };
  const plans = Array.from({ length: to - from + 1 }, (_, i) => planDay(whole, worker, from + i));
  const records = reckonDays({ plans, punches, leaves: granted.leaves, now: minuteAt(now) });
  return {
    records: records.filter((r) => r.day >= first && r.day <= last),
    around: records,
    plans,
    ignored,
    grants,
    leaves: granted.leaves,
    buckets: bookOvertime(records, grants),
    unreadable: granted.unreadable,
  };
}
