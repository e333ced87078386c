import type { Migration } from './migration.ts';

/** The last day there is, in `to_day` where no end is known. */
export const FOREVER = 100_000;

/** Widens what is to be reckoned again of each person that `from` selects as (person, first day, last day); person 0 is everybody. */
export const mark = (who: string, from: string, to: string, source = ''): string =>
  `INSERT INTO dirty_days (person_id, from_day, to_day) SELECT ${who}, ${from}, ${to} ${source || 'WHERE true'}
     ON CONFLICT (person_id) DO UPDATE SET from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day), next_day = 0;`;

/** Whom an assignment is for. */
export const HIS = `(a.person_id = p.id OR (a.person_id IS NULL AND (a.department IS NULL OR a.department = p.department))) AND p.purged_at IS NULL`;

/** A version also holds before the first one begins. */
export const since = (row: 'NEW' | 'OLD', table: string, of = ''): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM ${table} v WHERE v.from_day < ${row}.from_day ${of}) THEN ${row}.from_day ELSE 0 END`;

const usesShift = (row: 'NEW' | 'OLD'): string => `
  EXISTS (SELECT 1 FROM shift_assignments WHERE json_extract(target, '$.shift') = ${row}.shift_id)
  OR EXISTS (SELECT 1 FROM shift_patterns s, json_each(s.body, '$.days') d WHERE d.value = ${row}.shift_id)
  OR EXISTS (SELECT 1 FROM hour_requests WHERE json_extract(body, '$.shift') = ${row}.shift_id)`;

const ofShift = (row: 'NEW' | 'OLD'): string =>
  mark('0', since(row, 'shift_versions', `AND v.shift_id = ${row}.shift_id`), String(FOREVER), `WHERE ${usesShift(row)}`);
const ofPattern = mark(
  'p.id',
  'min(a.from_day)',
  `max(ifnull(a.until_day, ${FOREVER}))`,
  `FROM shift_assignments a JOIN people p ON ${HIS} WHERE json_extract(a.target, '$.pattern') = NEW.id GROUP BY p.id`,
);
const ofAssignment = (row: 'NEW' | 'OLD'): string =>
  mark(
    'p.id',
    `${row}.from_day`,
    `ifnull(${row}.until_day, ${FOREVER})`,
    `FROM people p WHERE (${row}.person_id = p.id OR (${row}.person_id IS NULL AND (${row}.department IS NULL OR ${row}.department = p.department)))
       AND p.purged_at IS NULL`,
  );
/** A punch may lie in another day of the site's zone than in that of UTC. */
const dayOf = (at: string): string => `${at} / 86400000`;
const holiday = (row: 'NEW' | 'OLD'): string => mark('0', `unixepoch(${row}.date) / 86400`, `unixepoch(${row}.date) / 86400`);
const everything = mark('0', '0', String(FOREVER));
const allOf = mark('NEW.id', '0', String(FOREVER));

/** Once more in the step that makes the table anew: what stands on a table goes with it. */
export const HOLIDAY_TRIGGERS = `
    CREATE TRIGGER days_holiday AFTER INSERT ON holidays BEGIN ${holiday('NEW')} END;
    CREATE TRIGGER days_holiday_else AFTER UPDATE ON holidays BEGIN ${holiday('OLD')} ${holiday('NEW')} END;
    CREATE TRIGGER days_holiday_gone AFTER DELETE ON holidays BEGIN ${holiday('OLD')} END;`.trim();

/**
 * Days as they were last reckoned, the sums of months, and which days are to be reckoned again. Whatever days follow from marks them by itself, in its
 * own transaction: no writer can forget it, and no crash lose it. Of months that are further dirty on, `next_day` says how far they are done.
 */
export const days: Migration = {
  version: 310,
  name: 'days',
  sql: `
    CREATE TABLE day_records (
      person_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      verdict INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      shift_id INTEGER,
      late_as INTEGER,
      early_as INTEGER,
      planned INTEGER NOT NULL,
      in_plan INTEGER NOT NULL,
      late INTEGER NOT NULL,
      early INTEGER NOT NULL,
      away INTEGER NOT NULL,
      tolerated INTEGER NOT NULL,
      leave INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      extra INTEGER NOT NULL,
      break_deducted INTEGER NOT NULL,
      grace_counted INTEGER NOT NULL,
      rounding INTEGER NOT NULL,
      paid INTEGER NOT NULL,
      night_bonus INTEGER NOT NULL,
      credit INTEGER NOT NULL,
      flags INTEGER NOT NULL,
      first_in INTEGER,
      last_out INTEGER,
      starts_at INTEGER,
      ends_at INTEGER,
      closes_at INTEGER,
      overtime TEXT CHECK (json_valid(overtime)),
      leaves TEXT CHECK (json_valid(leaves)),
      PRIMARY KEY (person_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX day_records_flagged ON day_records (day, person_id) WHERE flags <> 0;
    CREATE INDEX day_records_open ON day_records (closes_at, person_id, day) WHERE verdict = 0;

    CREATE TABLE month_totals (
      person_id INTEGER NOT NULL,
      month INTEGER NOT NULL,
      planned INTEGER NOT NULL,
      due INTEGER NOT NULL,
      paid INTEGER NOT NULL,
      difference INTEGER NOT NULL,
      leave INTEGER NOT NULL,
      overtime INTEGER NOT NULL,
      approved INTEGER NOT NULL,
      late INTEGER NOT NULL,
      late_days INTEGER NOT NULL,
      absent_days INTEGER NOT NULL,
      missing_days INTEGER NOT NULL,
      problem_days INTEGER NOT NULL,
      PRIMARY KEY (month, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX month_totals_person ON month_totals (person_id, month);

    CREATE TABLE dirty_days (
      person_id INTEGER PRIMARY KEY,
      from_day INTEGER NOT NULL,
      to_day INTEGER NOT NULL CHECK (to_day >= from_day),
      next_day INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO dirty_days (person_id, from_day, to_day) VALUES (0, 0, ${FOREVER});

    CREATE TABLE hours_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      reckoned_by TEXT NOT NULL,
      through_month INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX events_person_at ON events (person_id, at) WHERE kind = 'recognised';

    CREATE TRIGGER days_punched AFTER INSERT ON events WHEN NEW.kind = 'recognised' BEGIN
      ${mark('NEW.person_id', `${dayOf('NEW.at')} - 1`, `${dayOf('NEW.at')} + 1`)}
    END;
    CREATE TRIGGER days_taken_back AFTER INSERT ON events WHEN NEW.kind = 'retracted' BEGIN
      ${mark(
        'e.person_id',
        `${dayOf('e.at')} - 1`,
        `${dayOf('e.at')} + 1`,
        `FROM events e WHERE e.kind = 'recognised' AND e.id IN (NEW.about, (SELECT r.about FROM events r WHERE r.id = NEW.about))`,
      )}
    END;
    CREATE TRIGGER days_decided AFTER INSERT ON hour_decisions BEGIN
      ${mark('r.person_id', 'r.from_day', 'r.to_day', 'FROM hour_requests r WHERE r.id = NEW.request_id')}
    END;
    CREATE TRIGGER days_shift AFTER INSERT ON shift_versions BEGIN ${ofShift('NEW')} END;
    CREATE TRIGGER days_shift_gone AFTER DELETE ON shift_versions BEGIN ${ofShift('OLD')} END;
    CREATE TRIGGER days_pattern AFTER UPDATE OF body ON shift_patterns WHEN OLD.body <> NEW.body BEGIN ${ofPattern} END;
    CREATE TRIGGER days_assigned AFTER INSERT ON shift_assignments BEGIN ${ofAssignment('NEW')} END;
    CREATE TRIGGER days_assigned_else AFTER UPDATE ON shift_assignments BEGIN ${ofAssignment('OLD')} ${ofAssignment('NEW')} END;
    CREATE TRIGGER days_assigned_no_more AFTER DELETE ON shift_assignments BEGIN ${ofAssignment('OLD')} END;
    CREATE TRIGGER days_rules AFTER INSERT ON hour_rules BEGIN ${mark('0', since('NEW', 'hour_rules'), String(FOREVER))} END;
    CREATE TRIGGER days_rules_gone AFTER DELETE ON hour_rules BEGIN ${mark('0', since('OLD', 'hour_rules'), String(FOREVER))} END;
    ${HOLIDAY_TRIGGERS}
    CREATE TRIGGER days_door AFTER UPDATE OF direction ON doors WHEN OLD.direction <> NEW.direction BEGIN ${everything} END;
    CREATE TRIGGER days_door_gone AFTER DELETE ON doors BEGIN ${everything} END;
    CREATE TRIGGER days_person AFTER INSERT ON people BEGIN ${allOf} END;
    CREATE TRIGGER days_person_else AFTER UPDATE OF department, enrolled_at, deleted_at ON people
      WHEN NEW.purged_at IS NULL AND (OLD.department, OLD.enrolled_at, OLD.deleted_at) IS NOT (NEW.department, NEW.enrolled_at, NEW.deleted_at)
      BEGIN ${allOf} END;
    CREATE TRIGGER days_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM day_records WHERE person_id = NEW.id;
      DELETE FROM month_totals WHERE person_id = NEW.id;
      DELETE FROM dirty_days WHERE person_id = NEW.id;
    END;
  `,
};
