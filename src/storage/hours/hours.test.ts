import { describe, expect, test } from 'vitest';
import { D as DAY_SHIFT, N as NIGHT_SHIFT } from '../../../test/hours/fixtures.ts';
import { insertDoor } from '../../../test/storage/doors.ts';
import { openTemp, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import { dayNumber, type Day } from '../../domain/hours/days.ts';
import { DEFAULT_RULE, type DayRecord } from '../../domain/hours/model.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { RequestBody, ShiftBody } from '../../shared/hours.ts';
import type { WritableDb } from '../file/db.ts';
import { punchesOf, reckonMonth } from './month.ts';
import {
  deleteAssignment,
  deletePatternVersion,
  deleteShift,
  readPlan,
  saveAssignment,
  savePattern,
  saveRule,
  saveShift,
} from './plan.ts';
import { askFor, decide, grantedOf } from './requests.ts';

const ZONE = 'Asia/Shanghai';
const TODAY = dayNumber('2026-11-20');
const body = (of: typeof DAY_SHIFT): ShiftBody => {
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(of);
  return { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
};
const ms = (text: string): number => Date.parse(`${text}+08:00`);

/** Five days a week by the day shift, for everybody. */
function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  // Whoever was enrolled today has no November yet.
  db.run('UPDATE people SET enrolled_at = :at', { at: ms('2026-01-01T08:00') });
  const day = value(saveShift(db, null, 'Day', 0, body(DAY_SHIFT), TODAY));
  const week = { days: [day, day, day, day, day, null, null], anchor: dayNumber('2026-11-02'), followsCalendar: true };
  const pattern = value(savePattern(db, null, 'Mon–Fri', 0, week, TODAY));
  value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { pattern } }));
  return { db, ada, day, pattern };
}

const punch = (db: WritableDb, person: PersonId, at: string, more: Record<string, string> = {}): number =>
  rawEvent(db, {
    kind: "'recognised'",
    person_id: String(person),
    at: String(ms(at)),
    direction: "'in'",
    time_zone: `'${ZONE}'`,
    ...more,
  });

const november = (db: WritableDb, person: PersonId, on: string): DayRecord => {
  const read = readPlan(db, ZONE, 1);
  expect(read.unreadable).toEqual([]);
  return reckonMonth(db, read, person, 2026, 10, ms('2026-12-31T00:00'))!.records.find((r) => r.day === dayNumber(on))!;
};

function granted(db: WritableDb, person: PersonId, day: Day, request: RequestBody): number {
  const id = value(askFor(db, { personId: person, from: day, to: day, body: request, reason: 'forgot', askedBy: 'Ada', at: 1 }));
  value(decide(db, { requestId: id, decision: 'granted', decidedBy: 'Bo', selfDecided: false, at: 2 }));
  return id;
}

