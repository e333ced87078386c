import type { Migration } from './migration.ts';

/**
 * Months that are closed, and the days as they were then: evidence, which is never reckoned again and outlives the events that it was reckoned from. A row
 * is a person's month of one closing, its days as JSON that is deflated (RFC 1951); another closing makes others, and none is changed. What a leave was for stands apart, so that it goes with whoever
 * is erased: the minutes stay, as the events do. Kinds of absence. And of a request, whether the house made it itself, and how much of it was granted.
 */
export const periods: Migration = {
  version: 350,
  name: 'periods',
  sql: `
    CREATE TABLE hour_periods (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      from_day INTEGER NOT NULL,
      to_day INTEGER NOT NULL CHECK (to_day >= from_day),
      mark TEXT NOT NULL CHECK (mark IN ('closed', 'reopened')),
      reason TEXT NOT NULL CHECK (length(reason) <= 1000),
      marked_by TEXT NOT NULL,
      at INTEGER NOT NULL,
      engine INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX hour_periods_days ON hour_periods (from_day, id);
    CREATE TABLE closed_days (
      person_id INTEGER NOT NULL REFERENCES people (id),
      closing_id INTEGER NOT NULL REFERENCES hour_periods (id),
      days BLOB NOT NULL,
      leaves TEXT NOT NULL CHECK (json_valid(leaves)),
      hash TEXT NOT NULL,
      PRIMARY KEY (person_id, closing_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE finished_people (
      person_id INTEGER NOT NULL REFERENCES people (id),
      from_day INTEGER NOT NULL,
      marked_by TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (person_id, from_day)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX finished_people_month ON finished_people (from_day);
    CREATE TABLE absence_kinds (
      kind TEXT PRIMARY KEY CHECK (length(kind) BETWEEN 1 AND 60),
      name TEXT NOT NULL CHECK (length(name) <= 60),
      paid INTEGER NOT NULL CHECK (paid IN (0, 1)),
      present INTEGER NOT NULL CHECK (present IN (0, 1)),
      unit TEXT NOT NULL CHECK (unit IN ('minute', 'half', 'day')),
      used INTEGER NOT NULL CHECK (used IN (0, 1)),
      position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO absence_kinds (kind, name, paid, present, unit, used, position) VALUES
      ('annual', '', 1, 0, 'half', 1, 1), ('sick', '', 1, 0, 'half', 1, 2), ('personal', '', 0, 0, 'minute', 1, 3),
      ('time-off', '', 1, 0, 'minute', 1, 4), ('trip', '', 1, 1, 'half', 1, 5), ('outside', '', 1, 1, 'minute', 1, 6),
      ('marriage', '', 1, 0, 'day', 1, 7), ('parental', '', 1, 0, 'day', 1, 8), ('bereavement', '', 1, 0, 'day', 1, 9),
      ('unpaid', '', 0, 0, 'half', 1, 10);

    ALTER TABLE hour_requests ADD COLUMN entered INTEGER NOT NULL DEFAULT 0 CHECK (entered IN (0, 1));
    ALTER TABLE hour_decisions ADD COLUMN part TEXT CHECK (part IS NULL OR json_valid(part));

    CREATE TRIGGER hour_periods_no_update BEFORE UPDATE ON hour_periods BEGIN SELECT RAISE(ABORT, 'periods are append-only'); END;
    CREATE TRIGGER hour_periods_no_delete BEFORE DELETE ON hour_periods BEGIN SELECT RAISE(ABORT, 'periods are append-only'); END;
    CREATE TRIGGER closed_days_no_update BEFORE UPDATE ON closed_days
      WHEN NEW.days <> OLD.days OR NEW.hash <> OLD.hash OR NEW.person_id <> OLD.person_id OR NEW.closing_id <> OLD.closing_id
        OR NEW.leaves <> '[]' OR (SELECT purged_at FROM people WHERE id = OLD.person_id) IS NULL
      BEGIN SELECT RAISE(ABORT, 'closed days do not change'); END;
    CREATE TRIGGER closed_days_no_delete BEFORE DELETE ON closed_days BEGIN SELECT RAISE(ABORT, 'closed days are append-only'); END;
    CREATE TRIGGER periods_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      UPDATE closed_days SET leaves = '[]' WHERE person_id = NEW.id;
      DELETE FROM finished_people WHERE person_id = NEW.id;
    END;
  `,
};
