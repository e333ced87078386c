import { mark } from './0310-days.ts';
import type { Migration } from './migration.ts';

/** Of whom an import has lines, and from when to when: two looks into an index for each person, however many lines there are. */
const ofSource = mark(
  's.person',
  's.first / 86400000 - 1',
  's.last / 86400000 + 1',
  `FROM (SELECT p.id AS person,
       (SELECT min(l.at) FROM imported_lines l WHERE l.source_id = NEW.id AND l.person_id = p.id) AS first,
       (SELECT max(l.at) FROM imported_lines l WHERE l.source_id = NEW.id AND l.person_id = p.id) AS last
     FROM people p WHERE p.purged_at IS NULL) s WHERE s.first IS NOT NULL`,
);
const COUNTS = 's.being_read = 0 AND s.undone_at IS NULL';

/**
 * A terminal's file is written in slices, and taken out in slices, so that main is free between them. What is not whole counts for nothing: everybody reads
 * the view, which takes the place and the name of the table. The days follow when an import becomes whole, and when it is undone, in the same transaction;
 * lines come and go only while they do not count. And what an import of people changed is kept with it, so that it can be put back.
 */
export const importsInSlices: Migration = {
  version: 450,
  name: 'imports-in-slices',
  sql: `
    DROP TRIGGER imported_punches_no_update;
    DROP TRIGGER days_imported;
    DROP TRIGGER days_import_undone;
    DROP TRIGGER imports_erase;
    DROP INDEX imported_punches_person;
    DROP INDEX imported_punches_source;
    ALTER TABLE imported_punches RENAME TO imported_lines;
    CREATE INDEX imported_lines_person ON imported_lines (person_id, at);
    CREATE INDEX imported_lines_source ON imported_lines (source_id, person_id, at);
    ALTER TABLE import_sources ADD COLUMN being_read INTEGER NOT NULL DEFAULT 0 CHECK (being_read IN (0, 1));

    CREATE VIEW imported_punches AS SELECT l.id, l.source_id, l.person_id, l.at, l.time_zone, l.wall, l.status, l.direction, l.doubt, l.line, l.raw
      FROM imported_lines l WHERE EXISTS (SELECT 1 FROM import_sources s WHERE s.id = l.source_id AND ${COUNTS});

    CREATE TRIGGER imported_lines_no_update BEFORE UPDATE ON imported_lines BEGIN SELECT RAISE(ABORT, 'an imported punch does not change'); END;
    CREATE TRIGGER imported_lines_come BEFORE INSERT ON imported_lines
      WHEN (SELECT being_read FROM import_sources WHERE id = NEW.source_id) IS NOT 1
      BEGIN SELECT RAISE(ABORT, 'an import that is whole takes no more lines'); END;
    CREATE TRIGGER imported_lines_go BEFORE DELETE ON imported_lines
      WHEN EXISTS (SELECT 1 FROM import_sources s WHERE s.id = OLD.source_id AND ${COUNTS})
        AND (SELECT purged_at FROM people WHERE id = OLD.person_id) IS NULL
      BEGIN SELECT RAISE(ABORT, 'an import that is whole loses no line'); END;
    CREATE TRIGGER days_imported AFTER UPDATE OF being_read ON import_sources WHEN OLD.being_read = 1 AND NEW.being_read = 0 BEGIN ${ofSource} END;
    CREATE TRIGGER days_import_undone AFTER UPDATE OF undone_at ON import_sources WHEN OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL
      BEGIN ${ofSource} END;

    CREATE TABLE imported_changes (
      source_id INTEGER NOT NULL REFERENCES import_sources (id),
      person_id INTEGER NOT NULL REFERENCES people (id),
      field TEXT NOT NULL CHECK (field IN ('name', 'department')),
      was TEXT NOT NULL,
      became TEXT NOT NULL,
      PRIMARY KEY (source_id, person_id, field)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX imported_changes_person ON imported_changes (person_id);

    CREATE TRIGGER imports_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM imported_lines WHERE person_id = NEW.id;
      DELETE FROM imported_changes WHERE person_id = NEW.id;
    END;
  `,
};
