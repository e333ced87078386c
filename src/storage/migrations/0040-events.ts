import type { Migration } from './migration.ts';

/**
 * Append-only. Triggers refuse UPDATE and DELETE; the third one refuses INSERT OR REPLACE over a row, which fires no DELETE
 * trigger by itself. What takes an event back is another event, with `about`.
 */
export const events: Migration = {
  version: 40,
  name: 'events',
  sql: `
    CREATE TABLE events (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('recognised', 'refused', 'retracted', 'door', 'fault', 'system')),
      at INTEGER NOT NULL,
      zone TEXT NOT NULL,
      offset_minutes INTEGER NOT NULL,
      monotonic_delta_ms INTEGER,
      clock_jumped INTEGER NOT NULL CHECK (clock_jumped IN (0, 1)),
      person_id INTEGER REFERENCES people (id),
      name TEXT,
      employee_number TEXT,
      folded TEXT,
      direction TEXT CHECK (direction IN ('in', 'out')),
      reason TEXT,
      about INTEGER REFERENCES events (id),
      score REAL,
      decision TEXT CHECK (decision IS NULL OR json_valid(decision)),
      CHECK (kind <> 'recognised' OR person_id IS NOT NULL),
      CHECK (kind <> 'retracted' OR about IS NOT NULL)
    ) STRICT;
    CREATE INDEX events_at ON events (at);
    CREATE INDEX events_kind ON events (kind);
    CREATE INDEX events_person ON events (person_id) WHERE person_id IS NOT NULL;
    CREATE INDEX events_punches ON events (person_id, id, at, direction) WHERE kind = 'recognised';
    CREATE INDEX events_retractions ON events (about) WHERE kind = 'retracted';

    CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  `,
};
