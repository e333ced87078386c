/** Shifts, patterns, who works by which, rules: what an administrator plans. Each function is one transaction. */
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import { DEFAULT_RULE, type Rule, type Shift } from '../../domain/hours/model.ts';
import {
  CALENDAR_KINDS,
  overlapOf,
  type Assignment,
  type CalendarDay,
  type Pattern,
  type PlanBook,
  type Version,
} from '../../domain/hours/plan.ts';
import type { Day } from '../../domain/hours/days.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { isDay } from '../../domain/time/wall-clock.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { AssignmentBody, PatternBody, RuleBody, ShiftBody } from '../../shared/hours.ts';
import { parseJson } from '../../shared/parse.ts';
import type { PlanUser, ShiftFields, Unreadable } from '../../shared/shifts.ts';
import { isThere, putNamed } from '../access/edit.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { patternUsers, shiftUsers } from './planned.ts';

export type ShiftLook = Pick<ShiftFields, 'code' | 'colour'>;

/**
 * A version that holds from a day on; one that begins on a day that is not over yet may be replaced, and so may every version of a shift that nothing uses.
 * Value: the shift's id. Errors: access-gone, access-name-taken, bad-input {field: from} where that day is over.
 * @param today of the site
 */
export function saveShift(
  db: WritableDb,
  id: number | null,
  name: string,
  from: Day,
  body: ShiftBody,
  today: Day,
  look: ShiftLook = { code: '', colour: 'teal' },
): Result<number> {
  return guard(db, () => {
    const put = putNamed(db, 'shifts', id, name, { code: look.code, colour: look.colour });
    if (!put.ok) return put;
    const first = db.get('SELECT 1 FROM shift_versions WHERE shift_id = :id', { id: put.value }) === undefined;
    if (!first && from < today) {
      if (shiftUsers(db, put.value).length > 0) return err({ code: 'bad-input', field: 'from' });
      db.run('DELETE FROM shift_versions WHERE shift_id = :id', { id: put.value });
    }
    db.run('DELETE FROM shift_versions WHERE shift_id = :id AND from_day = :from', { id: put.value, from });
    db.run('INSERT INTO shift_versions (shift_id, from_day, body) VALUES (:id, :from, :body)', {
      id: put.value,
      from,
      body: JSON.stringify(body),
    });
    return put;
  });
}

