/** A correction as somebody says it: the day, when they came, when they went. What comes of it is punches that go and punches that come. */
import { isoDay, DAY_MINUTES, type Day } from '../../domain/hours/days.ts';
import type { DayRecord, PlacedPunch } from '../../domain/hours/model.ts';
import { minuteOf } from '../../domain/time/wall-clock.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RequestBody } from '../../shared/hours.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { reckonMonth } from '../../storage/hours/month.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';

/** 'HH:MM'; null = as it is. */
export type Times = { readonly in: string | null; readonly out: string | null };

/** A person's day with its punches; null = there is no such person. @param now ms since the epoch */
export function recordOf(db: ReadableDb, read: ReadBook, personId: number, day: Day, now: number): DayRecord | null {
  const [year = 0, month = 1] = isoDay(day).split('-').map(Number);
  return reckonMonth(db, read, personId, year, month - 1, now)?.records.find((r) => r.day === day) ?? null;
}

/** Errors: bad-input {field: in} where nothing would change. */
export function correctionOf(record: DayRecord, times: Times): Result<readonly RequestBody[]> {
  const counted = record.punches.filter((p) => !p.codes.some((c) => c.code === 'repeat-of'));
  const first = counted.find((p) => p.direction === 'in');
  const last = counted.findLast((p) => p.direction === 'out');
  const { zone } = record.plan;
  const reached = (time: string, days: number): number => zone.reached(record.day, minuteOf(time) + days * DAY_MINUTES);
  const came = times.in === null ? (first?.minute ?? null) : reached(times.in, 0);
  const went = times.out === null ? null : outAfter(record, came, (days) => reached(times.out!, days));
  const bodies = [
    ...(times.in === null || came === null ? [] : replaced(first, 'in', came, zone.name)),
    ...(went === null ? [] : replaced(last, 'out', went, zone.name)),
  ];
  return bodies.length > 0 ? ok(bodies) : err({ code: 'bad-input', field: 'in' });
}

/** Of this day or the next: after the IN; where there is none, nearer to the planned end. */
function outAfter({ minutes }: DayRecord, came: number | null, reached: (days: number) => number): number {
  const [same, next] = [reached(0), reached(1)];
  if (came !== null) return same > came ? same : next;
  const end = minutes.planned.at(-1)?.to ?? same;
  return Math.abs(next - end) < Math.abs(same - end) ? next : same;
}

/** What is there already says it; else that one does not count, and another does. */
function replaced(there: PlacedPunch | undefined, direction: 'in' | 'out', minute: number, zone: string): readonly RequestBody[] {
  if (there?.minute === minute) return [];
  const add: RequestBody = { kind: 'add', at: minute * 60_000, direction, zone };
  return there ? [{ kind: 'ignore', punch: there.punch.key }, add] : [add];
}
