import type { Migration } from './migration.ts';

/**
 * What hours are reckoned from, beside the log: shifts in versions, patterns, who works by which, rules in versions, and what was asked for and decided.
 * Days are numbers since 1970-01-01. A version is never changed, a request or a decision neither: there is a later one. With whoever is erased goes what
 * was asked for them: it says when they were ill.
 */
export const hours: Migration = {
  version: 300,
  name: 'hours',
  sql: `
    CREATE TABLE shifts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE shift_versions (
      shift_id INTEGER NOT NULL REFERENCES shifts (id),
      from_day INTEGER NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 8000),
      PRIMARY KEY (shift_id, from_day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE shift_patterns (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 8000)
    ) STRICT;
    CREATE TABLE shift_assignments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER REFERENCES people (id),
      department TEXT,
      from_day INTEGER NOT NULL,
      until_day INTEGER CHECK (until_day >= from_day),
      target TEXT NOT NULL CHECK (json_valid(target))
    ) STRICT;
    CREATE INDEX shift_assignments_person ON shift_assignments (person_id);
    CREATE TABLE hour_rules (
      from_day INTEGER PRIMARY KEY,
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 40000)
    ) STRICT;

    CREATE TABLE hour_requests (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES people (id),
      from_day INTEGER NOT NULL,
      to_day INTEGER NOT NULL CHECK (to_day >= from_day),
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 4000),
      reason TEXT NOT NULL CHECK (length(reason) <= 1000),
      asked_by TEXT NOT NULL,
      asked_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX hour_requests_person ON hour_requests (person_id, from_day);
    CREATE TABLE hour_decisions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      request_id INTEGER NOT NULL REFERENCES hour_requests (id),
      decision TEXT NOT NULL CHECK (decision IN ('granted', 'refused', 'withdrawn')),
      decided_by TEXT NOT NULL,
      self_decided INTEGER NOT NULL CHECK (self_decided IN (0, 1)),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX hour_decisions_request ON hour_decisions (request_id, id);

    CREATE TRIGGER shift_versions_no_update BEFORE UPDATE ON shift_versions BEGIN SELECT RAISE(ABORT, 'a version of a shift does not change'); END;
    CREATE TRIGGER hour_rules_no_update BEFORE UPDATE ON hour_rules BEGIN SELECT RAISE(ABORT, 'a version of the rules does not change'); END;
    CREATE TRIGGER hour_requests_no_update BEFORE UPDATE ON hour_requests BEGIN SELECT RAISE(ABORT, 'requests are append-only'); END;
    CREATE TRIGGER hour_decisions_no_update BEFORE UPDATE ON hour_decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
    CREATE TRIGGER hour_requests_no_delete BEFORE DELETE ON hour_requests
      WHEN (SELECT purged_at FROM people WHERE id = OLD.person_id) IS NULL
      BEGIN SELECT RAISE(ABORT, 'requests are append-only'); END;
    CREATE TRIGGER hour_decisions_no_delete BEFORE DELETE ON hour_decisions
      WHEN (SELECT p.purged_at FROM hour_requests r JOIN people p ON p.id = r.person_id WHERE r.id = OLD.request_id) IS NULL
      BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
    CREATE TRIGGER hours_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM shift_assignments WHERE person_id = NEW.id;
      DELETE FROM hour_decisions WHERE request_id IN (SELECT id FROM hour_requests WHERE person_id = NEW.id);
      DELETE FROM hour_requests WHERE person_id = NEW.id;
    END;
  `,
};
