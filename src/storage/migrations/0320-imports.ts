import { mark } from './0310-days.ts';
import type { Migration } from './migration.ts';

const marked = (row: 'NEW' | 'OLD'): string => mark(`${row}.person_id`, `${row}.at / 86400000 - 1`, `${row}.at / 86400000 + 1`);

/**
 * Files of others that were taken in, and the punches of old terminals that came so. A punch is known again by the second that its terminal's clock
 * showed, so that a file read twice, or a longer one of the same terminal, adds what is new alone. It is never changed: an import is undone as a whole.
 */
export const imports: Migration = {
  version: 320,
  name: 'imports',
  sql: `
    CREATE TABLE import_sources (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('attlog', 'people')),
      file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
      sha256 TEXT NOT NULL,
      at INTEGER NOT NULL,
      operator TEXT NOT NULL CHECK (length(operator) <= 40),
      time_zone TEXT,
      added INTEGER NOT NULL CHECK (added BETWEEN 0 AND 100000000),
      changed INTEGER NOT NULL CHECK (changed BETWEEN 0 AND 100000000),
      known INTEGER NOT NULL CHECK (known BETWEEN 0 AND 100000000),
      left_out INTEGER NOT NULL CHECK (left_out BETWEEN 0 AND 100000000),
      undone_at INTEGER
    ) STRICT;
    CREATE INDEX import_sources_file ON import_sources (kind, sha256);

    CREATE TABLE imported_punches (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source_id INTEGER NOT NULL REFERENCES import_sources (id),
      person_id INTEGER NOT NULL REFERENCES people (id),
      at INTEGER NOT NULL,
      time_zone TEXT NOT NULL,
      wall INTEGER NOT NULL,
      status TEXT NOT NULL,
      direction TEXT CHECK (direction IN ('in', 'out')),
      doubt TEXT CHECK (doubt IN ('ambiguous-first', 'ambiguous-second', 'missing-hour')),
      line INTEGER NOT NULL,
      raw TEXT NOT NULL CHECK (length(raw) <= 200),
      UNIQUE (person_id, wall, status)
    ) STRICT;
    CREATE INDEX imported_punches_person ON imported_punches (person_id, at);
    CREATE INDEX imported_punches_source ON imported_punches (source_id);

    CREATE TRIGGER imported_punches_no_update BEFORE UPDATE ON imported_punches BEGIN SELECT RAISE(ABORT, 'an imported punch does not change'); END;
    CREATE TRIGGER days_imported AFTER INSERT ON imported_punches BEGIN ${marked('NEW')} END;
    CREATE TRIGGER days_import_undone AFTER DELETE ON imported_punches WHEN (SELECT purged_at FROM people WHERE id = OLD.person_id) IS NULL
      BEGIN ${marked('OLD')} END;
    CREATE TRIGGER imports_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM imported_punches WHERE person_id = NEW.id;
    END;
  `,
};