/** What uses it keeps it: value is that, and nothing was deleted. Errors: access-gone. */
export function deleteShift(db: WritableDb, id: number): Result<readonly PlanUser[]> {
  return guard(db, () => {
    const users = shiftUsers(db, id);
    if (users.length > 0) return ok(users);
    db.run('DELETE FROM shift_versions WHERE shift_id = :id', { id });
    return db.run('DELETE FROM shifts WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok([]);
  });
}

/** A version that has not begun, with another one before it. Errors: access-gone, bad-input {field: from} of one that has. */
export function deleteShiftVersion(db: WritableDb, id: number, from: Day, today: Day): Result<null> {
  return guard(db, () => {
    const versions = db.all<{ from: number }>('SELECT from_day AS "from" FROM shift_versions WHERE shift_id = :id', { id });
    if (!versions.some((v) => v.from === from)) return err({ code: 'access-gone' });
    if (from <= today || !versions.some((v) => v.from < from)) return err({ code: 'bad-input', field: 'from' });
    db.run('DELETE FROM shift_versions WHERE shift_id = :id AND from_day = :from', { id, from });
    return ok(null);
  });
}

/** Errors: access-gone, access-name-taken. */
export function savePattern(db: WritableDb, id: number | null, name: string, body: PatternBody): Result<number> {
  return guard(db, () => {
    if (body.days.some((shift) => shift !== null && !isThere(db, 'shifts', shift))) return err({ code: 'access-gone' });
    return putNamed(db, 'shift_patterns', id, name, { body: JSON.stringify(body) });
  });
}

/** Assignments that use it keep it: value is those, and nothing was deleted. Errors: access-gone. */
export function deletePattern(db: WritableDb, id: number): Result<readonly PlanUser[]> {
  return guard(db, () => {
    const users = patternUsers(db, id);
    if (users.length > 0) return ok(users);
    return db.run('DELETE FROM shift_patterns WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok([]);
  });
}

export type Saved = { readonly id: number } | { readonly overlaps: Assignment };

/** Two of one level may not hold on one day: the other one is the answer, and nothing was kept. Errors: access-gone (a shift, a pattern), person-gone. */
export function saveAssignment(db: WritableDb, id: number | null, body: AssignmentBody): Result<Saved> {
  return guard(db, (): Result<Saved> => {
    const { to, from, until, target } = body;
    const other = overlapOf(assignments(db), { id: id ?? 0, ...body });
    if (other) return ok({ overlaps: other });
    const there =
      target === 'rest' ||
      ('shift' in target ? isThere(db, 'shifts', target.shift) : isThere(db, 'shift_patterns', target.pattern));
    if (!there) return err({ code: 'access-gone' });
    if (typeof to === 'object' && 'person' in to && !isInList(db, to.person)) return err({ code: 'person-gone' });
    const columns = {
      person: typeof to === 'object' && 'person' in to ? to.person : null,
      department: typeof to === 'object' && 'department' in to ? to.department : null,
      from,
      until,
      target: JSON.stringify(target),
    };
    if (id !== null) {
      const { changes } = db.run(
        `UPDATE shift_assignments SET person_id = :person, department = :department, from_day = :from, until_day = :until, target = :target WHERE id = :id`,
        { ...columns, id },
      );
      return changes === 0 ? err({ code: 'access-gone' }) : ok({ id });
    }
    const made = db.run(
      `INSERT INTO shift_assignments (person_id, department, from_day, until_day, target) VALUES (:person, :department, :from, :until, :target)`,
      columns,
    );
    return ok({ id: made.lastInsertRowid });
  });
}

/** Errors: access-gone. */
export function deleteAssignment(db: WritableDb, id: number): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM shift_assignments WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok(null),
  );
}

/** Errors: bad-input {field: from} where that day is over and other rules hold on it. */
export function saveRule(db: WritableDb, from: Day, body: Rule, today: Day): Result<null> {
  return guard(db, () => {
    const first = db.get('SELECT 1 FROM hour_rules') === undefined;
    if (!first && from < today) return err({ code: 'bad-input', field: 'from' });
    db.run('DELETE FROM hour_rules WHERE from_day = :from', { from });
    db.run('INSERT INTO hour_rules (from_day, body) VALUES (:from, :body)', { from, body: JSON.stringify(body) });
    return ok(null);
  });
}

/** Rules that have not begun. Errors: access-gone, bad-input {field: from} of those that have. */
export function deleteRule(db: WritableDb, from: Day, today: Day): Result<null> {
  return guard(db, () => {
    if (from <= today) return err({ code: 'bad-input', field: 'from' });
    const { changes } = db.run('DELETE FROM hour_rules WHERE from_day = :from', { from });
    return changes === 0 ? err({ code: 'access-gone' }) : ok(null);
  });
}

const isInList = (db: ReadableDb, id: number): boolean =>
  db.get('SELECT 1 FROM people WHERE id = :id AND deleted_at IS NULL', { id }) !== undefined;

/** What is planned, and what of it could not be read: nobody is paid by a guess. */
export type ReadBook = { readonly book: Omit<PlanBook, 'overrides'>; readonly unreadable: readonly Unreadable[] };

