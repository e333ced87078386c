/** Shifts, patterns, who works by which, rules: what an administrator plans. Each function is one transaction. */
import type { z } from 'zod';
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import { DEFAULT_RULE, type Rule } from '../../domain/hours/model.ts';
import {
  CALENDAR_KINDS,
  overlapOf,
  type Assignment,
  type CalendarDay,
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
import { patternUsers, shiftUsers, versionRows } from './planned.ts';

export type ShiftLook = Pick<ShiftFields, 'code' | 'colour'>;

/** What changes from a day on, and whose version a row is. */
const VERSIONS = {
  shift: { table: 'shift_versions', column: 'shift_id', users: shiftUsers },
  pattern: { table: 'shift_pattern_versions', column: 'pattern_id', users: patternUsers },
} as const;
type Versioned = keyof typeof VERSIONS;

/**
 * A version that holds from a day on; one that begins on a day that is not over yet may be replaced, and so may every version of what nothing uses.
 * Errors: bad-input {field: from} where that day is over. @param today of the site
 */
function putVersion(db: WritableDb, what: Versioned, id: number, from: Day, body: unknown, today: Day): Result<null> {
  const { table, column, users } = VERSIONS[what];
  const first = db.get(`SELECT 1 FROM ${table} WHERE ${column} = :id`, { id }) === undefined;
  if (!first && from < today) {
    if (users(db, id).length > 0) return err({ code: 'bad-input', field: 'from' });
    db.run(`DELETE FROM ${table} WHERE ${column} = :id`, { id });
  }
  db.run(`DELETE FROM ${table} WHERE ${column} = :id AND from_day = :from`, { id, from });
  db.run(`INSERT INTO ${table} (${column}, from_day, body) VALUES (:id, :from, :body)`, { id, from, body: JSON.stringify(body) });
  return ok(null);
}

/** A version that has not begun, with another one before it. Errors: access-gone, bad-input {field: from} of one that has. */
function dropVersion(db: WritableDb, what: Versioned, id: number, from: Day, today: Day): Result<null> {
  return guard(db, () => {
    const { table, column } = VERSIONS[what];
    const versions = db.all<{ from: number }>(`SELECT from_day AS "from" FROM ${table} WHERE ${column} = :id`, { id });
    if (!versions.some((v) => v.from === from)) return err({ code: 'access-gone' });
    if (from <= today || !versions.some((v) => v.from < from)) return err({ code: 'bad-input', field: 'from' });
    db.run(`DELETE FROM ${table} WHERE ${column} = :id AND from_day = :from`, { id, from });
    return ok(null);
  });
}

/**
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
    const kept = putVersion(db, 'shift', put.value, from, body, today);
    return kept.ok ? put : kept;
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

/** Errors: as dropVersion. */
export const deleteShiftVersion = (db: WritableDb, id: number, from: Day, today: Day): Result<null> =>
  dropVersion(db, 'shift', id, from, today);

/**
 * Value: the pattern's id. Errors: access-gone (a shift of it too), access-name-taken, bad-input {field: from} where that day is over.
 * @param today of the site
 */
export function savePattern(
  db: WritableDb,
  id: number | null,
  name: string,
  from: Day,
  body: PatternBody,
  today: Day,
): Result<number> {
  return guard(db, () => {
    if (body.days.some((shift) => shift !== null && !isThere(db, 'shifts', shift))) return err({ code: 'access-gone' });
    const put = putNamed(db, 'shift_patterns', id, name, {});
    if (!put.ok) return put;
    const kept = putVersion(db, 'pattern', put.value, from, body, today);
    return kept.ok ? put : kept;
  });
}

/** Assignments that use it keep it: value is those, and nothing was deleted. Errors: access-gone. */
export function deletePattern(db: WritableDb, id: number): Result<readonly PlanUser[]> {
  return guard(db, () => {
    const users = patternUsers(db, id);
    if (users.length > 0) return ok(users);
    db.run('DELETE FROM shift_pattern_versions WHERE pattern_id = :id', { id });
    return db.run('DELETE FROM shift_patterns WHERE id = :id', { id }).changes === 0 ? err({ code: 'access-gone' }) : ok([]);
  });
}

/** Errors: as dropVersion. */
export const deletePatternVersion = (db: WritableDb, id: number, from: Day, today: Day): Result<null> =>
  dropVersion(db, 'pattern', id, from, today);

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

/** What was read last from each database, and of what. */
const LAST = new WeakMap<ReadableDb, { readonly of: string; readonly read: ReadBook }>();

/**
 * Read again where a table of the plan has changed since: each changes the revision by triggers (step 410).
 * @param timeZone of the site @param makeUpDayAs 1 = Monday … 7 = Sunday: the weekday whose shift a make-up working day has
 */
export function readPlan(db: ReadableDb, timeZone: string, makeUpDayAs: number): ReadBook {
  const { revision } = db.get<{ revision: string }>('SELECT revision FROM plan_state WHERE id = 1')!;
  const of = `${revision} ${timeZone} ${makeUpDayAs}`;
  const last = LAST.get(db);
  if (last?.of === of) return last.read;
  const read = readTables(db, timeZone, makeUpDayAs);
  LAST.set(db, { of, read });
  return read;
}

function readTables(db: ReadableDb, timeZone: string, makeUpDayAs: number): ReadBook {
  const unreadable: Unreadable[] = [];
  const shifts = versionsOf(db, 'shift', ShiftBody, unreadable);
  const patterns = versionsOf(db, 'pattern', PatternBody, unreadable);
  const rules = db
    .all<{ from: number; body: string }>('SELECT from_day AS "from", body FROM hour_rules ORDER BY from_day')
    .flatMap(({ from, body }): Version<Rule>[] => {
      const parsed = parseJson(RuleBody, body);
      if (!parsed.ok) unreadable.push({ what: 'rule', name: dayText(from) });
      return parsed.ok ? [{ from, value: parsed.value }] : [];
    });
  const book = {
    ...{ shifts, patterns },
    assignments: assignments(db, unreadable),
    calendar: calendar(db, unreadable),
    makeUpDayAs,
    // Days before the first rules are judged by the usual ones, as they were until then.
    rules: rules.some((r) => r.from <= 0) ? rules : [{ from: 0, value: DEFAULT_RULE }, ...rules],
    zones: [{ from: 0, value: zoneDays(timeZone) }],
  };
  return { book, unreadable };
}

/** Of each shift or pattern its versions, ascending. */
function versionsOf<B extends object>(
  db: ReadableDb,
  what: Versioned,
  schema: z.ZodType<B>,
  unreadable: Unreadable[],
): ReadonlyMap<number, readonly Version<B & { id: number; name: string }>[]> {
  const out = new Map<number, Version<B & { id: number; name: string }>[]>();
  for (const { id, name, from, body } of versionRows(db, what)) {
    const parsed = parseJson(schema, body);
    if (!parsed.ok) unreadable.push({ what, name });
    else out.set(id, [...(out.get(id) ?? []), { from, value: { id, name, ...parsed.value } }]);
  }
  return out;
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