describe('a month', () => {
  test('from the log and the plan', () => {
    const { db, ada } = site();
    punch(db, ada, '2026-11-02T08:55:10');
    punch(db, ada, '2026-11-02T18:03:00');
    expect(november(db, ada, '2026-11-02')).toMatchObject({ planned: 480, inPlan: 480, extra: 8, late: 0, verdict: 'present' });
    expect(november(db, ada, '2026-11-03').verdict).toBe('absent');
    expect(november(db, ada, '2026-11-07').verdict).toBe('rest');
    const read = readPlan(db, ZONE, 1);
    expect(reckonMonth(db, read, ada, 2026, 1, ms('2026-12-31T00:00'))!.records).toHaveLength(28);
    expect(reckonMonth(db, read, 99, 2026, 1, 0)).toBeNull();
  });

  test('a holiday, and a Saturday that is worked', () => {
    const { db, ada } = site();
    db.run("INSERT INTO holidays (date, name, kind) VALUES ('2026-11-03', 'H', 'off'), ('2026-11-07', 'M', 'working-day')");
    expect(november(db, ada, '2026-11-03')).toMatchObject({ verdict: 'rest', plan: { kind: 'off', credit: 480 } });
    expect(november(db, ada, '2026-11-07')).toMatchObject({ verdict: 'absent', planned: 480 });
  });

  test('what was taken back does not count, and counts when that is taken back', () => {
    const { db, ada } = site();
    punch(db, ada, '2026-11-02T09:00');
    const not = punch(db, ada, '2026-11-02T12:00');
    punch(db, ada, '2026-11-02T18:00');
    const back = rawEvent(db, {
      kind: "'retracted'",
      about: String(not),
      reason: "'not-me'",
      at: String(ms('2026-11-02T12:01')),
    });
    expect(november(db, ada, '2026-11-02').inPlan).toBe(480);
    rawEvent(db, { kind: "'retracted'", about: String(back), reason: "'was-him'", at: String(ms('2026-11-02T12:02')) });
    expect(november(db, ada, '2026-11-02').inPlan).toBe(180);
  });

  test('a door of one direction says which it was; one of both says nothing that the plan would not know better', () => {
    const { db, ada } = site();
    insertDoor(db, 1);
    insertDoor(db, 2);
    db.run("UPDATE doors SET direction = 'in' WHERE id = 1");
    db.run("UPDATE doors SET direction = 'both' WHERE id = 2");
    punch(db, ada, '2026-11-02T09:00', { door_id: '1' });
    punch(db, ada, '2026-11-02T18:00', { door_id: '2' });
    const all = punchesOf(db, ada, ms('2026-11-02T00:00'), ms('2026-11-03T00:00'));
    expect(all.map((p) => [p.direction, p.directionBy])).toEqual([
      ['in', 'door'],
      [null, null],
    ]);
  });

  test('a clock that was set is told with how far', () => {
    const { db, ada } = site();
    punch(db, ada, '2026-11-02T09:00');
    punch(db, ada, '2026-11-02T16:00', { clock_jumped: '1', clock_step_ms: String(-120 * 60_000) });
    expect(november(db, ada, '2026-11-02')).toMatchObject({ inPlan: 360, flags: ['clock-jumped'] });
  });

  test('nobody is absent before they were enrolled, nor after they left', () => {
    const { db, ada } = site();
    db.run('UPDATE people SET enrolled_at = :at', { at: ms('2026-11-04T09:00') });
    expect(november(db, ada, '2026-11-03').verdict).toBe('not-employed');
    db.run('UPDATE people SET deleted_at = :at', { at: ms('2026-11-10T17:00') });
    expect(['2026-11-10', '2026-11-11'].map((d) => november(db, ada, d).verdict)).toEqual(['absent', 'not-employed']);
  });
});

