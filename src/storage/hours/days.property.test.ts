import { expect, test } from 'vitest';
import { D as DAY_SHIFT, N as NIGHT_SHIFT, shift } from '../../../test/hours/fixtures.ts';
import { insertDoor } from '../../../test/storage/doors.ts';
import { openTemp, random, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import { firstDayOf, lastDayOf, monthOf } from '../../domain/hours/balance.ts';
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import { addUp } from '../../domain/hours/charts.ts';
import { figuresOf, type HourDay } from '../../domain/hours/figures.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type OvertimeRule, type Rule, type Shift } from '../../domain/hours/model.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { currentDay, lateToday, stateToday } from '../../domain/hours/today.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { RequestBody, ShiftBody } from '../../shared/hours.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';
import { addPunches, beginSource, finishSource, sweepPunches, undoPunches } from '../imports/punches.ts';
import { markDeleted, purgeDeleted, undelete } from '../people/people.ts';
import { daysOf } from './days.ts';
import { markDue, waiting } from './dirty.ts';
import { reckonMonth } from './month.ts';
import { hourPeople, inOrder } from './people.ts';
import {
  deleteAssignment,
  deletePatternVersion,
  readPlan,
  saveAssignment,
  savePattern,
  saveRule,
  saveShift,
  type ReadBook,
} from './plan.ts';
import { workOff } from './recompute.ts';
import { askFor, decide } from './requests.ts';
import { monthSums } from '../../domain/hours/totals.ts';
import { hoursCharts } from './team.ts';
import { todayWho } from './today.ts';
import { monthsOfAll, totalsOf } from './totals.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 4, 20, 10);

const bodyOf = ({ segments, before, after, breaks, halfDayAt, needIn, needOut }: Shift): ShiftBody =>
  structuredClone({ segments, before, after, breaks, flex: null, halfDayAt, needIn, needOut }) as ShiftBody;

const BODIES = [DAY_SHIFT, NIGHT_SHIFT, shift('06:00-14:00'), shift('08:00-12:00 16:00-20:00')].map(bodyOf);
const over = (id: number, more: Partial<OvertimeRule>): OvertimeRule => ({
  ...DEFAULT_OVERTIME,
  id,
  name: `r${id}`,
  on: 'any',
  ...more,
});
const RULES: readonly Rule[] = [
  DEFAULT_RULE,
  { ...DEFAULT_RULE, overtime: [over(1, { measure: { over: 420 } }), over(2, { measure: { over: 900 }, per: { week: 1 } })] },
  {
    ...DEFAULT_RULE,
    graceIn: { minutes: 5, counted: true },
    overtime: [over(3, { measure: { over: 6000 }, per: 'period' })],
    balance: { unit: 'quarter', required: 'calendar', creditHolidays: true, weekStartsOn: 1 },
  },
  { ...DEFAULT_RULE, overtime: [over(4, { measure: 'over-planned', per: { streak: 9 } })] },
];

/** What the days are, from nothing: no row that was kept is looked at. */
function fromNothing(db: ReadableDb, read: ReadBook, people: readonly number[], month: number, now: number): readonly HourDay[] {
  return people.flatMap((id) => {
    const of = reckonMonth(db, read, id, Math.floor(month / 12), month % 12, now);
    const inside = new Set(of?.records.map((r) => r.day));
    return of ? figuresOf(id, { ...of, records: of.around }).filter((d) => inside.has(d.day)) : [];
  });
}

/** Who is expected, by each day as it is reckoned from nothing. */
function todayFromNothing({ db, people, now }: World, read: ReadBook): unknown {
  const minute = Math.floor(now / 60_000);
  const { day: today } = read.book.zones[0]!.value.wallOf(minute);
  const dayOf = (id: number, day: number) => fromNothing(db, read, [id], monthOf(day), now).find((d) => d.day === day);
  const listed = hourPeople(db, read.book.zones[0]!.value, today, today).filter((p) => people.some((id) => id === p.id));
  return inOrder(listed).flatMap(({ id }) => {
    const day = currentDay(dayOf(id, today - 1), dayOf(id, today), minute);
    const state = day && stateToday(day);
    if (!day || !state || state === 'unplanned') return [];
    const shifts = day.shift ? read.book.shifts.get(day.shift.id) : undefined;
    const late = lateToday(day, shifts && versionAt(shifts, day.day), versionAt(read.book.rules, day.day)!);
    const { startsAt, endsAt, firstIn, lastOut } = day;
    return [[id, { state, late, day: day.day, startsAt, endsAt, firstIn, lastOut, shift: day.shift?.name ?? null }]];
  });
}

/** A chart of the month, day by day from nothing. */
function chartsFromNothing({ db, now }: World, read: ReadBook, month: number) {
  const zone = read.book.zones[0]!.value;
  const sums = addUp((at) => zone.wallOf(at).minute);
  for (const person of hourPeople(db, zone, firstDayOf(month), lastDayOf(month)))
    for (const day of fromNothing(db, read, [person.id], month, now)) sums.add(person.department, day);
  return sums.charts();
}

type World = {
  db: WritableDb;
  people: PersonId[];
  shifts: number[];
  patterns: number[];
  assignments: number[];
  events: number[];
  now: number;
  zone: string;
  makeUp: number;
};

function world(): World {
  const { db } = openTemp();
  const people = ['Ada', 'Bo', 'Cy'].map((name) => rawPerson(db, name));
  db.run('UPDATE people SET enrolled_at = :at', { at: START - 90 * DAY_MS });
  insertDoor(db, 1);
  db.run("UPDATE doors SET direction = 'both' WHERE id = 1");
  const today = Math.floor(START / DAY_MS);
  const shifts = BODIES.map((body, i) => value(saveShift(db, null, `S${i}`, 0, body, today)));
  const patterns = [
    value(
      savePattern(
        db,
        null,
        'Week',
        0,
        { days: [1, 1, 1, 1, 1, null, null], anchor: dayNumber('2026-01-05'), followsCalendar: true },
        today,
      ),
    ),
    value(
      savePattern(
        db,
        null,
        'Turns',
        0,
        { days: [2, 2, null, 3], anchor: dayNumber('2026-01-05'), followsCalendar: false },
        today,
      ),
    ),
  ];
  value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { pattern: 1 } }));
  return { db, people, shifts, patterns, assignments: [], events: [], now: START, zone: 'Europe/Berlin', makeUp: 1 };
}

