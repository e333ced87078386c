/** What is planned, as the screen shows it: with who uses what, and for whom days are planned. */
import type { z } from 'zod';
import { knownYears } from '../../domain/calendar/known-years.ts';
import { minuteAt, type Day } from '../../domain/hours/days.ts';
import type { Worker } from '../../domain/hours/plan.ts';
import type { ZoneDays } from '../../domain/hours/zone-days.ts';
import { AssignmentBody, PatternBody, RequestBody, RuleBody, ShiftBody } from '../../shared/hours.ts';
import { parseJson } from '../../shared/parse.ts';
import type { CalendarKnown, PlanUser, ShiftsOverview, StoredAssignment, StoredShift } from '../../shared/shifts.ts';
import type { ReadableDb } from '../file/db.ts';

type AssignmentRow = {
  id: number;
  person: number | null;
  personName: string | null;
  department: string | null;
  from: number;
  until: number | null;
  target: string;
};

export type VersionRow = { readonly id: number; readonly name: string; readonly from: Day; readonly body: string };

const VERSION_ROWS = {
  shift: `SELECT s.id, s.name, v.from_day AS "from", v.body FROM shift_versions v JOIN shifts s ON s.id = v.shift_id ORDER BY s.id, v.from_day`,
  pattern: `SELECT s.id, s.name, v.from_day AS "from", v.body FROM shift_pattern_versions v JOIN shift_patterns s ON s.id = v.pattern_id
    ORDER BY s.id, v.from_day`,
};

/** Versions of all shifts, or of all patterns: of each ascending. */
export const versionRows = (db: ReadableDb, what: keyof typeof VERSION_ROWS): readonly VersionRow[] =>
  db.all<VersionRow>(VERSION_ROWS[what]);

/** What can be read of them, by the id of what they are versions of. */
function readVersions<B>(db: ReadableDb, what: keyof typeof VERSION_ROWS, schema: z.ZodType<B>) {
  const versions = versionRows(db, what).flatMap(({ id, name, from, body }) => {
    const parsed = parseJson(schema, body);
    return parsed.ok ? [{ id, name, from, body: parsed.value }] : [];
  });
  const by = Map.groupBy(versions, ({ id }) => id);
  return (id: number) => (by.get(id) ?? []).map(({ from, body }) => ({ from, body }));
}

const patternNames = (db: ReadableDb) =>
  db.all<{ id: number; name: string }>('SELECT id, name FROM shift_patterns ORDER BY name, id');

const assignmentRows = (db: ReadableDb): readonly AssignmentRow[] =>
  db.all<AssignmentRow>(
    `SELECT a.id, a.person_id AS person, p.name AS personName, a.department, a.from_day AS "from", a.until_day AS until, a.target
     FROM shift_assignments a LEFT JOIN people p ON p.id = a.person_id AND p.purged_at IS NULL ORDER BY a.from_day, a.id`,
  );

type Uses = {
  readonly shift: (id: number) => readonly PlanUser[];
  readonly pattern: (id: number) => readonly PlanUser[];
};

const userOf = ({ person, personName, department }: AssignmentRow): PlanUser =>
  person !== null
    ? { kind: 'person', name: personName ?? '' }
    : department !== null
      ? { kind: 'department', name: department }
      : { kind: 'everybody' };

/** Reads everything once; what cannot be read may use anything, and is named elsewhere. */
function uses(db: ReadableDb): Uses {
  const of = readVersions(db, 'pattern', PatternBody);
  // A version that is over counts too: days that were worked by it are still shown and reckoned.
  const patterns = patternNames(db).map(({ id, name }) => ({ name, days: new Set(of(id).flatMap(({ body }) => body.days)) }));
  const targets = assignmentRows(db).flatMap((row) => {
    const parsed = parseJson(AssignmentBody.shape.target, row.target);
    return parsed.ok ? [{ row, target: parsed.value }] : [];
  });
  const decided = new Map<number, number>();
  for (const { body } of db.all<{ body: string }>(
    `SELECT body FROM hour_requests WHERE json_extract(body, '$.kind') = 'shift' AND json_extract(body, '$.shift') IS NOT NULL`,
  )) {
    const parsed = parseJson(RequestBody, body);
    if (parsed.ok && parsed.value.kind === 'shift' && parsed.value.shift !== null)
      decided.set(parsed.value.shift, (decided.get(parsed.value.shift) ?? 0) + 1);
  }
  const assigned = (is: (target: (typeof targets)[number]['target']) => boolean): PlanUser[] => {
    const found = targets.filter(({ target }) => is(target)).map(({ row }) => userOf(row));
    return [...new Map(found.map((user) => [JSON.stringify(user), user])).values()];
  };
  return {
    shift: (id) => [
      ...patterns.flatMap(({ name, days }): PlanUser[] => (days.has(id) ? [{ kind: 'pattern', name }] : [])),
      ...assigned((target) => target !== 'rest' && 'shift' in target && target.shift === id),
      ...(decided.has(id) ? [{ kind: 'decisions' as const, count: decided.get(id)! }] : []),
    ],
    pattern: (id) => assigned((target) => target !== 'rest' && 'pattern' in target && target.pattern === id),
  };
}