describe('corrections and leave', () => {
  const MONDAY = dayNumber('2026-11-02');
  test('count from the moment they are granted, and no longer than that', () => {
    const { db, ada } = site();
    punch(db, ada, '2026-11-02T09:00');
    const add: RequestBody = { kind: 'add', at: ms('2026-11-02T18:00'), direction: 'out', zone: ZONE };
    const asked = { personId: ada, from: MONDAY, to: MONDAY, body: add, reason: '', askedBy: 'Ada', at: 1 };
    const id = value(askFor(db, asked));
    expect(november(db, ada, '2026-11-02').verdict).toBe('missing');
    const decided = { requestId: id, decidedBy: 'Bo', selfDecided: false, at: 2 };
    value(decide(db, { ...decided, decision: 'granted' }));
    expect(november(db, ada, '2026-11-02').inPlan).toBe(480);
    value(decide(db, { ...decided, decision: 'withdrawn' }));
    expect(november(db, ada, '2026-11-02').verdict).toBe('missing');
    expect(decide(db, { ...decided, requestId: 99, decision: 'granted' })).toMatchObject({ ok: false });
    expect(askFor(db, { ...asked, personId: 99 })).toMatchObject({ ok: false });
  });

  test('each kind reaches the day', () => {
    const { db, ada, day } = site();
    const first = punch(db, ada, '2026-11-02T09:00');
    granted(db, ada, MONDAY, { kind: 'ignore', punch: `e${first}` });
    expect(november(db, ada, '2026-11-02').verdict).toBe('absent');
    granted(db, ada, MONDAY + 1, { kind: 'leave-days', leaveKind: 'annual', paid: true, from: MONDAY + 1, to: MONDAY + 1 });
    expect(november(db, ada, '2026-11-03')).toMatchObject({ verdict: 'leave', leave: 480 });
    granted(db, ada, MONDAY + 2, { kind: 'leave-half', leaveKind: 'annual', paid: true, day: MONDAY + 2, half: 'first' });
    expect(november(db, ada, '2026-11-04').leave).toBe(240);
    granted(db, ada, MONDAY + 5, { kind: 'shift', day: MONDAY + 5, shift: day });
    expect(november(db, ada, '2026-11-07')).toMatchObject({ planned: 480, verdict: 'absent' });
  });

  test('one of a newer version is named, not left out in silence', () => {
    const { db, ada } = site();
    const id = granted(db, ada, MONDAY, { kind: 'ignore', punch: 'e1' });
    db.run(
      `INSERT INTO hour_requests (person_id, from_day, to_day, body, reason, asked_by, asked_at) VALUES (:ada, 20759, 20760, '{"kind":"new"}', '', '', 1)`,
      {
        ada,
      },
    );
    value(decide(db, { requestId: id + 1, decision: 'granted', decidedBy: 'Bo', selfDecided: false, at: 2 }));
    expect(grantedOf(db, ada, 20759, 20759).unreadable).toEqual([{ id: id + 1, from: 20759, to: 20760 }]);
  });
});