/** One thing that happens, as the parts of the app would write it. */
function happens(w: World, next: () => number): string {
  const { db } = w;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const maybe = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const today = Math.floor(w.now / DAY_MS);
  const day = (): number => today - Math.floor(next() * 100);
  const person = pick(w.people);
  const acts: Record<string, () => unknown> = {
    punch: () => {
      const at = day() * DAY_MS + Math.floor(next() * DAY_MS);
      const more = next() < 0.3 ? { door_id: '1' } : {};
      w.events.push(
        rawEvent(db, {
          kind: "'recognised'",
          person_id: String(person),
          at: String(at),
          direction: "'in'",
          time_zone: `'${w.zone}'`,
          ...more,
        }),
      );
    },
    'a whole day': () => {
      const start = day() * DAY_MS + Math.floor(next() * 24) * 3_600_000;
      for (const at of [start, start + (7 + Math.floor(next() * 4)) * 3_600_000])
        rawEvent(db, {
          kind: "'recognised'",
          person_id: String(person),
          at: String(at),
          direction: "'in'",
          time_zone: `'${w.zone}'`,
        });
    },
    'a terminal’s file': () => {
      const counts = { rows: 2, added: 2, changed: 0, known: 0, leftOut: 0 };
      const file = { kind: 'attlog', fileName: 'a', sha256: String(next()), at: w.now, operator: 'x', timeZone: w.zone } as const;
      const source = beginSource(db, file);
      const start = day() * DAY_MS + Math.floor(next() * DAY_MS);
      const rows = [start, start + 8 * 3_600_000].map((at, i) => ({
        ...{ personId: person, at, wall: Math.floor(at / 1000), status: '', direction: null, doubt: null, line: i, raw: '' },
      }));
      addPunches(db, source, w.zone, rows);
      // Now and then the app ends before it is whole.
      if (next() < 0.8) finishSource(db, source, counts);
    },
    'a file is undone': () => undoPunches(db, 1 + Math.floor(next() * 5), w.now),
    'what counts no more is swept out': () => sweepPunches(db),
    'taken back': () => {
      const about = maybe(w.events);
      if (about)
        w.events.push(rawEvent(db, { kind: "'retracted'", about: String(about), reason: "'not-him'", at: String(w.now) }));
    },
    asked: () => {
      const d = day();
      const bodies: RequestBody[] = [
        { kind: 'add', at: d * DAY_MS + Math.floor(next() * DAY_MS), direction: null, zone: w.zone },
        { kind: 'leave-days', leaveKind: 'annual', paid: true, from: d, to: d + 3 },
        { kind: 'shift', day: d, shift: pick([...w.shifts, null]) },
        { kind: 'grant', grant: { from: d * 1440, to: d * 1440 + 900 } },
        { kind: 'ignore', punch: `e${maybe(w.events) ?? 1}` },
        { kind: 'give', punch: `e${maybe(w.events) ?? 1}`, day: d },
      ];
      const body = pick(bodies);
      const id = value(askFor(db, { personId: person, from: d, to: d + 3, body, reason: '', askedBy: 'Ada', at: w.now }));
      for (const decision of pick([['granted'], ['granted', 'withdrawn'], ['refused']] as const))
        value(decide(db, { requestId: id, decision, decidedBy: 'Bo', selfDecided: false, at: w.now }));
    },
    'a version of a shift': () =>
      value(saveShift(db, pick(w.shifts), `S${Math.floor(next() * 1e6)}`, today + Math.floor(next() * 3), pick(BODIES), today)),
    'a version of a pattern': () =>
      value(
        savePattern(
          db,
          pick(w.patterns),
          `P${Math.floor(next() * 1e6)}`,
          today + Math.floor(next() * 3),
          {
            days: Array.from({ length: 1 + Math.floor(next() * 8) }, () => pick([...w.shifts, null])),
            anchor: day(),
            followsCalendar: next() < 0.5,
          },
          today,
        ),
      ),
    'no version of a pattern': () => {
      const later = db.all<{ id: number; from: number }>(
        'SELECT pattern_id AS id, from_day AS "from" FROM shift_pattern_versions WHERE from_day > :today',
        { today },
      );
      if (later.length === 0) return;
      const { id, from } = pick(later);
      value(deletePatternVersion(db, id, from, today));
    },
    assigned: () => {
      const to = pick([{ person: Number(person) }, { department: 'R&D' }] as const);
      const from = day();
      const target = pick([{ pattern: pick(w.patterns) }, { shift: pick(w.shifts) }, 'rest'] as const);
      const saved = value(
        saveAssignment(db, next() < 0.3 ? (maybe(w.assignments) ?? null) : null, { to, from, until: from + 40, target }),
      );
      if ('id' in saved && !w.assignments.includes(saved.id)) w.assignments.push(saved.id);
    },
    'assigned no more': () => {
      const id = w.assignments.pop();
      if (id !== undefined) value(deleteAssignment(db, id));
    },
    rules: () => value(saveRule(db, today + Math.floor(next() * 3), pick(RULES), today)),
    holiday: () =>
      db.run('INSERT OR REPLACE INTO holidays (date, name, kind) VALUES (:date, :date, :kind)', {
        date: isoDay(day()),
        kind: pick(['off', 'working-day']),
      }),
    'no holiday': () => db.run('DELETE FROM holidays WHERE date = (SELECT date FROM holidays ORDER BY name LIMIT 1)'),
    department: () => db.run('UPDATE people SET department = :of WHERE id = :person', { of: pick(['', 'R&D']), person }),
    'somebody new': () => {
      if (w.people.length > 5) return;
      w.people.push(rawPerson(db, `N${w.people.length}`));
      db.run('UPDATE people SET enrolled_at = :now WHERE id = :id', { now: w.now, id: w.people.at(-1)! });
    },
    left: () => {
      // Whoever has left already leaves no more.
      if (markDeleted(db, person, w.now, w.now).ok && next() < 0.7) value(undelete(db, person));
    },
    erased: () => value(purgeDeleted(db, w.now + 1, w.now + 2)),
    'another direction of the door': () =>
      db.run('UPDATE doors SET direction = :of WHERE id = 1', { of: pick(['in', 'out', 'both']) }),
    'hours go by': () => (w.now += Math.floor(next() * 40) * 3_600_000),
    'the clock is set back': () => (w.now -= 3 * 3_600_000),
    'another zone': () => (w.zone = pick(['Europe/Berlin', 'Pacific/Apia'])),
    'another make-up day': () => (w.makeUp = 1 + Math.floor(next() * 7)),
  };
  // What happens every day happens more often.
  const name = pick([
    ...Object.keys(acts),
    ...Array<string>(6).fill('punch'),
    ...Array<string>(8).fill('a whole day'),
    'asked',
    'asked',
  ]);
  acts[name]!();
  return name;
}

