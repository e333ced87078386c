import type { Migration } from './migration.ts';

/**
 * What each person's own captures score when they are searched like a probe at the door: among everybody else's templates (`other`, of
 * `other_id`) and among their own that are not in the probe (`own`). `newest` and `templates` say of which captures; another newest one
 * means that the row is to be measured again, and 0 asks for it. No face can be made from a row; it goes with the person all the same.
 */
export const scores: Migration = {
  version: 120,
  name: 'scores',
  sql: `
    CREATE TABLE scores (
      person_id INTEGER PRIMARY KEY REFERENCES people (id),
      model_id TEXT NOT NULL,
      frames INTEGER NOT NULL CHECK (frames >= 1),
      newest INTEGER NOT NULL,
      templates INTEGER NOT NULL CHECK (templates >= 1),
      other_id INTEGER REFERENCES people (id),
      other REAL,
      own REAL,
      CHECK ((other IS NULL) = (other_id IS NULL))
    ) STRICT;
    CREATE INDEX scores_other ON scores (other_id) WHERE other_id IS NOT NULL;

    CREATE TRIGGER people_purge_scores AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      UPDATE scores SET other_id = NULL, other = NULL, newest = 0 WHERE other_id = NEW.id;
      DELETE FROM scores WHERE person_id = NEW.id;
    END;
  `,
};
