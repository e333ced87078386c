import type { Migration } from './migration.ts';

/**
 * `boots`: what is kept of each boot of this machine (`domain/time/timekeeping.ts`), so that no restart forgets how long it has been on. An event
 * says in which boot it was written, at which uptime, how far the clock was set before it, and whether it was no date that can be.
 * What waits or is erased counts `powered` or `elapsed` of that file, never the wall clock: the columns say which. Waits that ran
 * begin anew with this step, failures stay counted; probes keep the age that the newest event gives them.
 */
export const time: Migration = {
  version: 150,
  name: 'time',
  sql: `
    CREATE TABLE boots (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      boot TEXT,
      base_ms INTEGER NOT NULL,
      credited_ms INTEGER NOT NULL CHECK (credited_ms >= 0),
      claimed_ms INTEGER,
      anchor_wall INTEGER NOT NULL,
      anchor_uptime INTEGER NOT NULL,
      step_ms INTEGER,
      seen_wall INTEGER NOT NULL,
      seen_uptime INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE events ADD COLUMN boot INTEGER REFERENCES boots (id);
    ALTER TABLE events ADD COLUMN uptime_ms INTEGER;
    ALTER TABLE events ADD COLUMN clock_step_ms INTEGER;
    ALTER TABLE events ADD COLUMN clock_wrong INTEGER NOT NULL DEFAULT 0 CHECK (clock_wrong IN (0, 1));

    ALTER TABLE secrets RENAME COLUMN last_failure_at TO last_failure_powered;
    UPDATE secrets SET last_failure_powered = 0 WHERE last_failure_powered IS NOT NULL;
    ALTER TABLE pin_attempts RENAME COLUMN last_failure_at TO last_failure_powered;
    UPDATE pin_attempts SET last_failure_powered = 0 WHERE last_failure_powered IS NOT NULL;

    ALTER TABLE people ADD COLUMN deleted_powered INTEGER;
    ALTER TABLE holders ADD COLUMN visitor_until_powered INTEGER;
    ALTER TABLE probes ADD COLUMN kept_elapsed INTEGER NOT NULL DEFAULT 0;
    UPDATE probes SET kept_elapsed = min(0, at - (SELECT at FROM events ORDER BY id DESC LIMIT 1));
    DROP INDEX probes_at;
    CREATE INDEX probes_kept ON probes (kept_elapsed);
  `,
};
