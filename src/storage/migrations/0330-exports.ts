import type { Migration } from './migration.ts';

/**
 * Files of hours: templates that somebody made, ids of people in other programs, which files were made, and which are made by themselves each month. A run
 * is never changed: it says what was in a file that payroll has taken. It names nobody.
 */
export const exports: Migration = {
  version: 330,
  name: 'exports',
  sql: `
    CREATE TABLE export_templates (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 60000)
    ) STRICT;
    CREATE TABLE export_ids (
      program TEXT NOT NULL CHECK (length(program) BETWEEN 1 AND 40),
      person_id INTEGER NOT NULL REFERENCES people (id),
      id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
      PRIMARY KEY (program, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX export_ids_person ON export_ids (person_id);
    CREATE TABLE export_schedules (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      template TEXT NOT NULL CHECK (length(template) BETWEEN 1 AND 60),
      folder TEXT NOT NULL CHECK (length(folder) BETWEEN 1 AND 1000),
      department TEXT CHECK (length(department) BETWEEN 1 AND 60),
      day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 28),
      minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
      done_until INTEGER NOT NULL CHECK (done_until BETWEEN -100 AND 100000)
    ) STRICT;
    CREATE TABLE export_runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      template TEXT NOT NULL,
      name TEXT NOT NULL,
      schedule_id INTEGER,
      from_day INTEGER NOT NULL CHECK (from_day BETWEEN 0 AND 100000),
      to_day INTEGER NOT NULL CHECK (to_day BETWEEN from_day AND 100000),
      zone TEXT NOT NULL,
      path TEXT NOT NULL,
      people INTEGER NOT NULL,
      row_count INTEGER NOT NULL,
      left_out TEXT NOT NULL CHECK (json_valid(left_out)),
      bytes INTEGER NOT NULL,
      hash TEXT NOT NULL,
      problem TEXT
    ) STRICT;
    CREATE INDEX export_runs_schedule ON export_runs (schedule_id, from_day) WHERE schedule_id IS NOT NULL;

    CREATE TRIGGER export_runs_no_update BEFORE UPDATE ON export_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
    CREATE TRIGGER export_runs_no_delete BEFORE DELETE ON export_runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
    CREATE TRIGGER export_ids_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM export_ids WHERE person_id = NEW.id;
    END;
  `,
};
