import type { Migration } from './migration.ts';

/**
 * The site's centre (centre.ts): the direction as 2048 int8, its length, and of how many people. 0 people with a centre asks for a new one:
 * what of it came from somebody who is erased goes with them.
 */
export const centre: Migration = {
  version: 230,
  name: 'centre',
  sql: `
    ALTER TABLE gallery ADD COLUMN centre BLOB CHECK (length(centre) = 2048);
    ALTER TABLE gallery ADD COLUMN centre_length REAL NOT NULL DEFAULT 0 CHECK (centre_length >= 0 AND centre_length < 1);
    ALTER TABLE gallery ADD COLUMN centre_people INTEGER NOT NULL DEFAULT 0 CHECK (centre_people >= 0);

    CREATE TRIGGER people_purge_centre AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      UPDATE gallery SET centre_people = 0;
    END;
  `,
};
