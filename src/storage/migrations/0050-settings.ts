import type { Migration } from './migration.ts';

/** One row a key, each value JSON: a value that no longer parses costs that key alone. */
export const settings: Migration = {
  version: 50,
  name: 'settings',
  sql: `
    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;
  `,
};
