import type { Migration } from './migration.ts';

/**
 * What came with an import, to be known again: of a face the photograph that it was taken from (its file's hash, gone with the face), and of a person the
 * table that they came in, so that the import can be undone as a whole.
 */
export const imported: Migration = {
  version: 370,
  name: 'imported',
  sql: `
    ALTER TABLE templates ADD COLUMN photo_sha256 TEXT CHECK (photo_sha256 IS NULL OR length(photo_sha256) = 64);

    CREATE TABLE imported_people (
      person_id INTEGER PRIMARY KEY REFERENCES people (id),
      source_id INTEGER NOT NULL REFERENCES import_sources (id)
    ) STRICT;
    CREATE INDEX imported_people_source ON imported_people (source_id);

    CREATE TRIGGER imported_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM imported_people WHERE person_id = NEW.id;
    END;
  `,
};
