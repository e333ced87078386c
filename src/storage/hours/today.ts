/** Who is expected today, and where they are: counts by department, and the people behind a count. */
import { firstDayOf, lastDayOf, monthOf } from '../../domain/hours/balance.ts';
import { DAY_MINUTES, minuteAt, type Day } from '../../domain/hours/days.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { currentDay, lateToday, stateToday, type TodayState } from '../../domain/hours/today.ts';
import type { HoursToday, TodayPerson, TodayQuery } from '../../shared/calls/hours.ts';
import type { ReadableDb } from '../file/db.ts';
import { daysOf } from './days.ts';
import { cleanMonths } from './dirty.ts';
import { hourPeople, inOrder, type HourPerson } from './people.ts';
import { closedWithin } from './periods.ts';
import type { ReadBook } from './plan.ts';
import { maybeRunning, nowDays, type NowDay } from './stored.ts';

type Placed = {
  readonly person: HourPerson;
  readonly day: NowDay;
  readonly state: TodayState;
  readonly late: number;
};

/** Everybody who is expected, or there. @param now ms since the epoch */
function placed(db: ReadableDb, read: ReadBook, now: number): readonly Placed[] {
  const minute = minuteAt(now);
  const zone = versionAt(read.book.zones, minute)!;
  const { day: today, minute: ofDay } = zone.wallOf(minute);
  const people = hourPeople(db, zone, today, today);
  const own = daysNow(db, read, people, today, now);
  const before = lastsUntil(read, ofDay) ? lastNight(db, read, people, own, today - 1, now) : null;
  return people.flatMap((person) => {
    const day = currentDay(before?.get(person.id), own.get(person.id), minute);
    const state = day && stateToday(day);
    if (!day || !state) return [];
    const versions = day.shift ? read.book.shifts.get(day.shift.id) : undefined;
    const late = lateToday(day, versions && versionAt(versions, day.day), versionAt(read.book.rules, day.day)!);
    return [{ person, day, state, late }];
  });
}

type DaysNow = ReadonlyMap<number, NowDay>;

/** What is kept of today, where it holds; else as daysOf has it. */
function daysNow(db: ReadableDb, read: ReadBook, people: readonly HourPerson[], today: Day, now: number): DaysNow {
  const ids = people.map((p) => p.id);
  const month = monthOf(today);
  const closed = closedWithin(db, { from: firstDayOf(month), to: lastDayOf(month) }).length > 0;
  const clean = cleanMonths(db, read, ids);
  const out = new Map(closed ? [] : nowDays(db, read, ids, today, minuteAt(now)));
  const unsure = ids.filter((id) => !out.has(id) || !clean(id, month));
  for (const day of daysOf(db, read, unsure, today, today, now)) out.set(day.personId, day);
  return out;
}

/** Only who is not there by today's plan may still be at last night's, and only where that one may still run is it read. */
function lastNight(db: ReadableDb, read: ReadBook, people: readonly HourPerson[], own: DaysNow, day: Day, now: number): DaysNow {
  const others = people.flatMap(({ id }) => (own.get(id)?.firstIn == null ? [id] : []));
  const clean = cleanMonths(db, read, others);
  const running = maybeRunning(db, others, day, minuteAt(now));
  const asked = others.filter((id) => running.has(id) || !clean(id, monthOf(day)));
  return new Map(daysOf(db, read, asked, day, day, now).map((d) => [d.personId, d]));
}

/** No zone sets its clocks by more, minutes. */
const CLOCKS_SET = 180;

/** Whether any shift of the day before may still run at that minute of the day. */
const lastsUntil = ({ book }: ReadBook, minute: number): boolean =>
  [...book.shifts.values()]
    .flat()
    .some(({ value }) => value.segments.some((s) => s.end > DAY_MINUTES && s.end - DAY_MINUTES + CLOCKS_SET > minute));

const NOBODY = { expected: 0, here: 0, gone: 0, 'not-yet': 0, absent: 0, leave: 0, elsewhere: 0, unplanned: 0, late: 0 };

export function hoursToday(db: ReadableDb, read: ReadBook, now: number): HoursToday {
  const departments = new Map<string, { [K in keyof typeof NOBODY]: number }>();
  for (const { person, state, late } of placed(db, read, now)) {
    const own = departments.get(person.department) ?? { ...NOBODY };
    departments.set(person.department, own);
    own[state]++;
    if (state !== 'unplanned') own.expected++;
    if (late > 0) own.late++;
  }
  return {
    at: now,
    plans: read.book.assignments.some(
      (a) => a.until === null || a.until >= versionAt(read.book.zones, minuteAt(now))!.wallOf(minuteAt(now)).day,
    ),
    planned: [...departments.values()].some((d) => d.expected > 0),
    departments: [...departments]
      .map(([department, counts]) => ({ department, counts }))
      .toSorted((a, b) => a.department.localeCompare(b.department, 'zh-Hans-CN')),
  };
}

/** So many names are told at once. */
const MOST_NAMES = 500;

export function todayWho(db: ReadableDb, read: ReadBook, { department, which }: TodayQuery, now: number): readonly TodayPerson[] {
  const all = placed(db, read, now)
    .filter(({ person }) => department === null || person.department === department)
    .filter(({ state, late }) => (which === 'late' ? late > 0 : which === 'expected' ? state !== 'unplanned' : state === which));
  const byId = new Map(all.map((p) => [p.person.id, p]));
  return inOrder(all.map((p) => p.person))
    .slice(0, MOST_NAMES)
    .map(({ id }) => byId.get(id)!)
    .map(({ person, day, state, late }) => ({
      ...{ person, state, late, day: day.day },
      ...{ startsAt: day.startsAt, endsAt: day.endsAt, firstIn: day.firstIn, lastOut: day.lastOut },
      shift: day.shift?.name ?? null,
    }));
}
