/** A database of people who work, for the benches of hours: shifts, rules, and their punches as rows of the log. */
import { dayNumber, minuteAt, type Day } from '../src/domain/hours/days.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type Rule } from '../src/domain/hours/model.ts';
import { zoneDays } from '../src/domain/hours/zone-days.ts';
import type { ShiftBody } from '../src/shared/hours.ts';
import type { WritableDb } from '../src/storage/file/db.ts';
import { saveAssignment, savePattern, saveRule, saveShift } from '../src/storage/hours/plan.ts';
import { insertPerson } from '../src/storage/people/people.ts';
import { seeded } from '../tools/random.ts';
import { value } from '../tools/value.ts';

const shift = (start: number, end: number, pause: number | null): ShiftBody => ({
  segments: [{ start, end }],
  before: 120,
  after: 360,
  breaks: pause === null ? [] : [{ when: { at: pause }, length: 60, clocked: false, min: 0, max: null, paid: false }],
  flex: null,
  halfDayAt: 'without-break',
  needIn: true,
  needOut: true,
});

export const WORK_RULE: Rule = {
  ...DEFAULT_RULE,
  graceIn: { minutes: 5, counted: false },
  nightBonus: { from: 1320, to: 360 },
  overtime: [
    { ...DEFAULT_OVERTIME, id: 1, name: 'day', measure: { over: 480 }, on: 'any' },
    { ...DEFAULT_OVERTIME, id: 2, name: 'week', measure: { over: 2400 }, on: 'any', per: { week: 1 } },
  ],
};

/** Two in three work days, the others nights. @param count people to be made @returns ids of everybody */
export function fillPlan(db: WritableDb, count: number, first: Day): readonly number[] {
  return db.transaction(() => {
    for (let i = 0; i < count; i++)
      value(
        insertPerson(
          db,
          { employeeNumber: `H${i}`, name: `Person ${i}`, department: i % 3 === 2 ? 'Night' : 'Day' },
          first * 86_400_000,
        ),
      );
    const [day, night] = [
      value(saveShift(db, null, 'Day', 0, shift(540, 1080, 720), first)),
      value(saveShift(db, null, 'Night', 0, shift(1320, 1800, null), first)),
    ];
    const week = (id: number, name: string) =>
      value(
        savePattern(
          db,
          null,
          name,
          0,
          { days: [id, id, id, id, id, null, null], anchor: dayNumber('2024-01-01'), followsCalendar: true },
          first,
        ),
      );
    const [days, nights] = [week(day, 'Mon–Fri'), week(night, 'Nights')];
    value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { pattern: days } }));
    value(saveAssignment(db, null, { to: { department: 'Night' }, from: 0, until: null, target: { pattern: nights } }));
    value(saveRule(db, 0, WORK_RULE, first));
    return db.all<{ id: number }>('SELECT id FROM people ORDER BY id').map(({ id }) => id);
  });
}

/** One punch in fifty is forgotten. Written by one statement each: what the log's own function adds is nothing that hours read. @returns how many */
export function fillPunches(db: WritableDb, people: readonly number[], first: Day, today: Day, timeZone: string): number {
  const zone = zoneDays(timeZone);
  const next = seeded(7);
  let sequence = db.get<{ n: number }>('SELECT ifnull(max(sequence), 0) AS n FROM events')!.n;
  const begun = sequence;
  // At once: a day's punches touch a page of each index for everybody, and each commit would write all of them anew.
  db.transaction(() => {
    for (let day = first; day < today; day++) {
      if (((day + 3) % 7) + 1 > 5) continue;
      for (const [i, personId] of people.entries()) {
        const [start, end] = i % 3 === 2 ? [1320, 1800] : [540, 1080];
        const walls = [start - 15 + Math.floor(next() * 25), end + Math.floor(next() * 50)];
        for (const [n, wall] of walls.entries()) {
          if (next() < 0.02) continue;
          const at = zone.reached(day, wall);
          db.run(
            `INSERT INTO events (origin, sequence, kind, at, time_zone, offset_minutes, clock_jumped, person_id, direction)
             VALUES (1, :sequence, 'recognised', :at, :timeZone, :offset, 0, :personId, :direction)`,
            {
              ...{ sequence: ++sequence, at: at * 60_000 + Math.floor(next() * 60_000), timeZone, personId },
              ...{ offset: zone.offsetAt(minuteAt(at * 60_000)), direction: n === 0 ? 'in' : 'out' },
            },
          );
        }
      }
    }
  });
  return sequence - begun;
}
