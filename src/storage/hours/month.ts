/** A person's month: what the log, the plan and the decisions say, reckoned. days.ts keeps what comes out. */
import { collect } from '../../domain/hours/collect.ts';
import { firstDayOf, lastDayOf, type Month } from '../../domain/hours/balance.ts';
import { CONTEXT_DAYS, reckonDays } from '../../domain/hours/day.ts';
import { minuteAt, mod, type Day } from '../../domain/hours/days.ts';
import type { DayPlan, DayRecord, Doubt, Grant, Leave, Punch } from '../../domain/hours/model.ts';
import { bookOvertime, type Bucket } from '../../domain/hours/overtime.ts';
import { planDay, type PlanBook, type Worker } from '../../domain/hours/plan.ts';
import type { ZoneDays } from '../../domain/hours/zone-days.ts';
import type { ReadableDb } from '../file/db.ts';
import { takenBack } from '../log/events.ts';
import type { ReadBook } from './plan.ts';
import { grantedOf, type Granted } from './requests.ts';

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
 * A person's punches that stand. A direction that the door gave is the door's word, of the door as it was then; one by turns is no word at all, for the plan knows better whether
 * a turn was missed.
 * @param from ms since the epoch, inclusive @param to exclusive
 */
export function punchesOf(db: ReadableDb, personId: number, from: number, to: number): readonly Punch[] {
  const rows = db.all<PunchRow>(
    `SELECT e.id, e.at, e.time_zone AS timeZone, e.direction, e.clock_jumped AS clockJumped, e.clock_step_ms AS stepMs,
       ifnull((SELECT v.direction <> 'both' FROM door_directions v WHERE v.door_id = e.door_id AND v.from_event <= e.id
         ORDER BY v.from_event DESC LIMIT 1), 0) AS byDoor
     FROM events e WHERE e.person_id = :personId AND e.kind = 'recognised' AND e.at >= :from AND e.at < :to AND e.direction IS NOT NULL
       AND NOT ${takenBack('e')}`,
    { personId, from, to },
  );
  const booked = rows.map(({ id, at, timeZone, direction, byDoor, clockJumped, stepMs }): Punch => ({
    key: `e${id}`,
    at,
    direction: byDoor === 1 ? direction : null,
    directionBy: byDoor === 1 ? 'door' : null,
    zone: timeZone,
    doubts: clockJumped === 1 ? ['clock-jumped'] : [],
    clockStep: Math.round((stepMs ?? 0) / 60_000),
    givenTo: null,
  }));
  return [...booked, ...importedPunches(db, personId, from, to)];
}

