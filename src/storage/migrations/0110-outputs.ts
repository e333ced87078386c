import type { Migration } from './migration.ts';

/**
 * What is wired to a door: one row a door, its configuration as JSON, and the secrets beside it (the whole file is encrypted), in
 * columns of their own so that whoever reads the configuration does not read them.
 */
export const outputs: Migration = {
  version: 110,
  name: 'outputs',
  sql: `
    CREATE TABLE outputs (
      door_id INTEGER PRIMARY KEY REFERENCES doors (id) ON DELETE CASCADE,
      config TEXT NOT NULL CHECK (json_valid(config) AND length(config) <= 8000),
      password TEXT NOT NULL DEFAULT '' CHECK (length(password) <= 400),
      key TEXT NOT NULL DEFAULT '' CHECK (length(key) <= 400),
      changed_at INTEGER NOT NULL
    ) STRICT;
  `,
};