describe('what is planned', () => {
  test('a version begins on a day that is not over, and no day before it changes', () => {
    const { db, ada, day } = site();
    expect(saveShift(db, day, 'Day', TODAY - 1, body(NIGHT_SHIFT), TODAY)).toMatchObject({ ok: false, error: { field: 'from' } });
    value(saveShift(db, day, 'Day', TODAY + 3, body(NIGHT_SHIFT), TODAY));
    expect(november(db, ada, '2026-11-20').plan.shift?.segments).toEqual(DAY_SHIFT.segments);
    expect(november(db, ada, '2026-11-23').plan.shift?.segments).toEqual(NIGHT_SHIFT.segments);
    value(saveShift(db, day, 'Day', TODAY + 3, body(DAY_SHIFT), TODAY));
    expect(november(db, ada, '2026-11-23').plan.shift?.segments).toEqual(DAY_SHIFT.segments);
  });

  test('of a pattern too: what was worked stays, and one that nobody works by is simply another', () => {
    const { db, ada, day, pattern } = site();
    const turns = { days: [null, null, day], anchor: TODAY, followsCalendar: true };
    const night = value(saveShift(db, null, 'Night', 0, body(NIGHT_SHIFT), TODAY));
    expect(savePattern(db, pattern, 'Mon–Fri', TODAY - 1, turns, TODAY)).toMatchObject({ ok: false, error: { field: 'from' } });
    value(savePattern(db, pattern, 'Mon–Fri', TODAY + 3, { ...turns, days: [night] }, TODAY));
    expect(november(db, ada, '2026-11-20').plan.shift?.name).toBe('Day');
    expect(november(db, ada, '2026-11-22').plan.shift).toBeNull();
    expect(november(db, ada, '2026-11-23').plan.shift?.name).toBe('Night');
    value(savePattern(db, pattern, 'Mon–Fri', TODAY + 3, turns, TODAY));
    expect(november(db, ada, '2026-11-23').plan.shift).toBeNull();
    expect(deletePatternVersion(db, pattern, 0, TODAY)).toMatchObject({ ok: false, error: { field: 'from' } });
    expect(deletePatternVersion(db, pattern, TODAY + 4, TODAY)).toMatchObject({ ok: false, error: { code: 'access-gone' } });
    value(deletePatternVersion(db, pattern, TODAY + 3, TODAY));
    expect(november(db, ada, '2026-11-23').plan.shift?.name).toBe('Day');
    const other = value(savePattern(db, null, 'Other', 0, turns, TODAY));
    value(savePattern(db, other, 'Other', 0, { ...turns, days: [day] }, TODAY));
    expect(readPlan(db, ZONE, 1).book.patterns.get(other)).toMatchObject([{ from: 0, value: { days: [day] } }]);
  });

  test('a shift that only a version that is over has keeps being used', () => {
    const { db, day, pattern } = site();
    value(savePattern(db, pattern, 'Mon–Fri', TODAY, { days: [null], anchor: 0, followsCalendar: true }, TODAY));
    expect(value(deleteShift(db, day))).toEqual([{ kind: 'pattern', name: 'Mon–Fri' }]);
  });

  test('rules too', () => {
    const { db, ada } = site();
    value(saveRule(db, 0, DEFAULT_RULE, TODAY));
    expect(saveRule(db, TODAY - 1, DEFAULT_RULE, TODAY)).toMatchObject({ ok: false });
    value(saveRule(db, TODAY, { ...DEFAULT_RULE, graceIn: { minutes: 5, counted: false } }, TODAY));
    expect([november(db, ada, '2026-11-19'), november(db, ada, '2026-11-20')].map((r) => r.plan.rule.graceIn.minutes)).toEqual([
      0, 5,
    ]);
  });

  test('names once, whatever their capitals; shifts and patterns that are there', () => {
    const { db, day } = site();
    expect(saveShift(db, null, 'DAY', 0, body(DAY_SHIFT), TODAY)).toMatchObject({ error: { code: 'access-name-taken' } });
    expect(saveShift(db, 99, 'New', 0, body(DAY_SHIFT), TODAY)).toMatchObject({ error: { code: 'access-gone' } });
    expect(savePattern(db, null, 'P', 0, { days: [99], anchor: 0, followsCalendar: true }, TODAY)).toMatchObject({ ok: false });
    expect(saveAssignment(db, null, { to: { person: 1 }, from: 0, until: null, target: { pattern: 99 } })).toMatchObject({
      ok: false,
    });
    expect(saveAssignment(db, 99, { to: { person: 1 }, from: 0, until: null, target: { shift: day } })).toMatchObject({
      ok: false,
    });
  });

  test('two of one level may not hold on one day, and the other one is named', () => {
    const { db, ada, pattern, day } = site();
    const other = saveAssignment(db, null, { to: 'everybody', from: 5, until: 9, target: 'rest' });
    expect(value(other)).toMatchObject({ overlaps: { to: 'everybody', target: { pattern } } });
    const own = value(saveAssignment(db, null, { to: { person: ada }, from: 5, until: 9, target: { shift: day } }));
    if (!('id' in own)) throw new Error('it overlaps');
    expect(value(saveAssignment(db, own.id, { to: { person: ada }, from: 6, until: 9, target: 'rest' }))).toEqual(own);
    value(deleteAssignment(db, own.id));
    expect(deleteAssignment(db, own.id)).toMatchObject({ ok: false });
  });

  test('what cannot be read is named: nobody is paid by a guess', () => {
    const { db } = site();
    db.run(`INSERT INTO shift_versions (shift_id, from_day, body) VALUES (1, 9, '{"segments":7}')`);
    db.run(`INSERT INTO hour_rules (from_day, body) VALUES (7, '{}')`);
    expect(readPlan(db, ZONE, 1).unreadable).toEqual([
      { what: 'shift', name: 'Day' },
      { what: 'rule', name: '1970-01-08' },
    ]);
  });
});
