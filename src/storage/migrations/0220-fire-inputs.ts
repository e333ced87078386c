import type { Migration } from './migration.ts';

/** Wired inputs of the fire panel: configuration as JSON, the password beside it. `door_id` NULL = every door; an input goes with its door. */
export const fireInputs: Migration = {
  version: 220,
  name: 'fire-inputs',
  sql: `
    CREATE TABLE fire_inputs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      door_id INTEGER REFERENCES doors (id) ON DELETE CASCADE,
      config TEXT NOT NULL CHECK (json_valid(config) AND length(config) <= 8000),
      password TEXT NOT NULL DEFAULT '' CHECK (length(password) <= 400),
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX fire_inputs_door ON fire_inputs (door_id) WHERE door_id IS NOT NULL;
  `,
};
