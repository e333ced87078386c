import type { Migration } from './migration.ts';

/**
 * "This is not me" cannot undo a door that has opened. `passages.doubted`: perhaps it was not this person; it places nobody and is held
 * against them. `somebody`: whoever came in instead and is nobody that is known; a zone of NULL = in, and nobody knows where.
 * A door that joins no zones says nothing of where people are: its passages of before, which put everybody outside, go.
 */
export const somebody: Migration = {
  version: 210,
  name: 'somebody',
  sql: `
    ALTER TABLE passages ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1));
    DROP INDEX passages_person;
    DROP INDEX passages_zone;
    CREATE INDEX passages_person ON passages (person_id, doubted, event_id);
    CREATE INDEX passages_zone ON passages (zone_id, person_id, doubted, event_id);
    DELETE FROM passages WHERE zone_id IS NULL AND door_id IN (SELECT id FROM doors WHERE from_zone IS NULL AND to_zone IS NULL);

    CREATE TABLE somebody (
      event_id INTEGER PRIMARY KEY REFERENCES events (id),
      door_id INTEGER NOT NULL,
      zone_id INTEGER REFERENCES zones (id),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX somebody_zone ON somebody (zone_id) WHERE zone_id IS NOT NULL;
  `,
};
