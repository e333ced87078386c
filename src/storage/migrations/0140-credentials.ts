import type { Migration } from './migration.ts';

/**
 * PINs (scrypt, a salt each, as in secrets), the wrong tries by the number that was typed (numbers that are nobody's too, so that the
 * answers do not differ; 'pad' is the pad as a whole), badges with their ends, the key that signs them, and who gives no face.
 * `events_waits` holds all that the report of waiting times reads.
 */
export const credentials: Migration = {
  version: 140,
  name: 'credentials',
  sql: `
    CREATE TABLE pins (
      person_id INTEGER PRIMARY KEY REFERENCES people (id),
      number TEXT NOT NULL UNIQUE,
      cost INTEGER NOT NULL,
      block_size INTEGER NOT NULL,
      parallel INTEGER NOT NULL,
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      set_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE pin_attempts (
      number TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_failure_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE badges (
      serial INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES people (id),
      issued_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX badges_current ON badges (person_id) WHERE ended_at IS NULL;
    CREATE TABLE badge_key (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    ALTER TABLE people ADD COLUMN without_face INTEGER NOT NULL DEFAULT 0 CHECK (without_face IN (0, 1));
    CREATE INDEX events_waits ON events (at, method, wait_ms) WHERE kind = 'recognised' AND wait_ms IS NOT NULL;
  `,
};
