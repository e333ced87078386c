import type { Migration } from './migration.ts';

/**
 * A deleted person stays as a tombstone with name and number, so that the log keeps its hours; `purged_at` says when the
 * templates and crops went. `employee_key` and `folded` are the number and the searched text without case and width.
 */
export const people: Migration = {
  version: 10,
  name: 'people',
  sql: `
    CREATE TABLE people (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      employee_number TEXT NOT NULL,
      employee_key TEXT NOT NULL,
      name TEXT NOT NULL,
      department TEXT NOT NULL,
      folded TEXT NOT NULL,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      enrolled_at INTEGER NOT NULL,
      deleted_at INTEGER,
      purged_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX people_employee_key ON people (employee_key) WHERE deleted_at IS NULL;
    CREATE INDEX people_to_purge ON people (deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
  `,
};