/** @param timeZone of the site @param makeUpDayAs 1 = Monday … 7 = Sunday: the weekday whose shift a make-up working day has */
export function readPlan(db: ReadableDb, timeZone: string, makeUpDayAs: number): ReadBook {
  const unreadable: Unreadable[] = [];
  const names = new Map(db.all<{ id: number; name: string }>('SELECT id, name FROM shifts').map((s) => [s.id, s.name]));
  const shifts = new Map<number, Version<Shift>[]>();
  for (const { id, from, body } of db.all<{ id: number; from: number; body: string }>(
    'SELECT shift_id AS id, from_day AS "from", body FROM shift_versions ORDER BY shift_id, from_day',
  )) {
    const parsed = parseJson(ShiftBody, body);
    const name = names.get(id) ?? '';
    if (!parsed.ok) unreadable.push({ what: 'shift', name });
    else shifts.set(id, [...(shifts.get(id) ?? []), { from, value: { id, name, ...parsed.value } }]);
  }
  const rules = db
    .all<{ from: number; body: string }>('SELECT from_day AS "from", body FROM hour_rules ORDER BY from_day')
    .flatMap(({ from, body }): Version<Rule>[] => {
      const parsed = parseJson(RuleBody, body);
      if (!parsed.ok) unreadable.push({ what: 'rule', name: dayText(from) });
      return parsed.ok ? [{ from, value: parsed.value }] : [];
    });
  const book = {
    shifts,
    patterns: patterns(db, unreadable),
    assignments: assignments(db, unreadable),
    calendar: calendar(db, unreadable),
    makeUpDayAs,
    // Days before the first rules are judged by the usual ones, as they were until then.
    rules: rules.some((r) => r.from <= 0) ? rules : [{ from: 0, value: DEFAULT_RULE }, ...rules],
    zones: [{ from: 0, value: zoneDays(timeZone) }],
  };
  return { book, unreadable };
}

function patterns(db: ReadableDb, unreadable: Unreadable[]): ReadonlyMap<number, Pattern> {
  const rows = db.all<{ id: number; name: string; body: string }>('SELECT id, name, body FROM shift_patterns');
  return new Map(
    rows.flatMap(({ id, name, body }): [number, Pattern][] => {
      const parsed = parseJson(PatternBody, body);
      if (!parsed.ok) unreadable.push({ what: 'pattern', name });
      return parsed.ok ? [[id, { id, name, ...parsed.value }]] : [];
    }),
  );
}

type AssignmentRow = {
  id: number;
  person: number | null;
  department: string | null;
  from: number;
  until: number | null;
  target: string;
};

/** @param unreadable takes those that this version does not understand */
export function assignments(db: ReadableDb, unreadable: Unreadable[] = []): readonly Assignment[] {
  return db
    .all<AssignmentRow>(
      `SELECT id, person_id AS person, department, from_day AS "from", until_day AS until, target FROM shift_assignments ORDER BY id`,
    )
    .flatMap(({ id, person, department, from, until, target }) => {
      const to = person !== null ? { person } : department !== null ? { department } : ('everybody' as const);
      const parsed = parseJson(AssignmentBody.shape.target, target);
      if (!parsed.ok) unreadable.push({ what: 'assignment', name: department ?? `${id}` });
      return parsed.ok ? [{ id, to, from, until, target: parsed.value }] : [];
    });
}

/** ISO, or the number of a day that no calendar has. */
const dayText = (day: Day): string => (Math.abs(day) <= 100_000 ? isoDay(day) : String(day));

function calendar(db: ReadableDb, unreadable: Unreadable[]): ReadonlyMap<Day, CalendarDay> {
  const rows = db.all<{ date: string; name: string; kind: string; asWeekday: number | null }>(
    'SELECT date, name, kind, as_weekday AS asWeekday FROM holidays',
  );
  return new Map(
    rows.flatMap(({ date, name, kind, asWeekday }): [Day, CalendarDay][] => {
      const known = CALENDAR_KINDS.find((k) => k === kind);
      if (!known || !isDay(date)) {
        unreadable.push({ what: 'calendar', name: date });
        return [];
      }
      const day = dayNumber(date);
      return [[day, { day, name, kind: known, asWeekday }]];
    }),
  );
}