function chartsOf({ db, now }: World, read: ReadBook, month: number) {
  const steps = hoursCharts(db, read, isoDay(firstDayOf(month)).slice(0, 7), now);
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    const { arrivals, lateness, weeks } = step.value;
    return { arrivals, lateness, weeks };
  }
}

test.each([1, 2, 3, 4])(
  'whatever happens, in whatever order: an answer is what a reckoning from nothing gives, and so is what is kept (%i)',
  (seed) => {
    const next = random(seed);
    const w = world();
    const story: string[] = [];
    let latest = w.now;
    for (let step = 0; step < 60; step++) {
      story.push(happens(w, next));
      latest = Math.max(latest, w.now);
      const read = readPlan(w.db, w.zone, w.makeUp);
      const month = monthOf(Math.floor(w.now / DAY_MS)) - 3;
      for (let m = month; m <= month + 4; m++) {
        const asked = daysOf(w.db, read, w.people, firstDayOf(m), lastDayOf(m), w.now);
        expect(asked, story.join(', ')).toEqual(fromNothing(w.db, read, w.people, m, w.now));
      }
      expect(
        todayWho(w.db, read, { department: null, which: 'expected' }, w.now).map(({ person, ...of }) => [person.id, of]),
        story.join(', '),
      ).toEqual(todayFromNothing(w, read));
      // A window that has closed opens again by no row, where a clock was set back.
      if (!story.includes('the clock is set back'))
        expect(chartsOf(w, read, month + 3), story.join(', ')).toEqual(chartsFromNothing(w, read, month + 3));
      // The background does its work now and then, and not always all of it.
      if (next() < 0.6) value(markDue(w.db, read, w.now));
      let pieces = next() < 0.7 ? Infinity : Math.floor(next() * 4);
      if (next() < 0.8) value(workOff(w.db, read, w.now, () => pieces-- <= 0));
    }
    // A clock that was set back is right again: what is kept of a window that had closed opens by no row.
    w.now = latest;
    const read = readPlan(w.db, w.zone, w.makeUp);
    value(markDue(w.db, read, w.now));
    expect(value(workOff(w.db, read, w.now, () => false)).done).toBe(true);
    expect(waiting(w.db)).toBeNull();
    for (let back = 0; back < 6; back++) {
      const month = monthOf(Math.floor(w.now / DAY_MS)) - back;
      const whole = fromNothing(w.db, read, w.people, month, w.now);
      expect(daysOf(w.db, read, w.people, firstDayOf(month), lastDayOf(month), w.now)).toEqual(whole);
      const { totals, stale } = totalsOf(w.db, read, w.people, month, w.now);
      expect(stale).toBe(0);
      for (const [id, sum] of totals) expect(sum).toEqual(monthSums(whole.filter((d) => d.personId === id)));
      expect(chartsOf(w, read, month)).toEqual(chartsFromNothing(w, read, month));
      // Nothing is kept of a person before their first month, nor of whoever was erased.
      const there = w.db
        .all<{ id: number }>('SELECT person_id AS id FROM day_records WHERE day = :day', { day: firstDayOf(month) })
        .map(({ id }) => id);
      const { due: planned, paid, leave, overtime } = monthSums(whole.filter((d) => there.includes(d.personId)));
      expect(monthsOfAll(w.db, read, month, month)).toEqual({
        months: there.length === 0 ? [] : [{ month, planned, paid, leave, overtime }],
        stale: 0,
      });
    }
    const erased = w.db.all<{ id: number }>('SELECT id FROM people WHERE purged_at IS NOT NULL').map(({ id }) => id);
    const kept = w.db.all<{ id: number }>('SELECT DISTINCT person_id AS id FROM day_records').map(({ id }) => id);
    expect(kept.toSorted()).toEqual(
      w.people
        .map(Number)
        .filter((id) => !erased.includes(id))
        .toSorted(),
    );
    // Nothing has changed since: nothing is written.
    value(markDue(w.db, read, w.now));
    w.db.run('UPDATE people SET department = department || :x', { x: '' });
    expect(value(workOff(w.db, read, w.now, () => false)).changed.size).toBe(0);
  },
);