/** What uses a shift: patterns, assignments, decisions about somebody's day. */
export const shiftUsers = (db: ReadableDb, id: number): readonly PlanUser[] => uses(db).shift(id);
export const patternUsers = (db: ReadableDb, id: number): readonly PlanUser[] => uses(db).pattern(id);

type Planned = Pick<ShiftsOverview, 'shifts' | 'patterns' | 'assignments' | 'rules'>;

/** What can be read of what is planned; what cannot is `readPlan`'s to name. */
export function plannedOf(db: ReadableDb): Planned {
  const by = uses(db);
  const shiftVersions = readVersions(db, 'shift', ShiftBody);
  const patternVersions = readVersions(db, 'pattern', PatternBody);
  const shifts = db.all<Pick<StoredShift, 'id' | 'name' | 'code' | 'colour'>>(
    'SELECT id, name, code, colour FROM shifts ORDER BY name, id',
  );
  return {
    shifts: shifts.map((shift) => ({
      ...shift,
      versions: shiftVersions(shift.id),
      usedBy: [...by.shift(shift.id)],
    })),
    patterns: patternNames(db).map(({ id, name }) => ({ id, name, versions: patternVersions(id), usedBy: [...by.pattern(id)] })),
    assignments: storedAssignments(db),
    rules: db
      .all<{ from: number; body: string }>('SELECT from_day AS "from", body FROM hour_rules ORDER BY from_day')
      .flatMap(({ from, body }) => {
        const parsed = parseJson(RuleBody, body);
        return parsed.ok ? [{ from, body: parsed.value }] : [];
      }),
  };
}

export function storedAssignments(db: ReadableDb): StoredAssignment[] {
  return assignmentRows(db).flatMap(({ id, person, personName, department, from, until, target }) => {
    const to = person !== null ? { person, name: personName } : department !== null ? { department } : ('everybody' as const);
    const parsed = parseJson(AssignmentBody.shape.target, target);
    return parsed.ok ? [{ id, to, from, until, target: parsed.value }] : [];
  });
}

/** What the log says of a change of the plan: no names of people. */
export function planState(db: ReadableDb): unknown {
  const { shifts, patterns, rules } = plannedOf(db);
  const dated = ({ from, body }: { from: number; body: unknown }) => ({ date: String(from), body });
  return {
    shifts: shifts.map(({ id, name, code, colour, versions }) => ({ id, name, code, colour, versions: versions.map(dated) })),
    patterns: patterns.map(({ id, name, versions }) => ({ id, name, versions: versions.map(dated) })),
    assignments: db.all(
      `SELECT id, person_id AS person, department, from_day AS "from", until_day AS until, target FROM shift_assignments ORDER BY id`,
    ),
    rules: rules.map(dated),
  };
}

/** Somebody for whom days are planned. */
export type PlannedPerson = { readonly worker: Worker; readonly name: string };

/** Whoever is in the list, by name. */
export function plannedPeople(db: ReadableDb, zone: ZoneDays): readonly PlannedPerson[] {
  const dayOf = (at: number): Day => zone.wallOf(minuteAt(at)).day;
  return db
    .all<{ id: number; name: string; department: string; enrolledAt: number }>(
      'SELECT id, name, department, enrolled_at AS enrolledAt FROM people WHERE deleted_at IS NULL ORDER BY name, id',
    )
    .map(({ id, name, department, enrolledAt }) => ({
      name,
      worker: { id, department, joined: dayOf(enrolledAt), left: null },
    }));
}

/** People's own days: of each day the last decision that was granted and stands. */
export function overridesOf(db: ReadableDb): ReadonlyMap<number, ReadonlyMap<Day, number | null>> {
  const rows = db.all<{ person: number; body: string }>(
    `SELECT r.person_id AS person, r.body FROM hour_requests r
     WHERE json_extract(r.body, '$.kind') = 'shift'
       AND (SELECT d.decision FROM hour_decisions d WHERE d.request_id = r.id ORDER BY d.id DESC LIMIT 1) = 'granted'
     ORDER BY r.id`,
  );
  const out = new Map<number, Map<Day, number | null>>();
  for (const { person, body } of rows) {
    const parsed = parseJson(RequestBody, body);
    if (!parsed.ok || parsed.value.kind !== 'shift') continue;
    const own = out.get(person) ?? new Map<Day, number | null>();
    own.set(parsed.value.day, parsed.value.shift);
    out.set(person, own);
  }
  return out;
}

/** An assignment of a shift, or of a pattern that rests on holidays. */
const FOLLOWED = `SELECT 1 FROM shift_assignments a WHERE json_extract(a.target, '$.shift') IS NOT NULL OR EXISTS (
  SELECT 1 FROM shift_pattern_versions v WHERE v.pattern_id = json_extract(a.target, '$.pattern') AND json_extract(v.body, '$.followsCalendar'))`;

export const calendarKnown = (db: ReadableDb): CalendarKnown => ({
  years: [...knownYears(db.all<{ date: string }>('SELECT date FROM holidays').map(({ date }) => date))],
  followed: db.get(`${FOLLOWED} LIMIT 1`) !== undefined,
});