/** What an old terminal wrote: whoever stood there pressed a key for the way, or there is none. */
function importedPunches(db: ReadableDb, personId: number, from: number, to: number): readonly Punch[] {
  const rows = db.all<{ id: number; at: number; timeZone: string; direction: 'in' | 'out' | null; doubt: Doubt | null }>(
    `SELECT id, at, time_zone AS timeZone, direction, doubt FROM imported_punches
     WHERE person_id = :personId AND at >= :from AND at < :to`,
    { personId, from, to },
  );
  return rows.map(({ id, at, timeZone: zone, direction, doubt }) => ({
    ...{ key: `i${id}`, at, zone, direction, directionBy: direction && 'button' },
    ...{ doubts: doubt ? [doubt] : [], clockStep: 0, givenTo: null },
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
  /** The same with CONTEXT_DAYS before and after, in which the weeks of the month are whole; and with all of its stretch. */
  readonly around: readonly DayRecord[];
  /** The plans of `around`. */
  readonly plans: readonly DayPlan[];
  readonly ignored: readonly Punch[];
  readonly grants: readonly Grant[];
  readonly leaves: readonly Leave[];
  /** Of whole weeks, and of whole periods: dates of the neighbouring months are among them. */
  readonly buckets: readonly Bucket[];
  readonly unreadable: readonly { readonly id: number; readonly from: Day; readonly to: Day }[];
};

/** Months that are reckoned together. */
export type Stretch = { readonly first: Month; readonly last: Month };

/**
 * What a month's figures follow from: itself, and where overtime is that of a quarter or a year, all of that; of many days in a row, the month before.
 * CONTEXT_DAYS before and after it as well.
 */
export function stretchOf({ rules }: Pick<PlanBook, 'rules'>, month: Month): Stretch {
  let [first, last] = [month, month];
  let back = 0;
  const [from, to] = [firstDayOf(month), lastDayOf(month)];
  for (const [i, { value: rule }] of rules.entries()) {
    const [begins, next] = [i === 0 ? -Infinity : rules[i]!.from, rules[i + 1]?.from ?? Infinity];
    if (begins > to || next <= from) continue;
    const months = { week: 1, month: 1, quarter: 3, year: 12 }[rule.balance?.unit ?? 'month'];
    for (const { per } of rule.overtime) {
      if (per === 'period') {
        const start = month - mod(month, months);
        [first, last] = [Math.min(first, start), Math.max(last, start + months - 1)];
      } else if (typeof per === 'object' && 'streak' in per && per.streak > CONTEXT_DAYS) back = 1;
    }
  }
  return { first: first - back, last };
}

/** What must not have changed for a month's figures to hold still. */
export const windowOf = ({ first, last }: Stretch): { readonly from: Day; readonly to: Day } => ({
  from: firstDayOf(first) - CONTEXT_DAYS,
  to: lastDayOf(last) + CONTEXT_DAYS,
});

/** What is reckoned with as if it had been granted as well. */
export type More = Pick<Granted, 'corrections' | 'leaves'>;

const NO_MORE: More = { corrections: [], leaves: [] };

/** @param month 0 = January @param now ms since the epoch. null = there is no such person */
export function reckonMonth(
  db: ReadableDb,
  read: ReadBook,
  personId: number,
  year: number,
  month: number,
  now: number,
  more: More = NO_MORE,
): PersonMonth | null {
  const index = year * 12 + month;
  const whole = reckonStretch(db, read, personId, stretchOf(read.book, index), now, more);
  return whole && inMonth(whole, index);
}

/** A stretch's own month. */
export function inMonth(whole: PersonMonth, month: Month): PersonMonth {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  return { ...whole, records: whole.records.filter((r) => r.day >= first && r.day <= last) };
}

/** All months of a stretch: `records` are those of its days. Each month is reckoned with the days around it, whichever stretch it is part of. */
export function reckonStretch(
  db: ReadableDb,
  { book }: ReadBook,
  personId: number,
  stretch: Stretch,
  now: number,
  more: More = NO_MORE,
): PersonMonth | null {
  const site = book.zones.at(-1)!.value;
  const worker = workerOf(db, personId, site);
  if (!worker) return null;
  const { from, to } = windowOf(stretch);
  const granted = grantedOf(db, personId, from, to);
  const all = punchesOf(db, personId, site.bounds(from).from * 60_000, site.bounds(to).to * 60_000);
  const { punches, ignored, grants, shifts } = collect(all, [...granted.corrections, ...more.corrections]);
  const leaves = [...granted.leaves, ...more.leaves];
  const whole = { ...book, overrides: new Map([[personId, shifts]]) };
  const plans = Array.from({ length: to - from + 1 }, (_, i) => planDay(whole, worker, from + i));
  const around: DayRecord[] = [];
  for (let month = stretch.first; month <= stretch.last; month++) {
    const [first, last] = [firstDayOf(month) - CONTEXT_DAYS, lastDayOf(month) + CONTEXT_DAYS];
    const [start, end] = [site.bounds(first).from * 60_000, site.bounds(last).to * 60_000];
    const records = reckonDays({
      plans: plans.slice(first - from, last - from + 1),
      punches: punches.filter((p) => p.at >= start && p.at < end),
      leaves,
      now: minuteAt(now),
    });
    const before = month === stretch.first ? 0 : CONTEXT_DAYS;
    const after = month === stretch.last ? 0 : CONTEXT_DAYS;
    around.push(...records.slice(before, records.length - after));
  }
  return {
    records: around.slice(CONTEXT_DAYS, around.length - CONTEXT_DAYS),
    around,
    plans,
    ignored,
    grants,
    leaves,
    buckets: bookOvertime(around, grants),
    unreadable: granted.unreadable,
  };
}
